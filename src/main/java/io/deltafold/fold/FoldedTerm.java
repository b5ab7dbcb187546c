package io.deltafold.fold;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.number.Coefficient;
import java.util.ArrayList;
import java.util.List;

/**
 * A folded product: coefficient · scalars · factors, where the factors are a matrix product; none for a scalar.
 */
record FoldedTerm(Coefficient coefficient, List<MatrixExpr> scalars, List<MatrixExpr> factors) {
    FoldedTerm {
        scalars = List.copyOf(scalars);
        factors = List.copyOf(factors);
    }

    static FoldedTerm of(MatrixExpr e) {
        if (e instanceof MatrixExpr.Negate negate) {
            return of(negate.operand()).times(Coefficient.MINUS_ONE);
        }
        if (e instanceof MatrixExpr.Number number) {
            return new FoldedTerm(Coefficient.of(number.value()), List.of(), List.of());
        }
        if (e.shape().isScalar()) {
            return new FoldedTerm(Coefficient.ONE, List.of(e), List.of());
        }
        return new FoldedTerm(
                Coefficient.ONE, List.of(), e instanceof MatrixExpr.MatMul product ? product.factors() : List.of(e));
    }

    FoldedTerm times(Coefficient factor) {
        return new FoldedTerm(coefficient.times(factor), scalars, factors);
    }

    MatrixExpr body() {
        return MatrixExpr.matMul(factors);
    }

    MatrixExpr expression() {
        List<MatrixExpr> body = factors.isEmpty() ? List.of() : List.of(body());
        return Compose.scaled(coefficient, scalars, body);
    }

    FoldedTerm withFactors(List<MatrixExpr> others) {
        return new FoldedTerm(coefficient, scalars, others);
    }

    FoldedTerm withoutScalars(List<MatrixExpr> common) {
        List<MatrixExpr> rest = new ArrayList<>(scalars);
        common.forEach(rest::remove);
        return new FoldedTerm(coefficient, rest, factors);
    }
}
