package io.deltafold.canonical;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.scalar.Power;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sum multiplied by its denominators. A power stands below where its exponent is negative and its indices are outputs,
 * so that it is the same number for all that is summed.
 */
final class Denominators {
    private final Graph graph;

    Denominators(Graph graph) {
        this.graph = graph;
    }

    /** The base of a power with the axes of the whole that it runs over. */
    private record Base(Node node, Subscripts axes) {}

    /** The sum times what clears its denominators; empty where there are none. */
    Optional<Node> cleared(Node sum) {
        Map<Base, Rational> least = new LinkedHashMap<>();
        List<Node.Term> terms = sum instanceof Node.Sum s ? s.terms() : List.of(new Node.Term(Coefficient.ONE, sum));
        for (Node.Term term : terms) {
            exponents(term.node()).forEach((base, exponent) -> {
                if (exponent.signum() < 0) {
                    least.merge(base, exponent, (a, b) -> a.compareTo(b) < 0 ? a : b);
                }
            });
        }
        if (least.isEmpty()) {
            return Optional.empty();
        }
        List<Node.Term> multiplied = new ArrayList<>();
        for (Node.Term term : terms) {
            ProductBuilder builder = new ProductBuilder(graph)
                    .sizes(sum.sizes())
                    .flatten(Integer.MAX_VALUE / 2)
                    .factor(term.node(), Subscripts.range(0, sum.order()));
            least.forEach((base, exponent) -> builder.factor(graph.power(base.node(), exponent.negate()), base.axes()));
            multiplied.add(new Node.Term(
                    term.coefficient(),
                    builder.outputs(Subscripts.range(0, sum.order())).build()));
        }
        return Optional.of(graph.sum(multiplied, sum.sizes()));
    }

    private static Map<Base, Rational> exponents(Node node) {
        Map<Base, Rational> found = new LinkedHashMap<>();
        if (node instanceof Node.Map map && map.function() instanceof Power power) {
            found.put(new Base(map.arguments().get(0), Subscripts.range(0, map.order())), power.exponent());
        } else if (node instanceof Node.Product product) {
            for (Node.Factor factor : product.factors()) {
                if (factor.node() instanceof Node.Map map && map.function() instanceof Power power) {
                    axes(product, factor.subscripts())
                            .ifPresent(
                                    axes -> found.put(new Base(map.arguments().get(0), axes), power.exponent()));
                }
            }
        }
        return found;
    }

    /** The axes of the product that a factor runs over; empty where one of its indices is summed. */
    private static Optional<Subscripts> axes(Node.Product product, Subscripts subscripts) {
        int[] axes = new int[subscripts.size()];
        for (int i = 0; i < axes.length; i++) {
            axes[i] = -1;
            for (int axis = product.outputs().size() - 1; axis >= 0; axis--) {
                if (product.outputs().get(axis) == subscripts.get(i)) {
                    axes[i] = axis;
                }
            }
            if (axes[i] < 0) {
                return Optional.empty();
            }
        }
        return Optional.of(Subscripts.of(axes));
    }
}
