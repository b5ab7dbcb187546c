package io.deltafold.scalar;

/** A derivative is beyond what is known here: it is refused, never taken as zero. */
public final class NotDifferentiable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotDifferentiable(String message) {
        super(message);
    }

    static NotDifferentiable containing(String what) {
        return new NotDifferentiable("the derivative contains " + what + ", which is not supported yet");
    }
}
