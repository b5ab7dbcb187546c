package io.deltafold.matrix;

import io.deltafold.number.Size;

/** Decides whether two sizes are equal; inference may make them so. */
@FunctionalInterface
public interface SizeEquality {
    /** Sizes are equal when they are the same polynomial. */
    SizeEquality STRICT = Size::equals;

    boolean equal(Size a, Size b);
}
