package io.deltafold.evaluate;

import io.deltafold.number.Rational;
import io.deltafold.scalar.ScalarFunction;
import java.util.List;

/** A number system that expressions are evaluated in. */
public interface Arithmetic<V> {
    V of(Rational value);

    /** The nearest number to a double; for π and for measured inputs. */
    V of(double value);

    V plus(V a, V b);

    V minus(V a, V b);

    V times(V a, V b);

    V divide(V a, V b);

    /** A scalar function. */
    V apply(ScalarFunction function, List<V> arguments);

    /** A real magnitude by which pivots are chosen; not zero for an invertible number. */
    double magnitude(V value);

    /** Whether the number is exactly zero. */
    boolean isZero(V value);
}
