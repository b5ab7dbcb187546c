package io.deltafold.emit;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Operands;
import io.deltafold.matrix.Shape;
import io.deltafold.scalar.Power;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A tensor of doubles, row-major, and the value of an expression by the definitions of its operations. */
record PlainTensor(List<Integer> lengths, double[] entries) {
    static PlainTensor filled(List<Integer> lengths, Function<List<Integer>, Double> entry) {
        int count = lengths.stream().reduce(1, (a, b) -> a * b);
        double[] entries = new double[count];
        for (int at = 0; at < count; at++) {
            Integer[] index = new Integer[lengths.size()];
            int rest = at;
            for (int axis = lengths.size() - 1; axis >= 0; axis--) {
                index[axis] = rest % lengths.get(axis);
                rest /= lengths.get(axis);
            }
            entries[at] = entry.apply(Arrays.asList(index));
        }
        return new PlainTensor(lengths, entries);
    }

    static PlainTensor scalar(double value) {
        return new PlainTensor(List.of(), new double[] {value});
    }

    static List<Integer> lengths(Shape shape, Map<String, Integer> sizes) {
        return shape.sizes().stream().map(size -> size.evaluate(sizes)).toList();
    }

    int rows() {
        return lengths.isEmpty() ? 1 : lengths.get(0);
    }

    int columns() {
        return lengths.size() < 2 ? 1 : lengths.get(1);
    }

    double at(int row, int column) {
        return entries[row * columns() + column];
    }

    double at(List<Integer> index) {
        int at = 0;
        for (int axis = 0; axis < lengths.size(); axis++) {
            at = at * lengths.get(axis) + index.get(axis);
        }
        return entries[at];
    }

    /** The entry that broadcasting puts at an index of a larger tensor. */
    double spread(List<Integer> index) {
        if (entries.length == 1) {
            return entries[0];
        }
        Integer[] own = new Integer[lengths.size()];
        for (int axis = 0; axis < own.length; axis++) {
            own[axis] = axis >= index.size() || lengths.get(axis) == 1 ? 0 : index.get(axis);
        }
        return at(Arrays.asList(own));
    }

    PlainTensor times(PlainTensor other, List<Integer> shape) {
        if (lengths.isEmpty() || other.lengths.isEmpty()) {
            return filled(shape, index -> spread(index) * other.spread(index));
        }
        return filled(shape, index -> {
            int row = index.isEmpty() ? 0 : index.get(0);
            int column = index.size() < 2 ? 0 : index.get(1);
            double sum = 0;
            for (int k = 0; k < columns(); k++) {
                sum += at(row, k) * other.at(k, column);
            }
            return sum;
        });
    }

    /** The value; {@code variables} by name. */
    static PlainTensor value(MatrixExpr e, Map<String, Integer> sizes, Map<String, PlainTensor> variables) {
        List<Integer> shape = lengths(e.shape(), sizes);
        List<PlainTensor> parts = Operands.of(e).stream()
                .map(part -> value(part, sizes, variables))
                .toList();
        if (e instanceof MatrixExpr.Number n) {
            return scalar(n.value().toDouble());
        } else if (e instanceof MatrixExpr.Pi) {
            return scalar(Math.PI);
        } else if (e instanceof MatrixExpr.SizeValue s) {
            return scalar(s.size().evaluate(sizes));
        } else if (e instanceof MatrixExpr.Reference r) {
            return variables.get(r.symbol().name());
        } else if (e instanceof MatrixExpr.Ones) {
            return filled(shape, index -> 1.0);
        } else if (e instanceof MatrixExpr.Zeros) {
            return filled(shape, index -> 0.0);
        } else if (e instanceof MatrixExpr.Identity) {
            return filled(shape, index -> index.get(0).equals(index.get(1)) ? 1.0 : 0.0);
        } else if (e instanceof MatrixExpr.Sum) {
            return filled(
                    shape, i -> parts.stream().mapToDouble(p -> p.spread(i)).sum());
        } else if (e instanceof MatrixExpr.Negate) {
            return filled(shape, i -> -parts.get(0).at(i));
        } else if (e instanceof MatrixExpr.Hadamard) {
            return filled(
                    shape, i -> parts.stream().mapToDouble(p -> p.spread(i)).reduce(1, (a, b) -> a * b));
        } else if (e instanceof MatrixExpr.Divide) {
            return filled(shape, i -> parts.get(0).spread(i) / parts.get(1).spread(i));
        } else if (e instanceof MatrixExpr.Transpose) {
            return filled(shape, i -> parts.get(0).at(i.get(1), i.get(0)));
        } else if (e instanceof MatrixExpr.Power p) {
            Power power = new Power(p.exponent());
            return filled(shape, i -> power.value(parts.get(0).at(i)));
        } else if (e instanceof MatrixExpr.Apply a) {
            return filled(
                    shape,
                    i -> a.function()
                            .value(parts.stream().mapToDouble(p -> p.spread(i)).toArray()));
        } else if (e instanceof MatrixExpr.MatMul m) {
            PlainTensor product = parts.get(0);
            Shape left = m.factors().get(0).shape();
            for (int k = 1; k < parts.size(); k++) {
                left = MatrixExpr.matMul(List.of(placeholder(left), m.factors().get(k)))
                        .shape();
                product = product.times(parts.get(k), lengths(left, sizes));
            }
            return product;
        } else if (e instanceof MatrixExpr.MatrixPower p) {
            PlainTensor product = parts.get(0);
            for (int k = 1; k < p.exponent().evaluate(sizes); k++) {
                product = product.times(parts.get(0), shape);
            }
            return product;
        } else if (e instanceof MatrixExpr.Kronecker) {
            PlainTensor product = parts.get(0);
            for (PlainTensor next : parts.subList(1, parts.size())) {
                product = product.kronecker(next);
            }
            return product;
        }
        return call((MatrixExpr.Call) e, shape, parts);
    }

    private static MatrixExpr placeholder(Shape shape) {
        return new MatrixExpr.Ones(shape);
    }

    private PlainTensor kronecker(PlainTensor other) {
        if (lengths.isEmpty() || other.lengths.isEmpty()) {
            return times(other, lengths.isEmpty() ? other.lengths : lengths);
        }
        int rows = rows() * other.rows();
        boolean vectors = lengths.size() == 1 && other.lengths.size() == 1;
        List<Integer> shape = vectors ? List.of(rows) : List.of(rows, columns() * other.columns());
        return filled(shape, i -> {
            int column = vectors ? 0 : i.get(1);
            return at(i.get(0) / other.rows(), column / other.columns())
                    * other.at(i.get(0) % other.rows(), column % other.columns());
        });
    }

    private static PlainTensor call(MatrixExpr.Call e, List<Integer> shape, List<PlainTensor> parts) {
        PlainTensor a = parts.get(0);
        return switch (e.function()) {
            case TR -> {
                double sum = 0;
                for (int i = 0; i < a.rows(); i++) {
                    sum += a.at(i, i);
                }
                yield scalar(sum);
            }
            case DET -> scalar(a.eliminated(a.rows()).determinant());
            case LOGDET -> scalar(Math.log(Math.abs(a.eliminated(a.rows()).determinant())));
            case INV -> new PlainTensor(shape, a.eliminated(a.rows()).inverse());
            case SUM -> scalar(Arrays.stream(a.entries).sum());
            case ROWSUM -> filled(shape, i -> a.sum(i.get(0), -1, x -> x));
            case COLSUM -> filled(shape, i -> a.sum(-1, i.get(0), x -> x));
            case DIAG ->
                shape.size() == 1
                        ? filled(shape, i -> a.at(i.get(0), i.get(0)))
                        : filled(shape, i -> i.get(0).equals(i.get(1)) ? a.entries[i.get(0)] : 0.0);
            case DIAGVEC -> filled(shape, i -> a.at(i.get(0), i.get(0)));
            case VEC -> filled(shape, i -> a.at(i.get(0) % a.rows(), i.get(0) / a.rows()));
            case DOT -> {
                double sum = 0;
                for (int i = 0; i < a.entries.length; i++) {
                    sum += a.entries[i] * parts.get(1).entries[i];
                }
                yield scalar(sum);
            }
            case NORM1 -> scalar(Arrays.stream(a.entries).map(Math::abs).sum());
            case NORM2, NORMF ->
                scalar(Math.sqrt(Arrays.stream(a.entries).map(x -> x * x).sum()));
            case SOFTMAX -> {
                double sum = Arrays.stream(a.entries).map(Math::exp).sum();
                yield filled(shape, i -> Math.exp(a.at(i)) / sum);
            }
            case LOGSUMEXP ->
                scalar(Math.log(Arrays.stream(a.entries).map(Math::exp).sum()));
            case SOFTMAX_ROWS -> filled(shape, i -> Math.exp(a.at(i)) / a.sum(i.get(0), -1, Math::exp));
            case SOFTMAX_COLS -> filled(shape, i -> Math.exp(a.at(i)) / a.sum(-1, i.get(1), Math::exp));
            case LOGSUMEXP_ROWS -> filled(shape, i -> Math.log(a.sum(i.get(0), -1, Math::exp)));
            default -> throw new IllegalArgumentException(e.function() + " is not in these tests");
        };
    }

    private double sum(int row, int column, Function<Double, Double> change) {
        double sum = 0;
        for (int i = 0; i < rows(); i++) {
            for (int j = 0; j < columns(); j++) {
                if ((row < 0 || row == i) && (column < 0 || column == j)) {
                    sum += change.apply(at(i, j));
                }
            }
        }
        return sum;
    }

    private record Eliminated(double determinant, double[] inverse) {}

    private Eliminated eliminated(int n) {
        double[][] a = new double[n][2 * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                a[i][j] = at(i, j);
            }
            a[i][n + i] = 1;
        }
        double determinant = 1;
        for (int k = 0; k < n; k++) {
            int pivot = k;
            for (int i = k; i < n; i++) {
                pivot = Math.abs(a[i][k]) > Math.abs(a[pivot][k]) ? i : pivot;
            }
            double[] row = a[pivot];
            determinant *= pivot == k ? row[k] : -row[k];
            a[pivot] = a[k];
            a[k] = row;
            for (int i = 0; i < n; i++) {
                double factor = i == k ? 1 - 1 / row[k] : a[i][k] / row[k];
                for (int j = 2 * n - 1; j >= 0; j--) {
                    a[i][j] -= factor * row[j];
                }
            }
        }
        double[] inverse = new double[n * n];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a[i], n, inverse, i * n, n);
        }
        return new Eliminated(determinant, inverse);
    }

    /** Whether all entries are close; what is not finite or ill-conditioned in the first counts as close. */
    static boolean close(double[] expected, double[] actual) {
        if (expected.length != actual.length) {
            return false;
        }
        double scale = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        if (!(scale < 1e7)) {
            return true;
        }
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(expected[i] - actual[i]) <= 1e-6 * (1 + scale))) {
                return false;
            }
        }
        return true;
    }
}
