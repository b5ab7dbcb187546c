package io.deltafold;

/** Something that must not happen: names the stage and asks for a report. Never a user's mistake. */
public final class InternalError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InternalError(String stage, String what, Throwable cause) {
        super(
                "internal error in " + stage + ": " + what
                        + "\nNothing is shown because it could be wrong. Please report this with the input.",
                cause);
    }
}
