package io.deltafold.evaluate;

import io.deltafold.number.Rational;
import java.util.ArrayList;
import java.util.List;

/** Gaussian elimination with partial pivoting: the inverse and the determinant of a square matrix. */
final class Elimination<V> {
    private final Arithmetic<V> arithmetic;
    /** A pivot this small against the entries means that the matrix is singular for all that doubles can tell. */
    private static final double SINGULAR = 1e-10;

    private final int n;
    private final double scale;
    private final List<List<V>> rows = new ArrayList<>();
    private V determinant;

    private Elimination(Arithmetic<V> arithmetic, Tensor<V> matrix, boolean augmented) {
        this.arithmetic = arithmetic;
        this.n = matrix.rows();
        this.determinant = arithmetic.of(Rational.ONE);
        this.scale = matrix.entries().stream().mapToDouble(arithmetic::magnitude).max().orElse(0);
        for (int i = 0; i < n; i++) {
            List<V> row = new ArrayList<>(matrix.entries().subList(i * n, (i + 1) * n));
            for (int j = 0; augmented && j < n; j++) {
                row.add(arithmetic.of(i == j ? Rational.ONE : Rational.ZERO));
            }
            rows.add(row);
        }
    }

    /** The inverse; undefined numbers (NaN, infinite) where the matrix is singular. */
    static <V> Tensor<V> inverse(Arithmetic<V> arithmetic, Tensor<V> matrix) {
        Elimination<V> elimination = new Elimination<>(arithmetic, matrix, true);
        elimination.eliminate(true);
        List<V> entries = new ArrayList<>();
        for (List<V> row : elimination.rows) {
            entries.addAll(row.subList(elimination.n, 2 * elimination.n));
        }
        return new Tensor<>(matrix.sizes(), entries);
    }

    static <V> V determinant(Arithmetic<V> arithmetic, Tensor<V> matrix) {
        Elimination<V> elimination = new Elimination<>(arithmetic, matrix, false);
        elimination.eliminate(false);
        return elimination.determinant;
    }

    private void eliminate(boolean upwards) {
        for (int column = 0; column < n; column++) {
            int pivot = pivot(column);
            if (pivot != column) {
                List<V> swapped = rows.get(pivot);
                rows.set(pivot, rows.get(column));
                rows.set(column, swapped);
                determinant = arithmetic.times(determinant, arithmetic.of(Rational.MINUS_ONE));
            }
            V lead = rows.get(column).get(column);
            determinant = arithmetic.times(determinant, lead);
            boolean singular = arithmetic.magnitude(lead) <= SINGULAR * scale;
            if (singular && !upwards) {
                return;
            }
            if (singular) {
                lead = arithmetic.of(Rational.ZERO);
            }
            List<V> row = rows.get(column);
            for (int j = upwards ? column : row.size(); j < row.size(); j++) {
                row.set(j, arithmetic.divide(row.get(j), lead));
            }
            for (int i = upwards ? 0 : column + 1; i < n; i++) {
                if (i != column) {
                    V factor = rows.get(i).get(column);
                    subtract(rows.get(i), row, upwards ? factor : arithmetic.divide(factor, lead), column);
                }
            }
        }
    }

    private int pivot(int column) {
        int best = column;
        for (int i = column + 1; i < n; i++) {
            if (arithmetic.magnitude(rows.get(i).get(column))
                    > arithmetic.magnitude(rows.get(best).get(column))) {
                best = i;
            }
        }
        return best;
    }

    private void subtract(List<V> row, List<V> other, V factor, int from) {
        for (int j = from; j < row.size(); j++) {
            row.set(j, arithmetic.minus(row.get(j), arithmetic.times(factor, other.get(j))));
        }
    }
}
