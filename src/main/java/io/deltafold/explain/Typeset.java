package io.deltafold.explain;

import io.deltafold.emit.IndexFormula;
import io.deltafold.emit.IndexStyle;
import io.deltafold.emit.Latex;
import io.deltafold.emit.Notation;
import io.deltafold.emit.Text;
import io.deltafold.fold.NoMatrixForm;
import io.deltafold.fold.Refold;
import io.deltafold.index.Node;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Property;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Formulas of an explanation in both spellings. */
final class Typeset {
    private final boolean ranged;
    private final IndexNames names;
    private final Set<String> taken;
    private final Map<String, ElementStyle.DerivativeName> derivatives = new HashMap<>();
    private final Map<String, String> differentials = new HashMap<>();
    private Notation notation;

    Typeset(Notation notation, IndexNames names, Set<String> taken) {
        this.ranged = false;
        this.notation = notation;
        this.names = names;
        this.taken = taken;
    }

    Notation notation() {
        return notation;
    }

    IndexNames names() {
        return names;
    }

    /** The symbol {@code name} as ∂top/∂bottom. */
    void nameDerivative(String name, String top, String bottom, int topOrder) {
        notation = notation.withDerivative(name, top, bottom);
        derivatives.put(name, new ElementStyle.DerivativeName(top, bottom, topOrder));
    }

    /** The symbol {@code name} as the differential of another. */
    void nameDifferential(String name, String of) {
        notation = notation.with(
                name, new Notation.Spelling("\\mathrm{d}" + notation.latex(of), "d" + notation.text(of), false));
        differentials.put(name, of);
    }

    /** The symbol {@code name} in a spelling of its own. */
    void spell(String name, Notation.Spelling spelling) {
        notation = notation.with(name, spelling);
    }

    /** The same with sums that say how far they run. */
    Typeset ranged() {
        return new Typeset(this);
    }

    private Typeset(Typeset other) {
        this.ranged = true;
        this.notation = other.notation;
        this.names = other.names;
        this.taken = other.taken;
        derivatives.putAll(other.derivatives);
        differentials.putAll(other.differentials);
    }

    private ElementStyle style(boolean latex) {
        return new ElementStyle(latex, ranged, notation, names, derivatives, differentials, taken);
    }

    private Shown both(Function<ElementStyle, String> print) {
        return new Shown(print.apply(style(true)), print.apply(style(false)));
    }

    /** A matrix formula. */
    Shown matrix(MatrixExpr e) {
        return matrix(Formula.of(e));
    }

    /** A matrix formula with its parts. */
    Shown matrix(Formula formula) {
        return new Shown(Latex.print(formula, notation), Text.print(formula, notation));
    }

    /** A symbol with its shape: W ∈ ℝ^(k×n). */
    Shown declaration(Symbol symbol) {
        List<String> sizes =
                symbol.shape().sizes().stream().map(Object::toString).toList();
        String text = sizes.isEmpty() ? "" : sizes.size() == 1 ? sizes.get(0) : "(" + String.join("×", sizes) + ")";
        String latex =
                sizes.isEmpty() ? "" : "^{" + String.join(" \\times ", sizes).replace("*", " ") + "}";
        String properties = String.join(
                ", ", symbol.properties().stream().map(Property::word).sorted().toList());
        return new Shown(
                notation.latex(symbol.name()) + " \\in \\mathbb{R}" + latex
                        + (properties.isEmpty() ? "" : "\\text{ " + properties + "}"),
                notation.text(symbol.name()) + " ∈ ℝ"
                        + (sizes.isEmpty() ? "" : "^" + text)
                        + (properties.isEmpty() ? "" : " " + properties));
    }

    /** The entry of a symbol. */
    Shown entry(String symbol, List<Index> at) {
        return both(style -> style.entry(symbol, names(at)));
    }

    /** The entry of a node, written out. */
    Shown entry(Node node, List<Index> at) {
        return both(style -> IndexFormula.entry(node, names(at), style, used(at), false, call(style)));
    }

    /** The entry of a matrix formula: [A B]_ij. */
    Shown entryOf(MatrixExpr e, List<Index> at) {
        return entryOf(matrix(e), at);
    }

    /** The entry of something in brackets. */
    Shown entryOf(Shown inner, List<Index> at) {
        if (at.isEmpty()) {
            return inner;
        }
        ElementStyle latex = style(true);
        ElementStyle text = style(false);
        return new Shown(
                latex.entryOf("\\left[" + inner.latex() + "\\right]", names(at)),
                text.entryOf("(" + inner.text() + ")", names(at)));
    }

    /** ∂top/∂bottom between entries. */
    Shown quotient(String top, List<Index> topAt, String bottom, List<Index> bottomAt) {
        return both(style -> style.quotient(style.entry(top, names(topAt)), style.entry(bottom, names(bottomAt))));
    }

    /** A line in index notation. */
    Shown line(EntrySum line) {
        return both(style -> print(line, style));
    }

    private String print(EntrySum line, ElementStyle style) {
        if (line.isZero()) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        for (EntryTerm term : line.terms()) {
            Coefficient coefficient = term.coefficient();
            boolean minus = coefficient.isNegative();
            text.append(text.isEmpty() ? minus ? "-" : "" : minus ? " - " : " + ");
            text.append(print(line, term, minus ? coefficient.negate() : coefficient, style));
        }
        return text.toString();
    }

    private String print(EntrySum line, EntryTerm term, Coefficient size, ElementStyle style) {
        Set<String> used = used(line.free());
        used.addAll(term.names());
        List<String> parts = new ArrayList<>();
        if (!size.isOne() || term.factors().isEmpty() && term.summed().isEmpty()) {
            parts.add(IndexFormula.number(size, style.latex()));
        }
        if (!term.summed().isEmpty()) {
            parts.add(style.sumOver(
                    names(term.summed()),
                    term.summed().stream().map(Index::size).toList()));
        }
        if (term.factors().isEmpty() && !term.summed().isEmpty()) {
            parts.add("1");
        }
        boolean alone =
                parts.isEmpty() && term.factors().size() == 1 && line.terms().size() == 1;
        for (EntryFactor factor : term.factors()) {
            parts.add(print(factor, used, !alone, style));
        }
        return String.join(" ", parts);
    }

    private String print(EntryFactor factor, Set<String> used, boolean isFactor, ElementStyle style) {
        if (factor instanceof EntryFactor.Element element) {
            return element.isDelta()
                    ? style.delta(
                            element.at().get(0).name(), element.at().get(1).name())
                    : IndexFormula.entry(element.node(), names(element.at()), style, used, isFactor, call(style));
        }
        EntryFactor.Partial partial = (EntryFactor.Partial) factor;
        String bottom = style.entry(partial.by().symbol().name(), names(partial.byAt()));
        if (partial.node() instanceof Node.Variable variable) {
            return style.quotient(style.entry(variable.symbol().name(), names(partial.at())), bottom);
        }
        String inner = IndexFormula.entry(partial.node(), names(partial.at()), style, used, false, call(style));
        return style.latex()
                ? "\\frac{\\partial}{\\partial " + bottom + "} \\left(" + inner + "\\right)"
                : "∂(" + inner + ")/∂" + bottom;
    }

    /** How a function of matrices is written: in matrix notation. */
    private Function<Node, String> call(IndexStyle style) {
        return node -> {
            try {
                MatrixExpr e = new Refold(Map.of()).fold(node);
                return style.latex() ? Latex.print(e, notation) : Text.print(e, notation);
            } catch (NoMatrixForm none) {
                throw new NotExplained("a function of a tensor that is no matrix has no notation: " + none.why());
            }
        };
    }

    private static List<String> names(List<Index> indices) {
        return indices.stream().map(Index::name).toList();
    }

    private static Set<String> used(List<Index> indices) {
        return new HashSet<>(names(indices));
    }
}
