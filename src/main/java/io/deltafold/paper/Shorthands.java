package io.deltafold.paper;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.tex.Tex;
import io.deltafold.verify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * ∂Y/∂W = Xᵀ: a tensor of order above two equated with a matrix. It is true as a shorthand where for every L the matrix,
 * multiplied with ∂L/∂Y on one of its sides, gives ∂L/∂W.
 */
final class Shorthands {
    private final Judge judge;
    private final Statement statement;
    private final Attempt attempt;

    Shorthands(Judge judge, Statement statement, Attempt attempt) {
        this.judge = judge;
        this.statement = statement;
        this.attempt = attempt;
    }

    Judge.Judged judge() {
        int mark = judge.unifier().mark();
        try {
            return decided();
        } catch (NotUnderstood | ShapesDiffer unclear) {
            return judge.link(
                    statement,
                    ClaimVerdict.NOT_UNDERSTOOD,
                    attempt.text(),
                    "a tensor of order above two is equated with a matrix: " + unclear.getMessage());
        } finally {
            judge.unifier().undo(mark);
        }
    }

    private Judge.Judged decided() {
        boolean leftIsTensor = attempt.left().orElseThrow().shape().rank() > 2;
        Tex tensorSide = leftIsTensor ? statement.left() : statement.right();
        MatrixExpr matrix = (leftIsTensor ? attempt.right() : attempt.left()).orElseThrow();
        Elaborator elaborator = attempt.elaborator();
        Optional<Derivatives.Jacobian> jacobian = elaborator.derivatives().plainJacobian(tensorSide);
        if (jacobian.isEmpty()) {
            return judge.link(
                    statement,
                    ClaimVerdict.NOT_UNDERSTOOD,
                    attempt.text(),
                    "a tensor of order "
                            + (leftIsTensor ? attempt.left() : attempt.right())
                                    .orElseThrow()
                                    .shape()
                                    .rank() + " is equated with "
                            + elaborator.shown(matrix.shape()).phrase());
        }
        MatrixExpr value = jacobian.get().value();
        Symbol upstream = new Symbol("upstream_", elaborator.shown(value.shape()));
        elaborator.sides().variable(upstream);
        MatrixExpr gradient = elaborator
                .derivatives()
                .engine()
                .pulledBack(value, jacobian.get().variable(), upstream, tensorSide.span());
        MatrixExpr g = MatrixExpr.reference(upstream);
        List<Supplier<MatrixExpr>> readings = new ArrayList<>();
        readings.add(() -> MatrixExpr.matMul(List.of(matrix, g), elaborator.sizes()));
        readings.add(() -> MatrixExpr.matMul(List.of(g, matrix), elaborator.sizes()));
        readings.add(() -> MatrixExpr.hadamard(List.of(matrix, g), elaborator.sizes()));
        readings.add(() -> MatrixExpr.matMul(List.of(g, MatrixExpr.transpose(matrix)), elaborator.sizes()));
        readings.add(() -> MatrixExpr.matMul(List.of(MatrixExpr.transpose(matrix), g), elaborator.sizes()));
        if (matrix instanceof MatrixExpr.Identity) {
            readings.add(() -> g);
        }
        String y = latexOf(value);
        String w = jacobian.get().variable().latex();
        for (int i = 0; i < readings.size(); i++) {
            Supplier<MatrixExpr> reading = readings.get(i);
            Optional<MatrixExpr> product = fitting(() ->
                    elaborator.fitted(elaborator.fit(tensorSide.span(), reading), gradient.shape(), tensorSide.span()));
            if (product.isPresent() && holds(gradient, product.get())) {
                return judge.noted(
                        statement,
                        ClaimVerdict.CONVENTION,
                        attempt,
                        "a tensor of order "
                                + (value.shape().rank() + gradient.shape().rank())
                                + " is equated with a matrix; it is true as a shorthand for ∂L/∂" + w + " = "
                                + shorthand(i, y)
                                + " with the matrix M of the other side");
            }
        }
        return new Judge.Judged(
                statement,
                judge.refuted(
                        statement,
                        attempt,
                        attempt,
                        "the left side is "
                                + elaborator
                                        .shown(attempt.left().orElseThrow().shape())
                                        .phrase()
                                + ", the right side "
                                + elaborator
                                        .shown(attempt.right().orElseThrow().shape())
                                        .phrase()
                                + ", and it is no shorthand for a product with the upstream gradient either"),
                Optional.empty());
    }

    private static String shorthand(int reading, String y) {
        return switch (reading) {
            case 0 -> "M ∂L/∂" + y;
            case 1 -> "∂L/∂" + y + " M";
            case 2 -> "M ⊙ ∂L/∂" + y;
            case 3 -> "∂L/∂" + y + " Mᵀ";
            case 4 -> "Mᵀ ∂L/∂" + y;
            default -> "∂L/∂" + y;
        };
    }

    private String latexOf(MatrixExpr value) {
        return value instanceof MatrixExpr.Reference reference
                ? reference.symbol().name()
                : "Y";
    }

    private boolean holds(MatrixExpr a, MatrixExpr b) {
        Shape one = a.shape();
        if (!one.equals(b.shape())) {
            return false;
        }
        Verdict verdict = attempt.equality(a, b, Set.of());
        return verdict.kind() == Verdict.Kind.PROVED || verdict.kind() == Verdict.Kind.AGREES;
    }

    private static Optional<MatrixExpr> fitting(Supplier<MatrixExpr> reading) {
        try {
            return Optional.of(reading.get());
        } catch (ShapesDiffer | NotUnderstood unfit) {
            return Optional.empty();
        }
    }
}
