package io.deltafold.paper;

import io.deltafold.emit.Latex;
import io.deltafold.emit.Notation;
import io.deltafold.emit.SourceText;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Operands;
import io.deltafold.matrix.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The variables and definitions that the sides of an equation refer to. */
final class Sides {
    private final Map<String, Symbol> variables = new LinkedHashMap<>();
    private final Map<String, Definition> definitions = new LinkedHashMap<>();
    private final Set<String> wholeNumbers = new LinkedHashSet<>();
    private final Set<String> freeGradients = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private Notation notation = Notation.standard();

    void variable(Symbol symbol) {
        variables.put(symbol.name(), symbol);
    }

    void definition(Definition definition) {
        definitions.put(definition.name(), definition);
    }

    boolean isDefined(String name) {
        return definitions.containsKey(name);
    }

    Map<String, Symbol> variables() {
        return variables;
    }

    Map<String, Definition> definitions() {
        return definitions;
    }

    /** Sizes and positions that are used as numbers. */
    Set<String> wholeNumbers() {
        return wholeNumbers;
    }

    /** The names of gradients ∂L/∂A of unknown functions L, which may be anything. */
    Set<String> freeGradients() {
        return freeGradients;
    }

    /** What was read generously. */
    Set<String> notes() {
        return notes;
    }

    void spell(String name, String latex) {
        if (!latex.isEmpty()) {
            notation = notation.with(name, new Notation.Spelling(latex, name, false));
        }
    }

    void spellDerivative(String name, String top, String bottom) {
        notation = notation.with(
                name,
                new Notation.Spelling(
                        "\\frac{\\partial " + top + "}{\\partial " + bottom + "}", "∂" + top + "/∂" + bottom, true));
    }

    /** The expression in the document's own letters. */
    String latex(MatrixExpr e) {
        return Latex.print(e, notation);
    }

    String latex(Formula formula) {
        return Latex.print(formula, notation);
    }

    /** The expression in the expression language. */
    static String source(MatrixExpr e) {
        return SourceText.print(Formula.of(e));
    }

    /** The definitions, each after those it refers to. */
    List<Definition> ordered() {
        List<Definition> order = new ArrayList<>();
        Set<String> done = new LinkedHashSet<>();
        definitions.values().forEach(definition -> visit(definition, done, order));
        return order;
    }

    private void visit(Definition definition, Set<String> done, List<Definition> order) {
        if (done.add(definition.name())) {
            Deque<MatrixExpr> open = new ArrayDeque<>(List.of(definition.value()));
            while (!open.isEmpty()) {
                MatrixExpr e = open.pop();
                if (e instanceof MatrixExpr.Reference reference) {
                    Definition inner = definitions.get(reference.symbol().name());
                    if (inner != null) {
                        visit(inner, done, order);
                    }
                }
                Operands.of(e).forEach(open::push);
            }
            order.add(definition);
        }
    }
}
