package io.deltafold.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltafold.matrix.Inference;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Random and mutated texts are read or refused with diagnostics; nothing else happens. */
final class ParserFuzzTest {
    private static final int TEXTS = 20_000;

    private static final List<String> VALID = List.of(
            "A = Z @ W + B",
            "x : R[n]; A : R[n, n] symmetric positive-definite; f = x.T @ A @ x",
            "X ∈ ℝ^(m×n)\nw, v : R[n]\nf = norm2(X @ w - X @ v)**2 / (2 * m)",
            "f = -sum(y * log(sigmoid(X @ w)) + (1 - y) * log(1 - sigmoid(X @ w)))",
            "f = tr(inv(X.T @ C @ X) @ A) # comment",
            "Y = A⁻¹ · Xᵀ ⊗ B ⊙ C^-2 + X[1, :] - kron(A, I(3))",
            "C = einsum(\"ij,jk->ik\", A, B)");

    private static final String ALPHABET = "xXAβ09.,:;=+-*/@^'()[]{}\"#\n\r\t ⊙⊗ᵀ⁻¹∈ℝ\u0000\uD835\\$_TR";

    @Test
    void everyTextIsReadOrRefused() {
        SplittableRandom random = new SplittableRandom(2026);
        int read = 0;
        for (int i = 0; i < TEXTS; i++) {
            String text = random.nextInt(3) == 0 ? noise(random) : mutated(random);
            Dialect dialect = random.nextBoolean() ? Dialect.NUMPY : Dialect.MATLAB;
            Source source = new Source("fuzz", text);
            try {
                assertThat(Inference.program(source, dialect, Optional.empty()).definitions())
                        .isNotEmpty();
                read++;
            } catch (InputError refused) {
                assertThat(refused.render()).startsWith("error: ").contains(" --> fuzz:");
                assertThat(refused.diagnostics()).allMatch(d -> !d.message().isBlank());
            }
        }
        assertThat(read).isBetween(TEXTS / 50, TEXTS);
    }

    private static String noise(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static String mutated(SplittableRandom random) {
        StringBuilder text = new StringBuilder(VALID.get(random.nextInt(VALID.size())));
        int mutations = random.nextInt(4);
        for (int i = 0; i < mutations && !text.isEmpty(); i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.insert(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                case 2 -> text.setCharAt(at, ALPHABET.charAt(random.nextInt(ALPHABET.length())));
                default -> {
                    int end = Math.min(text.length(), at + random.nextInt(8));
                    text.insert(random.nextInt(text.length()), text.substring(at, end));
                }
            }
        }
        return text.toString();
    }
}
