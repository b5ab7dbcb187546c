package io.deltafold.emit;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.ScalarTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random well-shaped expressions over variables of every shape, with values for the variables. */
final class RandomTrees {
    static final Map<String, Integer> SIZES = Map.of("m", 2, "n", 3);

    private static final List<Size> AXES = List.of(Size.named("m"), Size.named("n"), Size.named("n"), Size.ONE);
    private static final List<String> FUNCTIONS = List.of(
            "exp",
            "tanh",
            "sin",
            "cos",
            "sigmoid",
            "softplus",
            "relu",
            "leakyrelu",
            "gelu",
            "silu",
            "erf",
            "atan",
            "abs",
            "sign",
            "step",
            "cbrt",
            "log1p",
            "expm1",
            "log",
            "max",
            "min",
            "pow");
    private static final List<Rational> EXPONENTS = List.of(
            Rational.TWO,
            Rational.of(3),
            Rational.MINUS_ONE,
            Rational.of(-2),
            Rational.HALF,
            Rational.of(-1, 2),
            Rational.of(3, 2));

    private final Random random;
    private final Map<Shape, List<Symbol>> pool = new LinkedHashMap<>();
    private final List<Symbol> symbols = new ArrayList<>();
    private final Map<String, PlainTensor> values = new LinkedHashMap<>();

    RandomTrees(long seed) {
        this.random = new Random(seed);
    }

    List<Symbol> symbols() {
        return symbols;
    }

    Map<String, PlainTensor> values() {
        return values;
    }

    Shape shape() {
        return switch (random.nextInt(4)) {
            case 0 -> Shape.SCALAR;
            case 1 -> Shape.vector(axis());
            default -> Shape.matrix(axis(), axis());
        };
    }

    private Size axis() {
        return AXES.get(random.nextInt(AXES.size()));
    }

    private Size longAxis() {
        return AXES.get(random.nextInt(2));
    }

    MatrixExpr tree(Shape shape, int depth) {
        return depth == 0 || random.nextInt(8) == 0 ? leaf(shape) : node(shape, depth - 1);
    }

    private MatrixExpr leaf(Shape shape) {
        int kind = random.nextInt(9);
        if (shape.isScalar() && kind < 4) {
            return switch (kind) {
                case 0 -> MatrixExpr.number(Rational.of(random.nextInt(9) - 4, 1 + random.nextInt(3)));
                case 1 -> MatrixExpr.number(Rational.of(1, 7));
                case 2 ->
                    new MatrixExpr.SizeValue(
                            random.nextBoolean()
                                    ? Size.named("n")
                                    : Size.named("m").times(Size.named("n")).minus(Size.ONE));
                default -> new MatrixExpr.Pi();
            };
        }
        if (!shape.isScalar() && kind == 0) {
            return new MatrixExpr.Ones(shape);
        }
        if (shape.isMatrix() && kind == 1 && shape.rows().equals(shape.columns())) {
            return new MatrixExpr.Identity(shape.rows());
        }
        if (!shape.isScalar() && kind == 2 && random.nextInt(4) == 0) {
            return new MatrixExpr.Zeros(shape);
        }
        List<Symbol> fitting = pool.computeIfAbsent(shape, s -> new ArrayList<>());
        if (fitting.size() < 2) {
            Symbol symbol = new Symbol(NAMES.get(symbols.size() % NAMES.size()) + suffix(), shape);
            fitting.add(symbol);
            symbols.add(symbol);
            values.put(
                    symbol.name(),
                    PlainTensor.filled(PlainTensor.lengths(shape, SIZES), i -> random.nextInt(31) / 16.0 - 0.6));
        }
        return MatrixExpr.reference(fitting.get(random.nextInt(fitting.size())));
    }

    private static final List<String> NAMES =
            List.of("a", "i", "lambda", "X", "k", "T", "double", "Math", "np", "t1", "x_hat", "σ", "j", "float");

    private String suffix() {
        return symbols.size() < NAMES.size() ? "" : String.valueOf(symbols.size() / NAMES.size());
    }

    private MatrixExpr node(Shape shape, int depth) {
        for (int attempt = 0; attempt < 20; attempt++) {
            MatrixExpr e = attempt(shape, depth, random.nextInt(16));
            if (e.shape().equals(shape)) {
                return e;
            }
        }
        return leaf(shape);
    }

    private MatrixExpr attempt(Shape shape, int depth, int kind) {
        return switch (kind) {
            case 0, 1 -> {
                List<MatrixExpr> terms = new ArrayList<>();
                for (int i = 0; i < 2 + random.nextInt(2); i++) {
                    MatrixExpr term = tree(i == 0 ? shape : narrower(shape), depth);
                    terms.add(random.nextInt(3) == 0 ? MatrixExpr.negate(term) : term);
                }
                yield MatrixExpr.sum(terms);
            }
            case 2, 3 -> {
                List<MatrixExpr> factors = new ArrayList<>();
                for (int i = 0; i < 2 + random.nextInt(2); i++) {
                    factors.add(tree(random.nextBoolean() ? shape : narrower(shape), depth));
                }
                yield MatrixExpr.hadamard(factors);
            }
            case 4 -> MatrixExpr.divide(tree(shape, depth), tree(narrower(shape), depth));
            case 5, 6, 7 -> product(shape, depth);
            case 8 -> MatrixExpr.negate(tree(shape, depth));
            case 9 ->
                shape.isMatrix()
                        ? MatrixExpr.transpose(
                                shape.isRow() && random.nextBoolean()
                                        ? tree(Shape.vector(shape.columns()), depth)
                                        : tree(Shape.matrix(shape.columns(), shape.rows()), depth))
                        : leaf(shape);
            case 10 -> new MatrixExpr.Power(tree(shape, depth), EXPONENTS.get(random.nextInt(EXPONENTS.size())));
            case 11 -> {
                var function = ScalarTable.named(FUNCTIONS.get(random.nextInt(FUNCTIONS.size())))
                        .orElseThrow();
                List<MatrixExpr> arguments = new ArrayList<>(List.of(tree(shape, depth)));
                if (function.arity() == 2) {
                    arguments.add(tree(narrower(shape), depth));
                }
                yield MatrixExpr.apply(function, arguments);
            }
            case 12 -> square(shape, depth);
            default -> call(shape, depth);
        };
    }

    private MatrixExpr square(Shape shape, int depth) {
        if (!shape.isMatrix() || !shape.rows().equals(shape.columns())) {
            return leaf(shape);
        }
        MatrixExpr base = tree(shape, depth);
        return random.nextBoolean()
                ? MatrixExpr.matrixPower(base, 2 + random.nextInt(3))
                : MatrixExpr.call(MatrixFunction.INV, shifted(base));
    }

    /** Far from singular. */
    private static MatrixExpr shifted(MatrixExpr square) {
        MatrixExpr identity = new MatrixExpr.Identity(square.shape().rows());
        return MatrixExpr.sum(List.of(square, MatrixExpr.hadamard(List.of(MatrixExpr.number(6), identity))));
    }

    private Shape narrower(Shape shape) {
        return switch (random.nextInt(3)) {
            case 0 -> Shape.SCALAR;
            case 1 ->
                shape.isMatrix()
                        ? (random.nextBoolean()
                                ? Shape.matrix(Size.ONE, shape.columns())
                                : Shape.matrix(shape.rows(), Size.ONE))
                        : shape;
            default -> shape.isVector() && random.nextInt(4) == 0 ? Shape.matrix(shape.rows(), Size.ONE) : shape;
        };
    }

    private MatrixExpr product(Shape shape, int depth) {
        Size inner = axis();
        Size second = axis();
        Shape left = Shape.matrix(shape.rows(), inner);
        Shape right = shape.isMatrix() ? Shape.matrix(inner, shape.columns()) : Shape.vector(inner);
        MatrixExpr a = tree(
                inner.isOne() && shape.isMatrix() && random.nextBoolean() ? Shape.vector(shape.rows()) : left, depth);
        MatrixExpr b = tree(right, depth);
        return switch (random.nextInt(4)) {
            case 0 -> MatrixExpr.matMul(List.of(tree(Shape.SCALAR, depth), a, b));
            case 1 ->
                MatrixExpr.matMul(List.of(
                        tree(Shape.matrix(shape.rows(), second), depth),
                        MatrixExpr.matMul(List.of(tree(Shape.matrix(second, inner), depth), b))));
            case 2 ->
                MatrixExpr.matMul(List.of(
                        a,
                        b,
                        shape.isMatrix()
                                ? tree(Shape.matrix(shape.columns(), shape.columns()), depth)
                                : tree(Shape.SCALAR, depth)));
            default -> MatrixExpr.matMul(List.of(a, b));
        };
    }

    private MatrixExpr call(Shape shape, int depth) {
        Size n = axis();
        if (shape.isScalar()) {
            MatrixExpr square = tree(Shape.matrix(n, n), depth);
            MatrixExpr any = tree(shape(), depth);
            return switch (random.nextInt(9)) {
                case 0 -> MatrixExpr.call(MatrixFunction.TR, square);
                case 1 -> MatrixExpr.call(MatrixFunction.DET, square);
                case 2 -> MatrixExpr.call(MatrixFunction.LOGDET, shifted(square));
                case 3 -> MatrixExpr.call(MatrixFunction.SUM, any);
                case 4 -> MatrixExpr.call(MatrixFunction.DOT, any, tree(any.shape(), depth));
                case 5 -> MatrixExpr.call(MatrixFunction.NORM1, any);
                case 6 -> MatrixExpr.call(MatrixFunction.NORM2, tree(Shape.vector(n), depth));
                case 7 -> MatrixExpr.call(MatrixFunction.NORMF, any);
                default ->
                    MatrixExpr.call(
                            MatrixFunction.SUM,
                            MatrixExpr.kronecker(List.of(tree(shape(), depth), tree(shape(), depth))));
            };
        }
        if (shape.isVector()) {
            return switch (random.nextInt(6)) {
                case 0 -> MatrixExpr.call(MatrixFunction.ROWSUM, tree(Shape.matrix(shape.rows(), n), depth));
                case 1 -> MatrixExpr.call(MatrixFunction.COLSUM, tree(Shape.matrix(n, shape.rows()), depth));
                case 2 -> MatrixExpr.call(MatrixFunction.DIAGVEC, tree(square(shape.rows()), depth));
                case 3 -> MatrixExpr.call(MatrixFunction.SOFTMAX, tree(shape, depth));
                case 4 -> MatrixExpr.call(MatrixFunction.LOGSUMEXP_ROWS, tree(Shape.matrix(shape.rows(), n), depth));
                default -> vec(shape, n, longAxis(), depth);
            };
        }
        return switch (random.nextInt(3)) {
            case 0 -> MatrixExpr.call(MatrixFunction.SOFTMAX_ROWS, tree(shape, depth));
            case 1 -> MatrixExpr.call(MatrixFunction.SOFTMAX_COLS, tree(shape, depth));
            default ->
                shape.rows().equals(shape.columns())
                        ? MatrixExpr.call(MatrixFunction.DIAG, tree(Shape.vector(shape.rows()), depth))
                        : leaf(shape);
        };
    }

    private MatrixExpr vec(Shape shape, Size n, Size m, int depth) {
        return MatrixExpr.matMul(List.of(
                tree(Shape.matrix(shape.rows(), m.times(n)), 0),
                MatrixExpr.call(MatrixFunction.VEC, tree(Shape.matrix(n, m), depth))));
    }

    private static Shape square(Size n) {
        return Shape.matrix(n, n);
    }
}
