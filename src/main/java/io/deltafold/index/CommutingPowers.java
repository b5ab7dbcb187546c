package io.deltafold.index;

import io.deltafold.index.Node.Factor;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Powers of one matrix commute: Σ_r Xʳ (Xᵏ)⁻¹ X^{k−1−r} = k X^{k−1} (Xᵏ)⁻¹ = k X⁻¹.
 */
final class CommutingPowers {
    private final Graph graph;
    private final ProductBuilder builder;
    private final Subscripts outputs;

    CommutingPowers(Graph graph, ProductBuilder builder, Subscripts outputs) {
        this.graph = graph;
        this.builder = builder;
        this.outputs = outputs;
    }

    /** X or X⁻¹ to a power, read off a node. */
    private record Powered(Node base, Size exponent) {}

    private Optional<Powered> powered(Node node) {
        if (node instanceof Node.Call call && call.function() instanceof TensorFunction.Power power) {
            return Optional.of(new Powered(call.argument(), power.exponent()));
        }
        if (node instanceof Node.Call call
                && call.is(MatrixFunction.INV)
                && call.argument() instanceof Node.Call inner
                && inner.function() instanceof TensorFunction.Power power) {
            return Optional.of(new Powered(inner.argument(), power.exponent().times(Size.of(-1))));
        }
        return Optional.empty();
    }

    /** The factors with two of them made one; empty where no two can be. */
    Optional<List<Factor>> apply(List<Factor> factors) {
        for (Factor a : factors) {
            Optional<Powered> left = powered(a.node());
            if (left.isEmpty()) {
                continue;
            }
            for (Factor b : factors) {
                Optional<Powered> right = powered(b.node());
                if (!b.equals(a)
                        && right.isPresent()
                        && right.get().base().equals(left.get().base())) {
                    Optional<List<Factor>> joined = joined(factors, a, b, left.get(), right.get());
                    if (joined.isPresent()) {
                        return joined;
                    }
                }
                boolean stack = b.node() instanceof Node.Call call
                        && call.function() instanceof TensorFunction.PowerStack
                        && call.argument().equals(left.get().base());
                if (stack) {
                    Optional<List<Factor>> swapped = swapped(factors, a, b);
                    if (swapped.isPresent()) {
                        return swapped;
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** X^p X^q = X^{p+q} where the sum is a number from −1 to 1. */
    private Optional<List<Factor>> joined(List<Factor> factors, Factor a, Factor b, Powered left, Powered right) {
        Optional<Integer> total =
                left.exponent().plus(right.exponent()).constant().flatMap(Rational::asInt);
        int inner = a.subscripts().get(1);
        if (total.isEmpty()
                || Math.abs(total.get()) > 1
                || inner != b.subscripts().get(0)
                || !isOwn(inner, factors)) {
            return Optional.empty();
        }
        int row = a.subscripts().get(0);
        int column = b.subscripts().get(1);
        List<Factor> rest = new ArrayList<>(factors);
        rest.remove(a);
        rest.remove(b);
        builder.tied(inner, row);
        if (total.get() == 0) {
            builder.tied(row, column);
        } else {
            Node base = total.get() == 1 ? left.base() : graph.call(MatrixFunction.INV, left.base());
            rest.add(new Factor(base, Subscripts.of(row, column)));
        }
        return Optional.of(rest);
    }

    /** A power between two stacks goes to the outside: Xʳ F X^{k−1−r} = F Xʳ X^{k−1−r}. */
    private Optional<List<Factor>> swapped(List<Factor> factors, Factor power, Factor stack) {
        int row = power.subscripts().get(0);
        int column = power.subscripts().get(1);
        boolean between = stack.subscripts().get(2) == row
                && isOwn(row, factors)
                && factors.stream()
                        .anyMatch(other -> !other.equals(stack)
                                && other.node() instanceof Node.Call call
                                && call.function() instanceof TensorFunction.PowerStack
                                && call.argument().equals(((Node.Call) stack.node()).argument())
                                && other.subscripts().get(0)
                                        == stack.subscripts().get(0)
                                && other.subscripts().get(1) == column);
        if (!between) {
            return Optional.empty();
        }
        List<Factor> rest = new ArrayList<>(factors);
        rest.remove(power);
        rest.remove(stack);
        rest.add(new Factor(power.node(), Subscripts.of(stack.subscripts().get(1), row)));
        rest.add(new Factor(stack.node(), Subscripts.of(stack.subscripts().get(0), row, column)));
        return Optional.of(rest);
    }

    private boolean isOwn(int index, List<Factor> factors) {
        long occurrences = factors.stream()
                .flatMapToInt(factor -> factor.subscripts().stream())
                .filter(i -> i == index)
                .count();
        return occurrences == 2 && !outputs.contains(index);
    }
}
