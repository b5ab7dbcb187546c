package io.deltafold.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Inference;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MathWriterTest {
    private static final Notation NOTATION = Notation.standard().withDerivative("G", "L", "A");
    private static final String DECLARATIONS = """
        X, A, B, W1 : R[n, n]
        Z : R[m, n]
        G : R[m, p]
        W : R[n, p]
        x, y, x_hat : R[n]
        c, s, alpha2, loss : R
        """;

    private static MatrixExpr read(String source) {
        return Inference.program(new Source("test", DECLARATIONS + source), Dialect.NUMPY, Optional.empty())
                .value()
                .value();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '&', quoteCharacter = '`', textBlock = """
        Z.T @ G                      & Zᵀ ∂L/∂A                & Z^{\\top} \\frac{\\partial L}{\\partial A}
        G @ W.T                      & (∂L/∂A) Wᵀ              & \\frac{\\partial L}{\\partial A} W^{\\top}
        colsum(G)                    & (∂L/∂A)ᵀ 𝟏              & \\left(\\frac{\\partial L}{\\partial A}\\right)^{\\top} \\mathbf{1}
        G * (Z @ W)                  & ∂L/∂A ⊙ (Z W)           & \\frac{\\partial L}{\\partial A} \\odot \\left(Z W\\right)
        2 * X.T @ (X @ x - y)        & 2 Xᵀ (X x - y)          & 2 X^{\\top} \\left(X x - y\\right)
        (A + A.T) @ x                & (A + Aᵀ) x              & \\left(A + A^{\\top}\\right) x
        -2 * A @ x + y               & -2 A x + y              & -2 A x + y
        x - 2 * y                    & x - 2 y                 & x - 2 y
        -(x - y)                     & -(x - y)                & -\\left(x - y\\right)
        A @ (B * X)                  & A (B ⊙ X)               & A \\left(B \\odot X\\right)
        2 * A * B                    & 2 A ⊙ B                 & 2 A \\odot B
        c * (A * B) @ x              & c (A ⊙ B) x             & c \\left(A \\odot B\\right) x
        A @ x * (x.T @ y)            & (xᵀ y) A x              & \\left(x^{\\top} y\\right) A x
        x.T @ A @ x                  & xᵀ A x                  & x^{\\top} A x
        A @ (B @ x)                  & A B x                   & A B x
        (c + s) * A                  & (c + s) A               & \\left(c + s\\right) A
        x / norm(x)                  & x/‖x‖₂                  & \\frac{x}{\\lVert x \\rVert_2}
        1/n * X.T @ (X @ x - y)      & (1/n) Xᵀ (X x - y)      & \\frac{1}{n} X^{\\top} \\left(X x - y\\right)
        (A + A.T) / 2                & (1/2) (A + Aᵀ)          & \\frac{1}{2} \\left(A + A^{\\top}\\right)
        c / (s + 1)                  & c / (s + 1)             & \\frac{c}{s + 1}
        x / y                        & x ⊘ y                   & x \\oslash y
        x**2                         & x⊙²                     & x^{\\odot 2}
        x**-1                        & x⊙⁻¹                    & x^{\\odot -1}
        c**-2                        & 1/c²                    & \\frac{1}{c^{2}}
        c**(3/2)                     & c^(3/2)                 & c^{3/2}
        sqrt(x)                      & √x                      & \\sqrt{x}
        sqrt(x + y)                  & √(x + y)                & \\sqrt{x + y}
        inv(A)                       & A⁻¹                     & A^{-1}
        inv(A).T                     & A⁻ᵀ                     & A^{-\\top}
        inv(A.T)                     & A⁻ᵀ                     & A^{-\\top}
        X^3                          & X³                      & X^{3}
        (X^2).T                      & (X²)ᵀ                   & \\left(X^{2}\\right)^{\\top}
        X^-2                         & X⁻²                     & X^{-2}
        inv(A + B)                   & (A + B)⁻¹               & \\left(A + B\\right)^{-1}
        tr(A @ X)                    & tr(A X)                 & \\operatorname{tr}\\left(A X\\right)
        det(X) * inv(X).T            & det(X) X⁻ᵀ              & \\det\\left(X\\right) X^{-\\top}
        logdet(X)                    & log |det X|             & \\log \\left|\\det X\\right|
        normF(X)                     & ‖X‖_F                   & \\lVert X \\rVert_F
        norm1(x)                     & ‖x‖₁                    & \\lVert x \\rVert_1
        dot(A, B)                    & ⟨A, B⟩                  & \\left\\langle A, B \\right\\rangle
        kron(A @ X, B)               & (A X) ⊗ B               & \\left(A X\\right) \\otimes B
        ones(m, n)                   & 𝟏ₘ 𝟏ₙᵀ                  & \\mathbf{1}_{m} \\mathbf{1}_{n}^{\\top}
        I(n)                         & Iₙ                      & I_{n}
        zeros(m, n)                  & 0                       & 0
        rowsum(A * B)                & (A ⊙ B) 𝟏               & \\left(A \\odot B\\right) \\mathbf{1}
        softmax_rows(X)              & softmax_rows(X)         & \\operatorname{softmax}_{\\text{rows}}\\left(X\\right)
        sigmoid(x)                   & sigmoid(x)              & \\sigma\\left(x\\right)
        abs(c)                       & |c|                     & \\left|c\\right|
        W1.T @ x_hat                 & W1ᵀ x_hat               & W_{1}^{\\top} x_{\\text{hat}}
        alpha2 * loss                & alpha2 loss             & \\alpha_{2} \\mathrm{loss}
        (n - 1) * c                  & (n - 1) c               & \\left(n - 1\\right) c
        """)
    void writesLikeATextbook(String source, String text, String latex) {
        MatrixExpr e = read(source);
        assertThat(Text.print(e, NOTATION)).isEqualTo(text);
        assertThat(Latex.print(e, NOTATION)).isEqualTo(latex);
    }

    @Test
    void numbersDoNotRunTogether() {
        MatrixExpr e = new MatrixExpr.Hadamard(
                List.of(MatrixExpr.number(2), new MatrixExpr.Power(MatrixExpr.number(3), Rational.of(4)), read("c")),
                Shape.SCALAR);
        assertThat(Text.print(e, NOTATION)).isEqualTo("2 · 3⁴ c");
        assertThat(Latex.print(e, NOTATION)).isEqualTo("2 \\cdot 3^{4} c");
    }

    @Test
    void namesPartsAfterTheFormula() {
        Symbol r = new Symbol("r", Shape.vector(Size.named("n")));
        Formula formula = new Formula(
                List.of(new Definition(r, read("X @ x - y"))),
                MatrixExpr.matMul(List.of(read("X.T"), MatrixExpr.reference(r))));
        assertThat(Text.print(formula, NOTATION)).isEqualTo("Xᵀ r where r = X x - y");
        assertThat(Latex.print(formula, NOTATION)).isEqualTo("X^{\\top} r \\quad \\text{where } r = X x - y");
        assertThat(SourceText.print(formula)).isEqualTo("r = X @ x - y; X.T @ r");
    }

    @Test
    void sigmoidLeavesSigmaToASymbol() {
        MatrixExpr e = Inference.program(
                        new Source("test", "sigma : R; sigmoid(sigma)"), Dialect.NUMPY, Optional.empty())
                .value()
                .value();
        assertThat(Latex.print(e, NOTATION)).isEqualTo("\\operatorname{sigmoid}\\left(\\sigma\\right)");
    }

    @Test
    void textIsReadAsItWasMeant() {
        int read = 0;
        int other = 0;
        for (int seed = 0; seed < 1500; seed++) {
            RandomTrees trees = new RandomTrees(seed);
            MatrixExpr e = trees.tree(trees.shape(), 4);
            String text = Text.print(e, Notation.standard());
            // Ones and zeros are written without their shapes, so that only a reader who knows them can tell.
            if (text.contains("𝟏") || SourceText.print(e).matches(".*(zeros|ones)\\(.*")) {
                continue;
            }
            double[] expected =
                    PlainTensor.value(e, RandomTrees.SIZES, trees.values()).entries();
            MatrixExpr back;
            try {
                back = PaperReader.read(text, trees.symbols());
            } catch (IllegalArgumentException otherShape) {
                // Paper does not tell a vector from an n×1 matrix, nor a number from a 1×1 matrix.
                other++;
                continue;
            }
            read++;
            double[] actual =
                    PlainTensor.value(back, RandomTrees.SIZES, trees.values()).entries();
            assertThat(PlainTensor.close(expected, actual))
                    .as("seed %d: %s%n%s", seed, text, SourceText.print(e))
                    .isTrue();
        }
        assertThat(read).isGreaterThan(500);
        assertThat(other).isLessThan(read / 50);
    }

    @Test
    void latexIsBalanced() {
        for (int seed = 0; seed < 1000; seed++) {
            RandomTrees trees = new RandomTrees(seed);
            String latex = Latex.print(trees.tree(trees.shape(), 5), Notation.standard());
            assertThat(latex.split("\\\\left[(|\\\\]", -1)).hasSameSizeAs(latex.split("\\\\right[)|\\\\]", -1));
            int depth = 0;
            for (char c : latex.toCharArray()) {
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                assertThat(depth).isNotNegative();
            }
            assertThat(depth).isZero();
        }
    }

    @Test
    void deepNestingIsWritten() {
        MatrixExpr e = read("x");
        for (int i = 0; i < 3000; i++) {
            e = i % 2 == 0
                    ? MatrixExpr.power(MatrixExpr.sum(List.of(e, read("y"))), Rational.HALF)
                    : MatrixExpr.negate(MatrixExpr.divide(read("x"), e));
            if (i > 10) {
                i += 2;
            }
        }
        assertThat(Latex.print(e, NOTATION)).contains("\\sqrt");
        assertThat(Text.print(e, NOTATION)).contains("√");
        assertThat(SourceText.print(e)).contains("sqrt");
    }
}
