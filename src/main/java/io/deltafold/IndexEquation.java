package io.deltafold;

import io.deltafold.emit.IndexFormula;
import io.deltafold.emit.Latex;
import io.deltafold.emit.Notation;
import io.deltafold.emit.Text;
import io.deltafold.fold.NoMatrixForm;
import io.deltafold.fold.Refold;
import io.deltafold.index.Node;
import io.deltafold.matrix.MatrixExpr;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * An equation between entries: ∂A[i,j]/∂W[k,l] = Z[i,k] δ[j,l].
 *
 * @param result the right-hand side, with the axes of the value (for a Jacobian) and then those of the variable
 * @param top what is differentiated, and the number of its axes that the result carries
 * @param orders how many axes each differentiation by the variable adds: one for a gradient, two for a Hessian
 */
record IndexEquation(
        Node result, String top, int topOrder, String variable, int variableOrder, int orders, Notation notation) {

    String latexRight() {
        return IndexFormula.latex(result, axes(), notation, matrix((e, n) -> Latex.print(e, n)));
    }

    String textRight() {
        return IndexFormula.text(result, axes(), notation, matrix((e, n) -> Text.print(e, n)));
    }

    String latexEquation() {
        String power = orders == 2 ? "^{2}" : "";
        StringBuilder below = new StringBuilder();
        for (int k = 0; k < orders; k++) {
            below.append(k == 0 ? "" : " ").append("\\partial ").append(bottom(k, true));
        }
        return "\\frac{\\partial" + power + " " + IndexFormula.subscripted(notation.latex(top), topAxes(), true) + "}{"
                + below + "} = " + latexRight();
    }

    String textEquation() {
        StringBuilder below = new StringBuilder();
        for (int k = 0; k < orders; k++) {
            below.append(k == 0 ? "" : " ").append("∂").append(bottom(k, false));
        }
        String bracketed = orders == 2 ? "(" + below + ")" : below.toString();
        return "∂" + (orders == 2 ? "²" : "") + IndexFormula.subscripted(notation.text(top), topAxes(), false) + "/"
                + bracketed + " = " + textRight();
    }

    private List<String> axes() {
        return IndexFormula.axisNames(topOrder + orders * variableOrder);
    }

    private List<String> topAxes() {
        return axes().subList(0, topOrder);
    }

    private String bottom(int k, boolean latex) {
        int from = topOrder + k * variableOrder;
        return IndexFormula.subscripted(
                latex ? notation.latex(variable) : notation.text(variable),
                axes().subList(from, from + variableOrder),
                latex);
    }

    private java.util.function.Function<Node, String> matrix(BiFunction<MatrixExpr, Notation, String> print) {
        return node -> {
            try {
                return print.apply(new Refold(Map.of()).fold(node), notation);
            } catch (NoMatrixForm none) {
                return "f";
            }
        };
    }
}
