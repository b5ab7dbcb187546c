package io.deltafold.fold;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Triangular masks of ones: L ⊙ A = tril(A). */
final class Masks {
    private Masks() {}

    static MatrixExpr lowerTriangle(Shape shape) {
        return MatrixExpr.call(MatrixFunction.TRIL, new MatrixExpr.Ones(shape));
    }

    /** Which triangle a mask keeps; empty for what is no mask. */
    static Optional<MatrixFunction> triangle(MatrixExpr e) {
        return e instanceof MatrixExpr.Call call
                        && (call.function() == MatrixFunction.TRIL || call.function() == MatrixFunction.TRIU)
                        && call.arguments().get(0) instanceof MatrixExpr.Ones
                ? Optional.of(call.function())
                : Optional.empty();
    }

    /** The product entry by entry of what the masks keep of the rest. */
    static Optional<MatrixExpr> apply(List<MatrixExpr> factors) {
        List<MatrixExpr> rest = new ArrayList<>(factors);
        rest.removeIf(factor -> triangle(factor).isPresent());
        if (rest.isEmpty() || rest.size() == factors.size()) {
            return Optional.empty();
        }
        MatrixExpr kept = Compose.hadamard(rest);
        for (MatrixExpr factor : factors) {
            Optional<MatrixFunction> triangle = triangle(factor);
            if (triangle.isPresent()) {
                kept = MatrixExpr.call(triangle.get(), kept);
            }
        }
        return Optional.of(kept);
    }
}
