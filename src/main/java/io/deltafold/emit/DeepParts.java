package io.deltafold.emit;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Operands;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts of a deep expression, inner ones first, such that no way from one to the next is long. Who writes them in this
 * order and remembers each needs no deep recursion.
 */
final class DeepParts {
    private static final int STRIDE = 100;

    private DeepParts() {}

    /** Empty for an expression that is not deep. */
    static List<MatrixExpr> of(MatrixExpr root) {
        List<MatrixExpr> cuts = new ArrayList<>();
        Map<MatrixExpr, Integer> heights = new IdentityHashMap<>();
        Deque<MatrixExpr> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            MatrixExpr e = open.peekLast();
            List<MatrixExpr> parts = Operands.of(e);
            int before = open.size();
            int height = 0;
            for (MatrixExpr part : parts) {
                Integer known = heights.get(part);
                if (known == null) {
                    open.addLast(part);
                } else {
                    height = Math.max(height, known + 1);
                }
            }
            if (open.size() == before) {
                open.removeLast();
                if (heights.containsKey(e)) {
                    continue;
                }
                boolean cut = height >= STRIDE && !belongsToItsWhole(e);
                heights.put(e, cut ? 0 : height);
                if (cut) {
                    cuts.add(e);
                }
            }
        }
        return cuts;
    }

    /** Whether it is written otherwise inside a product than alone. */
    private static boolean belongsToItsWhole(MatrixExpr e) {
        MatrixExpr inner = e instanceof MatrixExpr.Transpose transpose ? transpose.operand() : e;
        return e instanceof MatrixExpr.MatMul
                || inner instanceof MatrixExpr.Call call && call.function() == MatrixFunction.INV;
    }
}
