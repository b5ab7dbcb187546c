package io.deltafold.evaluate;

import io.deltafold.number.Rational;
import io.deltafold.scalar.ScalarFunction;
import java.util.List;

/** Double precision. */
public final class Doubles implements Arithmetic<Double> {
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
        return a / b;
    }

    @Override
    public Double apply(ScalarFunction function, List<Double> arguments) {
        if (arguments.size() == 1) {
            return function.value(arguments.get(0));
        }
        return function.value(arguments.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public double magnitude(Double value) {
        return Math.abs(value);
    }

    @Override
    public boolean isZero(Double value) {
        return value == 0;
    }
}
