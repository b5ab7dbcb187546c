package io.deltafold.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.ScalarTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Dual numbers against differences of values, nested ones against differences of tangents. */
final class DualsTest {
    private static final Duals<Double> DUALS = new Duals<>(new Doubles());
    private static final Duals<Dual<Double>> NESTED = new Duals<>(DUALS);
    private static final double STEP = 1e-3;

    private static final List<Map<String, Integer>> SIZES =
            List.of(Sample.SIZES, Map.of("m", 2, "n", 3, "p", 1), Map.of("m", 1, "n", 1, "p", 1));

    private interface Path {
        List<Double> at(double shift);
    }

    /** The derivative at zero by the five-point rule. */
    private static List<Double> difference(Path path) {
        List<Double> twoBack = path.at(-2 * STEP);
        List<Double> back = path.at(-STEP);
        List<Double> ahead = path.at(STEP);
        List<Double> twoAhead = path.at(2 * STEP);
        List<Double> slopes = new ArrayList<>();
        for (int i = 0; i < back.size(); i++) {
            slopes.add((8 * (ahead.get(i) - back.get(i)) - (twoAhead.get(i) - twoBack.get(i))) / (12 * STEP));
        }
        return slopes;
    }

    private static Map<String, Tensor<Double>> moved(
            Map<String, Tensor<Double>> values, Map<String, Tensor<Double>> directions, double by) {
        Map<String, Tensor<Double>> moved = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            List<Double> entries = new ArrayList<>();
            for (int i = 0; i < value.entries().size(); i++) {
                entries.add(value.entries().get(i)
                        + by * directions.get(name).entries().get(i));
            }
            moved.put(name, new Tensor<>(value.sizes(), entries));
        });
        return moved;
    }

    private static <V> Map<String, Tensor<Dual<V>>> pairs(
            Map<String, Tensor<V>> values, Map<String, Tensor<V>> directions) {
        Map<String, Tensor<Dual<V>>> pairs = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            List<Dual<V>> entries = new ArrayList<>();
            for (int i = 0; i < value.entries().size(); i++) {
                entries.add(new Dual<>(
                        value.entries().get(i), directions.get(name).entries().get(i)));
            }
            pairs.put(name, new Tensor<>(value.sizes(), entries));
        });
        return pairs;
    }

    private static void close(List<Double> actual, List<Double> expected, double tolerance) {
        assertThat(actual).hasSameSizeAs(expected);
        double scale = expected.stream().mapToDouble(Math::abs).max().orElse(0) + 1;
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i)).isCloseTo(expected.get(i), within(tolerance * scale));
        }
    }

    @TestFactory
    List<DynamicTest> tangentsAreDerivatives() {
        List<DynamicTest> tests = new ArrayList<>();
        Sample.everyKind()
                .forEach((name, expression) -> tests.add(DynamicTest.dynamicTest(name, () -> {
                    for (Map<String, Integer> sizes : SIZES) {
                        Map<String, Tensor<Double>> values = Sample.values(11, sizes);
                        Map<String, Tensor<Double>> directions = Sample.directions(12, sizes);
                        Tensor<Dual<Double>> dual =
                                new Evaluator<>(DUALS, sizes, pairs(values, directions)).value(expression);
                        Path path = by -> new Evaluator<>(new Doubles(), sizes, moved(values, directions, by))
                                .value(expression)
                                .entries();
                        close(dual.map(Dual::value).entries(), path.at(0), 1e-13);
                        close(dual.map(Dual::tangent).entries(), difference(path), 1e-6);
                    }
                })));
        return tests;
    }

    @TestFactory
    List<DynamicTest> nestedTangentsAreSecondDerivatives() {
        List<DynamicTest> tests = new ArrayList<>();
        Sample.everyKind()
                .forEach((name, expression) -> tests.add(DynamicTest.dynamicTest(name, () -> {
                    for (Map<String, Integer> sizes : SIZES) {
                        Map<String, Tensor<Double>> values = Sample.values(21, sizes);
                        Map<String, Tensor<Double>> one = Sample.directions(22, sizes);
                        Map<String, Tensor<Double>> two = Sample.directions(23, sizes);
                        Map<String, Tensor<Dual<Double>>> outer = new LinkedHashMap<>();
                        two.forEach((symbol, direction) -> outer.put(symbol, direction.map(DUALS::constant)));
                        Tensor<Dual<Dual<Double>>> nested =
                                new Evaluator<>(NESTED, sizes, pairs(pairs(values, one), outer)).value(expression);
                        Path path = by -> new Evaluator<>(DUALS, sizes, pairs(moved(values, two, by), one))
                                .value(expression)
                                .map(Dual::tangent)
                                .entries();
                        close(nested.map(v -> v.value().tangent()).entries(), path.at(0), 1e-12);
                        close(nested.map(v -> v.tangent().tangent()).entries(), difference(path), 1e-6);
                    }
                })));
        return tests;
    }

    @Test
    void theDeterminantOfASingularMatrixHasTheAdjugateAsItsDerivative() {
        Symbol matrix = new Symbol("X", Shape.matrix(Size.of(3), Size.of(3)));
        MatrixExpr det = MatrixExpr.call(MatrixFunction.DET, MatrixExpr.reference(matrix));
        List<Double> direction = List.of(1.0, -2.0, 3.0, 0.5, 4.0, -1.0, 2.0, 7.0, -3.0);
        for (List<Double> singular : List.of(
                List.of(0.0, 1.0, 2.0, 0.0, 3.0, 5.0, 0.0, 7.0, 11.0),
                List.of(1.0, 2.0, 3.0, 2.0, 4.0, 6.0, 5.0, -1.0, 2.0),
                List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))) {
            List<Dual<Double>> entries = new ArrayList<>();
            for (int i = 0; i < 9; i++) {
                entries.add(new Dual<>(singular.get(i), direction.get(i)));
            }
            Dual<Double> value = new Evaluator<>(DUALS, Map.of(), Map.of("X", new Tensor<>(List.of(3, 3), entries)))
                    .value(det)
                    .entries()
                    .get(0);
            double expected = 0;
            for (int i = 0; i < 9; i++) {
                expected += cofactor(singular, i / 3, i % 3) * direction.get(i);
            }
            assertThat(value.value()).isCloseTo(0, within(1e-13));
            assertThat(value.tangent()).isCloseTo(expected, within(1e-12));
        }
    }

    private static double cofactor(List<Double> a, int i, int j) {
        int r = (i + 1) % 3;
        int s = (i + 2) % 3;
        int u = (j + 1) % 3;
        int v = (j + 2) % 3;
        return a.get(3 * r + u) * a.get(3 * s + v) - a.get(3 * r + v) * a.get(3 * s + u);
    }

    @Test
    void aConstantArgumentContributesNothingWhereItsDerivativeDoesNotExist() {
        Dual<Double> root = DUALS.apply(ScalarTable.named("sqrt").orElseThrow(), List.of(DUALS.constant(0.0)));
        assertThat(root).isEqualTo(new Dual<>(0.0, 0.0));
        Dual<Double> power = DUALS.apply(
                ScalarTable.named("pow").orElseThrow(), List.of(new Dual<>(-2.0, 1.0), DUALS.constant(3.0)));
        assertThat(power.tangent()).isCloseTo(12, within(1e-12));
    }

    @Test
    void theDerivativeOutsideTheDomainIsNaN() {
        Dual<Double> root = DUALS.apply(ScalarTable.named("sqrt").orElseThrow(), List.of(new Dual<>(0.0, 1.0)));
        assertThat(root.tangent()).isNaN();
        Dual<Double> quotient = DUALS.divide(DUALS.one(), new Dual<>(0.0, 1.0));
        assertThat(quotient.value()).isNaN();
        assertThat(quotient.tangent()).isNaN();
    }

    @Test
    void powersOfZeroHaveAllDerivatives() {
        Symbol t = Sample.T;
        for (int k = 0; k <= 4; k++) {
            Dual<Dual<Double>> zero = new Dual<>(new Dual<>(0.0, 1.0), DUALS.constant(1.0));
            Dual<Dual<Double>> value = new Evaluator<>(NESTED, Map.of(), Map.of("t", Tensor.scalar(zero)))
                    .value(MatrixExpr.power(MatrixExpr.reference(t), Rational.of(k)))
                    .entries()
                    .get(0);
            assertThat(value.value().value()).isEqualTo(k == 0 ? 1 : 0);
            assertThat(value.tangent().value()).isEqualTo(k == 1 ? 1 : 0);
            assertThat(value.tangent().tangent()).isEqualTo(k == 2 ? 2 : 0);
        }
    }
}
