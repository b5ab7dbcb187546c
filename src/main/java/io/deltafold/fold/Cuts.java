package io.deltafold.fold;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Where a long result is cut into named parts, so that its size stays linear in the graph: at nodes that have a name
 * already (definitions of the program, their adjoints), and wherever what is written out would grow too long.
 */
public final class Cuts {
    /** Results that have at most this many symbols when written out are not cut. */
    private static final long SHORT = 160;
    /** A part that is longer than this is cut even where no name offers itself. */
    private static final long LONG = 120;

    /**
     * The name of a node up to a factor: scale · node = symbol. Coefficients are pulled out of products, so that what
     * stands in the graph may be a multiple of what has a name.
     */
    public record Name(Symbol symbol, Coefficient scale) {}

    private final Map<Node, Name> names = new LinkedHashMap<>();

    private Cuts() {}

    /**
     * Chooses the cuts.
     *
     * @param offered names for nodes, by preference
     * @param fresh makes a name that nothing else has
     */
    public static Cuts choose(List<Node> roots, Map<Node, Name> offered, Supplier<String> fresh) {
        Cuts cuts = new Cuts();
        List<Node> order = Graph.reachable(roots);
        Map<Node, Long> sizes = new HashMap<>();
        order.forEach(node -> sizes.put(node, size(node, sizes)));
        long total = roots.stream().mapToLong(sizes::get).sum();
        if (total <= SHORT * roots.size()) {
            return cuts;
        }
        for (Node node : order) {
            long size = size(node, sizes);
            Name name = offered.get(node);
            boolean root = roots.contains(node);
            if (name != null && size > 1 && !root) {
                cuts.names.put(node, name);
                size = 1;
            } else if (size > LONG && node.order() <= 2 && !root) {
                Symbol symbol = new Symbol(fresh.get(), new Shape(node.sizes()));
                cuts.names.put(node, new Name(symbol, Coefficient.ONE));
                size = 1;
            }
            sizes.put(node, size);
        }
        return cuts;
    }

    /** The number of symbols of a node when it is written out. */
    public static long length(Node node) {
        Map<Node, Long> sizes = new HashMap<>();
        Graph.reachable(List.of(node)).forEach(part -> sizes.put(part, size(part, sizes)));
        return sizes.getOrDefault(node, 1L);
    }

    private static long size(Node node, Map<Node, Long> sizes) {
        long size = 1;
        for (Node child : node.children()) {
            size = Math.min(Long.MAX_VALUE / 4, size + sizes.getOrDefault(child, 1L));
        }
        return size;
    }

    /** The named nodes with their names, children before parents. */
    public Map<Node, Name> names() {
        return names;
    }

    /** The roots and what the names stand for, each with the named nodes inside it replaced by variables. */
    public List<Node> apply(Graph graph, List<Node> roots) {
        List<Node> all = new ArrayList<>(roots);
        all.addAll(names.keySet());
        if (names.isEmpty()) {
            return all;
        }
        Map<Node, Node> outer = new HashMap<>();
        Map<Node, Node> bodies = new HashMap<>();
        for (Node node : Graph.reachable(all)) {
            Node body = graph.rebuild(node, child -> java.util.Objects.requireNonNull(outer.get(child)));
            bodies.put(node, body);
            Name name = names.get(node);
            if (name == null) {
                outer.put(node, body);
            } else {
                Coefficient inverse = Coefficient.ONE.dividedBy(name.scale());
                outer.put(node, graph.scaled(inverse, graph.variable(name.symbol())));
                bodies.put(node, graph.scaled(name.scale(), body));
            }
        }
        return all.stream()
                .map(node -> java.util.Objects.requireNonNull(bodies.get(node)))
                .toList();
    }
}
