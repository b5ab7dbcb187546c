package io.deltafold.diff;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import io.deltafold.rules.DerivativeRule;
import io.deltafold.scalar.NotDifferentiable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Forward differentiation: ∂node/∂X as a tensor with the node's axes and then X's, or along one direction. The delta rule
 * ∂X[i,j]/∂X[k,l] = δ[i,k] δ[j,l] is the only one; the rest is linearity, the product rule and the chain rule.
 */
public final class Forward {
    private final Graph graph;
    private final Node.Variable variable;
    private final Node seed;
    /** The sizes of the axes that the derivative has beyond those of the node. */
    private final List<Size> extra;

    private final Map<Node, Node> derivatives = new HashMap<>();

    private Forward(Graph graph, Node.Variable variable, Node seed) {
        this.graph = graph;
        this.variable = variable;
        this.seed = seed;
        this.extra = seed.sizes().subList(variable.order(), seed.order());
    }

    /** ∂value/∂variable. */
    public static Node derivative(Graph graph, Node value, Node.Variable variable) {
        return forward(graph, value, variable, graph.delta(variable.sizes()));
    }

    /** The Jacobian-vector product: the derivative of the value while the variable moves in a direction. */
    public static Node along(Graph graph, Node value, Node.Variable variable, Node direction) {
        return forward(graph, value, variable, direction);
    }

    private static Node forward(Graph graph, Node value, Node.Variable variable, Node seed) {
        Forward forward = new Forward(graph, variable, seed);
        for (Node node : Graph.reachable(List.of(value))) {
            forward.derivatives.put(node, forward.derive(node));
        }
        return forward.of(value);
    }

    private Node of(Node node) {
        return java.util.Objects.requireNonNull(derivatives.get(node));
    }

    private List<Size> sizes(Node node) {
        List<Size> sizes = new ArrayList<>(node.sizes());
        sizes.addAll(extra);
        return sizes;
    }

    private Node derive(Node node) {
        if (node == variable) {
            return seed;
        }
        List<Node.Term> terms = new ArrayList<>();
        if (node instanceof Node.Call call) {
            if (call.arguments().stream().allMatch(argument -> of(argument).isZero())) {
                return graph.zero(sizes(node));
            }
            if (call.arguments().size() > 1) {
                throw new NotDifferentiable("a second derivative of the matrix exponential is not supported");
            }
            terms.add(new Node.Term(Coefficient.ONE, DerivativeRule.pushedForward(graph, call, of(call.argument()))));
        } else {
            LocalDerivative.of(graph, node, child -> !of(child).isZero()).forEach(term -> terms.add(chained(term)));
        }
        return graph.sum(terms, sizes(node));
    }

    /** The term with the child's derivative in its place; the axes of the variable follow those of the node. */
    private Node.Term chained(LocalTerm term) {
        Node derivative = of(term.child());
        if (term.isScaling()) {
            return new Node.Term(term.coefficient(), derivative);
        }
        Subscripts by = Subscripts.range(term.indexSizes().size(), extra.size());
        ProductBuilder builder = new ProductBuilder(graph)
                .coefficient(term.coefficient())
                .sizes(term.indexSizes())
                .sizes(extra);
        term.with(derivative, term.at().then(by)).forEach(factor -> builder.factor(factor.node(), factor.subscripts()));
        return new Node.Term(
                Coefficient.ONE, builder.outputs(term.outputs().then(by)).build());
    }
}
