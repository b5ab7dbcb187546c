package io.deltafold.evaluate;

import java.util.ArrayList;
import java.util.List;

/** Products and rearrangements of tensors read as matrices, a vector being a column. */
final class Matrices<V> {
    private final Arithmetic<V> arithmetic;

    Matrices(Arithmetic<V> arithmetic) {
        this.arithmetic = arithmetic;
    }

    /** The identity, n×n. */
    Tensor<V> identity(int n) {
        List<V> entries = new ArrayList<>(n * n);
        for (int i = 0; i < n * n; i++) {
            entries.add(i % (n + 1) == 0 ? arithmetic.one() : arithmetic.zero());
        }
        return new Tensor<>(List.of(n, n), entries);
    }

    /** A B as a matrix; a single number scales the other operand, whatever that is. */
    Tensor<V> product(Tensor<V> a, Tensor<V> b) {
        if (a.isSingle() || b.isSingle()) {
            V scale = (a.isSingle() ? a : b).entries().get(0);
            return (a.isSingle() ? b : a).map(v -> arithmetic.times(scale, v));
        }
        int rows = a.rows();
        int inner = a.columns();
        int columns = b.columns();
        if (inner != b.rows() || a.sizes().size() > 2 || b.sizes().size() > 2) {
            throw new IllegalArgumentException("a product of " + a.sizes() + " and " + b.sizes());
        }
        List<V> left = a.entries();
        List<V> right = b.entries();
        List<V> entries = new ArrayList<>(rows * columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                V total = arithmetic.zero();
                for (int p = 0; p < inner; p++) {
                    V term = arithmetic.times(left.get(i * inner + p), right.get(p * columns + j));
                    total = p == 0 ? term : arithmetic.plus(total, term);
                }
                entries.add(total);
            }
        }
        return new Tensor<>(List.of(rows, columns), entries);
    }

    /** Aᵏ by repeated squaring; k is positive. */
    Tensor<V> power(Tensor<V> a, int exponent) {
        Tensor<V> square = a;
        int k = exponent;
        while (k % 2 == 0) {
            square = product(square, square);
            k /= 2;
        }
        Tensor<V> result = square;
        for (k /= 2; k > 0; k /= 2) {
            square = product(square, square);
            if (k % 2 == 1) {
                result = product(result, square);
            }
        }
        return result;
    }

    /** A ⊗ B: the blocks Aᵢⱼ B. */
    Tensor<V> kronecker(Tensor<V> a, Tensor<V> b) {
        if (a.sizes().size() > 2 || b.sizes().size() > 2) {
            throw new IllegalArgumentException("a Kronecker product of " + a.sizes() + " and " + b.sizes());
        }
        int rows = a.rows() * b.rows();
        int columns = a.columns() * b.columns();
        List<V> entries = new ArrayList<>(rows * columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                entries.add(arithmetic.times(a.at(i / b.rows(), j / b.columns()), b.at(i % b.rows(), j % b.columns())));
            }
        }
        return new Tensor<>(List.of(rows, columns), entries);
    }

    /** Aᵀ. */
    Tensor<V> transpose(Tensor<V> a) {
        int rows = a.rows();
        int columns = a.columns();
        List<V> entries = new ArrayList<>(rows * columns);
        for (int j = 0; j < columns; j++) {
            for (int i = 0; i < rows; i++) {
                entries.add(a.entries().get(i * columns + j));
            }
        }
        return new Tensor<>(List.of(columns, rows), entries);
    }

    /** The rows one by one. */
    List<List<V>> rows(Tensor<V> a) {
        int columns = a.columns();
        List<List<V>> rows = new ArrayList<>(a.rows());
        for (int i = 0; i < a.rows(); i++) {
            rows.add(a.entries().subList(i * columns, (i + 1) * columns));
        }
        return rows;
    }

    /** A₁₁, A₂₂ … of a square matrix. */
    List<V> diagonal(Tensor<V> a) {
        int n = a.rows();
        if (a.columns() != n) {
            throw new IllegalArgumentException("the diagonal of a matrix of the sizes " + a.sizes());
        }
        List<V> entries = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            entries.add(a.entries().get(i * n + i));
        }
        return entries;
    }

    /** The diagonal matrix of a vector. */
    Tensor<V> diagonalMatrix(List<V> diagonal) {
        int n = diagonal.size();
        List<V> entries = new ArrayList<>(n * n);
        for (int i = 0; i < n * n; i++) {
            entries.add(i % (n + 1) == 0 ? diagonal.get(i / n) : arithmetic.zero());
        }
        return new Tensor<>(List.of(n, n), entries);
    }
}
