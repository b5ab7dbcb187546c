package io.deltafold.paper;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.SizeEquality;
import io.deltafold.scalar.ScalarExpr;
import java.util.List;

/** The derivative of a scalar function, applied entry by entry to an expression. */
final class ScalarForm {
    private ScalarForm() {}

    static MatrixExpr of(ScalarExpr e, MatrixExpr argument, SizeEquality equality) {
        if (e instanceof ScalarExpr.Argument) {
            return argument;
        } else if (e instanceof ScalarExpr.Constant constant) {
            return MatrixExpr.number(constant.value());
        } else if (e instanceof ScalarExpr.Pi) {
            return new MatrixExpr.Pi();
        } else if (e instanceof ScalarExpr.Sum sum) {
            return MatrixExpr.sum(all(sum.terms(), argument, equality), equality);
        } else if (e instanceof ScalarExpr.Product product) {
            return MatrixExpr.hadamard(all(product.factors(), argument, equality), equality);
        } else if (e instanceof ScalarExpr.Apply apply) {
            List<MatrixExpr> arguments = all(apply.arguments(), argument, equality);
            return apply.function() instanceof io.deltafold.scalar.Power power
                    ? MatrixExpr.power(arguments.get(0), power.exponent())
                    : MatrixExpr.apply(apply.function(), arguments, equality);
        }
        throw new IllegalStateException("unknown scalar expression " + e);
    }

    private static List<MatrixExpr> all(List<ScalarExpr> parts, MatrixExpr argument, SizeEquality equality) {
        return parts.stream().map(part -> of(part, argument, equality)).toList();
    }
}
