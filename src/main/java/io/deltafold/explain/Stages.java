package io.deltafold.explain;

import io.deltafold.fold.Cuts;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.TensorFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.rules.DerivativeRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A value cut into named intermediate results, each an expression of the earlier ones: the program's own definitions, and
 * what is too much to be differentiated in one line.
 */
final class Stages {
    /**
     * One intermediate result.
     *
     * @param node in the program's graph
     * @param body the same with earlier results replaced by their names
     * @param leaves the variables in the body that the derivative goes through
     */
    record Stage(Symbol symbol, Node node, Node body, List<Node.Variable> leaves) {}

    /** How finely the value is cut. */
    enum Grain {
        COARSE,
        FINE
    }

    private static final int LONG = 5;
    private static final int MOST_FACTORS = 12;

    private final Graph graph;
    private final Node.Variable wrt;
    private final Set<Node> relevant;
    private final Map<Node, Symbol> names = new LinkedHashMap<>();
    private final List<Stage> stages = new ArrayList<>();

    private Stages(Graph graph, Node.Variable wrt, Set<Node> relevant) {
        this.graph = graph;
        this.wrt = wrt;
        this.relevant = relevant;
    }

    static Stages of(Problem problem, Grain grain) {
        Graph graph = problem.graph();
        Node.Variable wrt = (Node.Variable) graph.variable(problem.wrt());
        List<Node> order = Graph.reachable(List.of(problem.value()));
        Set<Node> relevant = new HashSet<>(List.of(wrt));
        for (Node node : order) {
            if (node.children().stream().anyMatch(relevant::contains)) {
                relevant.add(node);
            }
        }
        Stages stages = new Stages(graph, wrt, relevant);
        problem.named().forEach((symbol, node) -> {
            if (!node.children().isEmpty() && !stages.names.containsKey(node)) {
                stages.names.put(node, new Symbol(symbol.name(), new Shape(node.sizes())));
            }
        });
        stages.choose(order, problem, grain);
        stages.names.put(problem.value(), problem.valueSymbol());
        stages.cut(order);
        return stages;
    }

    /** The intermediate results that depend on the variable, each after those it is made of; the value is the last. */
    List<Stage> relevant() {
        return stages.stream().filter(stage -> relevant.contains(stage.node())).toList();
    }

    /** All intermediate results, also those that are constant for the derivative. */
    List<Stage> all() {
        return stages;
    }

    private void choose(List<Node> order, Problem problem, Grain grain) {
        Map<Node, Boolean> heavy = new HashMap<>();
        Map<Node, Integer> uses = new HashMap<>();
        for (Node node : order) {
            if (relevant.contains(node)) {
                node.children().forEach(child -> uses.merge(child, 1, Integer::sum));
            }
        }
        for (Node node : order) {
            if (!relevant.contains(node)) {
                continue;
            }
            for (Node child : node.children()) {
                if (isCut(node, child, heavy, uses.getOrDefault(child, 0), grain)) {
                    Shape shape = new Shape(child.sizes());
                    names.computeIfAbsent(
                            child, c -> new Symbol(problem.letters().intermediate(shape), shape));
                }
            }
            heavy.put(
                    node,
                    isSummed(node)
                            || node instanceof Node.Call
                            || node.children().stream()
                                    .anyMatch(c -> !names.containsKey(c) && heavy.getOrDefault(c, false)));
        }
    }

    private boolean isCut(Node parent, Node child, Map<Node, Boolean> heavy, int uses, Grain grain) {
        if (!relevant.contains(child) || child.children().isEmpty() || child.order() > 2) {
            return false;
        }
        if (isWithoutJacobian(child) || isWithoutJacobian(parent)) {
            return true;
        }
        if (isView(child)) {
            return false;
        }
        if (grain == Grain.FINE) {
            return !isView(parent);
        }
        boolean weighs = heavy.getOrDefault(child, false);
        if (uses > 1 && Cuts.length(child) > 2 || child instanceof Node.Call call && isNamedFunction(call)) {
            return true;
        }
        if (parent instanceof Node.Map) {
            return weighs;
        } else if (parent instanceof Node.Call) {
            return weighs || Cuts.length(child) > LONG;
        } else if (parent instanceof Node.Product product && product.factors().size() > 1) {
            return weighs && !(child instanceof Node.Product) && !(child instanceof Node.Call);
        }
        return false;
    }

    /** A function whose derivative by its argument has no entries of finite form, only the adjoint has. */
    static boolean isWithoutJacobian(Node node) {
        return node instanceof Node.Call call && DerivativeRule.of(call.function()) == DerivativeRule.EXPONENTIAL;
    }

    /** Functions whose results people give a name: s = softmax(x). */
    private static boolean isNamedFunction(Node.Call call) {
        return call.function() instanceof TensorFunction.Softmax;
    }

    private static boolean isSummed(Node node) {
        return node instanceof Node.Product product
                && product.indexSizes().size()
                        > product.outputs().stream().distinct().count();
    }

    /** A multiple of a tensor, or the tensor with its axes in another order: no result of its own. */
    private static boolean isView(Node node) {
        return node instanceof Node.Product product && product.factors().size() <= 1 && !isSummed(product);
    }

    private void cut(List<Node> order) {
        Map<Node, Node> outer = new HashMap<>();
        Map<Node, Boolean> depends = new HashMap<>();
        for (Node node : order) {
            Node body = graph.rebuild(node, child -> java.util.Objects.requireNonNull(outer.get(child)));
            Symbol name = names.get(node);
            if (name == null) {
                outer.put(node, body);
                continue;
            }
            Node variable = graph.variable(name);
            outer.put(node, variable);
            depends.put(variable, relevant.contains(node));
            List<Node.Variable> leaves = new ArrayList<>();
            for (Node part : Graph.reachable(List.of(body))) {
                if (part instanceof Node.Variable leaf && (leaf.equals(wrt) || depends.getOrDefault(leaf, false))) {
                    leaves.add(leaf);
                }
            }
            stages.add(new Stage(name, node, flat(graph, body), leaves));
        }
    }

    /** Products of products as one product, as they are written in index notation. */
    static Node flat(Graph graph, Node body) {
        Map<Node, Node> done = new HashMap<>();
        for (Node node : Graph.reachable(List.of(body))) {
            Node rebuilt = graph.rebuild(node, child -> java.util.Objects.requireNonNull(done.get(child)));
            if (rebuilt instanceof Node.Product product) {
                ProductBuilder builder = new ProductBuilder(graph)
                        .coefficient(product.coefficient())
                        .sizes(product.indexSizes())
                        .flatten(MOST_FACTORS)
                        .outputs(product.outputs());
                product.factors().forEach(factor -> builder.factor(factor.node(), factor.subscripts()));
                rebuilt = builder.build();
            }
            done.put(node, rebuilt);
        }
        return java.util.Objects.requireNonNull(done.get(body));
    }
}
