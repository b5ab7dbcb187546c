package io.deltafold.evaluate;

import io.deltafold.number.Rational;
import io.deltafold.scalar.Power;
import io.deltafold.scalar.ScalarFunction;
import java.util.List;

/** Exact rational numbers: what is computed with them needs no tolerance. */
public final class Exact implements Arithmetic<Rational> {
    @Override
    public Rational zero() {
        return Rational.ZERO;
    }

    @Override
    public Rational one() {
        return Rational.ONE;
    }

    @Override
    public Rational of(Rational value) {
        return value;
    }

    /** A whole number; any other double stands for something that is not rational. */
    @Override
    public Rational of(double value) {
        if (value != Math.rint(value) || Math.abs(value) > 1e15) {
            throw new NotRational("the number " + value);
        }
        return Rational.of((long) value);
    }

    @Override
    public Rational plus(Rational a, Rational b) {
        return a.plus(b);
    }

    @Override
    public Rational minus(Rational a, Rational b) {
        return a.minus(b);
    }

    @Override
    public Rational times(Rational a, Rational b) {
        return a.times(b);
    }

    @Override
    public Rational divide(Rational a, Rational b) {
        if (b.isZero()) {
            throw new Singular();
        }
        return a.dividedBy(b);
    }

    @Override
    public Rational negate(Rational value) {
        return value.negate();
    }

    @Override
    public Rational apply(ScalarFunction function, List<Rational> arguments) {
        Rational x = arguments.get(0);
        if (function instanceof Power power) {
            int exponent = power.exponent().asInt().orElseThrow(() -> new NotRational("the power " + power.exponent()));
            if (x.isZero() && exponent < 0) {
                throw new Singular();
            }
            return x.power(exponent);
        }
        return switch (function.name()) {
            case "abs" -> x.abs();
            case "sign" -> Rational.of(x.signum());
            case "step" -> x.signum() > 0 ? Rational.ONE : Rational.ZERO;
            case "relu" -> x.signum() > 0 ? x : Rational.ZERO;
            case "max" -> x.compareTo(arguments.get(1)) >= 0 ? x : arguments.get(1);
            case "min" -> x.compareTo(arguments.get(1)) <= 0 ? x : arguments.get(1);
            default -> throw new NotRational(function.name());
        };
    }

    @Override
    public double real(Rational value) {
        return value.toDouble();
    }

    @Override
    public boolean isZero(Rational value) {
        return value.isZero();
    }

    /** Throws {@link Singular}: every number exists. */
    @Override
    public Rational undefined() {
        throw new Singular();
    }
}
