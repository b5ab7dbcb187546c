package io.deltafold.emit;

import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;

/** Formulas in Unicode for a terminal: {@code 2 Xᵀ (X w - y)}. */
public final class Text {
    private Text() {}

    /** The expression on one line. */
    public static String print(MatrixExpr e, Notation notation) {
        return print(Formula.of(e), notation);
    }

    /** The formula with its named parts: {@code 2 Xᵀ r where r = X w - y}. */
    public static String print(Formula formula, Notation notation) {
        return new MathWriter(new UnicodeStyle(notation)).write(formula);
    }
}
