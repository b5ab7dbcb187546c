package io.deltafold.fold;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Property;
import io.deltafold.matrix.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The transpose of a matrix expression as a textbook writes it: (A B)ᵀ = Bᵀ Aᵀ, (Aᵀ)ᵀ = A, Sᵀ = S. */
final class Transposes {
    /** Functions whose value is symmetric where their arguments are. */
    private static final Set<MatrixFunction> KEEPING = EnumSet.of(
            MatrixFunction.INV, MatrixFunction.ADJ, MatrixFunction.PINV, MatrixFunction.EXPM, MatrixFunction.DEXPM);

    private Transposes() {}

    static MatrixExpr of(MatrixExpr e) {
        if (e.shape().isScalar()) {
            return e;
        }
        if (e instanceof MatrixExpr.Entry column
                && e.shape().isVector()
                && column.operand() instanceof MatrixExpr.Transpose transpose
                && transpose.operand().shape().isMatrix()
                && column.slots().size() == 2) {
            return MatrixExpr.entry(
                    transpose.operand(),
                    List.of(column.slots().get(1), column.slots().get(0)));
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
        if (e instanceof MatrixExpr.Call call
                && (call.function() == MatrixFunction.TRIL || call.function() == MatrixFunction.TRIU)) {
            boolean lower = call.function() == MatrixFunction.TRIL;
            return MatrixExpr.call(
                    lower ? MatrixFunction.TRIU : MatrixFunction.TRIL,
                    of(call.arguments().get(0)));
        }
        if (e instanceof MatrixExpr.Entry entry && entry.operand() instanceof MatrixExpr.Identity) {
            return MatrixExpr.entry(
                    entry.operand(), List.of(entry.slots().get(1), entry.slots().get(0)));
        }
        if (e instanceof MatrixExpr.Commutation commutation) {
            return new MatrixExpr.Commutation(/* rows= */ commutation.columns(), /* columns= */ commutation.rows());
        }
        if (e instanceof MatrixExpr.Ones) {
            return new MatrixExpr.Ones(
                    Shape.matrix(e.shape().columns(), e.shape().rows()));
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
                    || KEEPING.contains(call.function())
                            && call.arguments().stream().allMatch(Transposes::isSymmetric);
        }
        return false;
    }
}
