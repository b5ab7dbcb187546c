package io.deltafold.explain;

/** Why a method does not apply to a derivative, and what does. */
public final class NotExplained extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param why a clause without a full stop */
    public NotExplained(String why) {
        super(why);
    }

    public String why() {
        return String.valueOf(getMessage());
    }
}
