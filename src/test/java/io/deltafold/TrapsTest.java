package io.deltafold;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltafold.verify.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Questions that other systems answer wrongly or not at all, each with the right answer. */
final class TrapsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A number beside a trace makes the derivative no zero.
                "X : R[n,n]; f = tr(X) + 1 | X | gradient | I(n)",
                "X : R[n,n]; f = log(det(X)) | X | gradient | inv(X).T",
                "x : R[n]; f = log(sum(exp(x))) | x | gradient | exp(x) / sum(exp(x))",
                // A 1×1 matrix is no scalar, but stands where one may.
                "x : R[n,1]; A : R[n,n]; Y = x.T @ A @ x; f = tr(Y) | x | gradient | (A + A.T) @ x",
                "X : R[n,n]; f = X[1,1] | X | gradient | unit(1, n) @ unit(1, n).T",
                "X : R[m,n]; f = log(tr(X.T @ X)) | X | gradient | 2 * X / normF(X)**2",
                "x : R[n]; y = softmax(x) | x | jacobian | diag(softmax(x)) - softmax(x) @ softmax(x).T",
                "x : R[n]; y = x / norm2(x) | x | jacobian | (I(n) - x @ x.T / norm2(x)**2) / norm2(x)",
                "X : R[n,n]; f = tr(X^k) | X | gradient | k * (X^(k - 1)).T",
                "X : R[n,n]; a : R[n]; b : R[n]; f = a.T @ X^k @ b | X | gradient | sum(r, 0, k - 1, (X^r).T @ a @ b.T @ (X^(k - 1 - r)).T)",
                "X : R[n,n] invertible; a : R[n]; b : R[n]; f = a.T @ inv(X) @ inv(X) @ b | X | gradient | -inv(X).T @ (a @ b.T @ inv(X).T + inv(X).T @ a @ b.T) @ inv(X).T",
                "a : R[m]; A : R[m,n]; X : R[n,p]; b : R[p]; f = a.T @ sin(A @ X @ b) | X | gradient | A.T @ (a * cos(A @ X @ b)) @ b.T",
                "D : R[m,n]; x : R[n]; y : R[m]; f = norm2(D @ x - y) | x | gradient | D.T @ (D @ x - y) / norm2(D @ x - y)",
                "D : R[m,n]; x : R[n]; y : R[m]; f = norm2(D @ x - y)**2 | D | gradient | 2 * (D @ x - y) @ x.T",
                "x : R[n]; a : R[n]; y = diag(x) @ a | x | jacobian | diag(a)",
                "X : R[n,n]; f = tr(expm(X)) | X | gradient | expm(X).T",
                // A row is added to every row, so its derivative is a sum over them.
                "X : R[m,n]; b : R[n]; f = sum(X + b.T) | b | gradient | m * ones(n)",
                // The same weights twice, once transposed.
                "W : R[n,n]; x : R[n]; f = norm2(W.T @ (W @ x))**2 | W | gradient | 2 * (W @ x @ x.T @ W.T @ W + W @ W.T @ W @ x @ x.T)",
                "X : R[m,n]; f = tr((X.T @ X)^3) | X | gradient | 6 * X @ X.T @ X @ X.T @ X",
                "x : R[n]; y : R; f = sum(relu(1 - y * x)) | x | gradient | -y * step(1 - y * x)",
                "x : R[n]; f = norm1(x) | x | gradient | sign(x)"
            })
    void theAnswerIsRight(String program, String variable, String form, String expected) {
        Derivative derivative = derivative(program, variable, form);
        Verdict verdict = derivative.compare(expected);
        assertThat(verdict.kind())
                .as(derivative.text() + " against " + expected + ": " + verdict)
                .isEqualTo(Verdict.Kind.PROVED);
        assertThat(derivative.hasMatrixForm()).isTrue();
    }

    private static Derivative derivative(String program, String variable, String form) {
        return Deltafold.parse(program)
                .derivative(Request.by(variable).form(Form.named(form).orElseThrow()));
    }

    @Test
    void aNetworkOfThreeLayersHasAllItsGradients() {
        String program = "X : R[b,d]; W1 : R[d,p]; W2 : R[p,q]; W3 : R[q,k]; T : R[b,k]\n"
                + "f = normF(tanh(tanh(X @ W1) @ W2) @ W3 - T)**2 / 2";
        String first = "tanh(X @ W1)";
        String second = "tanh(" + first + " @ W2)";
        String error = "(" + second + " @ W3 - T)";
        String back2 = "((1 - " + second + "**2) * (" + error + " @ W3.T))";
        String back1 = "((1 - " + first + "**2) * (" + back2 + " @ W2.T))";
        assertProved(program, "W3", second + ".T @ " + error);
        assertProved(program, "W2", first + ".T @ " + back2);
        assertProved(program, "W1", "X.T @ " + back1);
    }

    private static void assertProved(String program, String variable, String expected) {
        Derivative derivative = Deltafold.parse(program).derivative(variable);
        assertThat(derivative.compare(expected).kind()).isEqualTo(Verdict.Kind.PROVED);
    }

    @Test
    void aKinkIsStated() {
        Derivative derivative = Deltafold.parse("x : R[n]; f = sum(relu(x))").derivative("x");
        assertThat(derivative.conditions()).containsExactly("not differentiable where x = 0 (a subgradient is used)");
    }

    @Test
    void aZeroHasItsShapeAndItsReason() {
        Derivative derivative =
                Deltafold.parse("Q : R[m, n]; x : R[n]; f = sum(x)").derivative("Q");
        assertThat(derivative.source()).contains("zeros(m, n)");
        assertThat(derivative.notes()).contains("f does not depend on Q: the derivative is zero");
    }

    @Test
    void mixedSecondDerivativesAreBlocks() {
        var blocks = Deltafold.parse("x : R[n]; A : R[n, m]; y : R[m]; f = x.T @ A @ y + norm2(x)**2")
                .derivatives(java.util.List.of("x", "y"), Request.by("x").form(Form.HESSIAN));
        assertThat(blocks)
                .extracting(Derivative::textEquation)
                .containsExactly("∂²f/(∂x ∂yᵀ) = A", "∂²f/(∂y ∂xᵀ) = Aᵀ");
    }

    @Test
    void falseIdentitiesAreRefutedWithTheSmallestSizes() {
        Comparison comparison = Deltafold.compare(
                new io.deltafold.syntax.Source("left", "A @ B"),
                new io.deltafold.syntax.Source("right", "B @ A"),
                io.deltafold.syntax.Dialect.NUMPY);
        assertThat(comparison.verdict().kind()).isEqualTo(Verdict.Kind.REFUTED);
        assertThat(comparison.verdict().counterexample().orElseThrow().sizes())
                .containsExactly(java.util.Map.entry("n", 2));
    }
}
