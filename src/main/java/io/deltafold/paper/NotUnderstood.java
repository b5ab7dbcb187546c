package io.deltafold.paper;

import io.deltafold.syntax.Span;

/** A place in a formula that has no reading. */
final class NotUnderstood extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Span span;
    private final transient String why;

    /** @param span in the text of the formula */
    NotUnderstood(Span span, String why) {
        super(why, null, false, false);
        this.span = span;
        this.why = why;
    }

    Span span() {
        return span;
    }

    String why() {
        return why;
    }
}
