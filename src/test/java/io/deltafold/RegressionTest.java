package io.deltafold;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that once gave an error or a wrong formula, with what is right. */
final class RegressionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // A product of two matrices counted the contracted index as a free sum.
                "A = Z@W + B | W | vjp | Zᵀ ∂L/∂A",
                // So did a matrix beside its inverse.
                "A : R[n,n] invertible; x : R[n]; x.T @ inv(A) @ A @ x | x | gradient | 2 x",
                "A : R[n,n] invertible; X : R[n,n]; tr(inv(A) @ A) * tr(X) | X | gradient | n Iₙ",
                "f = ones(m, 1) * ones(m) * x; x : R[m] | x | vjp | ∂L/∂f",
                // Entries of stacked values and second derivatives without matrix form were compared in another order.
                "X : R[m,n]; vec(X.T) | X | vec | K_(m, n)",
                // Both halves of a projected gradient are one.
                "x : R[n]; S : R[n,n] positive-definite; logdet(S) + x.T @ inv(S) @ x | S | gradient | S⁻¹ - S⁻¹ x xᵀ S⁻¹"
            })
    void staysRight(String program, String variable, String form, String expected) {
        Derivative derivative = Deltafold.parse(program)
                .derivative(Request.by(variable).form(Form.named(form).orElseThrow()));
        assertThat(derivative.text()).isEqualTo(expected);
    }

    /** The direction is called v: a common part must have another name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x : R[n]; f = sum(softplus(x / (1 + x**2))) | x | hvp",
                "x : R[n]; f = normspec(x @ ones(3).T)**2 | x | hvp",
                "x : R[n]; k : R[n]; f = eigmax(softmax(x) @ k.T) | x | jvp"
            })
    void commonPartsDoNotTakeTheNameOfTheDirection(String program, String variable, String form) {
        Derivative derivative = Deltafold.parse(program)
                .derivative(Request.by(variable).form(Form.named(form).orElseThrow()));
        assertThat(derivative.verification().points()).isEqualTo(3);
        String direction = derivative.direction().orElseThrow().name();
        assertThat(derivative.formula().orElseThrow().where())
                .noneMatch(part -> part.name().equals(direction));
    }

    /** A stacked index that is spent has another size than those that it stacks: its sum was lost. */
    @Test
    void spentIndicesOfOtherSizesAreNotCounted() {
        String program = "x : R[m]; f = normspec((ones(k, 1) @ ones(1, m)) * kron(ones(k, 1), ones(1, 1)))**2 + sum(x)";
        assertThat(Deltafold.parse(program).simplified().source()).contains("eigmax(k * ones(m)");
    }

    /** Sizes of one: a row times a vector is a scalar in the place of a vector of size one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X : R[1, 1]; f = normF(ones(1, k) * X) | X",
                "X : R[1, n]; f = softmax_rows(X) @ ones(n) | X",
                "X : R[m, 1]; x : R[m]; f = sum(X * x) + sum(logsumexp_rows(X)) | X"
            })
    void sizesOfOneAreSizes(String program, String variable) {
        assertThat(Deltafold.parse(program).derivative(variable).verification().points())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X : R[n, n] invertible; f = logdet(X) | X",
                "X : R[n, n]; f = det(X) | X",
                "X : R[m, n]; f = 1 + norm2(logsumexp_rows(X.T))**2 | X",
                "X : R[m, n]; k : R[n]; f = norm2(softmax(X @ k))**2 | X"
            })
    void hessiansByMatricesAreVerifiedInEveryForm(String program, String variable) {
        Derivative derivative =
                Deltafold.parse(program).derivative(Request.by(variable).form(Form.HESSIAN));
        assertThat(derivative.verification().points()).isEqualTo(3);
        assertThat(derivative.indexEquation()).startsWith("∂²f/(∂X[i,j] ∂X[k,l]) = ");
    }

    @Test
    void aDiagonalOfAFunctionIsNoMultipleOfIt() {
        Request jacobian = Request.by("X").form(Form.JACOBIAN);
        assertThat(Deltafold.parse("X : R[k, k]; f = I(k) * inv(X)")
                        .derivative(jacobian)
                        .indexEquation())
                .isEqualTo("∂f[i,j]/∂X[k,l] = -(X⁻¹)[i,k] (X⁻¹)[l,i] δ[i,j]");
    }

    /** Tensors of order three have no columns: their entries were compared in another order. */
    @Test
    void theHessianByATensorKeepsTheOrderOfEntries() {
        Request hessian = Request.by("T").form(Form.HESSIAN);
        String program = "T : R[n, m, k]; A : R[k, p]; f = sum(einsum(\"ijk,kl->ijl\", T, A)**2)";
        assertThat(Deltafold.parse(program).derivative(hessian).indexEquation())
                .isEqualTo("∂²f/(∂T[i,j,k] ∂T[l,u,v]) = 2 Σ_p A[k,p] A[v,p] δ[i,l] δ[j,u]");
    }
}
