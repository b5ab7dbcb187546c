package io.deltafold.matrix;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** What a declaration may promise of a tensor. */
public enum Property {
    SYMMETRIC("symmetric", true),
    SKEW_SYMMETRIC("skew-symmetric", true),
    DIAGONAL("diagonal", true),
    UPPER_TRIANGULAR("upper-triangular", true),
    LOWER_TRIANGULAR("lower-triangular", true),
    ORTHOGONAL("orthogonal", true),
    POSITIVE_DEFINITE("positive-definite", true),
    POSITIVE_SEMIDEFINITE("positive-semidefinite", true),
    INVERTIBLE("invertible", true),
    POSITIVE("positive", false),
    NONNEGATIVE("nonnegative", false),
    CONSTANT("constant", false);

    private final String word;
    private final boolean square;

    Property(String word, boolean square) {
        this.word = word;
        this.square = square;
    }

    /** How it is written in a declaration. */
    public String word() {
        return word;
    }

    /** Whether only a square matrix can have it. */
    public boolean needsSquare() {
        return square;
    }

    /** The property written as {@code word}. */
    public static Optional<Property> named(String word) {
        String wanted = word.equals("skew") ? "skew-symmetric" : word;
        return Arrays.stream(values()).filter(p -> p.word.equals(wanted)).findFirst();
    }

    /** The properties with all that follows from them: positive definite matrices are symmetric and invertible. */
    public static Set<Property> closure(Set<Property> declared) {
        Set<Property> all = EnumSet.noneOf(Property.class);
        all.addAll(declared);
        if (all.contains(POSITIVE_DEFINITE)) {
            all.add(POSITIVE_SEMIDEFINITE);
            all.add(INVERTIBLE);
        }
        if (all.contains(POSITIVE_SEMIDEFINITE) || all.contains(DIAGONAL)) {
            all.add(SYMMETRIC);
        }
        if (all.contains(ORTHOGONAL)) {
            all.add(INVERTIBLE);
        }
        if (all.contains(POSITIVE)) {
            all.add(NONNEGATIVE);
        }
        return all;
    }
}
