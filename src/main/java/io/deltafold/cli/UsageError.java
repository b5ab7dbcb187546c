package io.deltafold.cli;

/** A command cannot be carried out as it was given. */
final class UsageError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    UsageError(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    String hint() {
        return hint;
    }
}
