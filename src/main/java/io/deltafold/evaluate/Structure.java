package io.deltafold.evaluate;

import io.deltafold.matrix.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Square matrices with declared properties, made from free entries in any number system. */
final class Structure<V> {
    private final Arithmetic<V> arithmetic;
    private final Matrices<V> matrices;

    Structure(Arithmetic<V> arithmetic) {
        this.arithmetic = arithmetic;
        this.matrices = new Matrices<>(arithmetic);
    }

    @FunctionalInterface
    interface Entry<V> {
        V at(int i, int j);
    }

    /** The properties with what follows from several of them: a triangular matrix that is symmetric is diagonal. */
    static Set<Property> closure(Set<Property> declared) {
        Set<Property> all = Property.closure(declared);
        boolean upper = all.contains(Property.UPPER_TRIANGULAR);
        boolean lower = all.contains(Property.LOWER_TRIANGULAR);
        boolean balanced = all.contains(Property.SYMMETRIC)
                || all.contains(Property.SKEW_SYMMETRIC)
                || all.contains(Property.ORTHOGONAL);
        if (upper && lower || (upper || lower) && balanced) {
            all.add(Property.DIAGONAL);
            all.add(Property.SYMMETRIC);
        }
        return all;
    }

    /** Whether no n×n matrix has the properties: the determinant of an odd skew-symmetric matrix is zero. */
    static boolean isImpossible(Set<Property> closed, int n) {
        return closed.contains(Property.SKEW_SYMMETRIC)
                && closed.contains(Property.INVERTIBLE)
                && (n % 2 == 1 || closed.contains(Property.SYMMETRIC));
    }

    Tensor<V> square(int n, Entry<V> entry) {
        List<V> entries = new ArrayList<>(n * n);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                entries.add(entry.at(i, j));
            }
        }
        return new Tensor<>(List.of(n, n), entries);
    }

    /** Symmetric, skew-symmetric, diagonal or triangular from the entries on and above (or below) the diagonal. */
    Tensor<V> masked(Set<Property> closed, Tensor<V> a) {
        boolean symmetric = closed.contains(Property.SYMMETRIC);
        boolean skew = closed.contains(Property.SKEW_SYMMETRIC);
        V zero = arithmetic.zero();
        return square(a.rows(), (i, j) -> {
            boolean outside = i != j && closed.contains(Property.DIAGONAL)
                    || i > j && closed.contains(Property.UPPER_TRIANGULAR)
                    || i < j && closed.contains(Property.LOWER_TRIANGULAR)
                    || skew && (i == j || symmetric);
            if (outside) {
                return zero;
            } else if (i <= j || !symmetric && !skew) {
                return a.at(i, j);
            }
            return skew ? arithmetic.negate(a.at(j, i)) : a.at(j, i);
        });
    }

    /** A Aᵀ: positive-semidefinite. */
    Tensor<V> gram(Tensor<V> a) {
        return matrices.product(a, matrices.transpose(a)).reshaped(a.sizes());
    }

    /**
     * Orthogonal, from the skew-symmetric part S of free entries and a diagonal D of signs: D (I − S)(I + S)⁻¹ reaches
     * every orthogonal matrix (Cayley). Symmetric: Q D Qᵀ; skew-symmetric: Q J Qᵀ with J made of quarter turns.
     */
    Tensor<V> orthogonal(Set<Property> closed, Tensor<V> a, List<V> signs) {
        int n = a.rows();
        if (closed.contains(Property.POSITIVE_SEMIDEFINITE)) {
            return matrices.identity(n);
        }
        Tensor<V> flips = matrices.diagonalMatrix(signs);
        if (closed.contains(Property.DIAGONAL)) {
            return flips;
        }
        Tensor<V> skew = masked(Set.of(Property.SKEW_SYMMETRIC), a);
        Tensor<V> identity = matrices.identity(n);
        Tensor<V> turn = matrices.product(
                Broadcast.combine(a.sizes(), identity, skew, arithmetic::minus),
                Elimination.inverse(arithmetic, Broadcast.combine(a.sizes(), identity, skew, arithmetic::plus)));
        if (closed.contains(Property.SYMMETRIC)) {
            return congruent(turn, flips);
        } else if (closed.contains(Property.SKEW_SYMMETRIC)) {
            return congruent(turn, quarterTurns(n));
        }
        return matrices.product(flips, turn);
    }

    private Tensor<V> congruent(Tensor<V> q, Tensor<V> middle) {
        return matrices.product(matrices.product(q, middle), matrices.transpose(q));
    }

    /** J = diag(((0, 1), (−1, 0)), …) for an even n: orthogonal and skew-symmetric. */
    Tensor<V> quarterTurns(int n) {
        return square(n, (i, j) -> {
            if (i / 2 != j / 2 || i == j) {
                return arithmetic.zero();
            }
            return i < j ? arithmetic.one() : arithmetic.negate(arithmetic.one());
        });
    }
}
