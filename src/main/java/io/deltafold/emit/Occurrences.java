package io.deltafold.emit;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Operands;
import io.deltafold.matrix.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The symbols that a formula refers to, and those of its named parts that its value needs. */
final class Occurrences {
    private final Map<String, Symbol> symbols = new LinkedHashMap<>();
    private final Set<String> sizeNames = new TreeSet<>();
    private final Set<MatrixExpr> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private Occurrences() {}

    /** What occurs in a formula, named parts included whether needed or not. */
    static Occurrences of(Formula formula) {
        Occurrences all = new Occurrences();
        all.add(formula.value());
        formula.where().forEach(part -> all.add(part.value()));
        return all;
    }

    /** The formula without named parts that its value does not need. */
    static Formula needed(Formula formula) {
        Occurrences all = new Occurrences();
        all.add(formula.value());
        List<Definition> kept = new ArrayList<>();
        for (int i = formula.where().size() - 1; i >= 0; i--) {
            Definition part = formula.where().get(i);
            if (all.symbols.containsKey(part.name())) {
                kept.add(0, part);
                all.add(part.value());
            }
        }
        return new Formula(kept, formula.value());
    }

    List<Symbol> symbols() {
        return List.copyOf(symbols.values());
    }

    /** The names of sizes in shapes and values. */
    Set<String> sizeNames() {
        return sizeNames;
    }

    boolean contains(String name) {
        return symbols.containsKey(name);
    }

    /** The names in sizes, positions and exponents that are part of the expression itself. */
    private static Set<String> namesIn(MatrixExpr e) {
        Set<String> names = new TreeSet<>();
        if (e instanceof MatrixExpr.SizeValue value) {
            names.addAll(value.size().names());
        } else if (e instanceof MatrixExpr.MatrixPower power) {
            names.addAll(power.exponent().names());
        } else if (e instanceof MatrixExpr.Unit unit) {
            names.addAll(unit.position().names());
        } else if (e instanceof MatrixExpr.IndexSum sum) {
            names.addAll(sum.from().names());
            names.addAll(sum.to().names());
        } else if (e instanceof MatrixExpr.Entry entry) {
            for (MatrixExpr.Slot slot : entry.slots()) {
                if (slot instanceof MatrixExpr.Slot.At at) {
                    names.addAll(at.position().names());
                } else if (slot instanceof MatrixExpr.Slot.Range range) {
                    names.addAll(range.from().names());
                    names.addAll(range.to().names());
                }
            }
        }
        return names;
    }

    private void add(MatrixExpr root) {
        Deque<MatrixExpr> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            MatrixExpr e = open.removeLast();
            if (seen.add(e)) {
                if (e instanceof MatrixExpr.Reference reference) {
                    symbols.putIfAbsent(reference.symbol().name(), reference.symbol());
                }
                e.shape().sizes().forEach(size -> sizeNames.addAll(size.names()));
                sizeNames.addAll(namesIn(e));
                open.addAll(Operands.of(e));
            }
        }
    }
}
