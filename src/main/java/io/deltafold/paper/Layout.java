package io.deltafold.paper;

/** How the entries of a derivative are laid out. */
enum Layout {
    /** A scalar's derivative has its variable's shape; a vector by a vector is the Jacobian J[i,j] = ∂yᵢ/∂xⱼ. */
    USUAL("gradients have the shape of their variable, Jacobians are ∂y[i]/∂x[j]"),
    /** The transpose of numerator layout: ∂y/∂x is the transposed Jacobian. */
    DENOMINATOR("denominator layout"),
    /** ∂f/∂x of a scalar is a row, ∂f/∂X is transposed. */
    NUMERATOR("numerator layout");

    private final String phrase;

    Layout(String phrase) {
        this.phrase = phrase;
    }

    String phrase() {
        return phrase;
    }
}
