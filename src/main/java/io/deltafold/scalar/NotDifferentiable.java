package io.deltafold.scalar;

/** The derivative of a scalar function is beyond what is known here: it is refused, never taken as zero. */
public final class NotDifferentiable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotDifferentiable(String what) {
        super("the derivative contains " + what + ", which is not supported yet");
    }
}
