package io.deltafold.evaluate;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.Power;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The value of a matrix expression at given sizes and variables.
 *
 * <p>The sizes of every result are those of the expression's shape: where a general size happens to be one, an axis of
 * length one stays.
 */
public final class Evaluator<V> implements MatrixExpr.Visitor<Tensor<V>> {
    private final Arithmetic<V> arithmetic;
    private final Map<String, Integer> sizes;
    private final Map<String, Tensor<V>> environment;
    private final Matrices<V> matrices;
    private final TensorCalls<V> calls;

    /** @param environment the values of the variables, by name */
    public Evaluator(Arithmetic<V> arithmetic, Map<String, Integer> sizes, Map<String, Tensor<V>> environment) {
        this.arithmetic = arithmetic;
        this.sizes = sizes;
        this.environment = new HashMap<>(environment);
        this.matrices = new Matrices<>(arithmetic);
        this.calls = new TensorCalls<>(arithmetic);
    }

    /** Evaluates definitions in order; expressions may refer to them from then on. */
    public void define(List<Definition> definitions) {
        for (Definition definition : definitions) {
            environment.put(definition.name(), value(definition.value()));
        }
    }

    /** The value of an expression over the variables and what has been defined. */
    public Tensor<V> value(MatrixExpr expression) {
        return expression.accept(this);
    }

    private List<Integer> numeric(Shape shape) {
        List<Integer> numbers = new ArrayList<>(shape.rank());
        for (Size size : shape.sizes()) {
            int number = size.isOne() ? 1 : size.evaluate(sizes);
            if (number < 0) {
                throw new ArithmeticException("the size " + size + " is negative here");
            }
            numbers.add(number);
        }
        return numbers;
    }

    private List<Tensor<V>> values(List<MatrixExpr> expressions) {
        List<Tensor<V>> values = new ArrayList<>(expressions.size());
        for (MatrixExpr expression : expressions) {
            values.add(value(expression));
        }
        return values;
    }

    private Tensor<V> filled(Shape shape, V value) {
        List<Integer> numbers = numeric(shape);
        return new Tensor<>(numbers, Collections.nCopies(Tensor.count(numbers), value));
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
        return Tensor.scalar(arithmetic.of(e.size().evaluate(this::exactSize)));
    }

    private Rational exactSize(String name) {
        return Rational.of(Size.named(name).evaluate(sizes));
    }

    @Override
    public Tensor<V> reference(MatrixExpr.Reference e) {
        Tensor<V> value = environment.get(e.symbol().name());
        if (value == null) {
            throw new IllegalArgumentException("no value for " + e.symbol().name());
        }
        List<Integer> declared = numeric(e.shape());
        if (!value.sizes().equals(declared)) {
            throw new IllegalArgumentException(
                    e.symbol().name() + " has the sizes " + value.sizes() + " instead of " + declared);
        }
        return value;
    }

    @Override
    public Tensor<V> sum(MatrixExpr.Sum e) {
        List<Integer> shape = numeric(e.shape());
        Tensor<V> result = value(e.terms().get(0));
        for (MatrixExpr term : e.terms().subList(1, e.terms().size())) {
            result = term instanceof MatrixExpr.Negate negative
                    ? Broadcast.combine(shape, result, value(negative.operand()), arithmetic::minus)
                    : Broadcast.combine(shape, result, value(term), arithmetic::plus);
        }
        return Broadcast.spread(result, shape);
    }

    @Override
    public Tensor<V> negate(MatrixExpr.Negate e) {
        return value(e.operand()).map(arithmetic::negate);
    }

    @Override
    public Tensor<V> hadamard(MatrixExpr.Hadamard e) {
        List<Integer> shape = numeric(e.shape());
        Tensor<V> result = value(e.factors().get(0));
        for (MatrixExpr factor : e.factors().subList(1, e.factors().size())) {
            result = Broadcast.combine(shape, result, value(factor), arithmetic::times);
        }
        return Broadcast.spread(result, shape);
    }

    @Override
    public Tensor<V> divide(MatrixExpr.Divide e) {
        List<Integer> shape = numeric(e.shape());
        return Broadcast.spread(
                Broadcast.combine(shape, value(e.numerator()), value(e.denominator()), arithmetic::divide), shape);
    }

    @Override
    public Tensor<V> matMul(MatrixExpr.MatMul e) {
        Tensor<V> result = value(e.factors().get(0));
        for (MatrixExpr factor : e.factors().subList(1, e.factors().size())) {
            result = matrices.product(result, value(factor));
        }
        return result.reshaped(numeric(e.shape()));
    }

    @Override
    public Tensor<V> kronecker(MatrixExpr.Kronecker e) {
        Tensor<V> result = value(e.factors().get(0));
        for (MatrixExpr factor : e.factors().subList(1, e.factors().size())) {
            result = matrices.kronecker(result, value(factor));
        }
        return result.reshaped(numeric(e.shape()));
    }

    @Override
    public Tensor<V> transpose(MatrixExpr.Transpose e) {
        return matrices.transpose(value(e.operand())).reshaped(numeric(e.shape()));
    }

    @Override
    public Tensor<V> power(MatrixExpr.Power e) {
        Tensor<V> base = value(e.base());
        if (e.exponent().equals(Rational.TWO)) {
            return base.map(v -> arithmetic.times(v, v));
        }
        Power power = new Power(e.exponent());
        return base.map(v -> arithmetic.apply(power, List.of(v)));
    }

    @Override
    public Tensor<V> matrixPower(MatrixExpr.MatrixPower e) {
        int exponent = whole(e.exponent());
        if (exponent < 0) {
            throw new Singular();
        }
        Tensor<V> base = value(e.base());
        return exponent == 0
                ? matrices.identity(base.rows())
                : matrices.power(base, exponent).reshaped(numeric(e.shape()));
    }

    @Override
    public Tensor<V> apply(MatrixExpr.Apply e) {
        List<Integer> shape = numeric(e.shape());
        List<Tensor<V>> arguments = values(e.arguments());
        if (arguments.size() == 1) {
            return arguments.get(0).map(v -> arithmetic.apply(e.function(), List.of(v)));
        }
        List<List<V>> spread = new ArrayList<>(arguments.size());
        for (Tensor<V> argument : arguments) {
            spread.add(Broadcast.spread(argument, shape).entries());
        }
        int count = Tensor.count(shape);
        List<V> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            List<V> values = new ArrayList<>(spread.size());
            for (List<V> argument : spread) {
                values.add(argument.get(i));
            }
            entries.add(arithmetic.apply(e.function(), values));
        }
        return new Tensor<>(shape, entries);
    }

    @Override
    public Tensor<V> call(MatrixExpr.Call e) {
        return calls.value(e.function(), values(e.arguments()), numeric(e.shape()));
    }

    /** A whole number of any sign. */
    private int whole(Size size) {
        return size.evaluate(this::exactSize).asInt().orElseThrow(Singular::new);
    }

    @Override
    public Tensor<V> entry(MatrixExpr.Entry e) {
        Tensor<V> operand = value(e.operand());
        List<int[]> positions = new ArrayList<>();
        for (int axis = 0; axis < e.slots().size(); axis++) {
            int size = operand.sizes().get(axis);
            MatrixExpr.Slot slot = e.slots().get(axis);
            int from = 1;
            int to = size;
            if (slot instanceof MatrixExpr.Slot.At at) {
                from = whole(at.position());
                to = from;
            } else if (slot instanceof MatrixExpr.Slot.Range range) {
                from = whole(range.from());
                to = whole(range.to());
            }
            if (from < 1 || to > size || to < from) {
                throw new Singular();
            }
            positions.add(java.util.stream.IntStream.range(from - 1, to).toArray());
        }
        List<V> entries = new ArrayList<>();
        collect(operand, positions, 0, 0, entries);
        return new Tensor<>(numeric(e.shape()), entries);
    }

    private void collect(Tensor<V> operand, List<int[]> positions, int axis, int place, List<V> into) {
        if (axis == positions.size()) {
            into.add(operand.entries().get(place));
            return;
        }
        for (int position : positions.get(axis)) {
            collect(operand, positions, axis + 1, place * operand.sizes().get(axis) + position, into);
        }
    }

    @Override
    public Tensor<V> indexSum(MatrixExpr.IndexSum e) {
        int from = whole(e.from());
        int to = whole(e.to());
        List<Integer> shape = numeric(e.shape());
        Tensor<V> total = filled(e.shape(), arithmetic.zero());
        for (int i = from; i <= to; i++) {
            Map<String, Integer> inner = new HashMap<>(sizes);
            inner.put(e.index(), i);
            Tensor<V> term = new Evaluator<>(arithmetic, inner, environment).value(e.body());
            total = Broadcast.combine(shape, total, term, arithmetic::plus);
        }
        return total;
    }

    @Override
    public Tensor<V> einsum(MatrixExpr.Einsum e) {
        return new Contraction<>(arithmetic, e.inputs(), e.output()).of(values(e.operands()));
    }

    @Override
    public Tensor<V> unit(MatrixExpr.Unit e) {
        int n = e.size().evaluate(sizes);
        int position = whole(e.position());
        if (position < 1 || position > n) {
            throw new Singular();
        }
        List<V> entries = new ArrayList<>(Collections.nCopies(n, arithmetic.zero()));
        entries.set(position - 1, arithmetic.one());
        return new Tensor<>(List.of(n), entries);
    }

    @Override
    public Tensor<V> commutation(MatrixExpr.Commutation e) {
        int m = e.rows().evaluate(sizes);
        int n = e.columns().evaluate(sizes);
        List<V> entries = new ArrayList<>(Collections.nCopies(m * n * m * n, arithmetic.zero()));
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                entries.set((i * n + j) * m * n + j * m + i, arithmetic.one());
            }
        }
        return new Tensor<>(List.of(m * n, m * n), entries);
    }

    @Override
    public Tensor<V> identity(MatrixExpr.Identity e) {
        return matrices.identity(e.size().evaluate(sizes));
    }

    @Override
    public Tensor<V> ones(MatrixExpr.Ones e) {
        return filled(e.shape(), arithmetic.one());
    }

    @Override
    public Tensor<V> zeros(MatrixExpr.Zeros e) {
        return filled(e.shape(), arithmetic.zero());
    }
}
