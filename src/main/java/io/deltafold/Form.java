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
    /** ∂²f/∂x∂xᵀ of a scalar; ∂²f/∂x∂yᵀ for two variables. */
    HESSIAN("hessian"),
    /** dY as a linear function of dX. */
    DIFFERENTIAL("differential"),
    /** Σ ∂Y/∂X ⊙ V: the derivative of the value along a direction V, in the shape of Y. */
    JVP("jvp"),
    /** The derivative of the gradient of a scalar along a direction V, in the shape of X. */
    HVP("hvp");

    private final String word;

    Form(String word) {
        this.word = word;
    }

    /** The name on the command line and in JSON, and of the generated function. */
    public String word() {
        return word;
    }

    /** Whether the result is a function of a direction in which the variable moves. */
    boolean isDirectional() {
        return this == DIFFERENTIAL || this == JVP || this == HVP;
    }

    /** Whether only a scalar has it. */
    boolean needsScalar() {
        return this == GRADIENT || this == HESSIAN || this == HVP;
    }

    public static Optional<Form> named(String word) {
        return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst();
    }
}
