package io.deltafold.evaluate;

import io.deltafold.matrix.Property;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Random values for variables that keep their declared properties. */
public final class Points {
    private final SplittableRandom random;
    private final Map<String, Integer> sizes;

    public Points(long seed, Map<String, Integer> sizes) {
        this.random = new SplittableRandom(seed);
        this.sizes = sizes;
    }

    private List<Integer> numeric(Symbol symbol) {
        List<Integer> numbers = new ArrayList<>();
        for (Size size : symbol.shape().sizes()) {
            numbers.add(size.evaluate(sizes));
        }
        return numbers;
    }

    /** Numbers of either sign, away from zero. */
    public Tensor<Double> direction(Symbol symbol) {
        List<Integer> shape = numeric(symbol);
        int count = shape.stream().reduce(1, (a, b) -> a * b);
        List<Double> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(entry());
        }
        return new Tensor<>(shape, entries);
    }

    private double entry() {
        double size = random.nextDouble(0.2, 1.2);
        return random.nextBoolean() ? size : -size;
    }

    /** A value with the symbol's properties. */
    public Tensor<Double> value(Symbol symbol) {
        Tensor<Double> value = direction(symbol);
        if (symbol.has(Property.POSITIVE) || symbol.has(Property.NONNEGATIVE)) {
            value = value.map(Math::abs);
        }
        if (value.sizes().size() != 2 || value.rows() != value.columns()) {
            return value;
        }
        int n = value.rows();
        Tensor<Double> a = value;
        if (symbol.has(Property.POSITIVE_SEMIDEFINITE)) {
            double shift = symbol.has(Property.POSITIVE_DEFINITE) ? 0.5 : 0;
            Tensor<Double> gram = square(n, (i, j) -> {
                double sum = i == j ? shift : 0;
                for (int p = 0; p < n; p++) {
                    sum += a.at(i, p) * a.at(j, p) / n;
                }
                return sum;
            });
            return symbol.has(Property.DIAGONAL) ? masked(gram, (i, j) -> i == j) : gram;
        }
        if (symbol.has(Property.DIAGONAL)) {
            return masked(value, (i, j) -> i == j);
        }
        if (symbol.has(Property.ORTHOGONAL)) {
            return orthogonal(value);
        }
        if (symbol.has(Property.INVERTIBLE)) {
            value = square(n, (i, j) -> a.at(i, j) + (i == j ? Math.signum(a.at(i, i)) * n : 0));
        }
        Tensor<Double> b = value;
        if (symbol.has(Property.SYMMETRIC)) {
            return square(n, (i, j) -> b.at(Math.min(i, j), Math.max(i, j)));
        }
        if (symbol.has(Property.SKEW_SYMMETRIC)) {
            return square(n, (i, j) -> i == j ? 0 : i < j ? b.at(i, j) : -b.at(j, i));
        }
        if (symbol.has(Property.UPPER_TRIANGULAR)) {
            return masked(value, (i, j) -> i <= j);
        }
        if (symbol.has(Property.LOWER_TRIANGULAR)) {
            return masked(value, (i, j) -> i >= j);
        }
        return value;
    }

    @FunctionalInterface
    private interface Entry {
        double at(int i, int j);
    }

    @FunctionalInterface
    private interface Mask {
        boolean keeps(int i, int j);
    }

    private static Tensor<Double> square(int n, Entry entry) {
        List<Double> entries = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                entries.add(entry.at(i, j));
            }
        }
        return new Tensor<>(List.of(n, n), entries);
    }

    private static Tensor<Double> masked(Tensor<Double> value, Mask mask) {
        return square(value.rows(), (i, j) -> mask.keeps(i, j) ? value.at(i, j) : 0);
    }

    /** The rows made orthonormal one after the other (Gram and Schmidt). */
    private static Tensor<Double> orthogonal(Tensor<Double> value) {
        int n = value.rows();
        double[][] rows = new double[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                // The shift keeps the rows independent.
                rows[i][j] = value.at(i, j) + (i == j ? 2 : 0);
            }
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < i; k++) {
                    double inner = 0;
                    for (int j = 0; j < n; j++) {
                        inner += rows[i][j] * rows[k][j];
                    }
                    for (int j = 0; j < n; j++) {
                        rows[i][j] -= inner * rows[k][j];
                    }
                }
            }
            double norm = 0;
            for (int j = 0; j < n; j++) {
                norm += rows[i][j] * rows[i][j];
            }
            for (int j = 0; j < n; j++) {
                rows[i][j] /= Math.sqrt(norm);
            }
        }
        return square(n, (i, j) -> rows[i][j]);
    }
}
