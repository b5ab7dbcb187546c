package io.deltafold.matrix;

import java.util.List;

/**
 * A value with the named common parts it refers to, in order: {@code 2 Xᵀ r where r = X w − y}.
 *
 * <p>A part may refer to earlier parts, to the program's variables and to its definitions.
 */
public record Formula(List<Definition> where, MatrixExpr value) {
    public Formula {
        where = List.copyOf(where);
    }

    /** A formula without named parts. */
    public static Formula of(MatrixExpr value) {
        return new Formula(List.of(), value);
    }
}
