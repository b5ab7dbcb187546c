package io.deltafold.evaluate;

import static io.deltafold.evaluate.Sample.A;
import static io.deltafold.evaluate.Sample.B;
import static io.deltafold.evaluate.Sample.COLUMN;
import static io.deltafold.evaluate.Sample.CUBE;
import static io.deltafold.evaluate.Sample.D;
import static io.deltafold.evaluate.Sample.FLAT_CUBE;
import static io.deltafold.evaluate.Sample.INVERTIBLE;
import static io.deltafold.evaluate.Sample.ROW;
import static io.deltafold.evaluate.Sample.S;
import static io.deltafold.evaluate.Sample.SINGLE;
import static io.deltafold.evaluate.Sample.T;
import static io.deltafold.evaluate.Sample.TALL;
import static io.deltafold.evaluate.Sample.U;
import static io.deltafold.evaluate.Sample.X;
import static io.deltafold.evaluate.Sample.Y;
import static io.deltafold.evaluate.Sample.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.ScalarFunction;
import io.deltafold.scalar.ScalarTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Values in double precision against plain loops. */
final class EvaluatorTest {
    private static final Map<String, Tensor<Double>> VALUES = Sample.values(5, Sample.SIZES);

    private static final double[][] a = array(A);
    private static final double[][] b = array(B);
    private static final double[][] d = array(D);
    private static final double[][] s = array(S);
    private static final double[][] r = array(ROW);
    private static final double[][] c = array(COLUMN);
    private static final double[][] x = array(X);
    private static final double[][] y = array(Y);
    private static final double[][] u = array(U);
    private static final double[][] h = array(TALL);
    private static final double t = array(T)[0][0];
    private static final double w = array(SINGLE)[0][0];

    private interface Entry {
        double at(int i, int j);
    }

    private static double[][] array(Symbol symbol) {
        Tensor<Double> value = VALUES.get(symbol.name());
        int columns = value.sizes().size() < 2 ? 1 : value.sizes().get(1);
        int rows = value.sizes().isEmpty() ? 1 : value.sizes().get(0);
        return filled(rows, columns, (i, j) -> value.entries().get(i * columns + j));
    }

    private static double[][] filled(int rows, int columns, Entry entry) {
        double[][] result = new double[rows][columns];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                result[i][j] = entry.at(i, j);
            }
        }
        return result;
    }

    private static double[][] times(double[][] p, double[][] q) {
        return filled(p.length, q[0].length, (i, j) -> {
            double sum = 0;
            for (int k = 0; k < q.length; k++) {
                sum += p[i][k] * q[k][j];
            }
            return sum;
        });
    }

    private static double[][] turned(double[][] p) {
        return filled(p[0].length, p.length, (i, j) -> p[j][i]);
    }

    private static Tensor<Double> evaluate(MatrixExpr expression) {
        return new Evaluator<>(new Doubles(), Sample.SIZES, VALUES).value(expression);
    }

    private static void same(MatrixExpr expression, List<Integer> sizes, double[][] expected) {
        Tensor<Double> value = evaluate(expression);
        assertThat(value.sizes()).isEqualTo(sizes);
        int columns = expected[0].length;
        assertThat(value.entries()).hasSize(expected.length * columns);
        for (int i = 0; i < expected.length; i++) {
            for (int j = 0; j < columns; j++) {
                assertThat(value.entries().get(i * columns + j)).isCloseTo(expected[i][j], within(1e-12));
            }
        }
    }

    private static void same(MatrixExpr expression, double expected) {
        same(expression, List.of(), new double[][] {{expected}});
    }

    @Test
    void numbers() {
        same(MatrixExpr.number(Rational.of(-2, 3)), -2 / 3.0);
        same(new MatrixExpr.Pi(), Math.PI);
        same(new MatrixExpr.SizeValue(Size.named("n").times(Size.named("m")).minus(Size.ONE)), 11);
        same(new MatrixExpr.SizeValue(Size.named("n").times(Size.of(Rational.HALF))), 2);
        same(new MatrixExpr.SizeValue(Size.named("m").times(Size.of(Rational.HALF))), 1.5);
    }

    @Test
    void sumsBroadcast() {
        same(Sample.sum(of(A), MatrixExpr.negate(of(D))), List.of(3, 4), filled(3, 4, (i, j) -> a[i][j] - d[i][j]));
        same(Sample.sum(of(T), of(ROW), of(COLUMN)), List.of(3, 4), filled(3, 4, (i, j) -> t + r[0][j] + c[i][0]));
        same(Sample.sum(of(X), of(TALL)), List.of(4), filled(4, 1, (i, j) -> x[i][0] + h[i][0]));
        same(Sample.sum(of(TALL), of(X)), List.of(4), filled(4, 1, (i, j) -> x[i][0] + h[i][0]));
        same(Sample.sum(of(SINGLE), of(X)), List.of(4), filled(4, 1, (i, j) -> w + x[i][0]));
        same(Sample.sum(of(SINGLE), of(T)), List.of(1, 1), new double[][] {{w + t}});
        same(Sample.sum(of(T), of(SINGLE)), List.of(1, 1), new double[][] {{w + t}});
        same(Sample.sum(of(COLUMN), of(ROW)), List.of(3, 4), filled(3, 4, (i, j) -> c[i][0] + r[0][j]));
    }

    @Test
    void productsEntryByEntryBroadcast() {
        same(
                Sample.hadamard(of(COLUMN), of(A), of(ROW), of(T)),
                List.of(3, 4),
                filled(3, 4, (i, j) -> c[i][0] * a[i][j] * r[0][j] * t));
        same(MatrixExpr.divide(of(A), of(ROW)), List.of(3, 4), filled(3, 4, (i, j) -> a[i][j] / r[0][j]));
        same(MatrixExpr.divide(of(ROW), of(A)), List.of(3, 4), filled(3, 4, (i, j) -> r[0][j] / a[i][j]));
        same(MatrixExpr.divide(of(T), of(COLUMN)), List.of(3, 1), filled(3, 1, (i, j) -> t / c[i][0]));
    }

    @Test
    void tensorsBroadcast() {
        Tensor<Double> cube = VALUES.get(CUBE.name());
        Tensor<Double> flat = VALUES.get(FLAT_CUBE.name());
        Tensor<Double> value = evaluate(Sample.hadamard(of(CUBE), of(FLAT_CUBE)));
        assertThat(value.sizes()).containsExactly(3, 4, 2);
        int place = 0;
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                for (int k = 0; k < 2; k++) {
                    double expected = cube.entries().get((i * 4 + j) * 2 + k)
                            * flat.entries().get(j);
                    assertThat(value.entries().get(place++)).isCloseTo(expected, within(1e-14));
                }
            }
        }
    }

    @Test
    void matrixProducts() {
        same(Sample.matMul(A, B), List.of(3, 2), times(a, b));
        same(Sample.matMul(A, S, B), List.of(3, 2), times(times(a, s), b));
        same(Sample.matMul(A, X), List.of(3), times(a, x));
        same(Sample.matMul(ROW, X), times(r, x)[0][0]);
        same(Sample.matMul(Sample.transpose(X), of(S), of(Y)), times(turned(x), times(s, y))[0][0]);
        same(Sample.matMul(of(U), Sample.transpose(X)), List.of(3, 4), times(u, turned(x)));
        same(Sample.matMul(U, ROW), List.of(3, 4), times(u, r));
        same(Sample.matMul(of(ROW), Sample.transpose(A)), List.of(1, 3), times(r, turned(a)));
        double inner = times(turned(x), y)[0][0];
        same(Sample.matMul(Sample.transpose(X), of(Y), of(A)), List.of(3, 4), filled(3, 4, (i, j) -> inner * a[i][j]));
        same(Sample.matMul(of(A), of(T), of(X)), List.of(3), filled(3, 1, (i, j) -> t * times(a, x)[i][0]));
        same(Sample.matMul(TALL, SINGLE), List.of(4, 1), filled(4, 1, (i, j) -> w * h[i][0]));
    }

    @Test
    void kroneckerProducts() {
        same(
                MatrixExpr.kronecker(List.of(of(A), of(B))),
                List.of(12, 8),
                filled(12, 8, (i, j) -> a[i / 4][j / 2] * b[i % 4][j % 2]));
        same(
                MatrixExpr.kronecker(List.of(of(X), of(U))),
                List.of(12),
                filled(12, 1, (i, j) -> x[i / 3][0] * u[i % 3][0]));
        same(MatrixExpr.kronecker(List.of(of(X), of(ROW))), List.of(4, 4), filled(4, 4, (i, j) -> x[i][0] * r[0][j]));
        same(MatrixExpr.kronecker(List.of(of(T), of(X))), List.of(4), filled(4, 1, (i, j) -> t * x[i][0]));
    }

    @Test
    void transposes() {
        same(Sample.transpose(A), List.of(4, 3), turned(a));
        same(Sample.transpose(X), List.of(1, 4), turned(x));
        same(Sample.transpose(ROW), List.of(4, 1), turned(r));
    }

    @Test
    void powers() {
        for (int k = -3; k <= 4; k++) {
            int exponent = k;
            same(
                    MatrixExpr.power(of(A), Rational.of(k)),
                    List.of(3, 4),
                    filled(3, 4, (i, j) -> Math.pow(a[i][j], exponent)));
        }
        double[][] expected = s;
        for (int k = 2; k <= 9; k++) {
            expected = times(expected, s);
            Tensor<Double> value = evaluate(MatrixExpr.matrixPower(of(S), k));
            double scale =
                    VALUES.get("S").entries().stream().mapToDouble(Math::abs).sum();
            for (int i = 0; i < 16; i++) {
                assertThat(value.entries().get(i))
                        .isCloseTo(expected[i / 4][i % 4], within(1e-14 * Math.pow(scale, k)));
            }
        }
    }

    @TestFactory
    List<DynamicTest> scalarFunctionsEntryByEntry() {
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : ScalarTable.names()) {
            ScalarFunction f = ScalarTable.named(name).orElseThrow();
            tests.add(DynamicTest.dynamicTest(name, () -> {
                MatrixExpr first = Sample.square(of(A));
                if (f.arity() == 1) {
                    MatrixExpr half = Sample.hadamard(first, MatrixExpr.number(Rational.HALF));
                    same(
                            MatrixExpr.apply(f, List.of(half)),
                            List.of(3, 4),
                            filled(3, 4, (i, j) -> f.value(a[i][j] * a[i][j] / 2)));
                } else {
                    same(
                            MatrixExpr.apply(f, List.of(first, of(ROW))),
                            List.of(3, 4),
                            filled(3, 4, (i, j) -> f.value(a[i][j] * a[i][j], r[0][j])));
                    same(
                            MatrixExpr.apply(f, List.of(Sample.square(of(T)), of(X))),
                            List.of(4),
                            filled(4, 1, (i, j) -> f.value(t * t, x[i][0])));
                }
            }));
        }
        return tests;
    }

    @Test
    void sumsOfEntries() {
        double trace = s[0][0] + s[1][1] + s[2][2] + s[3][3];
        same(Sample.call(MatrixFunction.TR, S), trace);
        double total = 0;
        double absolute = 0;
        double squares = 0;
        double inner = 0;
        double[][] rowSums = new double[3][1];
        double[][] columnSums = new double[4][1];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 4; j++) {
                total += a[i][j];
                absolute += Math.abs(a[i][j]);
                squares += a[i][j] * a[i][j];
                inner += a[i][j] * d[i][j];
                rowSums[i][0] += a[i][j];
                columnSums[j][0] += a[i][j];
            }
        }
        same(Sample.call(MatrixFunction.SUM, A), total);
        same(Sample.call(MatrixFunction.NORM1, A), absolute);
        same(Sample.call(MatrixFunction.NORMF, A), Math.sqrt(squares));
        same(Sample.call(MatrixFunction.DOT, A, D), inner);
        same(Sample.call(MatrixFunction.ROWSUM, A), List.of(3), rowSums);
        same(Sample.call(MatrixFunction.COLSUM, A), List.of(4), columnSums);
        same(Sample.call(MatrixFunction.NORM2, X), Math.sqrt(times(turned(x), x)[0][0]));
        same(Sample.call(MatrixFunction.NORM2, TALL), Math.sqrt(times(turned(h), h)[0][0]));
        same(Sample.call(MatrixFunction.DOT, X, Y), times(turned(x), y)[0][0]);
        double cubes = VALUES.get(CUBE.name()).entries().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
        same(Sample.call(MatrixFunction.SUM, CUBE), cubes);
    }

    @Test
    void rearrangements() {
        same(Sample.call(MatrixFunction.DIAG, X), List.of(4, 4), filled(4, 4, (i, j) -> i == j ? x[i][0] : 0));
        same(Sample.call(MatrixFunction.DIAG, TALL), List.of(4, 4), filled(4, 4, (i, j) -> i == j ? h[i][0] : 0));
        same(Sample.call(MatrixFunction.DIAG, S), List.of(4), filled(4, 1, (i, j) -> s[i][i]));
        same(Sample.call(MatrixFunction.DIAGVEC, S), List.of(4), filled(4, 1, (i, j) -> s[i][i]));
        same(Sample.call(MatrixFunction.VEC, A), List.of(12), filled(12, 1, (k, j) -> a[k % 3][k / 3]));
        same(Sample.call(MatrixFunction.VEC, X), List.of(4), x);
        same(new MatrixExpr.Identity(Sample.N), List.of(4, 4), filled(4, 4, (i, j) -> i == j ? 1 : 0));
        same(new MatrixExpr.Ones(A.shape()), List.of(3, 4), filled(3, 4, (i, j) -> 1));
        same(new MatrixExpr.Zeros(X.shape()), List.of(4), filled(4, 1, (i, j) -> 0));
    }

    @Test
    void determinants() {
        double expected = laplace(s);
        same(Sample.call(MatrixFunction.DET, S), expected);
        same(Sample.call(MatrixFunction.LOGDET, S), Math.log(Math.abs(expected)));
        same(MatrixExpr.call(MatrixFunction.DET, MatrixExpr.negate(of(T))), -t);
        Tensor<Double> inverse = evaluate(Sample.call(MatrixFunction.INV, INVERTIBLE));
        double[][] v = array(INVERTIBLE);
        double det = laplace(v);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                double cofactor = ((i + j) % 2 == 0 ? 1 : -1) * laplace(minor(v, j, i));
                assertThat(inverse.at(i, j)).isCloseTo(cofactor / det, within(1e-13));
            }
        }
    }

    private static double laplace(double[][] p) {
        if (p.length == 0) {
            return 1;
        }
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            sum += (j % 2 == 0 ? 1 : -1) * p[0][j] * laplace(minor(p, 0, j));
        }
        return sum;
    }

    private static double[][] minor(double[][] p, int row, int column) {
        return filled(p.length - 1, p.length - 1, (i, j) -> p[i < row ? i : i + 1][j < column ? j : j + 1]);
    }

    @Test
    void softmaxAndLogSumExp() {
        double total = 0;
        for (int i = 0; i < 4; i++) {
            total += Math.exp(x[i][0]);
        }
        double whole = total;
        same(Sample.call(MatrixFunction.LOGSUMEXP, X), Math.log(whole));
        same(Sample.call(MatrixFunction.SOFTMAX, X), List.of(4), filled(4, 1, (i, j) -> Math.exp(x[i][0]) / whole));
        double[][] e = filled(3, 4, (i, j) -> Math.exp(a[i][j]));
        double[][] rows = times(e, filled(4, 1, (i, j) -> 1));
        double[][] columns = times(filled(1, 3, (i, j) -> 1), e);
        same(Sample.call(MatrixFunction.SOFTMAX_ROWS, A), List.of(3, 4), filled(3, 4, (i, j) -> e[i][j] / rows[i][0]));
        same(
                Sample.call(MatrixFunction.SOFTMAX_COLS, A),
                List.of(3, 4),
                filled(3, 4, (i, j) -> e[i][j] / columns[0][j]));
        same(Sample.call(MatrixFunction.LOGSUMEXP_ROWS, A), List.of(3), filled(3, 1, (i, j) -> Math.log(rows[i][0])));
    }

    @Test
    void softmaxOfLargeNumbersDoesNotOverflow() {
        MatrixExpr large = Sample.hadamard(MatrixExpr.number(5000), of(X));
        double largest = 5000 * Math.max(Math.max(x[0][0], x[1][0]), Math.max(x[2][0], x[3][0]));
        assertThat(evaluate(MatrixExpr.call(MatrixFunction.LOGSUMEXP, large))
                        .entries()
                        .get(0))
                .isCloseTo(largest, within(1.0));
        assertThat(evaluate(MatrixExpr.call(MatrixFunction.SOFTMAX, large)).entries())
                .allMatch(Double::isFinite);
    }

    @Test
    void resultsHaveTheSizesOfTheirShapeWhereSizesHappenToBeOne() {
        for (Map<String, Integer> sizes : List.of(
                Map.of("m", 1, "n", 1, "p", 1),
                Map.of("m", 1, "n", 3, "p", 2),
                Map.of("m", 3, "n", 1, "p", 2),
                Map.of("m", 3, "n", 2, "p", 1),
                Map.of("m", 1, "n", 1, "p", 4))) {
            Evaluator<Double> evaluator = new Evaluator<>(new Doubles(), sizes, Sample.values(3, sizes));
            Sample.everyKind().forEach((name, expression) -> {
                List<Integer> expected = expression.shape().sizes().stream()
                        .map(size -> size.evaluate(sizes))
                        .toList();
                assertThat(evaluator.value(expression).sizes()).as(name).isEqualTo(expected);
                assertThat(evaluator.value(expression).entries()).as(name).allMatch(Double::isFinite);
            });
        }
    }

    @Test
    void broadcastAtSizesOfOneIsStillCorrect() {
        Map<String, Integer> sizes = Map.of("m", 1, "n", 3, "p", 2);
        Map<String, Tensor<Double>> values = Sample.values(8, sizes);
        Tensor<Double> product = new Evaluator<>(new Doubles(), sizes, values).value(Sample.matMul(A, X));
        double expected = 0;
        for (int j = 0; j < 3; j++) {
            expected +=
                    values.get("A").entries().get(j) * values.get("x").entries().get(j);
        }
        assertThat(product.sizes()).containsExactly(1);
        assertThat(product.entries().get(0)).isCloseTo(expected, within(1e-14));
    }

    @Test
    void pointsOutsideTheDomainGiveNaN() {
        MatrixExpr zero = MatrixExpr.number(0);
        MatrixExpr inverse = MatrixExpr.call(MatrixFunction.INV, new MatrixExpr.Ones(Shape.matrix(Sample.N, Sample.N)));
        assertThat(evaluate(inverse).entries()).hasSize(16).allMatch(v -> v.isNaN());
        for (MatrixExpr outside : List.of(
                MatrixExpr.divide(MatrixExpr.number(1), zero),
                MatrixExpr.power(zero, Rational.MINUS_ONE),
                MatrixExpr.power(MatrixExpr.number(-1), Rational.HALF),
                Sample.apply("log", zero),
                Sample.apply("log", MatrixExpr.number(-1)),
                Sample.apply("exp", Sample.apply("log", zero)),
                Sample.apply("exp", MatrixExpr.number(1000)),
                MatrixExpr.call(
                        MatrixFunction.LOGDET, MatrixExpr.call(MatrixFunction.DIAG, new MatrixExpr.Zeros(X.shape()))),
                MatrixExpr.call(MatrixFunction.SUM, Sample.apply("exp", MatrixExpr.negate(inverse))))) {
            assertThat(evaluate(outside).entries()).as(outside.toString()).allMatch(v -> v.isNaN());
        }
    }

    @Test
    void programsMayBeLong() {
        List<Definition> definitions = new ArrayList<>();
        Symbol previous = X;
        for (int i = 0; i < 10_000; i++) {
            Symbol next = new Symbol("v" + i, X.shape());
            definitions.add(new Definition(next, MatrixExpr.negate(of(previous))));
            previous = next;
        }
        Evaluator<Double> evaluator = new Evaluator<>(new Doubles(), Sample.SIZES, VALUES);
        evaluator.define(definitions);
        assertThat(evaluator.value(of(previous))).isEqualTo(VALUES.get("x"));
    }

    @Test
    void aDefinitionThatHidesAVariableDoesNotLeak() {
        Evaluator<Double> evaluator = new Evaluator<>(new Doubles(), Sample.SIZES, VALUES);
        evaluator.define(List.of(new Definition(new Symbol("t", Shape.SCALAR), MatrixExpr.number(7))));
        assertThat(evaluator.value(of(T)).entries()).containsExactly(7.0);
        assertThat(VALUES.get("t").entries()).doesNotContain(7.0);
    }

    @Test
    void wrongInputIsRefused() {
        Evaluator<Double> evaluator = new Evaluator<>(new Doubles(), Sample.SIZES, Map.of("x", Tensor.scalar(1.0)));
        assertThatThrownBy(() -> evaluator.value(of(X))).hasMessage("x has the sizes [] instead of [4]");
        assertThatThrownBy(() -> evaluator.value(of(Y))).hasMessage("no value for y");
        assertThatThrownBy(() -> new Tensor<>(List.of(2, 2), List.of(1, 2, 3)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tensorsDoNotChangeWithTheListTheyWereMadeFrom() {
        List<Double> entries = new ArrayList<>(List.of(1.0, 2.0));
        Tensor<Double> tensor = new Tensor<>(List.of(2), entries);
        entries.set(0, 5.0);
        assertThat(tensor.entries()).containsExactly(1.0, 2.0);
    }
}
