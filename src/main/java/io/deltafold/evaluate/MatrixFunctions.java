package io.deltafold.evaluate;

import io.deltafold.number.Rational;
import io.deltafold.scalar.Power;
import java.util.ArrayList;
import java.util.List;

/**
 * Functions of matrices in any number system, by algorithms that only add, multiply and divide: over dual numbers they
 * give derivatives without a rule for any of them.
 */
final class MatrixFunctions<V> {
    private static final Power ROOT = new Power(Rational.HALF);
    private static final int EXPONENTIAL_TERMS = 24;
    private static final int EXPONENTIAL_SQUARINGS = 6;
    private static final int NEWTON_STEPS = 60;
    private static final int REFINEMENTS = 4;

    private final Arithmetic<V> arithmetic;
    private final Matrices<V> matrices;

    MatrixFunctions(Arithmetic<V> arithmetic) {
        this.arithmetic = arithmetic;
        this.matrices = new Matrices<>(arithmetic);
    }

    /** A field without limits has no exponential and no eigenvalues. */
    private void requireReal() {
        arithmetic.apply(ROOT, List.of(arithmetic.one()));
    }

    private Tensor<V> plus(Tensor<V> a, Tensor<V> b) {
        return Broadcast.combine(a.sizes(), a, b, arithmetic::plus);
    }

    private Tensor<V> minus(Tensor<V> a, Tensor<V> b) {
        return Broadcast.combine(a.sizes(), a, b, arithmetic::minus);
    }

    private Tensor<V> scaled(Rational factor, Tensor<V> a) {
        V number = arithmetic.of(factor);
        return a.map(v -> arithmetic.times(number, v));
    }

    private Tensor<V> symmetric(Tensor<V> a) {
        return scaled(Rational.HALF, plus(a, matrices.transpose(a)));
    }

    private Tensor<V> product(Tensor<V> a, Tensor<V> b) {
        return matrices.product(a, b).reshaped(List.of(a.rows(), b.columns()));
    }

    private Tensor<V> inverse(Tensor<V> a) {
        return Elimination.inverse(arithmetic, a);
    }

    /** Aᵀ A. */
    Tensor<V> gram(Tensor<V> a) {
        return product(matrices.transpose(a), a);
    }

    /** The cofactors transposed. */
    Tensor<V> adjugate(Tensor<V> a) {
        int n = a.rows();
        List<V> entries = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                V minor = minor(a, j, i);
                entries.add((i + j) % 2 == 0 ? minor : arithmetic.negate(minor));
            }
        }
        return new Tensor<>(a.sizes(), entries);
    }

    private V minor(Tensor<V> a, int row, int column) {
        int n = a.rows();
        if (n == 1) {
            return arithmetic.one();
        }
        List<List<V>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            List<V> line = new ArrayList<>();
            for (int j = 0; j < n; j++) {
                if (j != column) {
                    line.add(a.at(i, j));
                }
            }
            if (i != row) {
                rows.add(line);
            }
        }
        return Determinant.of(arithmetic, rows);
    }

    /** (AᵀA)⁻¹Aᵀ or Aᵀ(AAᵀ)⁻¹ where the rank is full. */
    Tensor<V> pseudoInverse(Tensor<V> a) {
        Tensor<V> t = matrices.transpose(a);
        Tensor<V> full = a.rows() > a.columns()
                ? product(inverse(product(t, a)), t)
                : a.rows() < a.columns() ? product(t, inverse(product(a, t))) : inverse(a);
        boolean singular = full.entries().stream().anyMatch(v -> Double.isNaN(arithmetic.real(v)));
        return singular ? iterated(a, t) : full;
    }

    /** X ← X (2 I − A X) from Aᵀ/‖A‖² converges to the pseudo-inverse for any rank (Ben-Israel and Cohen 1966). */
    private Tensor<V> iterated(Tensor<V> a, Tensor<V> transposed) {
        V square = new Lines<>(arithmetic).dot(a.entries(), a.entries());
        Tensor<V> x = transposed.map(v -> arithmetic.divide(v, square));
        Tensor<V> two = scaled(Rational.TWO, matrices.identity(a.rows()));
        for (int step = 0; step < NEWTON_STEPS; step++) {
            x = product(x, minus(two, product(a, x)));
        }
        return x;
    }

    /** Taylor series of A/2ˢ, squared s times. */
    Tensor<V> exponential(Tensor<V> a) {
        requireReal();
        Tensor<V> small = scaled(Rational.of(1, 1L << EXPONENTIAL_SQUARINGS), a);
        Tensor<V> term = matrices.identity(a.rows());
        Tensor<V> sum = term;
        for (int k = 1; k <= EXPONENTIAL_TERMS; k++) {
            term = scaled(Rational.of(1, k), product(term, small));
            sum = plus(sum, term);
        }
        for (int k = 0; k < EXPONENTIAL_SQUARINGS; k++) {
            sum = product(sum, sum);
        }
        return sum;
    }

    /** The upper right block of exp((A, E), (0, A)). */
    Tensor<V> exponentialDerivative(Tensor<V> a, Tensor<V> direction) {
        int n = a.rows();
        List<V> entries = new ArrayList<>();
        for (int i = 0; i < 2 * n; i++) {
            for (int j = 0; j < 2 * n; j++) {
                boolean diagonal = i / n == j / n;
                V zero = arithmetic.zero();
                entries.add(diagonal ? a.at(i % n, j % n) : i < n ? direction.at(i, j - n) : zero);
            }
        }
        Tensor<V> whole = exponential(new Tensor<>(List.of(2 * n, 2 * n), entries));
        List<V> block = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                block.add(whole.at(i, j + n));
            }
        }
        return new Tensor<>(a.sizes(), block);
    }

    /** Column by column; undefined where the symmetric part of A is not positive definite. */
    Tensor<V> cholesky(Tensor<V> matrix) {
        Tensor<V> a = symmetric(matrix);
        int n = a.rows();
        List<List<V>> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            List<V> row = new ArrayList<>();
            for (int j = 0; j <= i; j++) {
                V rest = a.at(i, j);
                for (int k = 0; k < j; k++) {
                    V left = row.get(k);
                    V right = i == j ? left : rows.get(j).get(k);
                    rest = arithmetic.minus(rest, arithmetic.times(left, right));
                }
                row.add(
                        i == j
                                ? arithmetic.apply(ROOT, List.of(rest))
                                : arithmetic.divide(rest, rows.get(j).get(j)));
            }
            rows.add(row);
        }
        List<V> entries = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                entries.add(j <= i ? rows.get(i).get(j) : arithmetic.zero());
            }
        }
        return new Tensor<>(a.sizes(), entries);
    }

    /** The largest eigenvalue of the symmetric part. It has a derivative only where it is a single one. */
    V largestEigenvalue(Tensor<V> matrix) {
        requireReal();
        if (arithmetic instanceof Doubles) {
            return arithmetic.of(RealEigen.largestValue(symmetric(matrix).map(arithmetic::real)));
        }
        return largestEigenpair(matrix).get(matrix.rows());
    }

    /**
     * The entries of the unit eigenvector v of the largest eigenvalue λ of the symmetric part, then λ: rotations
     * of the real parts, then Newton steps for A v = λ v, vᵀv = 1, of which each doubles the exact order of tangents.
     */
    List<V> largestEigenpair(Tensor<V> matrix) {
        requireReal();
        Tensor<V> a = symmetric(matrix);
        int n = a.rows();
        Tensor<Double> real = a.map(arithmetic::real);
        double[] start = RealEigen.largestPair(real);
        List<V> pair = new ArrayList<>();
        for (double entry : start) {
            pair.add(arithmetic.of(entry));
        }
        V two = arithmetic.of(Rational.TWO);
        for (int step = 0; step < REFINEMENTS; step++) {
            List<V> system = new ArrayList<>();
            List<V> right = new ArrayList<>();
            V lambda = pair.get(n);
            for (int i = 0; i <= n; i++) {
                V residual = i < n ? arithmetic.zero() : arithmetic.negate(arithmetic.one());
                for (int j = 0; j < n; j++) {
                    V entry = i < n ? a.at(i, j) : arithmetic.times(two, pair.get(j));
                    residual =
                            arithmetic.plus(residual, arithmetic.times(i < n ? a.at(i, j) : pair.get(j), pair.get(j)));
                    system.add(i == j && i < n ? arithmetic.minus(entry, lambda) : entry);
                }
                system.add(i < n ? arithmetic.negate(pair.get(i)) : arithmetic.zero());
                right.add(i < n ? arithmetic.minus(residual, arithmetic.times(lambda, pair.get(i))) : residual);
            }
            Tensor<V> step1 = matrices.product(
                    inverse(new Tensor<>(List.of(n + 1, n + 1), system)), new Tensor<>(List.of(n + 1, 1), right));
            for (int i = 0; i <= n; i++) {
                pair.set(i, arithmetic.minus(pair.get(i), step1.entries().get(i)));
            }
        }
        return pair;
    }

    /** A (AᵀA)^{−1/2}, or (AAᵀ)^{−1/2} A for a wide matrix. */
    Tensor<V> polar(Tensor<V> a) {
        requireReal();
        if (a.rows() < a.columns()) {
            return matrices.transpose(polar(matrices.transpose(a)));
        }
        return product(a, inverseRoot(gram(a)));
    }

    /** The inverse of the square root (Denman and Beavers 1976). */
    private Tensor<V> inverseRoot(Tensor<V> a) {
        Tensor<V> root = a;
        Tensor<V> inverse = matrices.identity(a.rows());
        for (int step = 0; step < NEWTON_STEPS; step++) {
            Tensor<V> next = scaled(Rational.HALF, plus(root, inverse(inverse)));
            inverse = scaled(Rational.HALF, plus(inverse, inverse(root)));
            root = next;
        }
        return inverse;
    }
}
