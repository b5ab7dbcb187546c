package io.deltafold.fold;

import io.deltafold.index.Node;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import java.util.ArrayList;
import java.util.List;

/** ⟨G, V⟩ as gᵀ v for vectors and tr(Gᵀ V) for matrices, with the scalars of G in front. */
public final class InnerProduct {
    private InnerProduct() {}

    /** The inner product of a node with a symbol's expression of the same shape. */
    public static MatrixExpr of(Refold refold, Node gradient, MatrixExpr direction) throws NoMatrixForm {
        FoldedTerm term = refold.termOf(gradient);
        if (gradient.isZero()) {
            return MatrixExpr.number(0);
        }
        if (direction.shape().isScalar()) {
            List<MatrixExpr> scalars = new ArrayList<>(term.scalars());
            scalars.add(direction);
            return new FoldedTerm(term.coefficient(), scalars, List.of()).expression();
        }
        List<MatrixExpr> chain = new ArrayList<>();
        MatrixExpr transposed = Transposes.of(term.body());
        if (transposed instanceof MatrixExpr.MatMul product) {
            chain.addAll(product.factors());
        } else {
            chain.add(transposed);
        }
        chain.removeIf(MatrixExpr.Identity.class::isInstance);
        chain.add(direction);
        MatrixExpr product = MatrixExpr.matMul(chain);
        MatrixExpr inner = product.shape().isScalar() ? product : MatrixExpr.call(MatrixFunction.TR, product);
        List<MatrixExpr> scalars = new ArrayList<>(term.scalars());
        scalars.add(inner);
        return new FoldedTerm(term.coefficient(), scalars, List.of()).expression();
    }
}
