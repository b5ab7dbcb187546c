package io.deltafold.index;

import io.deltafold.index.Node.Factor;
import io.deltafold.matrix.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A⁻¹ A = A A⁻¹ = I and Qᵀ Q = Q Qᵀ = I within a product: two factors that are contracted over an index of their own
 * become a Kronecker delta. Terminates because the number of factors falls.
 */
final class Cancellation {
    private final Graph graph;
    private final ProductBuilder builder;
    private final Subscripts outputs;

    Cancellation(Graph graph, ProductBuilder builder, Subscripts outputs) {
        this.graph = graph;
        this.builder = builder;
        this.outputs = outputs;
    }

    /** The factors without one such pair, whose free indices are tied in the builder; empty where there is none. */
    Optional<List<Factor>> apply(List<Factor> factors) {
        if (!graph.symmetry().isActive()) {
            return Optional.empty();
        }
        for (int i = 0; i < factors.size(); i++) {
            for (int j = 0; j < factors.size(); j++) {
                if (i != j && cancels(factors, factors.get(i), factors.get(j))) {
                    List<Factor> rest = new ArrayList<>(factors);
                    rest.remove(Math.max(i, j));
                    rest.remove(Math.min(i, j));
                    return Optional.of(rest);
                }
            }
        }
        return Optional.empty();
    }

    private boolean cancels(List<Factor> factors, Factor a, Factor b) {
        if (a.node().order() != 2 || b.node().order() != 2) {
            return false;
        }
        boolean inverse = a.node() instanceof Node.Call call
                && call.function() instanceof TensorFunction.Inverse
                && call.argument() == b.node();
        boolean orthogonal = a.node() == b.node()
                && a.node() instanceof Node.Variable variable
                && variable.symbol().has(Property.ORTHOGONAL);
        boolean symmetric = graph.symmetry().isSymmetric(b.node());
        for (int p = 0; p < 2; p++) {
            for (int q = 0; q < 2; q++) {
                boolean fits = inverse && (p != q || symmetric) || orthogonal && (p == q || symmetric);
                int index = a.subscripts().get(p);
                if (fits && index == b.subscripts().get(q) && isOwn(index, factors)) {
                    builder.tied(a.subscripts().get(1 - p), b.subscripts().get(1 - q));
                    // The contracted index is spent; left alone it would count as a free sum.
                    builder.tied(index, a.subscripts().get(1 - p));
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether an index is summed and occurs twice in all. */
    private boolean isOwn(int index, List<Factor> factors) {
        long occurrences = factors.stream()
                .flatMapToInt(factor -> factor.subscripts().stream())
                .filter(i -> i == index)
                .count();
        return occurrences == 2 && !outputs.contains(index);
    }
}
