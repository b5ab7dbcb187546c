package io.deltafold.fold;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts factors together as a textbook does: numbers, then scalars, then tensors; negative powers below a fraction bar. */
final class Compose {
    private Compose() {}

    /** The product entry by entry of tensors of one shape, with quotients for negative powers. */
    static MatrixExpr hadamard(List<MatrixExpr> factors) {
        Optional<MatrixExpr> masked = Masks.apply(factors);
        if (masked.isPresent()) {
            return masked.get();
        }
        List<MatrixExpr> above = new ArrayList<>();
        List<MatrixExpr> below = new ArrayList<>();
        split(factors, above, below);
        MatrixExpr shape = factors.get(0);
        MatrixExpr numerator = above.isEmpty() ? MatrixExpr.number(1) : MatrixExpr.hadamard(above);
        if (below.isEmpty()) {
            return above.isEmpty() ? new MatrixExpr.Ones(shape.shape()) : numerator;
        }
        return MatrixExpr.divide(numerator, MatrixExpr.hadamard(below));
    }

    private static void split(List<MatrixExpr> factors, List<MatrixExpr> above, List<MatrixExpr> below) {
        for (MatrixExpr factor : factors) {
            if (factor instanceof MatrixExpr.Power power && power.exponent().signum() < 0) {
                below.add(MatrixExpr.power(power.base(), power.exponent().negate()));
            } else if (factor instanceof MatrixExpr.Divide divide
                    && divide.numerator().equals(MatrixExpr.number(1))) {
                below.add(divide.denominator());
            } else {
                above.add(factor);
            }
        }
    }

    /** coefficient · scalars · body; no body for a scalar. */
    static MatrixExpr scaled(Coefficient coefficient, List<MatrixExpr> scalars, List<MatrixExpr> body) {
        List<MatrixExpr> above = new ArrayList<>();
        List<MatrixExpr> below = new ArrayList<>();
        split(scalars, above, below);
        boolean negative = coefficient.isNegative();
        Coefficient size = negative ? coefficient.negate() : coefficient;
        List<MatrixExpr> numerator = new ArrayList<>();
        if (!size.isOne()) {
            if (!below.isEmpty() && size.constant().filter(c -> !c.isInteger()).isPresent()) {
                Rational value = size.constant().orElseThrow();
                below.add(0, MatrixExpr.number(new Rational(value.denominator(), java.math.BigInteger.ONE)));
                if (!value.numerator().equals(java.math.BigInteger.ONE)) {
                    numerator.add(MatrixExpr.number(new Rational(value.numerator(), java.math.BigInteger.ONE)));
                }
            } else {
                numerator.add(number(size));
            }
        }
        numerator.addAll(above);
        numerator.addAll(body);
        MatrixExpr top = numerator.isEmpty() ? MatrixExpr.number(1) : MatrixExpr.hadamard(numerator);
        MatrixExpr whole = below.isEmpty() ? top : MatrixExpr.divide(top, MatrixExpr.hadamard(below));
        return negative ? MatrixExpr.negate(whole) : whole;
    }

    /** A rational function of the sizes as a scalar. */
    static MatrixExpr number(Coefficient value) {
        MatrixExpr numerator = size(value.numerator());
        if (value.denominators().isEmpty()) {
            return numerator;
        }
        List<MatrixExpr> below = new ArrayList<>();
        value.denominators().forEach(d -> below.add(size(d)));
        // 1/2 · 1/n reads 1/(2 n)
        if (numerator instanceof MatrixExpr.Number n && !n.value().isInteger()) {
            below.add(0, MatrixExpr.number(new Rational(n.value().denominator(), java.math.BigInteger.ONE)));
            numerator = MatrixExpr.number(new Rational(n.value().numerator(), java.math.BigInteger.ONE));
        }
        return MatrixExpr.divide(numerator, MatrixExpr.hadamard(below));
    }

    private static MatrixExpr size(Size value) {
        return value.constant().map(MatrixExpr::number).orElseGet(() -> new MatrixExpr.SizeValue(value));
    }
}
