package io.deltafold.fold;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixExpr.Slot;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;

/** Entries, rows and columns of expressions: (Aᵀ)[i, j] = A[j, i], (A B)[:, j] = A B[:, j]. */
final class Entries {
    private Entries() {}

    /** The entry of a vector. */
    static MatrixExpr of(MatrixExpr vector, Size position) {
        Slot at = new Slot.At(position);
        if (vector instanceof MatrixExpr.Entry entry
                && entry.slots().size() == 2
                && entry.operand().shape().isMatrix()
                && entry.slots().get(0) instanceof Slot.All
                && entry.slots().get(1) instanceof Slot.At column) {
            return of(entry.operand(), at, column);
        }
        if (vector instanceof MatrixExpr.Ones) {
            return MatrixExpr.number(1);
        }
        return MatrixExpr.entry(vector, List.of(at));
    }

    private static MatrixExpr of(MatrixExpr matrix, Slot row, Slot column) {
        return matrix instanceof MatrixExpr.Transpose transpose
                        && transpose.operand().shape().isMatrix()
                ? MatrixExpr.entry(transpose.operand(), List.of(column, row))
                : MatrixExpr.entry(matrix, List.of(row, column));
    }

    /** A column of a matrix. */
    static MatrixExpr column(MatrixExpr matrix, Size position) {
        if (matrix instanceof MatrixExpr.MatMul product
                && product.factors().get(product.factors().size() - 1).shape().isMatrix()
                && product.factors().stream().noneMatch(f -> f.shape().isScalar())) {
            List<MatrixExpr> factors = new ArrayList<>(product.factors());
            MatrixExpr last = factors.remove(factors.size() - 1);
            factors.add(column(last, position));
            return MatrixExpr.matMul(factors);
        }
        return MatrixExpr.entry(matrix, List.of(new Slot.All(), new Slot.At(position)));
    }
}
