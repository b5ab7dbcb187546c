package io.deltafold.evaluate;

import io.deltafold.number.Rational;
import io.deltafold.scalar.Power;
import io.deltafold.scalar.ScalarFunction;
import java.math.BigInteger;
import java.util.List;

/**
 * The integers modulo the prime 2⁶¹ − 1: exact values of rational expressions.
 *
 * <p>Two different rational functions of degree d agree at a random point with probability at most d / 2⁶¹ (Schwartz and
 * Zippel).
 */
public final class PrimeField implements Arithmetic<PrimeField.Residue> {
    /** 2⁶¹ − 1. */
    public static final long MODULUS = (1L << 61) - 1;

    private static final BigInteger BIG_MODULUS = BigInteger.valueOf(MODULUS);
    private static final BigInteger BIG_ORDER = BigInteger.valueOf(MODULUS - 1);
    private static final Residue ZERO = new Residue(0);
    private static final Residue ONE = new Residue(1);

    /** A number modulo 2⁶¹ − 1, from 0 to 2⁶¹ − 2. */
    public record Residue(long value) {
        public Residue {
            if (value < 0 || value >= MODULUS) {
                throw new IllegalArgumentException(value + " is no residue modulo " + MODULUS);
            }
        }
    }

    @Override
    public Residue zero() {
        return ZERO;
    }

    @Override
    public Residue one() {
        return ONE;
    }

    @Override
    public Residue of(Rational value) {
        Residue numerator = new Residue(value.numerator().mod(BIG_MODULUS).longValueExact());
        return value.isInteger()
                ? numerator
                : divide(
                        numerator,
                        new Residue(value.denominator().mod(BIG_MODULUS).longValueExact()));
    }

    @Override
    public Residue of(double value) {
        throw new NotRational("the number " + value);
    }

    @Override
    public Residue plus(Residue a, Residue b) {
        return new Residue(reduced(a.value() + b.value()));
    }

    @Override
    public Residue minus(Residue a, Residue b) {
        return new Residue(reduced(a.value() - b.value() + MODULUS));
    }

    @Override
    public Residue times(Residue a, Residue b) {
        return new Residue(product(a.value(), b.value()));
    }

    @Override
    public Residue divide(Residue a, Residue b) {
        if (b.value() == 0) {
            throw new Singular();
        }
        return new Residue(product(a.value(), power(b.value(), MODULUS - 2)));
    }

    @Override
    public Residue negate(Residue value) {
        return new Residue(reduced(MODULUS - value.value()));
    }

    /** Integer powers alone. */
    @Override
    public Residue apply(ScalarFunction function, List<Residue> arguments) {
        if (!(function instanceof Power power)) {
            throw new NotRational(function.name());
        }
        if (!power.exponent().isInteger()) {
            throw new NotRational("the power " + power.exponent());
        }
        BigInteger exponent = power.exponent().numerator();
        long base = arguments.get(0).value();
        if (base == 0 && exponent.signum() < 0) {
            throw new Singular();
        }
        if (base == 0 && exponent.signum() > 0) {
            return ZERO;
        }
        // By Fermat, aᵖ⁻¹ = 1 for all a but zero.
        return new Residue(power(base, exponent.mod(BIG_ORDER).longValueExact()));
    }

    /** A number below 2p to one below p. */
    private static long reduced(long value) {
        return value >= MODULUS ? value - MODULUS : value;
    }

    /** As 2⁶¹ = 1, the upper 61 bits of the product count as much as the lower. */
    private static long product(long a, long b) {
        long low = a * b;
        long upper = Math.multiplyHigh(a, b) << 3 | low >>> 61;
        return reduced((low & MODULUS) + upper);
    }

    private static long power(long base, long exponent) {
        long result = 1;
        long square = base;
        for (long k = exponent; k > 0; k >>= 1) {
            if ((k & 1) == 1) {
                result = product(result, square);
            }
            square = product(square, square);
        }
        return result;
    }

    /** One for everything that has a reciprocal: all pivots but zero are equally good. */
    @Override
    public double real(Residue value) {
        return value.value() == 0 ? 0 : 1;
    }

    @Override
    public boolean isZero(Residue value) {
        return value.value() == 0;
    }

    /** Throws {@link Singular}: every number of the field exists. */
    @Override
    public Residue undefined() {
        throw new Singular();
    }
}
