package io.deltafold;

import io.deltafold.emit.IndexFormula;
import io.deltafold.emit.Latex;
import io.deltafold.emit.Notation;
import io.deltafold.emit.PlainIndexStyle;
import io.deltafold.emit.Text;
import io.deltafold.fold.NoMatrixForm;
import io.deltafold.fold.Refold;
import io.deltafold.index.Node;
import io.deltafold.index.Tensor;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The left-hand sides of a derivative's equations, between tensors and between entries: ∂A/∂W, ∂A[i,j]/∂W[k,l].
 *
 * @param top the name of what is differentiated: the value, or the loss for an upstream gradient
 */
record EquationSides(Form form, String top, Tensor tensor, Target target, Notation notation) {
    /** The left-hand side of the equation between tensors. */
    String left(boolean latex) {
        String y = name(top, latex);
        String x = name(target.wrt().name(), latex);
        boolean scalar = target.wrt().shape().isScalar();
        return switch (form) {
            case GRADIENT, VJP -> quotient("", y, List.of(x), latex);
            case JACOBIAN -> quotient("", y, List.of(x + (scalar ? "" : transposed(latex))), latex);
            case VEC -> quotient("", vec(y, latex), List.of(vec(x, latex) + transposed(latex)), latex);
            case DIFFERENTIAL -> (latex ? "\\mathrm{d}" : "d") + y;
            case JVP -> quotient("", y, List.of(x), latex) + along(latex);
            case HVP -> second(y, x, latex) + along(latex);
            case HESSIAN -> hessian(y, latex);
        };
    }

    private String hessian(String y, boolean latex) {
        String x = name(target.wrt().name(), latex);
        if (!target.isMixed() && target.wrt().shape().isScalar()) {
            return second(y, x, latex);
        }
        String first = target.wrt().shape().isMatrix() ? vec(x, latex) : x;
        String z = name(target.second().name(), latex);
        boolean scalar = target.second().shape().isScalar();
        String last = (target.second().shape().isMatrix() ? vec(z, latex) : z) + (scalar ? "" : transposed(latex));
        return quotient(squared(latex), y, List.of(first, last), latex);
    }

    private static String second(String y, String x, boolean latex) {
        return quotient(squared(latex), y, List.of(x + squared(latex)), latex);
    }

    private String along(boolean latex) {
        String direction = name(target.direction().orElseThrow().name(), latex);
        return latex ? "\\left[" + direction + "\\right]" : "[" + direction + "]";
    }

    private String name(String symbol, boolean latex) {
        return latex ? notation.latex(symbol) : notation.text(symbol);
    }

    private static String squared(boolean latex) {
        return latex ? "^{2}" : "²";
    }

    private static String transposed(boolean latex) {
        return latex ? "^{\\top}" : "ᵀ";
    }

    private static String vec(String name, boolean latex) {
        return latex ? "\\operatorname{vec}\\left(" + name + "\\right)" : "vec(" + name + ")";
    }

    private static String quotient(String power, String top, List<String> bottom, boolean latex) {
        if (latex) {
            return "\\frac{\\partial" + power + " " + top + "}{"
                    + String.join(
                            " ", bottom.stream().map(b -> "\\partial " + b).toList()) + "}";
        }
        String below = String.join(" ", bottom.stream().map(b -> "∂" + b).toList());
        return "∂" + power + top + "/" + (bottom.size() > 1 ? "(" + below + ")" : below);
    }

    /** The axes of the value come first only where the result has them. */
    private int topOrder() {
        return switch (form) {
            case GRADIENT, VJP, HESSIAN -> 0;
            case JACOBIAN, VEC, DIFFERENTIAL, JVP -> tensor.node().order();
            case HVP -> target.wrt().shape().rank();
        };
    }

    private List<Symbol> bottoms() {
        return switch (form) {
            case GRADIENT, VJP, JACOBIAN, VEC -> List.of(target.wrt());
            case HESSIAN -> List.of(target.wrt(), target.second());
            case DIFFERENTIAL, JVP, HVP -> List.of();
        };
    }

    private List<String> axes() {
        int count = topOrder();
        for (Symbol bottom : bottoms()) {
            count += bottom.shape().rank();
        }
        return IndexFormula.axisNames(count);
    }

    /** The entry of the result, in index notation. */
    String entry(Node result, boolean latex) {
        return latex
                ? IndexFormula.latex(result, axes(), notation, matrix((e, n) -> Latex.print(e, n)))
                : IndexFormula.text(result, axes(), notation, matrix((e, n) -> Text.print(e, n)));
    }

    /** The equation between entries. */
    String entryEquation(Node result, boolean latex) {
        List<String> axes = axes();
        List<String> topAxes = axes.subList(0, topOrder());
        String left;
        if (form.isDirectional()) {
            String whole = left(latex);
            boolean plain = form == Form.DIFFERENTIAL || topAxes.isEmpty();
            String bracketed = plain ? whole : latex ? "\\left(" + whole + "\\right)" : "(" + whole + ")";
            left = PlainIndexStyle.subscripted(bracketed, topAxes, latex);
        } else {
            List<String> below = new ArrayList<>();
            int from = topOrder();
            for (Symbol bottom : bottoms()) {
                int to = from + bottom.shape().rank();
                below.add(PlainIndexStyle.subscripted(name(bottom.name(), latex), axes.subList(from, to), latex));
                from = to;
            }
            String power = below.size() > 1 ? squared(latex) : "";
            left = quotient(power, PlainIndexStyle.subscripted(name(top, latex), topAxes, latex), below, latex);
        }
        return left + " = " + entry(result, latex);
    }

    private Function<Node, String> matrix(BiFunction<MatrixExpr, Notation, String> print) {
        return node -> {
            try {
                return print.apply(new Refold(Map.of()).fold(node), notation);
            } catch (NoMatrixForm none) {
                return "f";
            }
        };
    }
}
