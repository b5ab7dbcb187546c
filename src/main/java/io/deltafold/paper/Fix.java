package io.deltafold.paper;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.tex.Tex;
import io.deltafold.tex.TexError;
import io.deltafold.tex.TexParser;
import java.util.Optional;

/**
 * The right side as it should be: in the author's own writing with one slip undone where that is true, otherwise the
 * derivative that the engine gives.
 *
 * @param isCertain whether the corrected equation was judged to hold
 */
record Fix(String latex, boolean isCertain) {
    static Optional<Fix> of(Judge judge, Statement statement) {
        Optional<Fix> repaired = repaired(judge, statement);
        return repaired.isPresent() ? repaired : derived(judge, statement);
    }

    private static Optional<Fix> repaired(Judge judge, Statement statement) {
        for (String candidate : Repairs.of(statement.formula().text(), statement.right())) {
            Optional<Tex> tex = parsed(candidate);
            if (tex.isPresent() && judge.holds(statement.with(statement.left(), tex.get()))) {
                return Optional.of(new Fix(candidate.strip(), true));
            }
        }
        return Optional.empty();
    }

    private static Optional<Tex> parsed(String candidate) {
        try {
            return Optional.of(TexParser.parse(candidate));
        } catch (TexError malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Fix> derived(Judge judge, Statement statement) {
        boolean derivative = !Occurrences.slopes(statement.left()).isEmpty();
        if (!derivative || statement.left() instanceof Tex.Matrix || statement.left() instanceof Tex.Brace) {
            return Optional.empty();
        }
        Attempt left = judge.decided(statement.with(statement.left(), statement.left()));
        if (left.left().isEmpty()
                || left.puzzle().isPresent()
                || left.mismatch().isPresent()) {
            return Optional.empty();
        }
        MatrixExpr value = left.left().get();
        if (value.shape().rank() > 2) {
            return Optional.empty();
        }
        String latex = left.sides().latex(value);
        boolean holds = parsed(latex)
                .filter(tex -> judge.holds(statement.with(statement.left(), tex)))
                .isPresent();
        return Optional.of(new Fix(latex, holds));
    }
}
