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
        if (node instanceof Node.Sum sum) {
            sum.terms().forEach(term -> terms.add(new Node.Term(term.coefficient(), of(term.node()))));
        } else if (node instanceof Node.Product product) {
            for (int i = 0; i < product.factors().size(); i++) {
                if (!of(product.factors().get(i).node()).isZero()) {
                    terms.add(new Node.Term(Coefficient.ONE, productRule(product, i)));
                }
            }
        } else if (node instanceof Node.Map map) {
            for (int i = 0; i < map.arguments().size(); i++) {
                if (!of(map.arguments().get(i)).isZero()) {
                    terms.add(new Node.Term(Coefficient.ONE, chainRule(map, i)));
                }
            }
        } else if (node instanceof Node.Call call
                && call.arguments().stream().anyMatch(argument -> !of(argument).isZero())) {
            if (call.arguments().size() > 1) {
                throw new NotDifferentiable("a second derivative of the matrix exponential is not supported");
            }
            terms.add(new Node.Term(Coefficient.ONE, DerivativeRule.pushedForward(graph, call, of(call.argument()))));
        }
        return graph.sum(terms, sizes(node));
    }

    private Node productRule(Node.Product product, int position) {
        int first = product.indexSizes().size();
        Subscripts by = Subscripts.range(first, extra.size());
        ProductBuilder builder = new ProductBuilder(graph)
                .coefficient(product.coefficient())
                .sizes(product.indexSizes())
                .sizes(extra);
        for (int i = 0; i < product.factors().size(); i++) {
            Node.Factor factor = product.factors().get(i);
            if (i == position) {
                builder.factor(of(factor.node()), factor.subscripts().then(by));
            } else {
                builder.factor(factor.node(), factor.subscripts());
            }
        }
        return builder.outputs(product.outputs().then(by)).build();
    }

    private Node chainRule(Node.Map map, int argument) {
        Subscripts own = Subscripts.range(0, map.order());
        Subscripts by = Subscripts.range(map.order(), extra.size());
        return new ProductBuilder(graph)
                .sizes(map.sizes())
                .sizes(extra)
                .factor(ScalarDerivative.of(graph, map, argument), own)
                .factor(of(map.arguments().get(argument)), own.then(by))
                .outputs(own.then(by))
                .build();
    }
}
