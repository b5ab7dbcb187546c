package io.deltafold.matrix;

import io.deltafold.number.Size;
import java.util.List;

/**
 * The shape of every operation from the shapes of its operands. Inference and checking use the same rules: they differ
 * only in what makes two sizes equal.
 */
final class ShapeRules {
    private ShapeRules() {}

    /** Two shapes that do not fit an operation. */
    static final class Mismatch extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        private final transient String why;

        Mismatch(String why) {
            super(why);
            this.why = why;
        }

        String why() {
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
    static Shape broadcast(String verb, Shape a, Shape b, SizeEquality equality) {
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
    static Shape matMul(Shape a, Shape b, SizeEquality equality) {
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
                Shape b = arguments.get(1);
                if (a.rank() != b.rank()) {
                    throw new Mismatch(unequal(a, b));
                }
                for (int i = 0; i < a.rank(); i++) {
                    if (!equality.equal(a.sizes().get(i), b.sizes().get(i))) {
                        throw new Mismatch(unequal(a, b));
                    }
                }
                yield Shape.SCALAR;
            }
            case NORM2, LOGSUMEXP -> {
                vector(function, a);
                yield Shape.SCALAR;
            }
            case NORMF -> Shape.SCALAR;
            case SOFTMAX -> vector(function, a);
            case SOFTMAX_ROWS, SOFTMAX_COLS -> matrix(function, a);
        };
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

    private static String unequal(Shape a, Shape b) {
        return "the inner product needs equal shapes, not " + a.describe() + " and " + b.describe();
    }
}
