package io.deltafold.emit;

import io.deltafold.number.Rational;
import java.math.BigDecimal;
import java.util.Optional;

/** Fractions in decimal notation. */
final class Decimals {
    private static final int MAX_DIGITS = 15;

    private static final Rational LARGE_DENOMINATOR = Rational.of(100);
    private static final int READABLE_LENGTH = 8;

    private Decimals() {}

    /** The decimal notation of a fraction that is easier to read in it: {@code 0.001}. */
    static Optional<String> readable(Rational value) {
        Rational denominator = new Rational(value.denominator(), Rational.ONE.denominator());
        return value.isInteger() || denominator.compareTo(LARGE_DENOMINATOR) < 0
                ? Optional.empty()
                : exact(value).filter(text -> text.length() <= READABLE_LENGTH);
    }

    /** The decimal notation of a fraction, where it is exact and short: {@code 0.5}. */
    static Optional<String> exact(Rational value) {
        for (int digits = 1; digits <= MAX_DIGITS; digits++) {
            Rational scaled = value.times(Rational.of(10).power(digits));
            if (scaled.isInteger()) {
                return Optional.of(new BigDecimal(scaled.numerator(), digits).toPlainString());
            }
        }
        return Optional.empty();
    }
}
