package io.deltafold.scalar;

import java.util.Optional;

/** Scalar functions that the table does not know, differentiated by Symja. */
public final class SymjaFunctions {
    private SymjaFunctions() {}

    /** The function of a name, where Symja can differentiate it. */
    public static Optional<ScalarFunction> named(String name) {
        return Optional.empty();
    }
}
