package io.deltafold.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * The determinant without divisions: det A = (−1)ⁿ⁻¹ (μ(… μ(A) A …) A)₁₁ with n − 1 products, where μ(X) keeps what is
 * above the diagonal of X and has the diagonal −Σ_{j>i} Xⱼⱼ (Bird, Information Processing Letters 111, 2011).
 *
 * <p>It needs no pivot, so that a dual number of value zero does no harm.
 */
final class Determinant {
    private Determinant() {}

    static <V> V of(Arithmetic<V> arithmetic, List<List<V>> matrix) {
        int n = matrix.size();
        List<List<V>> power = matrix;
        for (int k = 1; k < n; k++) {
            power = product(arithmetic, power, matrix);
        }
        V corner = power.get(0).get(0);
        return n % 2 == 0 ? arithmetic.negate(corner) : corner;
    }

    /** μ(X) A. */
    private static <V> List<List<V>> product(Arithmetic<V> arithmetic, List<List<V>> x, List<List<V>> a) {
        int n = a.size();
        List<List<V>> rows = new ArrayList<>();
        V diagonal = arithmetic.zero();
        for (int i = n - 1; i >= 0; i--) {
            List<V> row = new ArrayList<>(n);
            for (int j = 0; j < n; j++) {
                V total = arithmetic.times(diagonal, a.get(i).get(j));
                for (int p = i + 1; p < n; p++) {
                    total = arithmetic.plus(
                            total, arithmetic.times(x.get(i).get(p), a.get(p).get(j)));
                }
                row.add(total);
            }
            rows.add(0, row);
            diagonal = arithmetic.minus(diagonal, x.get(i).get(i));
        }
        return rows;
    }
}
