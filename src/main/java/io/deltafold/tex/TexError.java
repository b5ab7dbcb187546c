package io.deltafold.tex;

import io.deltafold.syntax.Span;

/** A formula cannot be read: what is wrong, and where. */
public final class TexError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Span span;

    TexError(String message, Span span) {
        super(message);
        this.span = span;
    }

    /** The place, as offsets into the text that was parsed. */
    public Span span() {
        return span;
    }
}
