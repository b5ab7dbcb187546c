package io.deltafold.index;

import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A product of two or more square matrices of one size, A B C, read off a node. */
public record MatrixChain(List<Node> matrices) {
    private static final int FLAT = Integer.MAX_VALUE / 2;

    public MatrixChain {
        matrices = List.copyOf(matrices);
    }

    /** Empty for a node that is no such product. */
    public static Optional<MatrixChain> of(Graph graph, Node node) {
        if (!(node instanceof Node.Product product)
                || !product.coefficient().isOne()
                || product.order() != 2
                || product.factors().size() < 2
                || product.indexSizes().size() != product.factors().size() + 1) {
            return Optional.empty();
        }
        Size size = product.sizes().get(0);
        int at = product.outputs().get(0);
        List<Node.Factor> rest = new ArrayList<>(product.factors());
        List<Node> chain = new ArrayList<>();
        while (!rest.isEmpty()) {
            int here = at;
            Optional<Node.Factor> next =
                    rest.stream().filter(f -> f.subscripts().contains(here)).findFirst();
            if (next.isEmpty()
                    || next.get().node().order() != 2
                    || !next.get().node().sizes().equals(List.of(size, size))
                    || !next.get().subscripts().isDistinct()) {
                return Optional.empty();
            }
            rest.remove(next.get());
            Subscripts s = next.get().subscripts();
            boolean forward = s.get(0) == at;
            chain.add(forward ? next.get().node() : graph.permuted(next.get().node(), Subscripts.of(1, 0)));
            at = forward ? s.get(1) : s.get(0);
        }
        return at == product.outputs().get(1) ? Optional.of(new MatrixChain(chain)) : Optional.empty();
    }

    /** The product of the matrices; one alone is itself. */
    Node product(Graph graph) {
        Size size = matrices.get(0).sizes().get(0);
        ProductBuilder builder = new ProductBuilder(graph)
                .sizes(Collections.nCopies(matrices.size() + 1, size))
                .flatten(FLAT);
        for (int i = 0; i < matrices.size(); i++) {
            builder.factor(matrices.get(i), Subscripts.of(i, i + 1));
        }
        return builder.outputs(Subscripts.of(0, matrices.size())).build();
    }

    /** f(C) f(B) f(A). */
    public Node reversed(Graph graph, UnaryOperator<Node> change) {
        List<Node> order = new ArrayList<>(matrices);
        Collections.reverse(order);
        Size size = order.get(0).sizes().get(0);
        ProductBuilder builder = new ProductBuilder(graph)
                .sizes(Collections.nCopies(order.size() + 1, size))
                .flatten(FLAT);
        for (int i = 0; i < order.size(); i++) {
            builder.factor(change.apply(order.get(i)), Subscripts.of(i, i + 1));
        }
        return builder.outputs(Subscripts.of(0, order.size())).build();
    }
}
