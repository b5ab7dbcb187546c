package io.deltafold;

import io.deltafold.index.Expand;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.Tensor;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Program;
import io.deltafold.matrix.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program in index notation.
 *
 * @param definitions those up to the value, which is the last
 * @param named the nodes of the definitions by their symbols, a scalar value aside
 */
record Expansion(Tensor value, List<Definition> definitions, Map<Symbol, Node> named) {
    /**
     * Expands the definitions one after another.
     *
     * @throws Expand.Unsupported where one has no index form
     */
    static Expansion of(Program program, Graph graph) {
        Expand expand = new Expand(graph);
        List<Definition> definitions = new ArrayList<>();
        Map<Symbol, Node> named = new LinkedHashMap<>();
        for (Definition definition : program.definitions()) {
            Tensor tensor = expand.expand(definition.value()).standard(graph);
            expand.define(definition.name(), tensor);
            definitions.add(definition);
            boolean isValue = definition.name().equals(program.valueName());
            if (isValue) {
                if (!program.bare() && tensor.isPlain() && tensor.order() > 0) {
                    named.put(definition.symbol(), tensor.node());
                }
                return new Expansion(tensor, definitions, named);
            }
            if (tensor.isPlain() && !tensor.node().children().isEmpty()) {
                named.put(definition.symbol(), tensor.node());
            }
        }
        throw new IllegalStateException("the program has no value " + program.valueName());
    }
}
