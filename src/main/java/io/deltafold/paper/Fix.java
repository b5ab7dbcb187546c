package io.deltafold.paper;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.tex.Tex;
import java.util.Optional;

/**
 * The right side as it should be.
 *
 * @param isCertain whether the left side is a derivative that the engine gives and verified
 */
record Fix(String latex, boolean isCertain) {
    static Optional<Fix> of(Judge judge, Statement statement, Attempt attempt) {
        boolean derivative = !Occurrences.slopes(statement.left()).isEmpty();
        Statement alone = new Statement(
                statement.formula(),
                statement.kind(),
                statement.left(),
                statement.left(),
                statement.scope(),
                statement.defined(),
                statement.differentials(),
                "",
                statement.section());
        Attempt left = judge.decided(alone);
        if (left.left().isEmpty()
                || left.puzzle().isPresent()
                || left.mismatch().isPresent()) {
            return Optional.empty();
        }
        MatrixExpr value = left.left().get();
        if (value.shape().rank() > 2) {
            return Optional.empty();
        }
        if (!derivative) {
            return Optional.empty();
        }
        String latex = left.sides().latex(value);
        return Optional.of(
                new Fix(latex, isSimple(statement.left()) && attempt.puzzle().isEmpty()));
    }

    private static boolean isSimple(Tex tex) {
        return !(tex instanceof Tex.Matrix) && !(tex instanceof Tex.Brace);
    }
}
