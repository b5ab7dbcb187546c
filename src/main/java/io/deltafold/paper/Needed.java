package io.deltafold.paper;

import io.deltafold.matrix.Definition;
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

/**
 * The definitions that expressions lead to, in order.
 *
 * @param names of all variables and definitions among them
 */
record Needed(Set<String> names, List<Definition> definitions) {
    static Needed of(List<MatrixExpr> expressions, List<Definition> all) {
        Map<String, Definition> byName = new HashMap<>();
        all.forEach(definition -> byName.put(definition.name(), definition));
        Set<String> names = new LinkedHashSet<>();
        Deque<MatrixExpr> open = new ArrayDeque<>(expressions);
        while (!open.isEmpty()) {
            MatrixExpr e = open.pop();
            if (e instanceof MatrixExpr.Reference reference
                    && names.add(reference.symbol().name())) {
                Definition definition = byName.get(reference.symbol().name());
                if (definition != null) {
                    open.push(definition.value());
                }
            }
            Operands.of(e).forEach(open::push);
        }
        List<Definition> definitions = new ArrayList<>(all);
        definitions.removeIf(definition -> !names.contains(definition.name()));
        return new Needed(names, definitions);
    }
}
