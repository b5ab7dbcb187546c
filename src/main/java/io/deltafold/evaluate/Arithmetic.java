package io.deltafold.evaluate;

import io.deltafold.number.Rational;
import io.deltafold.scalar.ScalarFunction;
import java.util.List;

/** A number system that expressions are evaluated in. */
public interface Arithmetic<V> {
    V zero();

    V one();

    V of(Rational value);

    /** The nearest number to a double; for π and for measured inputs. */
    V of(double value);

    V plus(V a, V b);

    V minus(V a, V b);

    V times(V a, V b);

    /** The quotient; {@link #undefined()} where the divisor is zero. */
    V divide(V a, V b);

    V negate(V value);

    /** A scalar function; {@link #undefined()} outside its domain. */
    V apply(ScalarFunction function, List<V> arguments);

    /** The real number by whose magnitude pivots are chosen: zero only where the number has no reciprocal, or NaN. */
    double real(V value);

    /** Whether the number is exactly zero. */
    boolean isZero(V value);

    /** What stands for a value that does not exist, such as 1/0: NaN, or an exception where there is no such number. */
    V undefined();
}
