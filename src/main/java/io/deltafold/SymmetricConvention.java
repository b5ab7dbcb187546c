package io.deltafold;

import java.util.Arrays;
import java.util.Optional;

/** What the gradient by a symmetric matrix means. */
public enum SymmetricConvention {
    /** The gradient in the space of symmetric matrices, (G + Gᵀ)/2. */
    PROJECTED("projected"),
    /** Derivatives by the independent entries, G + Gᵀ − I ⊙ G (Matrix Cookbook (138)). */
    ENTRIES("entries"),
    /** All entries count as independent: G. */
    AMBIENT("ambient");

    private final String word;

    SymmetricConvention(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<SymmetricConvention> named(String word) {
        return Arrays.stream(values()).filter(c -> c.word.equals(word)).findFirst();
    }
}
