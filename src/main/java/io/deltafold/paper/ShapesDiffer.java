package io.deltafold.paper;

import io.deltafold.syntax.Span;

/** Operands whose shapes do not fit, at a place in a formula. */
final class ShapesDiffer extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Span span;
    private final transient String why;

    /** @param span in the text of the formula */
    ShapesDiffer(Span span, String why) {
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
