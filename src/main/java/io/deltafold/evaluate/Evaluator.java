package io.deltafold.evaluate;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.Power;
import io.deltafold.scalar.ScalarFunction;
import io.deltafold.scalar.ScalarTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The value of a matrix expression at given sizes and variables. */
public final class Evaluator<V> implements MatrixExpr.Visitor<Tensor<V>> {
    private static final ScalarFunction EXP = ScalarTable.named("exp").orElseThrow();
    private static final ScalarFunction LOG = ScalarTable.named("log").orElseThrow();
    private static final ScalarFunction ABS = ScalarTable.named("abs").orElseThrow();

    private final Arithmetic<V> arithmetic;
    private final Map<String, Integer> sizes;
    private final Map<String, Tensor<V>> environment;

    /** @param environment the values of the variables, by name */
    public Evaluator(Arithmetic<V> arithmetic, Map<String, Integer> sizes, Map<String, Tensor<V>> environment) {
        this.arithmetic = arithmetic;
        this.sizes = sizes;
        this.environment = new HashMap<>(environment);
    }

    /** Evaluates definitions in order; expressions may refer to them from then on. */
    public void define(List<Definition> definitions) {
        definitions.forEach(d -> environment.put(d.name(), value(d.value())));
    }

    public Tensor<V> value(MatrixExpr expression) {
        return expression.accept(this);
    }

    private List<Integer> numeric(Shape shape) {
        List<Integer> numbers = new ArrayList<>(shape.rank());
        for (Size size : shape.sizes()) {
            numbers.add(size.evaluate(sizes));
        }
        return numbers;
    }

    private Tensor<V> filled(Shape shape, V value) {
        List<Integer> numbers = numeric(shape);
        int count = numbers.stream().reduce(1, (a, b) -> a * b);
        return new Tensor<>(numbers, java.util.Collections.nCopies(count, value));
    }

    /** Combines entries of operands that are broadcast to a shape. */
    private Tensor<V> entrywise(Shape shape, List<Tensor<V>> operands, java.util.function.Function<List<V>, V> operation) {
        List<Integer> numbers = numeric(shape);
        int rows = numbers.isEmpty() ? 1 : numbers.get(0);
        int columns = numbers.size() < 2 ? 1 : numbers.get(1);
        List<V> entries = new ArrayList<>(rows * columns);
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                List<V> arguments = new ArrayList<>(operands.size());
                for (Tensor<V> operand : operands) {
                    arguments.add(operand.at(Math.min(i, operand.rows() - 1), Math.min(j, operand.columns() - 1)));
                }
                entries.add(operation.apply(arguments));
            }
        }
        return new Tensor<>(numbers, entries);
    }

    private V sum(List<V> values) {
        V total = arithmetic.of(Rational.ZERO);
        for (V value : values) {
            total = arithmetic.plus(total, value);
        }
        return total;
    }

    private V function(ScalarFunction function, V argument) {
        return arithmetic.apply(function, List.of(argument));
    }

    @Override
    public Tensor<V> number(MatrixExpr.Number e) {
        return Tensor.scalar(arithmetic.of(e.value()));
    }

    @Override
    public Tensor<V> pi(MatrixExpr.Pi e) {
        return Tensor.scalar(arithmetic.of(Math.PI));
    }

    @Override
    public Tensor<V> sizeValue(MatrixExpr.SizeValue e) {
        return Tensor.scalar(arithmetic.of(Rational.of(e.size().evaluate(sizes))));
    }

    @Override
    public Tensor<V> reference(MatrixExpr.Reference e) {
        Tensor<V> value = environment.get(e.symbol().name());
        if (value == null) {
            throw new IllegalArgumentException("no value for " + e.symbol().name());
        }
        return value;
    }

    @Override
    public Tensor<V> sum(MatrixExpr.Sum e) {
        Tensor<V> result = value(e.terms().get(0));
        for (MatrixExpr term : e.terms().subList(1, e.terms().size())) {
            boolean minus = term instanceof MatrixExpr.Negate;
            Tensor<V> next = value(minus ? ((MatrixExpr.Negate) term).operand() : term);
            result = widened(e.shape(), result, next, minus ? arithmetic::minus : arithmetic::plus);
        }
        return spread(e.shape(), result);
    }

    private Tensor<V> spread(Shape shape, Tensor<V> value) {
        return value.sizes().equals(numeric(shape)) ? value : entrywise(shape, List.of(value), v -> v.get(0));
    }

    /** A binary operation on the common shape of two operands, which is at most the given one. */
    private Tensor<V> widened(
            Shape whole, Tensor<V> a, Tensor<V> b, java.util.function.BinaryOperator<V> operation) {
        if (a.sizes().equals(b.sizes())) {
            List<V> entries = new ArrayList<>(a.entries().size());
            for (int i = 0; i < a.entries().size(); i++) {
                entries.add(operation.apply(a.entries().get(i), b.entries().get(i)));
            }
            return new Tensor<>(a.sizes(), entries);
        }
        return entrywise(whole, List.of(a, b), v -> operation.apply(v.get(0), v.get(1)));
    }

    @Override
    public Tensor<V> negate(MatrixExpr.Negate e) {
        V minusOne = arithmetic.of(Rational.MINUS_ONE);
        return value(e.operand()).map(v -> arithmetic.times(minusOne, v));
    }

    @Override
    public Tensor<V> hadamard(MatrixExpr.Hadamard e) {
        Tensor<V> result = value(e.factors().get(0));
        for (MatrixExpr factor : e.factors().subList(1, e.factors().size())) {
            result = widened(e.shape(), result, value(factor), arithmetic::times);
        }
        return spread(e.shape(), result);
    }

    @Override
    public Tensor<V> divide(MatrixExpr.Divide e) {
        return spread(e.shape(), widened(e.shape(), value(e.numerator()), value(e.denominator()), arithmetic::divide));
    }

    @Override
    public Tensor<V> matMul(MatrixExpr.MatMul e) {
        Tensor<V> result = value(e.factors().get(0));
        for (MatrixExpr factor : e.factors().subList(1, e.factors().size())) {
            result = product(result, value(factor));
        }
        return result.reshaped(numeric(e.shape()));
    }

    private Tensor<V> product(Tensor<V> a, Tensor<V> b) {
        if (a.isSingle() || b.isSingle()) {
            V scale = (a.isSingle() ? a : b).entries().get(0);
            Tensor<V> other = a.isSingle() ? b : a;
            return other.map(v -> arithmetic.times(scale, v));
        }
        if (a.columns() != b.rows()) {
            throw new IllegalStateException("a product of " + a.sizes() + " and " + b.sizes());
        }
        List<V> entries = new ArrayList<>(a.rows() * b.columns());
        for (int i = 0; i < a.rows(); i++) {
            for (int j = 0; j < b.columns(); j++) {
                V total = arithmetic.times(a.at(i, 0), b.at(0, j));
                for (int p = 1; p < a.columns(); p++) {
                    total = arithmetic.plus(total, arithmetic.times(a.at(i, p), b.at(p, j)));
                }
                entries.add(total);
            }
        }
        return new Tensor<>(List.of(a.rows(), b.columns()), entries);
    }

    @Override
    public Tensor<V> kronecker(MatrixExpr.Kronecker e) {
        Tensor<V> result = value(e.factors().get(0));
        for (MatrixExpr factor : e.factors().subList(1, e.factors().size())) {
            Tensor<V> b = value(factor);
            List<V> entries = new ArrayList<>();
            for (int i = 0; i < result.rows() * b.rows(); i++) {
                for (int j = 0; j < result.columns() * b.columns(); j++) {
                    entries.add(arithmetic.times(
                            result.at(i / b.rows(), j / b.columns()), b.at(i % b.rows(), j % b.columns())));
                }
            }
            result = new Tensor<>(List.of(result.rows() * b.rows(), result.columns() * b.columns()), entries);
        }
        return result.reshaped(numeric(e.shape()));
    }

    @Override
    public Tensor<V> transpose(MatrixExpr.Transpose e) {
        Tensor<V> operand = value(e.operand());
        List<V> entries = new ArrayList<>(operand.entries().size());
        for (int j = 0; j < operand.columns(); j++) {
            for (int i = 0; i < operand.rows(); i++) {
                entries.add(operand.at(i, j));
            }
        }
        return new Tensor<>(numeric(e.shape()), entries);
    }

    @Override
    public Tensor<V> power(MatrixExpr.Power e) {
        Tensor<V> base = value(e.base());
        if (e.exponent().equals(Rational.TWO)) {
            return base.map(v -> arithmetic.times(v, v));
        }
        if (e.exponent().isZero()) {
            V one = arithmetic.of(Rational.ONE);
            return base.map(v -> one);
        }
        Power power = new Power(e.exponent());
        return base.map(v -> function(power, v));
    }

    @Override
    public Tensor<V> matrixPower(MatrixExpr.MatrixPower e) {
        Tensor<V> square = value(e.base());
        Tensor<V> result = identity(square.rows());
        for (int k = e.exponent(); k > 0; k /= 2) {
            if (k % 2 == 1) {
                result = product(result, square);
            }
            square = k > 1 ? product(square, square) : square;
        }
        return result.reshaped(numeric(e.shape()));
    }

    private Tensor<V> identity(int n) {
        List<V> entries = new ArrayList<>();
        for (int i = 0; i < n * n; i++) {
            entries.add(arithmetic.of(i % (n + 1) == 0 ? Rational.ONE : Rational.ZERO));
        }
        return new Tensor<>(List.of(n, n), entries);
    }

    @Override
    public Tensor<V> apply(MatrixExpr.Apply e) {
        List<Tensor<V>> arguments = new ArrayList<>();
        for (MatrixExpr argument : e.arguments()) {
            arguments.add(value(argument));
        }
        return entrywise(e.shape(), arguments, v -> arithmetic.apply(e.function(), v));
    }

    @Override
    public Tensor<V> call(MatrixExpr.Call e) {
        Tensor<V> a = value(e.arguments().get(0));
        List<Integer> shape = numeric(e.shape());
        return switch (e.function()) {
            case TR -> Tensor.scalar(sum(diagonal(a)));
            case DET -> Tensor.scalar(Elimination.determinant(arithmetic, a));
            case LOGDET -> Tensor.scalar(function(LOG, function(ABS, Elimination.determinant(arithmetic, a))));
            case INV -> Elimination.inverse(arithmetic, a);
            case SUM -> Tensor.scalar(sum(a.entries()));
            case ROWSUM -> new Tensor<>(shape, lines(a, true).stream().map(this::sum).toList());
            case COLSUM -> new Tensor<>(shape, lines(a, false).stream().map(this::sum).toList());
            case DIAG -> diagonalMatrix(a);
            case DIAGVEC -> new Tensor<>(shape, diagonal(a));
            case VEC -> new Tensor<>(
                    shape, lines(a, false).stream().flatMap(List::stream).toList());
            case DOT -> Tensor.scalar(sum(widened(
                            e.arguments().get(0).shape(), a, value(e.arguments().get(1)), arithmetic::times)
                    .entries()));
            case NORM1 -> Tensor.scalar(sum(a.map(v -> function(ABS, v)).entries()));
            case NORM2, NORMF -> Tensor.scalar(function(
                    new Power(Rational.HALF),
                    sum(a.map(v -> arithmetic.times(v, v)).entries())));
            case SOFTMAX -> new Tensor<>(shape, softmax(a.entries()));
            case LOGSUMEXP -> Tensor.scalar(logSumExp(a.entries()));
            case SOFTMAX_ROWS -> new Tensor<>(
                    shape,
                    lines(a, true).stream().map(this::softmax).flatMap(List::stream).toList());
            case SOFTMAX_COLS -> {
                List<List<V>> columns =
                        lines(a, false).stream().map(this::softmax).toList();
                List<V> entries = new ArrayList<>();
                for (int i = 0; i < a.rows(); i++) {
                    for (List<V> column : columns) {
                        entries.add(column.get(i));
                    }
                }
                yield new Tensor<>(shape, entries);
            }
            case LOGSUMEXP_ROWS -> new Tensor<>(
                    shape, lines(a, true).stream().map(this::logSumExp).toList());
        };
    }

    private List<List<V>> lines(Tensor<V> a, boolean rows) {
        List<List<V>> lines = new ArrayList<>();
        for (int i = 0; i < (rows ? a.rows() : a.columns()); i++) {
            List<V> line = new ArrayList<>();
            for (int j = 0; j < (rows ? a.columns() : a.rows()); j++) {
                line.add(rows ? a.at(i, j) : a.at(j, i));
            }
            lines.add(line);
        }
        return lines;
    }

    private List<V> diagonal(Tensor<V> a) {
        List<V> entries = new ArrayList<>();
        for (int i = 0; i < a.rows(); i++) {
            entries.add(a.at(i, i));
        }
        return entries;
    }

    private Tensor<V> diagonalMatrix(Tensor<V> a) {
        int n = a.rows();
        V zero = arithmetic.of(Rational.ZERO);
        List<V> entries = new ArrayList<>();
        for (int i = 0; i < n * n; i++) {
            entries.add(i % (n + 1) == 0 ? a.entries().get(i / n) : zero);
        }
        return new Tensor<>(List.of(n, n), entries);
    }

    /** exp(x − c) / Σ exp(x − c), exact for any shift c: the first entry. */
    private List<V> softmax(List<V> x) {
        List<V> exponentials = new ArrayList<>();
        for (V entry : x) {
            exponentials.add(function(EXP, arithmetic.minus(entry, x.get(0))));
        }
        V total = sum(exponentials);
        return exponentials.stream().map(v -> arithmetic.divide(v, total)).toList();
    }

    private V logSumExp(List<V> x) {
        List<V> exponentials = new ArrayList<>();
        for (V entry : x) {
            exponentials.add(function(EXP, arithmetic.minus(entry, x.get(0))));
        }
        return arithmetic.plus(x.get(0), function(LOG, sum(exponentials)));
    }

    @Override
    public Tensor<V> identity(MatrixExpr.Identity e) {
        return identity(e.size().evaluate(sizes));
    }

    @Override
    public Tensor<V> ones(MatrixExpr.Ones e) {
        return filled(e.shape(), arithmetic.of(Rational.ONE));
    }

    @Override
    public Tensor<V> zeros(MatrixExpr.Zeros e) {
        return filled(e.shape(), arithmetic.of(Rational.ZERO));
    }
}
