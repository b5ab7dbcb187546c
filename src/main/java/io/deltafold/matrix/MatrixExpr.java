package io.deltafold.matrix;

import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.ScalarFunction;
import java.util.ArrayList;
import java.util.List;

/**
 * A matrix expression with its shape. The static methods compute the shape and flatten chains; the constructors are for
 * them and for copies.
 *
 * <p>Chains are flat: no {@link Sum} is a term of a sum, no {@link MatMul} the first factor of a matrix product.
 */
public sealed interface MatrixExpr {
    Shape shape();

    /** Applies a whole-language operation. */
    <R> R accept(Visitor<R> visitor);

    /** A number. */
    record Number(Rational value) implements MatrixExpr {
        @Override
        public Shape shape() {
            return Shape.SCALAR;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.number(this);
        }
    }

    /** The circle constant. */
    record Pi() implements MatrixExpr {
        @Override
        public Shape shape() {
            return Shape.SCALAR;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.pi(this);
        }
    }

    /** A size used as a number. */
    record SizeValue(Size size) implements MatrixExpr {
        @Override
        public Shape shape() {
            return Shape.SCALAR;
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sizeValue(this);
        }
    }

    /** A variable, a parameter or an earlier definition. */
    record Reference(Symbol symbol) implements MatrixExpr {
        @Override
        public Shape shape() {
            return symbol.shape();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.reference(this);
        }
    }

    /** A sum with broadcasting; a term that is subtracted is a {@link Negate}. */
    record Sum(List<MatrixExpr> terms, Shape shape) implements MatrixExpr {
        public Sum {
            terms = List.copyOf(terms);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sum(this);
        }
    }

    /** The negative. */
    record Negate(MatrixExpr operand) implements MatrixExpr {
        @Override
        public Shape shape() {
            return operand.shape();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.negate(this);
        }
    }

    /** A product entry by entry, with broadcasting: scalars scale. */
    record Hadamard(List<MatrixExpr> factors, Shape shape) implements MatrixExpr {
        public Hadamard {
            factors = List.copyOf(factors);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.hadamard(this);
        }
    }

    /** A quotient entry by entry, with broadcasting: a scalar denominator divides everything. */
    record Divide(MatrixExpr numerator, MatrixExpr denominator, Shape shape) implements MatrixExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.divide(this);
        }
    }

    /** A matrix product, left to right; scalar factors scale. */
    record MatMul(List<MatrixExpr> factors, Shape shape) implements MatrixExpr {
        public MatMul {
            factors = List.copyOf(factors);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.matMul(this);
        }
    }

    /** A Kronecker product. */
    record Kronecker(List<MatrixExpr> factors, Shape shape) implements MatrixExpr {
        public Kronecker {
            factors = List.copyOf(factors);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.kronecker(this);
        }
    }

    /** The transpose: of a vector a row. */
    record Transpose(MatrixExpr operand) implements MatrixExpr {
        @Override
        public Shape shape() {
            return ShapeRules.transpose(operand.shape());
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.transpose(this);
        }
    }

    /** A constant power, entry by entry; the square root is the power 1/2. */
    record Power(MatrixExpr base, Rational exponent) implements MatrixExpr {
        @Override
        public Shape shape() {
            return base.shape();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.power(this);
        }
    }

    /** An integer power of a square matrix, two or more (the inverse is a call). */
    record MatrixPower(MatrixExpr base, int exponent) implements MatrixExpr {
        @Override
        public Shape shape() {
            return base.shape();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.matrixPower(this);
        }
    }

    /** A scalar function entry by entry, with broadcasting between its arguments. */
    record Apply(ScalarFunction function, List<MatrixExpr> arguments, Shape shape) implements MatrixExpr {
        public Apply {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.apply(this);
        }
    }

    /** A function of whole tensors. */
    record Call(MatrixFunction function, List<MatrixExpr> arguments, Shape shape) implements MatrixExpr {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.call(this);
        }
    }

    /** The identity matrix. */
    record Identity(Size size) implements MatrixExpr {
        @Override
        public Shape shape() {
            return Shape.matrix(size, size);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.identity(this);
        }
    }

    /** A tensor of ones. */
    record Ones(Shape shape) implements MatrixExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.ones(this);
        }
    }

    /** A tensor of zeros. */
    record Zeros(Shape shape) implements MatrixExpr {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.zeros(this);
        }
    }

    /** An operation on every kind of expression. No default methods: a new kind breaks every operation. */
    interface Visitor<R> {
        R number(Number e);

        R pi(Pi e);

        R sizeValue(SizeValue e);

        R reference(Reference e);

        R sum(Sum e);

        R negate(Negate e);

        R hadamard(Hadamard e);

        R divide(Divide e);

        R matMul(MatMul e);

        R kronecker(Kronecker e);

        R transpose(Transpose e);

        R power(Power e);

        R matrixPower(MatrixPower e);

        R apply(Apply e);

        R call(Call e);

        R identity(Identity e);

        R ones(Ones e);

        R zeros(Zeros e);
    }

    static MatrixExpr number(Rational value) {
        return new Number(value);
    }

    static MatrixExpr number(long value) {
        return new Number(Rational.of(value));
    }

    static MatrixExpr reference(Symbol symbol) {
        return new Reference(symbol);
    }

    /** The sum, flattened; one term is itself. */
    static MatrixExpr sum(List<MatrixExpr> terms) {
        return sum(terms, SizeEquality.STRICT);
    }

    /** The same, with sizes that inference may still make equal. */
    static MatrixExpr sum(List<MatrixExpr> terms, SizeEquality equality) {
        if (terms.size() == 1) {
            return terms.get(0);
        }
        List<MatrixExpr> flat = new ArrayList<>();
        terms.forEach(term -> {
            if (term instanceof Sum inner) {
                flat.addAll(inner.terms());
            } else {
                flat.add(term);
            }
        });
        Shape shape = flat.get(0).shape();
        for (MatrixExpr term : flat.subList(1, flat.size())) {
            shape = ShapeRules.broadcast("add", shape, term.shape(), equality);
        }
        return new Sum(flat, shape);
    }

    /** The negative; two minus signs cancel. */
    static MatrixExpr negate(MatrixExpr operand) {
        if (operand instanceof Negate inner) {
            return inner.operand();
        }
        return operand instanceof Number n ? new Number(n.value().negate()) : new Negate(operand);
    }

    /** The product entry by entry, flattened on the left; one factor is itself. */
    static MatrixExpr hadamard(List<MatrixExpr> factors) {
        return hadamard(factors, SizeEquality.STRICT);
    }

    /** The same, with sizes that inference may still make equal. */
    static MatrixExpr hadamard(List<MatrixExpr> factors, SizeEquality equality) {
        if (factors.size() == 1) {
            return factors.get(0);
        }
        List<MatrixExpr> flat = new ArrayList<>();
        factors.forEach(factor -> {
            if (factor instanceof Hadamard inner) {
                flat.addAll(inner.factors());
            } else {
                flat.add(factor);
            }
        });
        Shape shape = flat.get(0).shape();
        for (MatrixExpr factor : flat.subList(1, flat.size())) {
            shape = ShapeRules.broadcast("multiply entry by entry", shape, factor.shape(), equality);
        }
        return new Hadamard(flat, shape);
    }

    static MatrixExpr divide(MatrixExpr numerator, MatrixExpr denominator) {
        return divide(numerator, denominator, SizeEquality.STRICT);
    }

    /** The same, with sizes that inference may still make equal. */
    static MatrixExpr divide(MatrixExpr numerator, MatrixExpr denominator, SizeEquality equality) {
        return new Divide(
                numerator,
                denominator,
                ShapeRules.broadcast("divide entry by entry", numerator.shape(), denominator.shape(), equality));
    }

    /** The matrix product, flattened on the left; one factor is itself. */
    static MatrixExpr matMul(List<MatrixExpr> factors) {
        return matMul(factors, SizeEquality.STRICT);
    }

    /** The same, with sizes that inference may still make equal. */
    static MatrixExpr matMul(List<MatrixExpr> factors, SizeEquality equality) {
        if (factors.size() == 1) {
            return factors.get(0);
        }
        List<MatrixExpr> flat = new ArrayList<>(factors);
        if (flat.get(0) instanceof MatMul inner) {
            flat.remove(0);
            flat.addAll(0, inner.factors());
        }
        Shape shape = flat.get(0).shape();
        for (MatrixExpr factor : flat.subList(1, flat.size())) {
            shape = ShapeRules.matMul(shape, factor.shape(), equality);
        }
        return new MatMul(flat, shape);
    }

    static MatrixExpr kronecker(List<MatrixExpr> factors) {
        if (factors.size() == 1) {
            return factors.get(0);
        }
        Shape shape = factors.get(0).shape();
        for (MatrixExpr factor : factors.subList(1, factors.size())) {
            shape = ShapeRules.kronecker(shape, factor.shape());
        }
        return new Kronecker(factors, shape);
    }

    /** The transpose; transposing twice a matrix, or a scalar once, does nothing. */
    static MatrixExpr transpose(MatrixExpr operand) {
        if (operand.shape().isScalar()) {
            return operand;
        }
        if (operand instanceof Transpose inner) {
            return inner.operand();
        }
        ShapeRules.transpose(operand.shape());
        return new Transpose(operand);
    }

    static MatrixExpr power(MatrixExpr base, Rational exponent) {
        return exponent.isOne() ? base : new Power(base, exponent);
    }

    static MatrixExpr matrixPower(MatrixExpr base, int exponent) {
        return matrixPower(base, exponent, SizeEquality.STRICT);
    }

    /** The same, with sizes that inference may still make equal. */
    static MatrixExpr matrixPower(MatrixExpr base, int exponent, SizeEquality equality) {
        ShapeRules.square("matrix power", base.shape(), equality);
        return exponent == 1 ? base : new MatrixPower(base, exponent);
    }

    static MatrixExpr apply(ScalarFunction function, List<MatrixExpr> arguments) {
        return apply(function, arguments, SizeEquality.STRICT);
    }

    /** The same, with sizes that inference may still make equal. */
    static MatrixExpr apply(ScalarFunction function, List<MatrixExpr> arguments, SizeEquality equality) {
        Shape shape = arguments.get(0).shape();
        for (MatrixExpr argument : arguments.subList(1, arguments.size())) {
            shape = ShapeRules.broadcast(function.name(), shape, argument.shape(), equality);
        }
        return new Apply(function, arguments, shape);
    }

    static MatrixExpr call(MatrixFunction function, MatrixExpr... arguments) {
        return call(function, List.of(arguments), SizeEquality.STRICT);
    }

    /** The same, with sizes that inference may still make equal. */
    static MatrixExpr call(MatrixFunction function, List<MatrixExpr> arguments, SizeEquality equality) {
        List<Shape> shapes = arguments.stream().map(MatrixExpr::shape).toList();
        return new Call(function, arguments, ShapeRules.call(function, shapes, equality));
    }
}
