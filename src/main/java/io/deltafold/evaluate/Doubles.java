package io.deltafold.evaluate;

import io.deltafold.number.Rational;
import io.deltafold.scalar.ScalarFunction;
import java.util.List;

/** Double precision; NaN marks a value that does not exist, and spreads to everything computed from it. */
public final class Doubles implements Arithmetic<Double> {
    private static final Double ZERO = 0.0;
    private static final Double ONE = 1.0;
    private static final Double UNDEFINED = Double.NaN;

    @Override
    public Double zero() {
        return ZERO;
    }

    @Override
    public Double one() {
        return ONE;
    }

    @Override
    public Double of(Rational value) {
        return value.toDouble();
    }

    @Override
    public Double of(double value) {
        return value;
    }

    @Override
    public Double plus(Double a, Double b) {
        return a + b;
    }

    @Override
    public Double minus(Double a, Double b) {
        return a - b;
    }

    @Override
    public Double times(Double a, Double b) {
        return a * b;
    }

    @Override
    public Double divide(Double a, Double b) {
        return finite(a / b);
    }

    @Override
    public Double negate(Double value) {
        return -value;
    }

    @Override
    public Double apply(ScalarFunction function, List<Double> arguments) {
        return switch (arguments.size()) {
            case 1 -> finite(function.value(arguments.get(0)));
            case 2 -> finite(function.value(arguments.get(0), arguments.get(1)));
            default -> throw new IllegalArgumentException(function.name() + " of " + arguments.size() + " arguments");
        };
    }

    /** An infinity would become finite again in exp(−∞) or 1/∞ and hide that the value does not exist. */
    private static Double finite(double value) {
        return Double.isInfinite(value) ? UNDEFINED : (Double) value;
    }

    @Override
    public double real(Double value) {
        return value;
    }

    @Override
    public boolean isZero(Double value) {
        return value == 0;
    }

    @Override
    public Double undefined() {
        return UNDEFINED;
    }
}
