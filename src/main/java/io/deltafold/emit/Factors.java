package io.deltafold.emit;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Rational;
import java.util.ArrayList;
import java.util.List;

/**
 * A product sorted for writing: a rational number, scalars above and below a fraction bar, and the tensors, which are
 * either a matrix chain or an entrywise product.
 */
final class Factors {
    private Rational number = Rational.ONE;
    private final List<MatrixExpr> above = new ArrayList<>();
    private final List<MatrixExpr> below = new ArrayList<>();
    private final List<MatrixExpr> tensors = new ArrayList<>();
    private final boolean matrixChain;

    private Factors(boolean matrixChain) {
        this.matrixChain = matrixChain;
    }

    /** The factors of an entrywise product, a quotient by a scalar, a scalar power, or of anything else alone. */
    static Factors ofEntrywise(MatrixExpr product) {
        Factors factors = new Factors(false);
        factors.add(product);
        if (factors.tensors.size() == 1 && matMul(factors.tensors.get(0)) instanceof MatrixExpr.MatMul inner) {
            Factors chain = ofMatMul(inner);
            chain.number = chain.number.times(factors.number);
            chain.above.addAll(0, factors.above);
            chain.below.addAll(0, factors.below);
            return chain;
        }
        return factors;
    }

    /** The factors of a matrix product. */
    static Factors ofMatMul(MatrixExpr.MatMul product) {
        Chain chain = Chain.of(product);
        Factors factors = new Factors(true);
        for (MatrixExpr scalar : chain.scalars()) {
            factors.add(scalar);
        }
        for (MatrixExpr factor : chain.factors()) {
            factors.addToChain(factor);
        }
        return factors;
    }

    /** Sums along rows or columns, and matrices of ones, as the matrix products that they are; else itself. */
    static MatrixExpr matMul(MatrixExpr e) {
        if (e instanceof MatrixExpr.Call call && call.function() == MatrixFunction.ROWSUM) {
            return timesOnes(call.arguments().get(0));
        }
        if (e instanceof MatrixExpr.Call call && call.function() == MatrixFunction.COLSUM) {
            return timesOnes(MatrixExpr.transpose(call.arguments().get(0)));
        }
        return e;
    }

    private static MatrixExpr timesOnes(MatrixExpr matrix) {
        List<MatrixExpr> factors = new ArrayList<>();
        factors.add(matrix);
        factors.add(new MatrixExpr.Ones(Shape.vector(matrix.shape().columns())));
        return new MatrixExpr.MatMul(factors, Shape.vector(matrix.shape().rows()));
    }

    private void add(MatrixExpr e) {
        if (e instanceof MatrixExpr.Number n) {
            number = number.times(n.value());
        } else if (e instanceof MatrixExpr.Negate negate) {
            number = number.negate();
            add(negate.operand());
        } else if (e instanceof MatrixExpr.Hadamard hadamard) {
            for (MatrixExpr factor : hadamard.factors()) {
                add(factor);
            }
        } else if (e instanceof MatrixExpr.Divide divide
                && divide.denominator().shape().isScalarLike()) {
            add(divide.numerator());
            divideBy(divide.denominator());
        } else if (!e.shape().isScalarLike()) {
            tensors.add(e);
        } else if (e instanceof MatrixExpr.Power power && power.exponent().signum() < 0) {
            divideBy(MatrixExpr.power(power.base(), power.exponent().negate()));
        } else if (e instanceof MatrixExpr.Call call
                && call.function() == MatrixFunction.INV
                && e.shape().isScalar()) {
            divideBy(call.arguments().get(0));
        } else if (e instanceof MatrixExpr.MatMul product
                && product.factors().stream().allMatch(f -> f.shape().isScalar())) {
            for (MatrixExpr factor : product.factors()) {
                add(factor);
            }
        } else {
            above.add(e);
        }
    }

    private void divideBy(MatrixExpr divisor) {
        if (divisor instanceof MatrixExpr.Number n && !n.value().isZero()) {
            number = number.dividedBy(n.value());
        } else {
            below.add(divisor);
        }
    }

    private void addToChain(MatrixExpr factor) {
        MatrixExpr rest = factor;
        if (factor instanceof MatrixExpr.Negate || factor instanceof MatrixExpr.Hadamard) {
            Factors inner = new Factors(false);
            inner.add(factor);
            if (!inner.tensors.isEmpty()) {
                MatrixExpr tensor = inner.tensors.size() == 1
                        ? inner.tensors.get(0)
                        : new MatrixExpr.Hadamard(inner.tensors, factor.shape());
                if (tensor.shape().equals(factor.shape())) {
                    number = number.times(inner.number);
                    above.addAll(inner.above);
                    below.addAll(inner.below);
                    rest = tensor;
                }
            }
        }
        rest = matMul(rest);
        if (rest instanceof MatrixExpr.MatMul product) {
            Chain chain = Chain.of(product);
            for (MatrixExpr scalar : chain.scalars()) {
                add(scalar);
            }
            chain.factors().forEach(tensors::add);
        } else {
            tensors.add(rest);
        }
    }

    Rational number() {
        return number;
    }

    List<MatrixExpr> above() {
        return above;
    }

    List<MatrixExpr> below() {
        return below;
    }

    List<MatrixExpr> tensors() {
        return tensors;
    }

    /** Whether the tensors are multiplied as matrices rather than entry by entry. */
    boolean isMatrixChain() {
        return matrixChain;
    }
}
