package io.deltafold.emit;

/** Printed text with what is needed to place it in a larger formula. */
record Piece(String text, Level level) {
    static Piece atom(String text) {
        return new Piece(text, Level.ATOM);
    }
}
