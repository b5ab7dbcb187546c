package io.deltafold.emit;

import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;

/** Formulas in LaTeX with amsmath: {@code 2 X^{\top} \left(X w - y\right)}. */
public final class Latex {
    private Latex() {}

    /** The expression, for math mode. */
    public static String print(MatrixExpr e, Notation notation) {
        return print(Formula.of(e), notation);
    }

    /** The formula with its named parts: {@code 2 X^{\top} r \quad \text{where } r = X w - y}. */
    public static String print(Formula formula, Notation notation) {
        boolean sigmaIsFree = Occurrences.of(formula).symbols().stream()
                .noneMatch(symbol -> notation.latex(symbol.name()).equals("\\sigma"));
        return new MathWriter(new LatexStyle(notation, sigmaIsFree)).write(formula);
    }
}
