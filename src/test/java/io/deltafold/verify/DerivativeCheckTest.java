package io.deltafold.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Inference;
import io.deltafold.matrix.Program;
import io.deltafold.matrix.Symbol;
import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.Source;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Right formulas hold at every point, and every way of being wrong is found out. */
final class DerivativeCheckTest {
    private static int check(String text, String wrt, String formula, Claim.Kind kind) {
        Program program = Inference.program(new Source("test", text), Dialect.NUMPY, Optional.empty());
        Claim claim = new Claim(
                program.variables(),
                program.definitions(),
                program.variable(wrt).orElseThrow(),
                program.variable(wrt).orElseThrow(),
                Optional.<Symbol>empty(),
                kind,
                false,
                Claim.Space.ALL,
                Optional.of(Formula.of(Inference.expression(
                        new Source("formula", formula), program.variables(), program.sizeNames()))),
                Optional.empty());
        return DerivativeCheck.points(claim, program.sizeNames());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x : R[n]; A : R[n, n]; x.T @ A @ x | x | (A + A.T) @ x | GRADIENT",
                "X : R[n, n] invertible; logdet(X) | X | inv(X).T | GRADIENT",
                "x : R[n]; A : R[m, n]; sin(A @ x) | x | diag(cos(A @ x)) @ A | JACOBIAN",
                "X : R[m, n]; A : R[p, m]; A @ X | X | kron(I(n), A) | VEC",
                "x : R[n]; A : R[n, n]; x.T @ A @ x | x | A + A.T | HESSIAN"
            })
    void rightFormulasHold(String text, String wrt, String formula, Claim.Kind kind) {
        assertThat(check(text, wrt, formula, kind)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x : R[n]; A : R[n, n]; x.T @ A @ x | x | 2 * A @ x | GRADIENT",
                "x : R[n]; A : R[n, n]; x.T @ A @ x | x | (A - A.T) @ x | GRADIENT",
                "x : R[n]; A : R[n, n]; x.T @ A @ x | x | -(A + A.T) @ x | GRADIENT",
                "X : R[n, n] invertible; logdet(X) | X | inv(X) | GRADIENT",
                "X : R[n, n]; tr(X) | X | 0 * X | GRADIENT",
                "X : R[n, n]; sum(X)/n | X | ones(n, n) | GRADIENT",
                "x : R[n]; A : R[m, n]; sin(A @ x) | x | A.T @ diag(cos(A @ x)) | JACOBIAN",
                "X : R[m, n]; A : R[p, m]; A @ X | X | kron(A, I(n)) | VEC",
                "x : R[n]; A : R[n, n]; x.T @ A @ x | x | 2 * A | HESSIAN"
            })
    void wrongFormulasAreFoundOut(String text, String wrt, String formula, Claim.Kind kind) {
        assertThatThrownBy(() -> check(text, wrt, formula, kind)).isInstanceOf(DerivativeCheck.Mismatch.class);
    }
}
