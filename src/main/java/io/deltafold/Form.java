package io.deltafold;

import java.util.Arrays;
import java.util.Optional;

/** What is asked of a derivative. */
public enum Form {
    /** ∂f/∂X of a scalar, in the shape of X. */
    GRADIENT("gradient"),
    /** Σ G ⊙ ∂Y/∂X, in the shape of X, with the upstream gradient G = ∂L/∂Y. */
    VJP("vjp"),
    /** J[i,j] = ∂y[i]/∂x[j]; an index formula where one side is a matrix. */
    JACOBIAN("jacobian"),
    /** ∂vec(Y)/∂vec(X)ᵀ, columns stacked. */
    VEC("vec"),
    /** ∂²f/∂x∂xᵀ of a scalar. */
    HESSIAN("hessian");

    private final String word;

    Form(String word) {
        this.word = word;
    }

    /** The name on the command line and in JSON, and of the generated function. */
    public String word() {
        return word;
    }

    public static Optional<Form> named(String word) {
        return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst();
    }
}
