package io.deltafold.index;

import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An expression with a free index i, which occurs as the position of unit vectors, for all i of a range at once: every
 * node that depends on i gets a first axis that runs over the range. Summed over that axis it is the explicit sum Σᵢ.
 */
final class Lift {
    private final Graph graph;
    private final String index;
    private final Size from;
    private final Size count;
    private final Map<Node, Optional<Node>> lifted = new HashMap<>();

    private Lift(Graph graph, String index, Size from, Size to) {
        this.graph = graph;
        this.index = index;
        this.from = from;
        this.count = to.minus(from).plus(Size.ONE);
    }

    /** Σᵢ node. */
    static Node sum(Graph graph, Node node, String index, Size from, Size to) {
        Lift lift = new Lift(graph, index, from, to);
        for (Node part : Graph.reachable(List.of(node))) {
            lift.lifted.put(part, lift.lift(part));
        }
        Optional<Node> whole = lift.of(node);
        if (whole.isEmpty()) {
            return graph.scaled(Coefficient.of(lift.count), node);
        }
        return new ProductBuilder(graph)
                .sizes(whole.get().sizes())
                .factor(whole.get(), Subscripts.range(0, node.order() + 1))
                .outputs(Subscripts.range(1, node.order()))
                .build();
    }

    private Optional<Node> of(Node node) {
        return java.util.Objects.requireNonNull(lifted.get(node));
    }

    /** The node with the new first axis, along which it is constant where it does not depend on the index. */
    private Node spread(Node node) {
        return of(node).orElseGet(() -> {
            List<Size> sizes = new ArrayList<>(List.of(count));
            sizes.addAll(node.sizes());
            return new ProductBuilder(graph)
                    .sizes(sizes)
                    .factor(node, Subscripts.range(1, node.order()))
                    .outputs(Subscripts.range(0, node.order() + 1))
                    .build();
        });
    }

    private Optional<Node> lift(Node node) {
        if (node instanceof Node.Constant constant) {
            return constant.tensor() instanceof ConstantTensor.Unit unit
                            && unit.position().names().contains(index)
                    ? Optional.of(positions(unit))
                    : Optional.empty();
        }
        boolean asNumber = node instanceof Node.Product product
                        && product.coefficient().names().contains(index)
                || node instanceof Node.Sum sum
                        && sum.terms().stream()
                                .anyMatch(term -> term.coefficient().names().contains(index));
        if (asNumber) {
            throw new Expand.Unsupported("the index " + index + " of an explicit sum as a number");
        }
        if (node instanceof Node.Call call
                && call.function() instanceof TensorFunction.Power power
                && power.exponent().names().contains(index)) {
            return Optional.of(powers(power.exponent(), call));
        }
        if (node.children().stream().allMatch(child -> of(child).isEmpty())) {
            return Optional.empty();
        }
        if (node instanceof Node.Product product) {
            int axis = product.indexSizes().size();
            ProductBuilder builder = new ProductBuilder(graph)
                    .coefficient(product.coefficient())
                    .sizes(product.indexSizes())
                    .sizes(List.of(count));
            for (Node.Factor factor : product.factors()) {
                Optional<Node> inner = of(factor.node());
                if (inner.isPresent()) {
                    builder.factor(inner.get(), Subscripts.of(axis).then(factor.subscripts()));
                } else {
                    builder.factor(factor.node(), factor.subscripts());
                }
            }
            return Optional.of(
                    builder.outputs(Subscripts.of(axis).then(product.outputs())).build());
        } else if (node instanceof Node.Sum sum) {
            List<Size> sizes = new ArrayList<>(List.of(count));
            sizes.addAll(sum.sizes());
            List<Node.Term> terms = sum.terms().stream()
                    .map(term -> new Node.Term(term.coefficient(), spread(term.node())))
                    .toList();
            return Optional.of(graph.sum(terms, sizes));
        } else if (node instanceof Node.Map map) {
            return Optional.of(graph.map(
                    map.function(), map.arguments().stream().map(this::spread).toList()));
        } else if (node instanceof Node.Call call) {
            if (call.function() instanceof TensorFunction.Softmax softmax) {
                return Optional.of(graph.call(new TensorFunction.Softmax(softmax.axis() + 1), spread(call.argument())));
            } else if (call.function() instanceof TensorFunction.LogSumExp logSumExp) {
                return Optional.of(
                        graph.call(new TensorFunction.LogSumExp(logSumExp.axis() + 1), spread(call.argument())));
            }
            throw new Expand.Unsupported("a function of a matrix that depends on the index " + index);
        }
        throw new IllegalStateException("unknown node " + node);
    }

    /** X⁰ … Xᵏ⁻¹, or in the opposite order. */
    private Node powers(Size exponent, Node.Call call) {
        Size i = Size.named(index);
        boolean ascending = exponent.equals(i);
        boolean descending = exponent.equals(count.minus(Size.ONE).minus(i));
        if (!from.isZero() || !ascending && !descending || of(call.argument()).isPresent()) {
            throw new Expand.Unsupported("this sum over powers of a matrix");
        }
        return graph.call(new TensorFunction.PowerStack(count, descending), call.argument());
    }

    /** One unit vector for each i: a delta where the position is i itself and i runs over the whole axis. */
    private Node positions(ConstantTensor.Unit unit) {
        Size first = unit.position().substitute(name -> name.equals(index) ? from : Size.named(name));
        Size step = unit.position().minus(Size.named(index));
        if (step.names().contains(index)) {
            throw new Expand.Unsupported("a subscript that is not " + index + " plus something");
        }
        if (first.isOne() && count.equals(unit.size())) {
            return graph.delta(List.of(count));
        }
        Node selection = graph.constant(new ConstantTensor.Selection(unit.size(), count, first.minus(Size.ONE)));
        return graph.permuted(selection, Subscripts.of(1, 0));
    }
}
