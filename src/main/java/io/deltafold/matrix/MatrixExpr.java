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

    /**
     * A whole power of a square matrix, such as X³ or Xᵏ (the inverse is a call); a constant exponent is two or more.
     *
     * @param exponent a nonnegative whole number, a polynomial in names
     */
    record MatrixPower(MatrixExpr base, Size exponent) implements MatrixExpr {
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

    /** Entries: {@code X[i, j]}, {@code X[i, :]}, {@code x[2:n]}; positions count from one. */
    record Entry(MatrixExpr operand, List<Slot> slots, Shape shape) implements MatrixExpr {
        public Entry {
            slots = List.copyOf(slots);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.entry(this);
        }
    }

    /** One subscript of an {@link Entry}. */
    sealed interface Slot {
        /** All entries along the axis. */
        record All() implements Slot {}

        /** The entry at a position, which removes the axis; a row stays a row. */
        record At(Size position) implements Slot {}

        /** The entries from one position to another, both included. */
        record Range(Size from, Size to) implements Slot {}
    }

    /** An explicit sum Σ body over a whole number {@code index}, from and to included. */
    record IndexSum(String index, Size from, Size to, MatrixExpr body) implements MatrixExpr {
        @Override
        public Shape shape() {
            return body.shape();
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.indexSum(this);
        }
    }

    /**
     * A sum of products in index notation: {@code einsum("ij,jk->ik", A, B)}.
     *
     * @param inputs one letter for each axis of each operand
     * @param output the letters of the result, each once
     */
    record Einsum(List<String> inputs, String output, List<MatrixExpr> operands, Shape shape) implements MatrixExpr {
        public Einsum {
            inputs = List.copyOf(inputs);
            operands = List.copyOf(operands);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.einsum(this);
        }
    }

    /** The unit vector with a one at a position, which counts from one. */
    record Unit(Size position, Size size) implements MatrixExpr {
        @Override
        public Shape shape() {
            return Shape.vector(size);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.unit(this);
        }
    }

    /** The commutation matrix: K vec(A) = vec(Aᵀ) for A of shape rows×columns (Magnus and Neudecker 3.7). */
    record Commutation(Size rows, Size columns) implements MatrixExpr {
        @Override
        public Shape shape() {
            return Shape.matrix(rows.times(columns), rows.times(columns));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.commutation(this);
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

        R entry(Entry e);

        R indexSum(IndexSum e);

        R einsum(Einsum e);

        R unit(Unit e);

        R commutation(Commutation e);

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
        return matrixPower(base, Size.of(exponent), SizeEquality.STRICT);
    }

    /** The power; the zeroth is the identity. The sizes may still be made equal by inference. */
    static MatrixExpr matrixPower(MatrixExpr base, Size exponent, SizeEquality equality) {
        ShapeRules.square("matrix power", base.shape(), equality);
        if (exponent.isZero()) {
            return new Identity(base.shape().rows());
        }
        return exponent.isOne() ? base : new MatrixPower(base, exponent);
    }

    /** The entries of a tensor at given positions. */
    static MatrixExpr entry(MatrixExpr operand, List<Slot> slots) {
        return new Entry(operand, slots, ShapeRules.entry(operand.shape(), slots));
    }

    /** The matrix whose columns one after another are the vector. */
    static MatrixExpr unvec(MatrixExpr vector, Size rows, Size columns, SizeEquality equality) {
        return new Call(
                MatrixFunction.UNVEC, List.of(vector), ShapeRules.unvec(vector.shape(), rows, columns, equality));
    }

    static MatrixExpr einsum(List<String> inputs, String output, List<MatrixExpr> operands) {
        return einsum(inputs, output, operands, SizeEquality.STRICT);
    }

    /** The same, with sizes that inference may still make equal. */
    static MatrixExpr einsum(List<String> inputs, String output, List<MatrixExpr> operands, SizeEquality equality) {
        List<Shape> shapes = operands.stream().map(MatrixExpr::shape).toList();
        return new Einsum(inputs, output, operands, ShapeRules.einsum(inputs, output, shapes, equality));
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
