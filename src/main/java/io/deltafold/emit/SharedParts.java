package io.deltafold.emit;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Operands;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Finds the parts of expressions that occur in several places as one object: code computes them once. */
final class SharedParts {
    private final Set<MatrixExpr> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<MatrixExpr> shared = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Takes the parts of one more expression into account. */
    void add(MatrixExpr root) {
        Deque<MatrixExpr> open = new ArrayDeque<>(List.of(root));
        while (!open.isEmpty()) {
            MatrixExpr e = open.removeLast();
            if (seen.add(e)) {
                // What stands in an explicit sum depends on its index.
                open.addAll(e instanceof MatrixExpr.IndexSum ? List.of() : Operands.of(e));
            } else if (!Operands.of(e).isEmpty()) {
                shared.add(e);
            }
        }
    }

    boolean contains(MatrixExpr e) {
        return shared.contains(e);
    }
}
