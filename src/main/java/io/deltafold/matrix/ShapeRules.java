package io.deltafold.matrix;

import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The shape of every operation from the shapes of its operands. Inference and checking use the same rules: they differ
 * only in what makes two sizes equal.
 */
public final class ShapeRules {
    private ShapeRules() {}

    /** Two shapes that do not fit an operation. */
    public static final class Mismatch extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final transient String why;

        Mismatch(String why) {
            super(why);
            this.why = why;
        }

        /** What does not fit, in words. */
        public String why() {
            return why;
        }
    }

    static Shape transpose(Shape shape) {
        return switch (shape.rank()) {
            case 0 -> shape;
            case 1 -> Shape.matrix(Size.ONE, shape.rows());
            case 2 -> Shape.matrix(shape.columns(), shape.rows());
            default -> throw new Mismatch("a tensor of order " + shape.rank() + " has no transpose");
        };
    }

    /** A scalar with anything, 1×n and m×1 with m×n, n×1 with a vector of n. */
    public static Shape broadcast(String verb, Shape a, Shape b, SizeEquality equality) {
        if (a.isScalar() || b.isScalar()) {
            return a.isScalar() ? b : a;
        }
        if (a.rank() != b.rank()) {
            if (a.isScalarLike() || b.isScalarLike()) {
                return a.isScalarLike() ? b : a;
            }
            Shape vector = a.isVector() ? a : b;
            Shape matrix = a.isVector() ? b : a;
            if (vector.isVector()
                    && matrix.isMatrix()
                    && matrix.columns().isOne()
                    && equality.equal(vector.rows(), matrix.rows())) {
                return vector;
            }
            throw new Mismatch(
                    vector.isVector() && matrix.isMatrix()
                            ? "a vector beside a matrix is ambiguous"
                            : "the orders " + a.rank() + " and " + b.rank() + " differ");
        }
        java.util.ArrayList<Size> sizes = new java.util.ArrayList<>();
        for (int i = 0; i < a.rank(); i++) {
            Size left = a.sizes().get(i);
            Size right = b.sizes().get(i);
            if (left.isOne() || right.isOne()) {
                sizes.add(left.isOne() ? right : left);
            } else if (equality.equal(left, right)) {
                sizes.add(left);
            } else {
                throw new Mismatch("the sizes " + left + " and " + right + " differ");
            }
        }
        return new Shape(sizes);
    }

    /** Vectors are columns; 1×n times a vector is a scalar; a scalar scales. */
    public static Shape matMul(Shape a, Shape b, SizeEquality equality) {
        if (a.isScalar() || b.isScalar()) {
            return a.isScalar() ? b : a;
        }
        if (a.rank() > 2 || b.rank() > 2) {
            throw new Mismatch("a matrix product takes vectors and matrices; use einsum for tensors");
        }
        if (a.isVector() && b.isVector() && !b.rows().isOne()) {
            throw new Mismatch("both are column vectors");
        }
        if (!equality.equal(a.columns(), b.rows())) {
            throw new Mismatch("the inner sizes " + a.columns() + " and " + b.rows() + " differ");
        }
        if (b.isVector()) {
            return a.rows().isOne() && a.isMatrix() ? Shape.SCALAR : Shape.vector(a.rows());
        }
        return Shape.matrix(a.rows(), b.columns());
    }

    /** Sizes multiply; two vectors give a vector. */
    static Shape kronecker(Shape a, Shape b) {
        if (a.rank() > 2 || b.rank() > 2) {
            throw new Mismatch("a Kronecker product takes vectors and matrices");
        }
        if (a.isScalar() || b.isScalar()) {
            return a.isScalar() ? b : a;
        }
        if (a.isVector() && b.isVector()) {
            return Shape.vector(a.rows().times(b.rows()));
        }
        return Shape.matrix(a.rows().times(b.rows()), a.columns().times(b.columns()));
    }

    static void square(String what, Shape shape, SizeEquality equality) {
        if (!shape.isMatrix() || !equality.equal(shape.rows(), shape.columns())) {
            throw new Mismatch(what + " needs a square matrix, not " + shape.phrase());
        }
    }

    static Shape call(MatrixFunction function, List<Shape> arguments, SizeEquality equality) {
        Shape a = arguments.get(0);
        return switch (function) {
            case TR, DET, LOGDET -> {
                if (!a.isScalar()) {
                    square(function.word(), a, equality);
                }
                yield Shape.SCALAR;
            }
            case INV -> {
                if (!a.isScalar()) {
                    square("inv", a, equality);
                }
                yield a;
            }
            case SUM, NORM1 -> Shape.SCALAR;
            case ROWSUM, LOGSUMEXP_ROWS -> Shape.vector(matrix(function, a).rows());
            case COLSUM -> Shape.vector(matrix(function, a).columns());
            case DIAG -> {
                if (a.isMatrix() && a.columns().isOne()) {
                    yield Shape.matrix(a.rows(), a.rows());
                }
                if (a.isMatrix()) {
                    square("diag", a, equality);
                    yield Shape.vector(a.rows());
                }
                yield Shape.matrix(vector(function, a).rows(), a.rows());
            }
            case DIAGVEC -> {
                square("diagvec", a, equality);
                yield Shape.vector(a.rows());
            }
            case VEC -> {
                if (a.rank() > 2) {
                    throw new Mismatch("vec stacks the columns of a matrix, not of a tensor of order " + a.rank());
                }
                yield Shape.vector(a.rows().times(a.columns()));
            }
            case DOT -> {
                requireEqual("the inner product", a, arguments.get(1), equality);
                yield Shape.SCALAR;
            }
            case NORM2 -> {
                if (!a.isRow()) {
                    vector(function, a);
                }
                yield Shape.SCALAR;
            }
            case LOGSUMEXP -> {
                vector(function, a);
                yield Shape.SCALAR;
            }
            case NORMF -> Shape.SCALAR;
            case SOFTMAX -> vector(function, a);
            case SOFTMAX_ROWS, SOFTMAX_COLS, TRIL, TRIU -> matrix(function, a);
            case ADJ, EXPM, CHOLESKY -> {
                square(function.word(), a, equality);
                yield a;
            }
            case DEXPM -> {
                square(function.word(), a, equality);
                requireEqual("dexpm", a, arguments.get(1), equality);
                yield a;
            }
            case EIGMAX -> {
                square(function.word(), a, equality);
                yield Shape.SCALAR;
            }
            case EIGVECMAX -> {
                square(function.word(), a, equality);
                yield Shape.vector(a.rows());
            }
            case NORMNUC, NORMSPEC -> {
                matrix(function, a);
                yield Shape.SCALAR;
            }
            case POLAR -> matrix(function, a);
            case PINV -> transpose(matrix(function, a));
            case HSTACK -> stack(arguments, 1, equality);
            case VSTACK -> stack(arguments, 0, equality);
            case UNVEC -> throw new IllegalArgumentException("unvec has sizes of its own");
        };
    }

    /** Vectors and scalars one below the other stay a vector; everything else is stacked as matrices. */
    private static Shape stack(List<Shape> shapes, int axis, SizeEquality equality) {
        for (Shape shape : shapes) {
            if (shape.rank() > 2) {
                throw new Mismatch("stacking takes scalars, vectors and matrices");
            }
        }
        boolean column = axis == 0 && shapes.stream().noneMatch(Shape::isMatrix);
        Size along = Size.ZERO;
        Size across = axis == 0 ? shapes.get(0).columns() : shapes.get(0).rows();
        for (Shape shape : shapes) {
            Size other = axis == 0 ? shape.columns() : shape.rows();
            if (!equality.equal(across, other)) {
                throw new Mismatch((axis == 0 ? "the numbers of columns " : "the numbers of rows ") + across + " and "
                        + other + " differ");
            }
            along = along.plus(axis == 0 ? shape.rows() : shape.columns());
        }
        if (column) {
            return Shape.vector(along);
        }
        return axis == 0 ? Shape.matrix(along, across) : Shape.matrix(across, along);
    }

    /** A position removes its axis, but what is left of a matrix row is a row. */
    static Shape entry(Shape shape, List<MatrixExpr.Slot> slots) {
        if (shape.rank() != slots.size()) {
            throw new Mismatch(
                    slots.size() + (slots.size() == 1 ? " subscript" : " subscripts") + " for " + shape.phrase());
        }
        List<Size> kept = new ArrayList<>();
        boolean row = false;
        for (int axis = 0; axis < slots.size(); axis++) {
            Size size = shape.sizes().get(axis);
            MatrixExpr.Slot slot = slots.get(axis);
            if (slot instanceof MatrixExpr.Slot.All) {
                kept.add(size);
            } else if (slot instanceof MatrixExpr.Slot.Range range) {
                requireInside(range.from(), size);
                requireInside(range.to(), size);
                Size length = range.to().minus(range.from()).plus(Size.ONE);
                if (length.constant().filter(c -> c.signum() <= 0).isPresent()) {
                    throw new Mismatch("the range " + range.from() + ":" + range.to() + " is empty");
                }
                kept.add(length);
            } else if (slot instanceof MatrixExpr.Slot.At at) {
                requireInside(at.position(), size);
                row |= axis == 0 && shape.isMatrix();
            }
        }
        if (row && kept.size() == 1) {
            kept.add(0, Size.ONE);
        }
        return new Shape(kept);
    }

    private static void requireInside(Size position, Size size) {
        boolean below = position.constant().filter(c -> c.signum() <= 0).isPresent();
        boolean above =
                size.minus(position).constant().filter(c -> c.signum() < 0).isPresent();
        if (below || above) {
            throw new Mismatch("there is no entry " + position + " among " + size + "; positions count from 1");
        }
    }

    static Shape unvec(Shape vector, Size rows, Size columns, SizeEquality equality) {
        vector(MatrixFunction.UNVEC, vector);
        if (!equality.equal(vector.rows(), rows.times(columns))) {
            throw new Mismatch(
                    "a vector of size " + vector.rows() + " does not fill a matrix of shape " + rows + "×" + columns);
        }
        return Shape.matrix(rows, columns);
    }

    /** Each letter has one size; the output has letters of the inputs, each once. */
    static Shape einsum(List<String> inputs, String output, List<Shape> shapes, SizeEquality equality) {
        Map<Character, Size> sizes = new TreeMap<>();
        for (int i = 0; i < shapes.size(); i++) {
            String letters = inputs.get(i);
            Shape shape = shapes.get(i);
            if (letters.length() != shape.rank()) {
                throw new Mismatch("the subscripts " + letters + " do not fit " + shape.phrase());
            }
            for (int axis = 0; axis < letters.length(); axis++) {
                Size size = shape.sizes().get(axis);
                Size before = sizes.putIfAbsent(letters.charAt(axis), size);
                if (before != null && !equality.equal(before, size)) {
                    throw new Mismatch("the subscript " + letters.charAt(axis) + " stands for the sizes " + before
                            + " and " + size);
                }
            }
        }
        List<Size> result = new ArrayList<>();
        for (int axis = 0; axis < output.length(); axis++) {
            Size size = sizes.get(output.charAt(axis));
            if (size == null) {
                throw new Mismatch("the output subscript " + output.charAt(axis) + " is none of the operands'");
            }
            if (output.indexOf(output.charAt(axis)) < axis) {
                throw new Mismatch("the output subscript " + output.charAt(axis) + " occurs twice");
            }
            result.add(size);
        }
        return new Shape(result);
    }

    private static Shape matrix(MatrixFunction function, Shape shape) {
        if (!shape.isMatrix()) {
            throw new Mismatch(function.word() + " needs a matrix, not " + shape.phrase());
        }
        return shape;
    }

    private static Shape vector(MatrixFunction function, Shape shape) {
        if (!shape.isVector() && !(shape.isMatrix() && shape.columns().isOne())) {
            throw new Mismatch(function.word() + " needs a vector, not " + shape.phrase());
        }
        return shape;
    }

    private static void requireEqual(String what, Shape a, Shape b, SizeEquality equality) {
        boolean equal = a.rank() == b.rank();
        for (int i = 0; equal && i < a.rank(); i++) {
            equal = equality.equal(a.sizes().get(i), b.sizes().get(i));
        }
        if (!equal) {
            throw new Mismatch(what + " needs equal shapes, not " + a.describe() + " and " + b.describe());
        }
    }
}
