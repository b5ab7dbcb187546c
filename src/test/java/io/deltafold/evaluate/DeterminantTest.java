package io.deltafold.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.deltafold.evaluate.PrimeField.Residue;
import io.deltafold.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Determinants and inverses where pivots are zero, tiny or not a number. */
final class DeterminantTest {
    private static final Doubles DOUBLES = new Doubles();
    private static final PrimeField FIELD = new PrimeField();

    /** Expansion along the first row, exact. */
    private static Rational laplace(List<List<Rational>> a) {
        if (a.isEmpty()) {
            return Rational.ONE;
        }
        Rational sum = Rational.ZERO;
        for (int j = 0; j < a.size(); j++) {
            List<List<Rational>> minor = new ArrayList<>();
            for (List<Rational> row : a.subList(1, a.size())) {
                List<Rational> kept = new ArrayList<>(row);
                kept.remove(j);
                minor.add(kept);
            }
            Rational term = a.get(0).get(j).times(laplace(minor));
            sum = j % 2 == 0 ? sum.plus(term) : sum.minus(term);
        }
        return sum;
    }

    @Test
    void eliminationAndTheDivisionFreeWayAgreeWithLaplace() {
        SplittableRandom random = new SplittableRandom(3);
        for (int n = 1; n <= 6; n++) {
            for (int round = 0; round < 12; round++) {
                List<List<Rational>> exact = new ArrayList<>();
                List<Double> entries = new ArrayList<>();
                List<Residue> residues = new ArrayList<>();
                List<List<Residue>> rows = new ArrayList<>();
                for (int i = 0; i < n; i++) {
                    List<Rational> row = new ArrayList<>();
                    for (int j = 0; j < n; j++) {
                        // Few different numbers, so that zero pivots and singular matrices are frequent.
                        row.add(Rational.of(random.nextInt(-1, 2)));
                    }
                    exact.add(row);
                    row.forEach(v -> entries.add(v.toDouble()));
                    List<Residue> fieldRow = row.stream().map(FIELD::of).toList();
                    residues.addAll(fieldRow);
                    rows.add(fieldRow);
                }
                Rational expected = laplace(exact);
                assertThat(Elimination.determinant(DOUBLES, new Tensor<>(List.of(n, n), entries)))
                        .isCloseTo(expected.toDouble(), within(1e-12));
                assertThat(Elimination.determinant(FIELD, new Tensor<>(List.of(n, n), residues)))
                        .isEqualTo(FIELD.of(expected));
                assertThat(Determinant.of(FIELD, rows)).isEqualTo(FIELD.of(expected));
            }
        }
    }

    @Test
    void aTinyPivotDoesNotHideTheRest() {
        Tensor<Double> diagonal = new Tensor<>(List.of(3, 3), List.of(1e-11, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 5.0));
        assertThat(Elimination.determinant(DOUBLES, diagonal)).isCloseTo(5e-11, within(1e-24));
    }

    @Test
    void theInverseOfANearlySingularMatrixIsNaN() {
        Tensor<Double> nearly = new Tensor<>(List.of(2, 2), List.of(1.0, 2.0, 2.0, 4.0 + 1e-9));
        assertThat(Elimination.inverse(DOUBLES, nearly).entries()).allMatch(v -> v.isNaN());
        Tensor<Double> small = new Tensor<>(List.of(2, 2), List.of(1e-9, 0.0, 0.0, 2e-9));
        assertThat(Elimination.inverse(DOUBLES, small).entries().get(0)).isCloseTo(1e9, within(1.0));
    }

    @Test
    void notANumberSpreads() {
        Tensor<Double> unknown = new Tensor<>(List.of(2, 2), List.of(1.0, 2.0, Double.NaN, 4.0));
        assertThat(Elimination.determinant(DOUBLES, unknown)).isNaN();
        assertThat(Elimination.inverse(DOUBLES, unknown).entries()).anyMatch(v -> v.isNaN());
    }
}
