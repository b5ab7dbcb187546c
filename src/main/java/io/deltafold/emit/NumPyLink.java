package io.deltafold.emit;

/** A factor of a matrix product; {@code inverted} stands for the inverse of the value, not computed yet. */
record NumPyLink(NumPyValue value, boolean inverted) {
    /** The factor itself. */
    NumPyValue plain() {
        return inverted
                ? new NumPyValue(
                        "np.linalg.inv(" + value.text() + ")",
                        Precedence.ATOM,
                        ' ',
                        value.shape(),
                        false,
                        value.nesting() + 1)
                : value;
    }
}
