package io.deltafold.explain;

import io.deltafold.index.Node;
import java.util.List;
import java.util.function.UnaryOperator;

/** A factor of a term in index notation. */
sealed interface EntryFactor {
    /** The factor with its indices renamed. */
    EntryFactor renamed(UnaryOperator<Index> rename);

    /** The indices in it. */
    List<Index> indices();

    /** An entry of a tensor; the Kronecker delta δ[a,b] is an entry of the identity. */
    record Element(Node node, List<Index> at) implements EntryFactor {
        public Element {
            at = List.copyOf(at);
        }

        boolean isDelta() {
            return node instanceof Node.Product product
                    && product.factors().isEmpty()
                    && product.order() == 2
                    && product.indexSizes().size() == 1
                    && product.coefficient().isOne();
        }

        @Override
        public Element renamed(UnaryOperator<Index> rename) {
            return new Element(node, at.stream().map(rename).toList());
        }

        @Override
        public List<Index> indices() {
            return at;
        }
    }

    /** A derivative that is still to be taken: ∂node[at] / ∂by[byAt]. */
    record Partial(Node node, List<Index> at, Node.Variable by, List<Index> byAt) implements EntryFactor {
        public Partial {
            at = List.copyOf(at);
            byAt = List.copyOf(byAt);
        }

        @Override
        public Partial renamed(UnaryOperator<Index> rename) {
            return new Partial(
                    node,
                    at.stream().map(rename).toList(),
                    by,
                    byAt.stream().map(rename).toList());
        }

        @Override
        public List<Index> indices() {
            return java.util.stream.Stream.concat(at.stream(), byAt.stream()).toList();
        }
    }
}
