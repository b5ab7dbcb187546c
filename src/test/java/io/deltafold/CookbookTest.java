package io.deltafold;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Inference;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Operands;
import io.deltafold.matrix.Symbol;
import io.deltafold.syntax.Source;
import io.deltafold.verify.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Textbook identities: ours is proved equal to the book's formula and is no longer. */
final class CookbookTest {
    private static final String RANK = "the pseudo-inverse is (XᵀX)⁻¹Xᵀ only where the columns are independent";
    private static final String BY_INVERSE = "the adjugate is written by the determinant and the inverse";
    private static final String STACKED = "vec(X ⊗ A) stacks four indices, two of which would have to cross";

    /** Those that only agree at every point, with the reason why there is no proof. */
    private static final Map<String, String> ONLY_AGREE =
            Map.of("W sm-31", RANK, "MC 55", RANK, "W ms-10b", "exp(x A) and A commute, which no rule knows");

    /** Those where our formula has more symbols than the book's, with the reason. */
    private static final Map<String, String> LONGER = Map.of(
            "MC 76",
            "a matrix of ones is written as an outer product",
            "W sv-18",
            "inner products stay scalars: (aᵀ x) b rather than b aᵀ x",
            "W sm-16",
            "polynomials of a matrix are not multiplied out",
            "W sm-27b",
            BY_INVERSE,
            "MN 8.2",
            BY_INVERSE,
            "MC 41",
            BY_INVERSE,
            "W sm-31",
            RANK,
            "MC 55",
            RANK);

    /** Those that we print as an index formula, with the reason. */
    private static final Map<String, String> NO_MATRIX_FORM = Map.of("MN 9.38", STACKED, "MN 9.39", STACKED);

    static List<Cookbook.Identity> identities() {
        return Cookbook.identities();
    }

    @Test
    void thereAreManyAndTheirKeysAreUnique() throws IOException {
        if (Boolean.getBoolean("deltafold.rewrite")) {
            for (Path file : Cookbook.files()) {
                Cookbook.rewrite(file);
            }
        }
        assertThat(identities()).hasSizeGreaterThanOrEqualTo(150);
        assertThat(identities()).extracting(Cookbook.Identity::key).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("identities")
    void oursIsTheBooks(Cookbook.Identity identity) {
        Derivative derivative = identity.derivative();
        assertThat(derivative.source()).contains(identity.field("ours"));
        if (NO_MATRIX_FORM.containsKey(identity.key())) {
            assertThat(derivative.hasMatrixForm()).isFalse();
            return;
        }
        assertThat(derivative.hasMatrixForm())
                .as(identity.key() + " " + derivative.whyNoMatrixForm())
                .isTrue();
        Verdict verdict = derivative.compare(identity.field("textbook"));
        assertThat(verdict.kind())
                .as(identity.key() + ": " + derivative.source().orElse("") + " against " + identity.field("textbook")
                        + ": " + verdict)
                .isEqualTo(ONLY_AGREE.containsKey(identity.key()) ? Verdict.Kind.AGREES : Verdict.Kind.PROVED);
        long ours = symbols(derivative.formula().orElseThrow());
        long books = symbols(textbook(derivative, identity.field("textbook")));
        if (LONGER.containsKey(identity.key())) {
            assertThat(ours).as(identity.key()).isGreaterThan(books);
        } else {
            assertThat(ours)
                    .as(identity.key() + ": " + derivative.source().orElse("") + " is longer than "
                            + identity.field("textbook"))
                    .isLessThanOrEqualTo(books);
        }
    }

    private static Formula textbook(Derivative derivative, String text) {
        List<Symbol> known = new ArrayList<>(derivative.program().variables());
        derivative.program().definitions().forEach(d -> known.add(d.symbol()));
        derivative.upstream().ifPresent(known::add);
        derivative.direction().ifPresent(known::add);
        return Formula.of(Inference.expression(
                new Source("textbook", text), known, derivative.program().sizeNames()));
    }

    /** Names, numbers, constants and functions; operators and transposes are none. */
    private static long symbols(Formula formula) {
        long count = 0;
        Deque<MatrixExpr> open = new ArrayDeque<>(List.of(formula.value()));
        formula.where().forEach(part -> open.push(part.value()));
        while (!open.isEmpty()) {
            MatrixExpr e = open.pop();
            boolean counts = Operands.of(e).isEmpty() || e instanceof MatrixExpr.Call || e instanceof MatrixExpr.Apply;
            count += counts ? 1 : 0;
            Operands.of(e).forEach(open::push);
        }
        return count;
    }

    @Test
    void exceptionsAreIdentities() {
        Set<String> keys = new java.util.TreeSet<>();
        identities().forEach(identity -> keys.add(identity.key()));
        assertThat(keys)
                .containsAll(ONLY_AGREE.keySet())
                .containsAll(LONGER.keySet())
                .containsAll(NO_MATRIX_FORM.keySet());
    }
}
