package io.deltafold.diff;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.number.Coefficient;
import io.deltafold.rules.DerivativeRule;
import io.deltafold.scalar.NotDifferentiable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reverse differentiation: from the result back, one definition at a time. The adjoint of a factor is the other factors
 * and the incoming adjoint with new subscripts, so cost and size are linear in the graph, for all variables at once.
 */
public final class Reverse {
    private final Graph graph;
    private final Map<Node, List<Node.Term>> contributions = new HashMap<>();
    private final Map<Node, Node> adjoints = new HashMap<>();
    private final Set<Node> relevant;

    private Reverse(Graph graph, Set<Node> relevant) {
        this.graph = graph;
        this.relevant = relevant;
    }

    /**
     * Sweeps from the value back to the variables.
     *
     * @param upstream the adjoint of the value: one for a gradient of a scalar
     */
    public static Reverse sweep(Graph graph, Node value, Node upstream, List<Node.Variable> variables) {
        List<Node> order = Graph.reachable(List.of(value));
        Set<Node> relevant = new HashSet<>(variables);
        for (Node node : order) {
            if (node.children().stream().anyMatch(relevant::contains)) {
                relevant.add(node);
            }
        }
        Reverse reverse = new Reverse(graph, relevant);
        reverse.contribute(value, Coefficient.ONE, upstream);
        for (int i = order.size() - 1; i >= 0; i--) {
            Node node = order.get(i);
            List<Node.Term> terms = reverse.contributions.remove(node);
            if (terms != null && relevant.contains(node)) {
                Node adjoint = graph.sum(terms, node.sizes());
                reverse.adjoints.put(node, adjoint);
                reverse.propagate(node, adjoint);
            }
        }
        return reverse;
    }

    /** The vector-Jacobian product Σ upstream · ∂value/∂node; zero where the value does not depend on the node. */
    public Node adjoint(Node node) {
        Node known = adjoints.get(node);
        return known != null ? known : graph.zero(node.sizes());
    }

    private void contribute(Node node, Coefficient coefficient, Node adjoint) {
        contributions.computeIfAbsent(node, n -> new ArrayList<>()).add(new Node.Term(coefficient, adjoint));
    }

    private void propagate(Node node, Node adjoint) {
        if (node instanceof Node.Call call) {
            if (relevant.contains(call.argument())) {
                contribute(call.argument(), Coefficient.ONE, DerivativeRule.pulledBack(graph, call, adjoint));
            }
            if (call.arguments().size() > 1) {
                throw new NotDifferentiable("a second derivative of the matrix exponential is not supported");
            }
            return;
        }
        for (LocalTerm term : LocalDerivative.of(graph, node, relevant::contains)) {
            if (term.isScaling()) {
                contribute(term.child(), term.coefficient(), adjoint);
            } else {
                contribute(term.child(), Coefficient.ONE, transposed(term, adjoint));
            }
        }
    }

    /** The other factors with the adjoint: Σ over everything that is no subscript of the child. */
    private Node transposed(LocalTerm term, Node adjoint) {
        ProductBuilder builder =
                new ProductBuilder(graph).coefficient(term.coefficient()).sizes(term.indexSizes());
        builder.factor(adjoint, term.outputs());
        term.factors().forEach(factor -> builder.factor(factor.node(), factor.subscripts()));
        return builder.outputs(term.at()).build();
    }
}
