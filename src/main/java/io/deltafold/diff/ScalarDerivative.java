package io.deltafold.diff;

import io.deltafold.index.ConstantTensor;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.number.Coefficient;
import io.deltafold.scalar.Power;
import io.deltafold.scalar.ScalarExpr;
import java.util.ArrayList;
import java.util.List;

/** The derivative of a scalar function at the arguments of a map, as a node of the same sizes. */
final class ScalarDerivative {
    private final Graph graph;
    private final List<Node> arguments;

    private ScalarDerivative(Graph graph, List<Node> arguments) {
        this.graph = graph;
        this.arguments = arguments;
    }

    static Node of(Graph graph, Node.Map map, int argument) {
        return new ScalarDerivative(graph, map.arguments()).node(map.function().derivative(argument));
    }

    private Node node(ScalarExpr expression) {
        if (expression instanceof ScalarExpr.Argument argument) {
            return arguments.get(argument.position());
        } else if (expression instanceof ScalarExpr.Constant constant) {
            return graph.constant(
                    Coefficient.of(constant.value()), arguments.get(0).sizes());
        } else if (expression instanceof ScalarExpr.Pi) {
            Node pi = graph.constant(new ConstantTensor.Pi());
            return new io.deltafold.index.ProductBuilder(graph)
                    .sizes(arguments.get(0).sizes())
                    .factor(pi, io.deltafold.index.Subscripts.of())
                    .outputs(io.deltafold.index.Subscripts.range(
                            0, arguments.get(0).order()))
                    .build();
        } else if (expression instanceof ScalarExpr.Sum sum) {
            List<Node.Term> terms = new ArrayList<>();
            sum.terms().forEach(term -> terms.add(new Node.Term(Coefficient.ONE, node(term))));
            return graph.sum(terms, arguments.get(0).sizes());
        } else if (expression instanceof ScalarExpr.Product product) {
            return graph.product(
                    Coefficient.ONE, product.factors().stream().map(this::node).toList());
        } else if (expression instanceof ScalarExpr.Apply apply) {
            List<Node> inner = apply.arguments().stream().map(this::node).toList();
            return apply.function() instanceof Power power
                    ? graph.power(inner.get(0), power.exponent())
                    : graph.map(apply.function(), inner);
        }
        throw new IllegalStateException("unknown scalar expression " + expression);
    }
}
