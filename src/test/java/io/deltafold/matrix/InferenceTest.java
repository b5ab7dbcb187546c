package io.deltafold.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltafold.emit.SourceText;
import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.Source;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InferenceTest {
    private static Program program(String text, Dialect dialect) {
        return Inference.program(new Source("test", text), dialect, Optional.empty());
    }

    private static String assumed(String text) {
        return program(text, Dialect.NUMPY).assumed().entrySet().stream()
                .map(Map.Entry::toString)
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A = Z@W + B | B=R[m, n] W=R[k, n] Z=R[m, k]",
                "x.T @ A @ x | A=R[n, n] x=R[n]",
                "norm2(A@x - b)**2 | A=R[m, n] b=R[m] x=R[n]",
                "a.T @ X @ b | X=R[m, n] a=R[m] b=R[n]",
                "A@b + c | A=R[m, n] b=R[n] c=R[m]",
                "a * x | a=R[n] x=R[n]",
                "a + 1 | a=R",
                "alpha * 2 | alpha=R",
                "tr(X) * beta | X=R[n, n] beta=R",
                "λ + 1 | λ=R",
                "Λ * 2 | Λ=R[m, n]",
                "W1 @ h0 | W1=R[m, n] h0=R[n]",
                "x : R[p]; A @ x | A=R[n, p]",
                "softmax(a) | a=R[n]",
                "X : R[m, n]; X * M + c.T | M=R[m, n] c=R[n]",
                "sum(I(n) @ X) | X=R[n, m]",
                "kron(A, B) @ x | A=R[m, k] B=R[n, p] x=R[k*p]",
                "m : R; X + m | X=R[n, k]"
            })
    void undeclaredNamesGetShapes(String text, String expected) {
        assertThat(assumed(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x : R; -x**2 | -x**2",
                "x : R; 2**-1 * x | 2**-1 * x",
                "x : R; x**2**3 | x**8",
                "A, B, C : R[n, n]; A*B@C | (A * B) @ C",
                "A, B, C : R[n, n]; A@B*C | (A @ B) * C",
                "A : R[n, n]; A^-1 | inv(A)",
                "A : R[n, n]; A⁻¹ | inv(A)",
                "A : R[n, n]; A^-2 | inv(A^2)",
                "A : R[n, n]; A^T | A.T",
                "A : R[n, n]; Aᵀ | A.T",
                "A : R[n, n]; A^⊤ | A.T",
                "A : R[n, n]; A' | A.T",
                "A : R[n, n]; A.T^2 | A.T^2",
                "A, B : R[n, n]; A^T@B | A.T @ B",
                "x : R[n]; Tmax : R; x^Tmax; | error",
                "x : R[n]; x − 1 | x - 1",
                "A, B : R[n, n]; A · B ⊙ A | (A @ B) * A",
                "A : R[2, 2]; A ⊗ A | kron(A, A)",
                "W₁ : R[n, n]; W₁ @ W1 | W1 @ W1"
            })
    void operatorsBindAsInPython(String text, String expected) {
        if (expected.equals("error")) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> program(text, Dialect.NUMPY))
                    .isInstanceOf(io.deltafold.syntax.InputError.class);
        } else {
            assertThat(SourceText.print(program(text, Dialect.NUMPY).value().value()))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "A : R[m, n]; x : R[n]; A*x | A @ x",
                "A, B : R[m, n]; A.*B | A * B",
                "A, B : R[m, n]; A./B | A / B",
                "x : R[n]; x.^2 | x**2",
                "A : R[n, n]; A'^-1 | inv(A.T)",
                "A : R[n, n]; A^-1' | inv(A).T",
                "A : R[n, n]; A^2' | (A^2).T",
                "A : R[m, n]; norm2(A) | normF(A)",
                "A : R[3, 3]; A*eye(3) | A @ I(3)"
            })
    void matlabReadsProductsAsMatrixProducts(String text, String expected) {
        assertThat(SourceText.print(program(text, Dialect.MATLAB).value().value()))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X : R[m, k]; X + 0 | R[m, k]",
                "X in R[m, k]; X + 0 | R[m, k]",
                "X ∈ ℝ^(m×k); X + 0 | R[m, k]",
                "X ∈ ℝ^m×k; X + 0 | R[m, k]",
                "x ∈ ℝ^n; x + 0 | R[n]",
                "Q, X : R[m*p, n+1]; X + Q | R[m*p, n + 1]",
                "X : R; X + 0 | R",
                "X : R[2, n-1]; X + 0 | R[2, n - 1]"
            })
    void typesHaveManySpellings(String text, String expected) {
        assertThat(program(text, Dialect.NUMPY).value().value().shape()).hasToString(expected);
    }

    @Test
    void propertiesImplyOthers() {
        Symbol symbol = program("S : R[n, n] positive-definite; tr(S)", Dialect.NUMPY)
                .variable("S")
                .orElseThrow();
        assertThat(symbol.properties())
                .contains(Property.SYMMETRIC, Property.INVERTIBLE, Property.POSITIVE_SEMIDEFINITE);
    }

    @Test
    void statementsEndAtNewlinesAndSemicolonsOutsideBrackets() {
        Program program = program("# first\nx : R[n] // a vector\nr = sum(\n  x\n); f = r**2\n\n;", Dialect.NUMPY);
        assertThat(program.definitions()).extracting(Definition::name).containsExactly("r", "f");
        assertThat(program.valueName()).isEqualTo("f");
    }
}
