package io.deltafold.emit;

/** A formula has no form in the wanted language; the reason says which part and why. */
public final class NotEmittable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    /** Thrown by {@link NumPy} and {@link JavaSource}. */
    public NotEmittable(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** Why, as an end of a sentence: {@code gamma is not a NumPy function}. */
    public String reason() {
        return reason;
    }
}
