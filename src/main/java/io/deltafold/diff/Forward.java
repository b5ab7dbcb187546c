package io.deltafold.diff;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import io.deltafold.rules.DerivativeRule;
import io.deltafold.rules.LocalJacobian;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Forward differentiation: ∂node/∂X as a tensor with the node's axes and then X's. The delta rule
 * ∂X[i,j]/∂X[k,l] = δ[i,k] δ[j,l] is the only one; the rest is linearity, the product rule and the chain rule.
 */
public final class Forward {
    private final Graph graph;
    private final Node.Variable variable;
    private final Map<Node, Node> derivatives = new HashMap<>();

    private Forward(Graph graph, Node.Variable variable) {
        this.graph = graph;
        this.variable = variable;
    }

    /** ∂value/∂variable. */
    public static Node derivative(Graph graph, Node value, Node.Variable variable) {
        Forward forward = new Forward(graph, variable);
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
        sizes.addAll(variable.sizes());
        return sizes;
    }

    private Node derive(Node node) {
        if (node == variable) {
            return graph.delta(variable.sizes());
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
        } else if (node instanceof Node.Call call && !of(call.argument()).isZero()) {
            for (LocalJacobian term : DerivativeRule.jacobian(graph, call)) {
                terms.add(new Node.Term(Coefficient.ONE, pushedForward(call, term)));
            }
        }
        return graph.sum(terms, sizes(node));
    }

    private Node productRule(Node.Product product, int position) {
        int first = product.indexSizes().size();
        Subscripts by = Subscripts.range(first, variable.order());
        ProductBuilder builder = new ProductBuilder(graph)
                .coefficient(product.coefficient())
                .sizes(product.indexSizes())
                .sizes(variable.sizes());
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
        Subscripts by = Subscripts.range(map.order(), variable.order());
        return new ProductBuilder(graph)
                .sizes(map.sizes())
                .sizes(variable.sizes())
                .factor(ScalarDerivative.of(graph, map, argument), own)
                .factor(of(map.arguments().get(argument)), own.then(by))
                .outputs(own.then(by))
                .build();
    }

    private Node pushedForward(Node.Call call, LocalJacobian term) {
        Node argument = call.argument();
        Subscripts out = Subscripts.range(0, call.order());
        Subscripts in = Subscripts.range(call.order(), argument.order());
        Subscripts by = Subscripts.range(call.order() + argument.order(), variable.order());
        ProductBuilder builder = new ProductBuilder(graph)
                .coefficient(term.coefficient())
                .sizes(call.sizes())
                .sizes(argument.sizes())
                .sizes(variable.sizes());
        term.factors().forEach(f -> builder.factor(f.node(), f.subscripts()));
        return builder.factor(of(argument), in.then(by)).outputs(out.then(by)).build();
    }
}
