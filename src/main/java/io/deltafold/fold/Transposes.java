package io.deltafold.fold;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The transpose of a matrix expression as a textbook writes it: (A B)ᵀ = Bᵀ Aᵀ, (Aᵀ)ᵀ = A, Sᵀ = S. */
final class Transposes {
    private Transposes() {}

    static MatrixExpr of(MatrixExpr e) {
        if (e.shape().isScalar()) {
            return e;
        }
        if (e.shape().isVector()) {
            return e instanceof MatrixExpr.MatMul product && rowOf(product)
                    ? reversed(product)
                    : MatrixExpr.transpose(e);
        }
        if (e instanceof MatrixExpr.Transpose transpose) {
            return transpose.operand();
        }
        if (e instanceof MatrixExpr.MatMul product) {
            return reversed(product);
        }
        if (e instanceof MatrixExpr.Identity || isSymmetric(e)) {
            return e;
        }
        if (e instanceof MatrixExpr.Negate negate) {
            return MatrixExpr.negate(of(negate.operand()));
        }
        return MatrixExpr.transpose(e);
    }

    private static boolean rowOf(MatrixExpr.MatMul product) {
        return product.factors().stream().noneMatch(f -> f.shape().isScalar());
    }

    private static MatrixExpr reversed(MatrixExpr.MatMul product) {
        List<MatrixExpr> factors = new ArrayList<>(product.factors());
        Collections.reverse(factors);
        return MatrixExpr.matMul(factors.stream().map(Transposes::of).toList());
    }

    /** How many of the factors are transposed. */
    static long count(List<MatrixExpr> factors) {
        return factors.stream().filter(MatrixExpr.Transpose.class::isInstance).count();
    }

    /** Whether the expression equals its transpose by its structure and declared properties. */
    static boolean isSymmetric(MatrixExpr e) {
        if (!e.shape().isMatrix() || !e.shape().rows().equals(e.shape().columns())) {
            return e.shape().isScalar();
        }
        if (e instanceof MatrixExpr.Reference reference) {
            return reference.symbol().has(Property.SYMMETRIC);
        } else if (e instanceof MatrixExpr.Identity) {
            return true;
        } else if (e instanceof MatrixExpr.Sum sum) {
            // A + Aᵀ is symmetric though none of its terms is.
            List<MatrixExpr> transposed = new ArrayList<>();
            sum.terms().forEach(term -> transposed.add(of(term)));
            sum.terms().forEach(transposed::remove);
            return transposed.isEmpty();
        } else if (e instanceof MatrixExpr.Negate negate) {
            return isSymmetric(negate.operand());
        } else if (e instanceof MatrixExpr.Hadamard hadamard) {
            return hadamard.factors().stream().allMatch(Transposes::isSymmetric);
        } else if (e instanceof MatrixExpr.Divide divide) {
            return isSymmetric(divide.numerator()) && isSymmetric(divide.denominator());
        } else if (e instanceof MatrixExpr.Power power) {
            return isSymmetric(power.base());
        } else if (e instanceof MatrixExpr.Apply apply) {
            return apply.arguments().stream().allMatch(Transposes::isSymmetric);
        } else if (e instanceof MatrixExpr.MatMul product) {
            return reversed(product).equals(product);
        } else if (e instanceof MatrixExpr.MatrixPower power) {
            return isSymmetric(power.base());
        } else if (e instanceof MatrixExpr.Call call) {
            return call.function() == MatrixFunction.DIAG
                    || call.function() == MatrixFunction.INV
                            && isSymmetric(call.arguments().get(0));
        }
        return false;
    }
}
