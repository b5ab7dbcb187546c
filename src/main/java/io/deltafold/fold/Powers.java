package io.deltafold.fold;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import java.util.ArrayList;
import java.util.List;

/** Equal neighbours of a matrix product as powers: X X X = X³, Xᵀ Xᵀ = (X²)ᵀ. */
final class Powers {
    private Powers() {}

    static List<MatrixExpr> collect(List<MatrixExpr> factors) {
        List<MatrixExpr> collected = new ArrayList<>();
        int i = 0;
        while (i < factors.size()) {
            MatrixExpr factor = factors.get(i);
            int run = 1;
            while (i + run < factors.size() && factors.get(i + run).equals(factor)) {
                run++;
            }
            if (run > 1 && isShort(base(factor))) {
                MatrixExpr power = MatrixExpr.matrixPower(base(factor), run);
                collected.add(factor instanceof MatrixExpr.Transpose ? MatrixExpr.transpose(power) : power);
            } else {
                collected.addAll(factors.subList(i, i + run));
            }
            i += run;
        }
        return collected;
    }

    private static boolean isShort(MatrixExpr base) {
        return base instanceof MatrixExpr.Reference
                || base instanceof MatrixExpr.Call call
                        && call.function() == MatrixFunction.INV
                        && call.arguments().get(0) instanceof MatrixExpr.Reference;
    }

    private static MatrixExpr base(MatrixExpr factor) {
        return factor instanceof MatrixExpr.Transpose transpose
                        && transpose.operand().shape().isMatrix()
                ? transpose.operand()
                : factor;
    }

    /** The same for an expression that is a matrix product. */
    static MatrixExpr of(MatrixExpr e) {
        return e instanceof MatrixExpr.MatMul product ? MatrixExpr.matMul(collect(product.factors())) : e;
    }
}
