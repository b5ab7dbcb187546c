package io.deltafold.scalar;

import io.deltafold.number.Rational;
import java.util.List;
import java.util.Optional;

/** x ↦ xᵖ for a constant rational exponent p; square root, reciprocal and square are powers. */
public record Power(Rational exponent) implements ScalarFunction {
    @Override
    public String name() {
        return "pow";
    }

    @Override
    public int arity() {
        return 1;
    }

    /** d xᵖ / dx = p xᵖ⁻¹. */
    @Override
    public ScalarExpr derivative(int argument) {
        return ScalarExpr.product(List.of(
                ScalarExpr.constant(exponent), ScalarExpr.power(ScalarExpr.argument(0), exponent.minus(Rational.ONE))));
    }

    @Override
    public double value(double... arguments) {
        double x = arguments[0];
        if (exponent.equals(Rational.HALF)) {
            return Math.sqrt(x);
        }
        if (exponent.equals(Rational.MINUS_ONE)) {
            return 1 / x;
        }
        return Math.pow(x, exponent.toDouble());
    }

    @Override
    public Optional<String> domain() {
        if (exponent.isInteger()) {
            return exponent.signum() < 0 ? Optional.of("{0} ≠ 0") : Optional.empty();
        }
        return Optional.of(exponent.signum() < 0 ? "{0} > 0" : "{0} ≥ 0");
    }

    @Override
    public Optional<String> kink() {
        return Optional.empty();
    }
}
