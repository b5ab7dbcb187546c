package io.deltafold.emit;

import io.deltafold.matrix.Shape;
import java.util.List;
import java.util.Optional;

/**
 * A tensor in Java by its entries.
 *
 * @param entry the Java expression of an entry
 * @param weight how many operations an entry costs; at most one for an entry that is only read
 * @param array the row-major array that holds it, where there is one
 * @param diagonal the entries of the diagonal, where all others are zero
 */
record JavaValue(Shape shape, Entry entry, int weight, Optional<String> array, Optional<Entry> diagonal) {
    /** The Java expression of the entry at an index of one Java expression for each axis. */
    @FunctionalInterface
    interface Entry {
        Fragment at(List<String> index);
    }

    static JavaValue of(Shape shape, int weight, Entry entry) {
        return new JavaValue(shape, entry, weight, Optional.empty(), Optional.empty());
    }

    static JavaValue scalar(Fragment text, int weight) {
        return of(Shape.SCALAR, weight, index -> text);
    }

    /** The entry in a row and a column; a vector is a column. */
    Fragment at(String row, String column) {
        return entry.at(
                switch (shape.rank()) {
                    case 0 -> List.of();
                    case 1 -> List.of(row);
                    default -> List.of(row, column);
                });
    }

    /** The expression of a scalar. */
    Fragment text() {
        return entry.at(List.of());
    }
}
