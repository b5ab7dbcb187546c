package io.deltafold.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Gaussian elimination with partial pivoting: the inverse and the determinant of a square matrix. */
final class Elimination<V> {
    /** A pivot this small against the entries loses too many digits to judge a derivative by the inverse. */
    private static final double SINGULAR = 1e-6;

    /** From a pivot this small on a determinant is computed without divisions. */
    private static final double SMALL = 1e-3;

    private final Arithmetic<V> arithmetic;
    private final int n;
    private final List<List<V>> rows = new ArrayList<>();
    private final double scale;
    private boolean odd;

    private Elimination(Arithmetic<V> arithmetic, Tensor<V> matrix) {
        this.arithmetic = arithmetic;
        this.n = matrix.rows();
        if (matrix.columns() != n) {
            throw new IllegalArgumentException("a square matrix is needed, not one of the sizes " + matrix.sizes());
        }
        double largest = 0;
        for (V entry : matrix.entries()) {
            largest = Math.max(largest, Math.abs(arithmetic.real(entry)));
        }
        scale = largest;
        for (int i = 0; i < n; i++) {
            rows.add(new ArrayList<>(matrix.entries().subList(i * n, (i + 1) * n)));
        }
    }

    /** The inverse; undefined numbers where the matrix is singular, or so nearly that the inverse would be inaccurate. */
    static <V> Tensor<V> inverse(Arithmetic<V> arithmetic, Tensor<V> matrix) {
        Elimination<V> elimination = new Elimination<>(arithmetic, matrix);
        List<V> entries = new ArrayList<>();
        if (elimination.invert()) {
            for (List<V> row : elimination.rows) {
                entries.addAll(row.subList(elimination.n, 2 * elimination.n));
            }
        } else {
            entries.addAll(Collections.nCopies(matrix.entries().size(), arithmetic.undefined()));
        }
        return new Tensor<>(matrix.sizes(), entries);
    }

    /** The determinant, with exact tangents also at singular matrices, where det′ is the adjugate. */
    static <V> V determinant(Arithmetic<V> arithmetic, Tensor<V> matrix) {
        return new Elimination<>(arithmetic, matrix).determinant();
    }

    /** Appends the identity and reduces the matrix to it; false where no pivot is left. */
    private boolean invert() {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                rows.get(i).add(i == j ? arithmetic.one() : arithmetic.zero());
            }
        }
        for (int column = 0; column < n; column++) {
            if (pivot(column) <= SINGULAR * scale) {
                return false;
            }
            List<V> row = rows.get(column);
            V lead = row.get(column);
            for (int j = column; j < 2 * n; j++) {
                row.set(j, arithmetic.divide(row.get(j), lead));
            }
            for (int i = 0; i < n; i++) {
                if (i != column) {
                    subtract(rows.get(i), row, rows.get(i).get(column), column);
                }
            }
        }
        return true;
    }

    private V determinant() {
        V product = arithmetic.one();
        for (int column = 0; column < n; column++) {
            if (pivot(column) <= SMALL * scale) {
                product = arithmetic.times(product, Determinant.of(arithmetic, block(column)));
                break;
            }
            List<V> row = rows.get(column);
            V lead = row.get(column);
            product = arithmetic.times(product, lead);
            for (int i = column + 1; i < n; i++) {
                subtract(rows.get(i), row, arithmetic.divide(rows.get(i).get(column), lead), column);
            }
        }
        return odd ? arithmetic.negate(product) : product;
    }

    private List<List<V>> block(int from) {
        List<List<V>> block = new ArrayList<>();
        for (List<V> row : rows.subList(from, n)) {
            block.add(row.subList(from, n));
        }
        return block;
    }

    /** Swaps the largest pivot of a column into place and gives its magnitude. */
    private double pivot(int column) {
        int best = column;
        for (int i = column + 1; i < n; i++) {
            if (magnitude(i, column) > magnitude(best, column)) {
                best = i;
            }
        }
        if (best != column) {
            Collections.swap(rows, best, column);
            odd = !odd;
        }
        return magnitude(column, column);
    }

    private double magnitude(int i, int j) {
        return Math.abs(arithmetic.real(rows.get(i).get(j)));
    }

    private void subtract(List<V> row, List<V> other, V factor, int from) {
        if (arithmetic.isZero(factor)) {
            return;
        }
        for (int j = from; j < row.size(); j++) {
            row.set(j, arithmetic.minus(row.get(j), arithmetic.times(factor, other.get(j))));
        }
    }
}
