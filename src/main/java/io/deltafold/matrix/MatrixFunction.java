package io.deltafold.matrix;

import java.util.Arrays;
import java.util.Optional;

/** The functions of whole tensors, by their names in the expression language. */
public enum MatrixFunction {
    /** tr A = Σᵢ Aᵢᵢ. */
    TR("tr", 1),
    /** The determinant. */
    DET("det", 1),
    /** log |det A|. */
    LOGDET("logdet", 1),
    /** The inverse. */
    INV("inv", 1),
    /** The sum of all entries. */
    SUM("sum", 1),
    /** One sum for each row. */
    ROWSUM("rowsum", 1),
    /** One sum for each column, as a vector. */
    COLSUM("colsum", 1),
    /** The diagonal matrix of a vector. */
    DIAG("diag", 1),
    /** The diagonal of a matrix as a vector. */
    DIAGVEC("diagvec", 1),
    /** The columns stacked: vec(A)[j·m + i] = A[i,j]. */
    VEC("vec", 1),
    /** ⟨A, B⟩ = Σ Aᵢⱼ Bᵢⱼ. */
    DOT("dot", 2),
    /** The sum of absolute values. */
    NORM1("norm1", 1),
    /** The Euclidean norm of a vector. */
    NORM2("norm2", 1),
    /** The Frobenius norm of a matrix. */
    NORMF("normF", 1),
    /** exp(x) / Σ exp(x) of a vector. */
    SOFTMAX("softmax", 1),
    /** log Σ exp(x) of a vector. */
    LOGSUMEXP("logsumexp", 1),
    /** softmax of each row. */
    SOFTMAX_ROWS("softmax_rows", 1),
    /** softmax of each column. */
    SOFTMAX_COLS("softmax_cols", 1),
    /** logsumexp of each row, as a vector. */
    LOGSUMEXP_ROWS("logsumexp_rows", 1),
    /** The adjugate: A adj(A) = det(A) I. */
    ADJ("adj", 1),
    /** The Moore–Penrose inverse. */
    PINV("pinv", 1),
    /** The matrix exponential Σ Aᵏ/k!. */
    EXPM("expm", 1),
    /** The Fréchet derivative of the matrix exponential at A in the direction E: d/dt expm(A + t E) at t = 0. */
    DEXPM("dexpm", 2),
    /** The lower-triangular L with A = L Lᵀ, for a symmetric positive-definite A. */
    CHOLESKY("cholesky", 1),
    /** The largest eigenvalue of a symmetric matrix. */
    EIGMAX("eigmax", 1),
    /** A unit eigenvector of the largest eigenvalue of a symmetric matrix. */
    EIGVECMAX("eigvecmax", 1),
    /** The nuclear norm, the sum of the singular values. */
    NORMNUC("normnuc", 1),
    /** The spectral norm, the largest singular value. */
    NORMSPEC("normspec", 1),
    /** The orthogonal polar factor U Vᵀ of A = U Σ Vᵀ. */
    POLAR("polar", 1),
    /** The entries on and below the diagonal; zeros above. */
    TRIL("tril", 1),
    /** The entries on and above the diagonal; zeros below. */
    TRIU("triu", 1),
    /** Matrices side by side; vectors are columns. */
    HSTACK("hstack", MatrixFunction.ANY),
    /** Matrices, or vectors, one below the other. */
    VSTACK("vstack", MatrixFunction.ANY),
    /** The m×n matrix whose columns one after another are the vector. */
    UNVEC("unvec", 3);

    /** Any number of arguments but none. */
    public static final int ANY = -1;

    private final String word;
    private final int arity;

    MatrixFunction(String word, int arity) {
        this.word = word;
        this.arity = arity;
    }

    /** The name in the expression language. */
    public String word() {
        return word;
    }

    /** The number of arguments; {@link #ANY} for one or more. */
    public int arity() {
        return arity;
    }

    public static Optional<MatrixFunction> named(String word) {
        return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst();
    }
}
