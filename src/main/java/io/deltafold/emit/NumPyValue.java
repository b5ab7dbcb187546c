package io.deltafold.emit;

import io.deltafold.matrix.Shape;

/**
 * A Python expression.
 *
 * @param operator the operator of a {@link Precedence#TERM}, else a space
 * @param flat whether a one-dimensional array stands for a 1×n matrix
 * @param nesting how deeply brackets may be nested in the text
 */
record NumPyValue(String text, Precedence precedence, char operator, Shape shape, boolean flat, int nesting) {
    String atLeast(Precedence least) {
        return precedence.compareTo(least) < 0 ? "(" + text + ")" : text;
    }

    /** The text as the left operand of {@code next}. */
    String left(char next) {
        boolean chain = precedence == Precedence.TERM && (operator == next || next == '/' && operator == '*');
        return chain ? text : atLeast(Precedence.SIGNED);
    }

    String right() {
        return atLeast(Precedence.POWER);
    }

    /** Whether the array has two dimensions. */
    boolean isPlane() {
        return shape.isMatrix() && !flat;
    }
}
