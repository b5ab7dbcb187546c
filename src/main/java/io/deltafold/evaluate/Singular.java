package io.deltafold.evaluate;

/** The point lies outside the domain: a division by zero or a singular matrix. Callers catch it and try another point. */
public final class Singular extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Singular() {
        super("division by zero or a singular matrix");
    }
}
