package io.deltafold.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.deltafold.evaluate.PrimeField.Residue;
import io.deltafold.matrix.Property;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Random values keep what the declarations promise. */
final class PointsTest {
    private static final Size N = Size.named("n");
    private static final List<Property> SQUARE = List.of(
            Property.SYMMETRIC,
            Property.SKEW_SYMMETRIC,
            Property.DIAGONAL,
            Property.UPPER_TRIANGULAR,
            Property.LOWER_TRIANGULAR,
            Property.ORTHOGONAL,
            Property.POSITIVE_DEFINITE,
            Property.POSITIVE_SEMIDEFINITE,
            Property.INVERTIBLE);

    private static Symbol square(Set<Property> properties) {
        return new Symbol("A", Shape.matrix(N, N), properties);
    }

    /** Every property alone and every pair. */
    private static List<Set<Property>> combinations() {
        List<Set<Property>> all = new ArrayList<>();
        for (Property first : SQUARE) {
            for (Property second : SQUARE) {
                all.add(EnumSet.of(first, second));
            }
        }
        return all;
    }

    private static boolean isContradictory(Set<Property> properties, int n) {
        Set<Property> closed = Property.closure(properties);
        boolean triangular = properties.contains(Property.UPPER_TRIANGULAR)
                || properties.contains(Property.LOWER_TRIANGULAR)
                || closed.contains(Property.SYMMETRIC);
        return closed.contains(Property.SKEW_SYMMETRIC)
                && closed.contains(Property.INVERTIBLE)
                && (n % 2 == 1 || triangular);
    }

    @Test
    void matricesHaveTheirProperties() {
        for (Set<Property> properties : combinations()) {
            for (int n = 1; n <= 6; n++) {
                for (long seed = 0; seed < 3; seed++) {
                    Points points = new Points(seed, Map.of("n", n));
                    Tensor<Double> value = points.value(square(properties));
                    Tensor<Double> integers = points.integers(square(properties));
                    if (isContradictory(properties, n)) {
                        assertThat(value.entries()).as("%s", properties).allMatch(v -> v.isNaN());
                        assertThat(integers.entries()).as("%s", properties).allMatch(v -> v.isNaN());
                    } else {
                        requireAll(properties, value);
                        requireAll(properties, integers);
                        assertThat(integers.entries()).allMatch(v -> v == Math.rint(v));
                        assertThat(value.entries()).allMatch(v -> Math.abs(v) < 10);
                    }
                }
            }
        }
    }

    private static void requireAll(Set<Property> properties, Tensor<Double> a) {
        for (Property property : properties) {
            for (int i = 0; i < a.rows(); i++) {
                for (int j = 0; j < a.rows(); j++) {
                    require(property, a, i, j, properties);
                }
            }
            if (property == Property.INVERTIBLE) {
                assertThat(Math.abs(Elimination.determinant(new Doubles(), a)))
                        .as("%s", properties)
                        .isGreaterThan(1e-6);
            }
            if (property == Property.POSITIVE_DEFINITE) {
                assertThat(leadingMinors(a)).as("%s", properties).allMatch(v -> v > 1e-3);
            }
        }
    }

    private static void require(Property property, Tensor<Double> a, int i, int j, Set<Property> properties) {
        double entry = a.at(i, j);
        switch (property) {
            case SYMMETRIC -> assertThat(entry).as("%s", properties).isCloseTo(a.at(j, i), within(1e-12));
            case SKEW_SYMMETRIC -> assertThat(entry).as("%s", properties).isCloseTo(-a.at(j, i), within(1e-12));
            case DIAGONAL ->
                assertThat(i == j || entry == 0).as("%s", properties).isTrue();
            case UPPER_TRIANGULAR ->
                assertThat(i <= j || entry == 0).as("%s", properties).isTrue();
            case LOWER_TRIANGULAR ->
                assertThat(i >= j || entry == 0).as("%s", properties).isTrue();
            case ORTHOGONAL -> assertThat(inner(a, i, j)).as("%s", properties).isCloseTo(i == j ? 1 : 0, within(1e-12));
            case POSITIVE_DEFINITE, POSITIVE_SEMIDEFINITE ->
                assertThat(a.at(i, i) * a.at(j, j))
                        .as("%s", properties)
                        .isGreaterThanOrEqualTo(entry * a.at(j, i) - 1e-9);
            case INVERTIBLE, POSITIVE, NONNEGATIVE, CONSTANT ->
                assertThat(entry).isFinite();
        }
    }

    private static double inner(Tensor<Double> a, int i, int j) {
        double sum = 0;
        for (int k = 0; k < a.rows(); k++) {
            sum += a.at(i, k) * a.at(j, k);
        }
        return sum;
    }

    private static List<Double> leadingMinors(Tensor<Double> a) {
        List<Double> minors = new ArrayList<>();
        for (int n = 1; n <= a.rows(); n++) {
            List<Double> entries = new ArrayList<>();
            for (int i = 0; i < n * n; i++) {
                entries.add(a.at(i / n, i % n));
            }
            minors.add(Elimination.determinant(new Doubles(), new Tensor<>(List.of(n, n), entries)));
        }
        return minors;
    }

    @Test
    void signsOfEntries() {
        Shape shape = new Shape(List.of(N, Size.of(2), Size.of(3)));
        for (Property property : List.of(Property.POSITIVE, Property.NONNEGATIVE)) {
            Symbol tensor = new Symbol("T", shape, Set.of(property));
            Points points = new Points(9, Map.of("n", 4));
            assertThat(points.value(tensor).sizes()).containsExactly(4, 2, 3);
            assertThat(points.value(tensor).entries()).allMatch(v -> v > 0);
            assertThat(points.integers(tensor).entries())
                    .allMatch(v -> property == Property.POSITIVE ? v > 0 : v >= 0)
                    .allMatch(v -> v <= 3 && v == Math.rint(v));
            Symbol scalar = new Symbol("t", Shape.SCALAR, Set.of(property));
            assertThat(points.value(scalar).entries()).hasSize(1).allMatch(v -> v > 0);
        }
        Symbol orthogonal = square(Set.of(Property.ORTHOGONAL, Property.NONNEGATIVE));
        Tensor<Double> permutation = new Points(9, Map.of("n", 4)).value(orthogonal);
        requireAll(Set.of(Property.ORTHOGONAL), permutation);
        assertThat(permutation.entries()).allMatch(v -> v == 0 || v == 1);
    }

    @Test
    void orthogonalMatricesAreRotationsAsWellAsReflections() {
        Set<Long> determinants = new java.util.TreeSet<>();
        Set<Long> ofSymmetric = new java.util.TreeSet<>();
        for (long seed = 0; seed < 20; seed++) {
            Points points = new Points(seed, Map.of("n", 3));
            determinants.add(Math.round(
                    Elimination.determinant(new Doubles(), points.value(square(Set.of(Property.ORTHOGONAL))))));
            Symbol symmetric = square(Set.of(Property.ORTHOGONAL, Property.SYMMETRIC));
            ofSymmetric.add(Math.round(Elimination.determinant(new Doubles(), points.value(symmetric))));
        }
        assertThat(determinants).containsExactly(-1L, 1L);
        assertThat(ofSymmetric).containsExactly(-1L, 1L);
    }

    @Test
    void theSeedDecides() {
        Symbol plain = new Symbol("A", Shape.matrix(N, N));
        Map<String, Integer> sizes = Map.of("n", 3);
        assertThat(new Points(1, sizes).value(plain)).isEqualTo(new Points(1, sizes).value(plain));
        assertThat(new Points(1, sizes).value(plain)).isNotEqualTo(new Points(2, sizes).value(plain));
        assertThat(new Points(1, sizes).direction(plain).entries())
                .allMatch(v -> Math.abs(v) >= 0.2 && Math.abs(v) <= 1.2)
                .anyMatch(v -> v < 0)
                .anyMatch(v -> v > 0);
    }

    @Test
    void fieldPointsKeepTheEquations() {
        PrimeField field = new PrimeField();
        Matrices<Residue> matrices = new Matrices<>(field);
        for (Set<Property> properties : combinations()) {
            for (int n = 1; n <= 5; n++) {
                FieldPoints points = new FieldPoints(n, Map.of("n", n));
                Symbol symbol = square(properties);
                if (isContradictory(properties, n)) {
                    assertThatThrownBy(() -> points.value(symbol)).isInstanceOf(Singular.class);
                    continue;
                }
                Tensor<Residue> a = points.value(symbol);
                Set<Property> closed = Property.closure(properties);
                if (closed.contains(Property.SYMMETRIC)) {
                    assertThat(matrices.transpose(a)).as("%s", properties).isEqualTo(a);
                }
                if (closed.contains(Property.SKEW_SYMMETRIC)) {
                    assertThat(matrices.transpose(a)).as("%s", properties).isEqualTo(a.map(field::negate));
                }
                if (closed.contains(Property.ORTHOGONAL)) {
                    assertThat(matrices.product(matrices.transpose(a), a))
                            .as("%s", properties)
                            .isEqualTo(matrices.identity(n));
                }
                if (closed.contains(Property.DIAGONAL)) {
                    assertThat(matrices.diagonalMatrix(matrices.diagonal(a))).isEqualTo(a);
                }
            }
        }
    }

    @Test
    void sizesAreAllDifferentOrOne() {
        List<String> names = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i");
        Set<Map<String, Integer>> orders = new java.util.HashSet<>();
        for (long seed = 0; seed < 10; seed++) {
            Map<String, Integer> different = Sizes.different(names, seed);
            assertThat(different.keySet()).containsExactlyElementsOf(names);
            assertThat(different.values()).doesNotHaveDuplicates().allMatch(v -> v >= 2 && v <= 10);
            assertThat(Sizes.different(List.of("m", "n"), seed).values()).containsExactlyInAnyOrder(2, 3);
            assertThat(Sizes.someOnes(names, seed).values()).contains(1).allMatch(v -> v >= 1);
            assertThat(Sizes.someOnes(List.of("n"), seed)).containsEntry("n", 1);
            orders.add(different);
        }
        assertThat(orders).hasSizeGreaterThan(5);
        assertThat(Sizes.someOnes(List.of(), 1)).isEmpty();
        assertThat(Sizes.ones(names).values()).containsOnly(1);
        assertThat(Sizes.different(names, 4)).isEqualTo(Sizes.different(names, 4));
    }
}
