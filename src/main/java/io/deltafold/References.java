package io.deltafold;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Operands;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names that an expression refers to. */
final class References {
    private References() {}

    /** The formula with those of the parts that the value needs, directly or through others. */
    static Formula needed(List<Definition> parts, MatrixExpr value) {
        Map<String, Definition> byName = new HashMap<>();
        parts.forEach(part -> byName.put(part.name(), part));
        Set<String> needed = new LinkedHashSet<>();
        Deque<MatrixExpr> open = new ArrayDeque<>(List.of(value));
        while (!open.isEmpty()) {
            for (String name : names(open.pop())) {
                Definition part = byName.get(name);
                if (part != null && needed.add(name)) {
                    open.push(part.value());
                }
            }
        }
        List<Definition> kept = new ArrayList<>(parts);
        kept.removeIf(part -> !needed.contains(part.name()));
        return new Formula(kept, value);
    }

    /** All names in an expression, in order. */
    static Set<String> names(MatrixExpr expression) {
        Set<String> names = new LinkedHashSet<>();
        Deque<MatrixExpr> open = new ArrayDeque<>(List.of(expression));
        while (!open.isEmpty()) {
            MatrixExpr e = open.pop();
            if (e instanceof MatrixExpr.Reference reference) {
                names.add(reference.symbol().name());
            }
            Operands.of(e).forEach(open::push);
        }
        return names;
    }
}
