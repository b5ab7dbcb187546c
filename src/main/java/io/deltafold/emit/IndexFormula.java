package io.deltafold.emit;

import io.deltafold.index.ConstantTensor;
import io.deltafold.index.Node;
import io.deltafold.index.Subscripts;
import io.deltafold.index.TensorFunction;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.Power;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Entries of tensors in index notation: {@code Σ_p Z[i,p] W[p,j]} or {@code \sum_{p} Z_{ip} W_{pj}}.
 *
 * <p>Names of indices are given for the axes and chosen for the summed ones.
 */
public final class IndexFormula {
    private static final List<String> OUTER = List.of("i", "j", "k", "l", "u", "v");

    private static final int SUM = 0;
    private static final int TERM = 1;
    private static final int PRODUCT = 2;
    private static final int ATOM = 3;

    private final IndexStyle style;
    private final boolean latex;
    private final Function<Node, String> matrixText;
    private final Set<String> used;

    private IndexFormula(IndexStyle style, Set<String> used, Function<Node, String> matrixText) {
        this.style = style;
        this.latex = style.latex();
        this.matrixText = matrixText;
        this.used = used;
    }

    /** The first names for axes. */
    public static List<String> axisNames(int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(i < OUTER.size() ? OUTER.get(i) : "i" + (i - OUTER.size() + 1));
        }
        return names;
    }

    /**
     * The entry of a node.
     *
     * @param matrixText prints a node in matrix notation, for what has no entries of its own, such as an inverse
     */
    public static String latex(Node node, List<String> axes, Notation notation, Function<Node, String> matrixText) {
        return new IndexFormula(new PlainIndexStyle(true, notation), new HashSet<>(axes), matrixText)
                .entry(node, axes, SUM);
    }

    /** The same in Unicode. */
    public static String text(Node node, List<String> axes, Notation notation, Function<Node, String> matrixText) {
        return new IndexFormula(new PlainIndexStyle(false, notation), new HashSet<>(axes), matrixText)
                .entry(node, axes, SUM);
    }

    /**
     * One factor of a larger formula.
     *
     * @param used the names of indices that the formula has already; those of the sums inside are added
     * @param isFactor whether a sum needs brackets
     */
    public static String entry(
            Node node,
            List<String> axes,
            IndexStyle style,
            Set<String> used,
            boolean isFactor,
            Function<Node, String> matrixText) {
        return new IndexFormula(style, used, matrixText).entry(node, axes, isFactor ? PRODUCT : SUM);
    }

    private String entry(Node node, List<String> axes, int tightness) {
        if (node instanceof Node.Variable variable) {
            return style.entry(variable.symbol().name(), axes);
        } else if (node instanceof Node.Product product) {
            return product(product, axes, tightness);
        } else if (node instanceof Node.Sum sum) {
            return sum(sum, axes, tightness);
        } else if (node instanceof Node.Map map) {
            return map(map, axes);
        } else if (node instanceof Node.Constant constant) {
            return constant(constant.tensor(), axes);
        } else if (node instanceof Node.Call call && call.function() instanceof TensorFunction.PowerStack stack) {
            String base = matrixText.apply(call.argument());
            String exponent = stack.descending() ? stack.count() + "-1-" + axes.get(0) : axes.get(0);
            String power = parenthesised(base, true) + (latex ? "^{" + exponent + "}" : "^(" + exponent + ")");
            return style.entryOf(parenthesised(power, true), axes.subList(1, 3));
        } else if (node instanceof Node.Call) {
            String text = matrixText.apply(node);
            if (axes.isEmpty()) {
                return text;
            }
            return style.entryOf(parenthesised(text, true), axes);
        }
        throw new IllegalStateException("unknown node " + node);
    }

    private String constant(ConstantTensor tensor, List<String> axes) {
        if (tensor instanceof ConstantTensor.Pi) {
            return latex ? "\\pi" : "π";
        } else if (tensor instanceof ConstantTensor.Unit unit) {
            return style.delta(axes.get(0), unit.position().toString());
        } else if (tensor instanceof ConstantTensor.Triangle) {
            return latex
                    ? "\\left[" + axes.get(0) + " \\ge " + axes.get(1) + "\\right]"
                    : "[" + axes.get(0) + " ≥ " + axes.get(1) + "]";
        } else if (tensor instanceof ConstantTensor.Selection selection) {
            boolean start = selection.offset().isZero();
            return style.delta(axes.get(0), axes.get(1) + (start ? "" : "+" + selection.offset()));
        } else if (tensor instanceof ConstantTensor.Stacking stacking) {
            return style.delta(axes.get(0), axes.get(1) + "+" + stacking.rows() + "(" + axes.get(2) + "-1)");
        }
        throw new IllegalStateException("unknown constant " + tensor);
    }

    private String parenthesised(String text, boolean needed) {
        if (!needed) {
            return text;
        }
        return latex ? "\\left(" + text + "\\right)" : "(" + text + ")";
    }

    private String sum(Node.Sum sum, List<String> axes, int tightness) {
        if (sum.isZero()) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        for (Node.Term term : sum.terms()) {
            Coefficient coefficient = term.coefficient();
            boolean minus = coefficient.isNegative();
            text.append(text.isEmpty() ? minus ? "-" : "" : minus ? " - " : " + ");
            Coefficient size = minus ? coefficient.negate() : coefficient;
            String factor = size.isOne() ? "" : number(size, latex) + " ";
            // Without a coefficient in front, and at the end of its own term, a sum sign needs no brackets.
            boolean open = !style.bracketsSums();
            text.append(factor).append(entry(term.node(), axes, open ? TERM : PRODUCT));
        }
        return parenthesised(text.toString(), tightness > SUM);
    }

    public static String number(Coefficient value, boolean latex) {
        if (!latex) {
            return value.denominators().isEmpty() && value.numerator().terms().size() > 1
                    ? "(" + value + ")"
                    : value.toString();
        }
        return value.constant()
                .filter(c -> !c.isInteger())
                .map(c -> "\\frac{" + c.numerator() + "}{" + c.denominator() + "}")
                .orElseGet(() -> {
                    if (value.denominators().isEmpty()) {
                        return value.numerator().terms().size() > 1
                                ? "\\left(" + value.numerator() + "\\right)"
                                : value.numerator().toString().replace("*", " ");
                    }
                    String below = value.denominators().size() == 1
                            ? value.denominators().get(0).toString()
                            : value.denominators().stream()
                                    .map(d -> "(" + d + ")")
                                    .reduce("", String::concat);
                    return "\\frac{" + value.numerator().toString().replace("*", " ") + "}{" + below.replace("*", " ")
                            + "}";
                });
    }

    private String product(Node.Product product, List<String> axes, int tightness) {
        String[] names = new String[product.indexSizes().size()];
        List<String> parts = new ArrayList<>();
        Subscripts outputs = product.outputs();
        List<String> deltas = new ArrayList<>();
        for (int axis = 0; axis < outputs.size(); axis++) {
            int index = outputs.get(axis);
            if (names[index] == null) {
                names[index] = axes.get(axis);
            } else {
                deltas.add(style.delta(names[index], axes.get(axis)));
            }
        }
        List<String> bound = new ArrayList<>();
        List<Size> ranges = new ArrayList<>();
        for (int index = 0; index < names.length; index++) {
            if (names[index] == null) {
                if (product.indexSizes().get(index).isOne()) {
                    names[index] = "1";
                } else {
                    names[index] = style.freshIndex(used);
                    used.add(names[index]);
                    bound.add(names[index]);
                    ranges.add(product.indexSizes().get(index));
                }
            }
        }
        boolean minus = product.coefficient().isNegative();
        Coefficient size = minus ? product.coefficient().negate() : product.coefficient();
        boolean alone = product.factors().isEmpty() && deltas.isEmpty();
        if (size.isOne()
                && !minus
                && bound.isEmpty()
                && deltas.isEmpty()
                && product.factors().size() == 1) {
            Node.Factor only = product.factors().get(0);
            return entry(
                    only.node(),
                    only.subscripts().stream().mapToObj(i -> names[i]).toList(),
                    tightness);
        }
        if (!size.isOne() || alone) {
            parts.add(number(size, latex));
        }
        if (!bound.isEmpty()) {
            parts.add(style.sumOver(bound, ranges));
        }
        for (Node.Factor factor : product.factors()) {
            List<String> indices =
                    factor.subscripts().stream().mapToObj(i -> names[i]).toList();
            parts.add(entry(factor.node(), indices, PRODUCT));
        }
        parts.addAll(deltas);
        String text = (minus ? "-" : "") + String.join(" ", parts);
        boolean wrap =
                tightness == ATOM && (parts.size() > 1 || minus) || tightness == PRODUCT && (minus || !bound.isEmpty());
        return parenthesised(text, wrap);
    }

    private String map(Node.Map map, List<String> axes) {
        List<String> arguments =
                map.arguments().stream().map(a -> entry(a, axes, SUM)).toList();
        if (map.function() instanceof Power power) {
            String base = entry(map.arguments().get(0), axes, ATOM);
            Rational exponent = power.exponent();
            if (exponent.equals(Rational.HALF)) {
                return latex ? "\\sqrt{" + arguments.get(0) + "}" : "√(" + arguments.get(0) + ")";
            }
            return style.power(base, exponent);
        }
        String name = map.function().name();
        if (!latex) {
            return name + "(" + String.join(", ", arguments) + ")";
        }
        return "\\operatorname{" + name + "}\\left(" + String.join(", ", arguments) + "\\right)";
    }
}
