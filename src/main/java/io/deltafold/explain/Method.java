package io.deltafold.explain;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ways to a derivative. */
public enum Method {
    INDEX("Index notation with Kronecker deltas"),
    ELEMENTS("Element by element"),
    SINGLE_ENTRY("Single-entry matrices"),
    DIFFERENTIAL("Differentials and the trace"),
    CHAIN("Chain rule through intermediate results"),
    VEC("Vec and the Kronecker product");

    private final String title;

    Method(String title) {
        this.title = title;
    }

    /** For headings. */
    public String title() {
        return title;
    }

    /** The name on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The method of that name. */
    public static Optional<Method> named(String word) {
        return Arrays.stream(values()).filter(m -> m.word().equals(word)).findFirst();
    }

    /** All names. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Method::word).toList();
    }
}
