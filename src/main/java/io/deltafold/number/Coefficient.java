package io.deltafold.number;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An exact rational function of the sizes, such as {@code 1/n} (a mean) or {@code 1/(n - 1)} (a sample variance).
 *
 * <p>The denominator is a product of polynomials with leading coefficient one, none of which divides the numerator.
 */
public record Coefficient(Size numerator, List<Size> denominators) {
    public static final Coefficient ZERO = of(Rational.ZERO);
    public static final Coefficient ONE = of(Rational.ONE);
    public static final Coefficient MINUS_ONE = of(Rational.MINUS_ONE);

    /** Cancels; the denominators may not be zero. */
    public Coefficient {
        List<Size> kept = new ArrayList<>();
        for (Size denominator : denominators) {
            Rational lead = denominator.leadingCoefficient();
            numerator = numerator.times(Size.of(Rational.ONE.dividedBy(lead)));
            Size monic = denominator.times(Size.of(Rational.ONE.dividedBy(lead)));
            if (monic.isOne()) {
                continue;
            }
            var quotient = numerator.dividedBy(monic);
            if (quotient.isPresent()) {
                numerator = quotient.get();
            } else {
                kept.add(monic);
            }
        }
        kept.sort((a, b) -> a.toString().compareTo(b.toString()));
        denominators = List.copyOf(kept);
    }

    public static Coefficient of(long value) {
        return of(Rational.of(value));
    }

    public static Coefficient of(Rational value) {
        return new Coefficient(Size.of(value), List.of());
    }

    public static Coefficient of(Size value) {
        return new Coefficient(value, List.of());
    }

    public Coefficient plus(Coefficient other) {
        if (denominators.equals(other.denominators)) {
            return new Coefficient(numerator.plus(other.numerator), denominators);
        }
        List<Size> common = new ArrayList<>(denominators);
        Size left = numerator;
        Size right = other.numerator;
        List<Size> unmatched = new ArrayList<>(denominators);
        for (Size denominator : other.denominators) {
            if (!unmatched.remove(denominator)) {
                common.add(denominator);
                left = left.times(denominator);
            }
        }
        for (Size denominator : unmatched) {
            right = right.times(denominator);
        }
        return new Coefficient(left.plus(right), common);
    }

    public Coefficient times(Coefficient other) {
        if (isOne()) {
            return other;
        }
        if (other.isOne()) {
            return this;
        }
        List<Size> all = new ArrayList<>(denominators);
        all.addAll(other.denominators);
        return new Coefficient(numerator.times(other.numerator), all);
    }

    /** The quotient; {@code other} may not be zero. */
    public Coefficient dividedBy(Coefficient other) {
        Size top = numerator;
        for (Size denominator : other.denominators) {
            top = top.times(denominator);
        }
        List<Size> all = new ArrayList<>(denominators);
        all.add(other.numerator);
        return new Coefficient(top, all);
    }

    public Coefficient negate() {
        return times(MINUS_ONE);
    }

    public boolean isZero() {
        return numerator.isZero();
    }

    /** The size names that occur. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(numerator.names());
        denominators.forEach(denominator -> names.addAll(denominator.names()));
        return names;
    }

    public boolean isOne() {
        return denominators.isEmpty() && numerator.isOne();
    }

    /** The number, where no size occurs. */
    public java.util.Optional<Rational> constant() {
        return denominators.isEmpty() ? numerator.constant() : java.util.Optional.empty();
    }

    /** Whether the leading coefficient is negative, so that a minus sign can be pulled out. */
    public boolean isNegative() {
        return numerator.leadingCoefficient().signum() < 0;
    }

    /** {@code 2*n/(n - 1)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(
                denominators.isEmpty() || numerator.terms().size() == 1 ? numerator.toString() : "(" + numerator + ")");
        denominators.forEach(d -> text.append("/(").append(d).append(')'));
        return text.toString();
    }
}
