package io.deltafold.emit;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A matrix product as scalars times a chain: {@code (xᵀy) A (B x)} is {@code xᵀy} times {@code A B x}.
 *
 * @param factors without scalars, at least one unless all are scalars
 * @param associative whether the chain may be bracketed in any way
 */
record Chain(List<MatrixExpr> scalars, List<MatrixExpr> factors, boolean associative) {
    Chain {
        scalars = List.copyOf(scalars);
        factors = List.copyOf(factors);
    }

    /** Brackets inside the product vanish, a part that is a scalar becomes a scalar of its own. */
    static Chain of(MatrixExpr.MatMul product) {
        Collector flat = new Collector();
        for (MatrixExpr factor : product.factors()) {
            flat.add(factor);
        }
        // Axes of constant size one can make brackets matter: then only the order as written is safe.
        if (flat.chain.isEmpty()) {
            return product.shape().isScalar() ? new Chain(flat.scalars, List.of(), true) : asWritten(product);
        }
        return shape(flat.chain).equals(product.shape())
                ? new Chain(flat.scalars, flat.chain, isAssociative(flat.chain))
                : asWritten(product);
    }

    /** A column before a row must be a vector: 1×n times a vector would be a scalar too early. */
    private static boolean isAssociative(List<MatrixExpr> chain) {
        for (int i = 0; i < chain.size(); i++) {
            Shape shape = chain.get(i).shape();
            boolean column = shape.columns().isOne() && !shape.isVector() && i < chain.size() - 1;
            if (column || shape.isScalarLike()) {
                return false;
            }
        }
        return true;
    }

    private static Chain asWritten(MatrixExpr.MatMul product) {
        return new Chain(List.of(), product.factors(), false);
    }

    private static Shape shape(List<MatrixExpr> chain) {
        return MatrixExpr.matMul(chain).shape();
    }

    private static final class Collector {
        final List<MatrixExpr> scalars = new ArrayList<>();
        private List<MatrixExpr> chain = new ArrayList<>();

        void add(MatrixExpr factor) {
            if (factor.shape().isScalar()) {
                scalars.add(factor);
            } else if (factor instanceof MatrixExpr.MatMul inner) {
                Chain nested = Chain.of(inner);
                if (nested.associative()) {
                    scalars.addAll(nested.scalars());
                    append(nested.factors());
                } else {
                    append(List.of(factor));
                }
            } else {
                append(List.of(factor));
            }
        }

        private void append(List<MatrixExpr> factors) {
            if (!chain.isEmpty() && !fits(chain.get(chain.size() - 1), factors.get(0))) {
                scalars.add(MatrixExpr.matMul(chain));
                chain = new ArrayList<>();
            }
            chain.addAll(factors);
        }

        private static boolean fits(MatrixExpr left, MatrixExpr right) {
            return left.shape().columns().equals(right.shape().rows());
        }
    }
}
