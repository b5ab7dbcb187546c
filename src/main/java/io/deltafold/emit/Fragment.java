package io.deltafold.emit;

/** Program text with what is needed to place it in a larger expression. */
record Fragment(String text, Precedence precedence) {
    static Fragment atom(String text) {
        return new Fragment(text, Precedence.ATOM);
    }

    /** The text, in brackets where it holds together less than {@code least}. */
    String atLeast(Precedence least) {
        return precedence.compareTo(least) < 0 ? "(" + text + ")" : text;
    }
}
