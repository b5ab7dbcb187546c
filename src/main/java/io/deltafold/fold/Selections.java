package io.deltafold.fold;

import io.deltafold.index.ConstantTensor;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixExpr.Slot;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns of the identity select: M I[:, a:b] = M[:, a:b] and I[a:b, :] M = M[a:b, :]. */
final class Selections {
    private Selections() {}

    /** Columns offset + 1 … of the identity. */
    static MatrixExpr columns(ConstantTensor.Selection selection) {
        Slot range = new Slot.Range(
                selection.offset().plus(Size.ONE), selection.offset().plus(selection.columns()));
        return MatrixExpr.entry(new MatrixExpr.Identity(selection.rows()), List.of(new Slot.All(), range));
    }

    /** A matrix product with its selections applied to their neighbours. */
    static List<MatrixExpr> apply(List<MatrixExpr> factors) {
        List<MatrixExpr> result = new ArrayList<>();
        for (MatrixExpr factor : factors) {
            MatrixExpr next = factor;
            if (!result.isEmpty()) {
                MatrixExpr left = result.get(result.size() - 1);
                Optional<Slot> rows = range(left, 0);
                Optional<Slot> columns = range(next, 1);
                if (rows.isPresent() && !next.shape().isScalar()) {
                    result.remove(result.size() - 1);
                    next = next.shape().isVector()
                            ? MatrixExpr.entry(next, List.of(rows.get()))
                            : MatrixExpr.entry(next, List.of(rows.get(), new Slot.All()));
                } else if (columns.isPresent() && left.shape().isMatrix()) {
                    result.remove(result.size() - 1);
                    next = MatrixExpr.entry(left, List.of(new Slot.All(), columns.get()));
                }
            }
            result.add(next);
        }
        return result;
    }

    /** The range of an identity's rows (0) or columns (1). */
    private static Optional<Slot> range(MatrixExpr e, int axis) {
        return e instanceof MatrixExpr.Entry entry
                        && entry.operand() instanceof MatrixExpr.Identity
                        && entry.slots().get(1 - axis) instanceof Slot.All
                        && entry.slots().get(axis) instanceof Slot.Range
                ? Optional.of(entry.slots().get(axis))
                : Optional.empty();
    }
}
