package io.deltafold.explain;

import io.deltafold.index.Node;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import java.util.List;

/** What a shown line is worth: something that has a value at a point. Equal lines have equal values, entry by entry. */
sealed interface Quantity {
    /** A line in index notation. */
    record Entries(EntrySum line) implements Quantity {}

    /** A tensor of the index graph. */
    record Tensor(Node node) implements Quantity {}

    /** A matrix formula. */
    record Matrix(Formula formula) implements Quantity {
        static Matrix of(MatrixExpr e) {
            return new Matrix(Formula.of(e));
        }
    }

    /** Scalars one after another: the entries of a matrix that is written out. */
    record Tuple(List<Node> entries) implements Quantity {
        public Tuple {
            entries = List.copyOf(entries);
        }
    }
}
