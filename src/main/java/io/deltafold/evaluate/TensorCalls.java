package io.deltafold.evaluate;

import io.deltafold.matrix.MatrixFunction;
import io.deltafold.number.Rational;
import io.deltafold.scalar.Power;
import io.deltafold.scalar.ScalarFunction;
import io.deltafold.scalar.ScalarTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The functions of whole tensors. */
final class TensorCalls<V> {
    private static final ScalarFunction LOG = ScalarTable.named("log").orElseThrow();
    private static final ScalarFunction ABS = ScalarTable.named("abs").orElseThrow();
    private static final ScalarFunction ROOT = new Power(Rational.HALF);

    private final Arithmetic<V> arithmetic;
    private final Matrices<V> matrices;
    private final Lines<V> lines;
    private final MatrixFunctions<V> spectral;

    TensorCalls(Arithmetic<V> arithmetic) {
        this.arithmetic = arithmetic;
        this.matrices = new Matrices<>(arithmetic);
        this.lines = new Lines<>(arithmetic);
        this.spectral = new MatrixFunctions<>(arithmetic);
    }

    /** @param shape the sizes of the result */
    Tensor<V> value(MatrixFunction function, List<Tensor<V>> arguments, List<Integer> shape) {
        Tensor<V> a = arguments.get(0);
        return switch (function) {
            case TR -> Tensor.scalar(lines.sum(matrices.diagonal(a)));
            case DET -> Tensor.scalar(Elimination.determinant(arithmetic, a));
            case LOGDET -> Tensor.scalar(apply(LOG, apply(ABS, Elimination.determinant(arithmetic, a))));
            case INV -> Elimination.inverse(arithmetic, a);
            case SUM -> Tensor.scalar(lines.sum(a.entries()));
            case ROWSUM -> vector(shape, a, lines::sum);
            case COLSUM -> vector(shape, matrices.transpose(a), lines::sum);
            case DIAG ->
                shape.size() == 2 ? matrices.diagonalMatrix(a.entries()) : new Tensor<>(shape, matrices.diagonal(a));
            case DIAGVEC -> new Tensor<>(shape, matrices.diagonal(a));
            case VEC -> new Tensor<>(shape, matrices.transpose(a).entries());
            case DOT ->
                Tensor.scalar(lines.dot(a.entries(), alike(a, arguments.get(1)).entries()));
            case NORM1 -> Tensor.scalar(lines.sum(a.map(v -> apply(ABS, v)).entries()));
            case NORM2, NORMF -> Tensor.scalar(apply(ROOT, lines.dot(a.entries(), a.entries())));
            case SOFTMAX -> new Tensor<>(shape, lines.softmax(a.entries()));
            case LOGSUMEXP -> Tensor.scalar(lines.logSumExp(a.entries()));
            case SOFTMAX_ROWS -> softmaxOfRows(a);
            case SOFTMAX_COLS -> matrices.transpose(softmaxOfRows(matrices.transpose(a)));
            case LOGSUMEXP_ROWS -> vector(shape, a, lines::logSumExp);
            case ADJ -> spectral.adjugate(a);
            case PINV -> spectral.pseudoInverse(a);
            case EXPM -> spectral.exponential(a);
            case DEXPM -> spectral.exponentialDerivative(a, arguments.get(1));
            case CHOLESKY -> spectral.cholesky(a);
            case EIGMAX -> Tensor.scalar(spectral.largestEigenvalue(a));
            case EIGVECMAX -> new Tensor<>(shape, spectral.largestEigenpair(a).subList(0, a.rows()));
            case NORMNUC -> Tensor.scalar(lines.dot(spectral.polar(a).entries(), a.entries()));
            case NORMSPEC -> Tensor.scalar(apply(ROOT, spectral.largestEigenvalue(spectral.gram(a))));
            case POLAR -> spectral.polar(a);
            case TRIL -> triangle(a, true);
            case TRIU -> triangle(a, false);
            case VSTACK -> new Tensor<>(shape, below(arguments));
            case HSTACK ->
                matrices.transpose(new Tensor<>(
                        List.of(shape.get(1), shape.get(0)),
                        below(arguments.stream().map(matrices::transpose).toList())));
            case UNVEC -> matrices.transpose(new Tensor<>(List.of(shape.get(1), shape.get(0)), a.entries()));
        };
    }

    private Tensor<V> triangle(Tensor<V> a, boolean lower) {
        List<V> entries = new ArrayList<>(a.entries());
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < a.columns(); j++) {
                if (lower ? j > i : j < i) {
                    entries.set(i * a.columns() + j, arithmetic.zero());
                }
            }
        }
        return new Tensor<>(a.sizes(), entries);
    }

    private static <V> List<V> below(List<Tensor<V>> parts) {
        List<V> entries = new ArrayList<>();
        parts.forEach(part -> entries.addAll(part.entries()));
        return entries;
    }

    private V apply(ScalarFunction function, V argument) {
        return arithmetic.apply(function, List.of(argument));
    }

    private static <V> Tensor<V> alike(Tensor<V> a, Tensor<V> b) {
        if (!a.sizes().equals(b.sizes())) {
            throw new IllegalArgumentException("an inner product of " + a.sizes() + " and " + b.sizes());
        }
        return b;
    }

    private Tensor<V> vector(List<Integer> shape, Tensor<V> a, Function<List<V>, V> ofRow) {
        List<V> entries = new ArrayList<>(a.rows());
        for (List<V> row : matrices.rows(a)) {
            entries.add(ofRow.apply(row));
        }
        return new Tensor<>(shape, entries);
    }

    private Tensor<V> softmaxOfRows(Tensor<V> a) {
        List<V> entries = new ArrayList<>(a.entries().size());
        for (List<V> row : matrices.rows(a)) {
            entries.addAll(lines.softmax(row));
        }
        return new Tensor<>(a.sizes(), entries);
    }
}
