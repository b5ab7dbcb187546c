package io.deltafold.fold;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
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
        if (e instanceof MatrixExpr.Divide divide
                && divide.denominator().shape().isScalar()) {
            FoldedTerm above = of(divide.numerator());
            FoldedTerm below = ofScalars(divide.denominator());
            List<MatrixExpr> scalars = new ArrayList<>(above.scalars());
            below.scalars().forEach(s -> scalars.add(reciprocal(s)));
            return new FoldedTerm(above.coefficient().dividedBy(below.coefficient()), scalars, above.factors());
        }
        if (e instanceof MatrixExpr.Hadamard product
                && product.factors().stream().filter(f -> !f.shape().isScalar()).count() == 1) {
            Coefficient coefficient = Coefficient.ONE;
            List<MatrixExpr> scalars = new ArrayList<>();
            List<MatrixExpr> factors = new ArrayList<>();
            for (MatrixExpr factor : product.factors()) {
                FoldedTerm inner = factor.shape().isScalar() ? ofScalars(factor) : of(factor);
                coefficient = coefficient.times(inner.coefficient());
                scalars.addAll(inner.scalars());
                factors.addAll(inner.factors());
            }
            return new FoldedTerm(coefficient, scalars, factors);
        }
        return new FoldedTerm(
                Coefficient.ONE, List.of(), e instanceof MatrixExpr.MatMul product ? product.factors() : List.of(e));
    }

    /** A product of scalars with its numbers apart. */
    private static FoldedTerm ofScalars(MatrixExpr e) {
        if (e instanceof MatrixExpr.Number number && !number.value().isZero()) {
            return new FoldedTerm(Coefficient.of(number.value()), List.of(), List.of());
        } else if (e instanceof MatrixExpr.SizeValue size) {
            return new FoldedTerm(Coefficient.of(size.size()), List.of(), List.of());
        } else if (e instanceof MatrixExpr.Hadamard product) {
            Coefficient coefficient = Coefficient.ONE;
            List<MatrixExpr> scalars = new ArrayList<>();
            for (MatrixExpr factor : product.factors()) {
                FoldedTerm inner = ofScalars(factor);
                coefficient = coefficient.times(inner.coefficient());
                scalars.addAll(inner.scalars());
            }
            return new FoldedTerm(coefficient, scalars, List.of());
        }
        return new FoldedTerm(Coefficient.ONE, List.of(e), List.of());
    }

    private static MatrixExpr reciprocal(MatrixExpr scalar) {
        return scalar instanceof MatrixExpr.Power power
                ? MatrixExpr.power(power.base(), power.exponent().negate())
                : MatrixExpr.power(scalar, Rational.MINUS_ONE);
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
