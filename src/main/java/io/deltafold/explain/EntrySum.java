package io.deltafold.explain;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.number.Coefficient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A line in index notation: the entry with the free indices, as a sum of terms; zero without terms. */
record EntrySum(List<Index> free, List<EntryTerm> terms) {
    EntrySum {
        free = List.copyOf(free);
        terms = List.copyOf(terms);
    }

    static EntrySum of(List<Index> free, EntryFactor factor) {
        return new EntrySum(free, List.of(new EntryTerm(Coefficient.ONE, List.of(), List.of(factor))));
    }

    boolean isZero() {
        return terms.isEmpty();
    }

    /** The same tensor as a node of the graph. */
    Node node(Graph graph, Function<EntryFactor.Partial, Node> derivative) {
        List<Node.Term> sum = new ArrayList<>();
        for (EntryTerm term : terms) {
            sum.add(new Node.Term(Coefficient.ONE, node(graph, term, derivative)));
        }
        return graph.sum(sum, free.stream().map(Index::size).toList());
    }

    private Node node(Graph graph, EntryTerm term, Function<EntryFactor.Partial, Node> derivative) {
        ProductBuilder builder = new ProductBuilder(graph).coefficient(term.coefficient());
        Map<Index, Integer> places = new HashMap<>();
        for (Index index : free) {
            places.put(index, builder.index(index.size()));
        }
        for (Index index : term.summed()) {
            places.put(index, builder.index(index.size()));
        }
        for (EntryFactor factor : term.factors()) {
            int[] at = factor.indices().stream().mapToInt(places::get).toArray();
            Node node = factor instanceof EntryFactor.Partial partial
                    ? derivative.apply(partial)
                    : ((EntryFactor.Element) factor).node();
            builder.factor(node, Subscripts.of(at));
        }
        int[] outputs = free.stream().mapToInt(places::get).toArray();
        return builder.outputs(Subscripts.of(outputs)).build();
    }
}
