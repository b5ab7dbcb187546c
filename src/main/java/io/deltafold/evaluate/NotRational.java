package io.deltafold.evaluate;

/** The expression is no rational function, so it has no value in a prime field. Callers catch it and use doubles. */
public final class NotRational extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotRational(String what) {
        super(what + " is not rational");
    }
}
