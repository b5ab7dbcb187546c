package io.deltafold.fold;

/** A node has no formula over matrix products, transposes, Hadamard products, diag, ones and traces; why. */
public final class NoMatrixForm extends Exception {
    private static final long serialVersionUID = 1L;

    public NoMatrixForm(String why) {
        super(why, null, false, false);
    }

    /** The reason, for a person. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
