package io.deltafold;

import io.deltafold.emit.Notation;
import io.deltafold.matrix.Symbol;

/** The left-hand side of a derivative's equation. */
record LeftHandSide(Form form, String top, Symbol wrt, Notation notation) {
    Derivative.EquationSides sides() {
        return new Derivative.EquationSides(latex(), text());
    }

    private String latex() {
        String y = notation.latex(top);
        String x = notation.latex(wrt.name());
        boolean scalar = wrt.shape().isScalar();
        return switch (form) {
            case GRADIENT, VJP -> "\\frac{\\partial " + y + "}{\\partial " + x + "}";
            case JACOBIAN -> "\\frac{\\partial " + y + "}{\\partial " + x + (scalar ? "" : "^{\\top}") + "}";
            case VEC ->
                "\\frac{\\partial \\operatorname{vec}\\left(" + y + "\\right)}{\\partial \\operatorname{vec}\\left(" + x
                        + "\\right)^{\\top}}";
            case HESSIAN ->
                scalar
                        ? "\\frac{\\partial^{2} " + y + "}{\\partial " + x + "^{2}}"
                        : wrt.shape().isMatrix()
                                ? "\\frac{\\partial^{2} " + y + "}{\\partial \\operatorname{vec}\\left(" + x
                                        + "\\right) \\partial \\operatorname{vec}\\left(" + x + "\\right)^{\\top}}"
                                : "\\frac{\\partial^{2} " + y + "}{\\partial " + x + " \\partial " + x + "^{\\top}}";
        };
    }

    private String text() {
        String y = notation.text(top);
        String x = notation.text(wrt.name());
        boolean scalar = wrt.shape().isScalar();
        return switch (form) {
            case GRADIENT, VJP -> "∂" + y + "/∂" + x;
            case JACOBIAN -> "∂" + y + "/∂" + x + (scalar ? "" : "ᵀ");
            case VEC -> "∂vec(" + y + ")/∂vec(" + x + ")ᵀ";
            case HESSIAN ->
                scalar
                        ? "∂²" + y + "/∂" + x + "²"
                        : wrt.shape().isMatrix()
                                ? "∂²" + y + "/(∂vec(" + x + ") ∂vec(" + x + ")ᵀ)"
                                : "∂²" + y + "/(∂" + x + " ∂" + x + "ᵀ)";
        };
    }
}
