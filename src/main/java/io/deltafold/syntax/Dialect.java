package io.deltafold.syntax;

/** How {@code *} and {@code ^} are read. */
public enum Dialect {
    /** {@code *} entry by entry, {@code @} the matrix product; exponents associate to the right. */
    NUMPY,
    /** {@code *} the matrix product, {@code .*} entry by entry; {@code ^} and {@code '} go left to right. */
    MATLAB
}
