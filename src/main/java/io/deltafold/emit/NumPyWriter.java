package io.deltafold.emit;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.Power;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Expressions in NumPy. Vectors are one-dimensional; so are rows that come from transposing a vector, until something
 * needs both dimensions: {@code x.T @ A @ x} is {@code x @ A @ x}.
 */
final class NumPyWriter implements MatrixExpr.Visitor<NumPyValue> {
    /** Python reads at most 200 nested brackets. */
    private static final int MAX_NESTING = 30;

    private static final int MAX_OPERANDS = 100;
    private static final int MAX_LENGTH = 1000;
    private static final int MAX_INTEGER_BITS = 53;

    private final Map<String, String> names;
    private final NumPySizes sizes;
    private final NumPyFunctions functions;
    private final Identifiers identifiers;
    private final SharedParts shared;
    private final List<String> lines = new ArrayList<>();
    private final Map<MatrixExpr, NumPyValue> computed = new IdentityHashMap<>();
    private int temporaries;

    /** {@code names} are the Python names of symbols, filled while writing. */
    NumPyWriter(
            Map<String, String> names,
            NumPySizes sizes,
            NumPyFunctions functions,
            Identifiers identifiers,
            SharedParts shared) {
        this.names = names;
        this.sizes = sizes;
        this.functions = functions;
        this.identifiers = identifiers;
        this.shared = shared;
    }

    /** The assignments so far. */
    List<String> lines() {
        return lines;
    }

    /** Assigns the value of a named part. */
    void define(String symbol, MatrixExpr e) {
        prepare(e);
        NumPyValue value = dimensions(write(e));
        String name = identifiers.claim(symbol);
        lines.add(name + " = " + value.text());
        names.put(symbol, name);
    }

    /** The value with exactly the wanted shape; a float for a scalar. */
    String result(MatrixExpr e, Shape shape) {
        prepare(e);
        NumPyValue value = write(e);
        if (shape.isScalar()) {
            return value.shape().isScalar()
                    ? "float(" + value.text() + ")"
                    : item(value).text();
        }
        if (e instanceof MatrixExpr.Zeros
                || e instanceof MatrixExpr.Number n && n.value().isZero()) {
            return "np.zeros(" + sizes.shape(shape) + ")";
        }
        if (value.shape().isScalar()) {
            return "np.full(" + sizes.shape(shape) + ", " + value.text() + ", dtype=float)";
        }
        value = dimensions(value);
        if (value.shape().equals(shape)) {
            // The result is never a view of an argument.
            MatrixExpr inner = e instanceof MatrixExpr.Transpose transpose ? transpose.operand() : e;
            boolean view = inner instanceof MatrixExpr.Reference || names.containsValue(value.text());
            return view ? value.atLeast(Precedence.ATOM) + ".copy()" : value.text();
        }
        if (value.shape().rank() != shape.rank() && value.shape().count().equals(shape.count())) {
            return value.atLeast(Precedence.ATOM) + ".reshape(" + sizes.shape(shape) + ")";
        }
        return "np.broadcast_to(" + conform(value, shape).text() + ", " + sizes.shape(shape) + ").copy()";
    }

    private void prepare(MatrixExpr e) {
        for (MatrixExpr part : DeepParts.of(e)) {
            computed.put(part, settled(write(part)));
        }
    }

    private NumPyValue write(MatrixExpr e) {
        NumPyValue known = computed.get(e);
        if (known != null) {
            return known;
        }
        NumPyValue value = settled(e.accept(this));
        if (shared.contains(e)) {
            value = value.precedence() == Precedence.ATOM && value.nesting() == 0 ? value : named(value);
            computed.put(e, value);
        }
        return value;
    }

    /** The value, under a name where its text is nested too deeply. */
    private NumPyValue settled(NumPyValue value) {
        return value.nesting() > MAX_NESTING ? named(value) : value;
    }

    private NumPyValue named(NumPyValue value) {
        String name = identifiers.numbered("t", temporaries + 1);
        temporaries++;
        lines.add(name + " = " + value.text());
        return new NumPyValue(name, Precedence.ATOM, ' ', value.shape(), value.flat(), 0);
    }

    private List<NumPyValue> writeAll(List<MatrixExpr> expressions) {
        List<NumPyValue> values = new ArrayList<>();
        for (MatrixExpr e : expressions) {
            values.add(write(e));
        }
        return values;
    }

    private static int nesting(NumPyValue... parts) {
        return 1 + Arrays.stream(parts).mapToInt(NumPyValue::nesting).max().orElse(-1);
    }

    private static NumPyValue atom(String text, Shape shape, NumPyValue... parts) {
        return new NumPyValue(text, Precedence.ATOM, ' ', shape, false, nesting(parts));
    }

    /** The same array in another notation. */
    private static NumPyValue changed(NumPyValue value, UnaryOperator<String> change, Precedence precedence) {
        return new NumPyValue(change.apply(value.text()), precedence, ' ', value.shape(), value.flat(), nesting(value));
    }

    /** The value with as many dimensions as its shape has. */
    private static NumPyValue dimensions(NumPyValue value) {
        return value.flat() ? atom(value.atLeast(Precedence.ATOM) + "[None, :]", value.shape(), value) : value;
    }

    private static NumPyValue item(NumPyValue value) {
        return atom(value.atLeast(Precedence.ATOM) + ".item()", Shape.SCALAR, value);
    }

    /** An operand of an entrywise operation with a result of shape {@code whole}, ready for NumPy's broadcasting. */
    private static NumPyValue conform(NumPyValue value, Shape whole) {
        Shape shape = value.shape();
        if (shape.isScalar() || shape.rank() == whole.rank()) {
            return value;
        }
        if (shape.isScalarLike()) {
            return item(value);
        }
        return whole.isVector()
                ? atom(value.atLeast(Precedence.ATOM) + "[:, 0]", whole, value)
                : atom(value.atLeast(Precedence.ATOM) + "[:, None]", whole, value);
    }

    /** Operands of an entrywise operation, and whether its result is flat. */
    private record Operands(List<NumPyValue> values, boolean flat) {}

    private Operands operands(List<MatrixExpr> expressions, Shape whole) {
        List<NumPyValue> values = new ArrayList<>();
        boolean plane = false;
        boolean flat = false;
        for (NumPyValue value : writeAll(expressions)) {
            NumPyValue operand = conform(value, whole);
            plane |= operand.isPlane();
            flat |= operand.flat();
            values.add(operand);
        }
        return new Operands(values, flat && !plane);
    }

    @Override
    public NumPyValue number(MatrixExpr.Number e) {
        Rational value = e.value();
        if (value.numerator().bitLength() > MAX_INTEGER_BITS
                || value.denominator().bitLength() > MAX_INTEGER_BITS) {
            double nearest = value.toDouble();
            String text = Double.isInfinite(nearest) ? (nearest < 0 ? "-np.inf" : "np.inf") : Double.toString(nearest);
            return number(text);
        }
        if (value.isInteger()) {
            return number(value.toString());
        }
        Optional<String> decimal = Decimals.exact(value);
        return decimal.isPresent()
                ? number(decimal.get())
                : new NumPyValue(
                        value.numerator() + " / " + value.denominator(), Precedence.TERM, '/', Shape.SCALAR, false, 0);
    }

    private static NumPyValue number(String text) {
        return new NumPyValue(
                text, text.startsWith("-") ? Precedence.SIGNED : Precedence.ATOM, ' ', Shape.SCALAR, false, 0);
    }

    @Override
    public NumPyValue pi(MatrixExpr.Pi e) {
        return atom("np.pi", Shape.SCALAR);
    }

    @Override
    public NumPyValue sizeValue(MatrixExpr.SizeValue e) {
        Fragment text = sizes.number(e.size());
        return new NumPyValue(text.text(), text.precedence(), '*', Shape.SCALAR, false, 0);
    }

    @Override
    public NumPyValue reference(MatrixExpr.Reference e) {
        String name = names.get(e.symbol().name());
        if (name == null) {
            throw new IllegalArgumentException(e.symbol().name() + " is neither a parameter nor a named part");
        }
        return atom(name, e.shape());
    }

    @Override
    public NumPyValue sum(MatrixExpr.Sum e) {
        Operands operands = operands(e.terms(), e.shape());
        StringBuilder text = new StringBuilder();
        for (NumPyValue term : operands.values()) {
            if (text.isEmpty()) {
                text.append(term.text());
            } else if (term.precedence() != Precedence.SUM && term.text().startsWith("-")) {
                text.append(" - ").append(term.text(), 1, term.text().length());
            } else {
                text.append(" + ").append(term.atLeast(Precedence.TERM));
            }
            split(text, operands.values().size());
        }
        return entrywise(text.toString(), Precedence.SUM, ' ', e.shape(), operands);
    }

    /** Python reads only so many operators of one chain: a long one is continued from a name. */
    private void split(StringBuilder text, int operands) {
        if (operands > MAX_OPERANDS && text.length() > MAX_LENGTH) {
            String name = identifiers.numbered("t", temporaries + 1);
            temporaries++;
            lines.add(name + " = " + text);
            text.setLength(0);
            text.append(name);
        }
    }

    private static NumPyValue entrywise(
            String text, Precedence precedence, char operator, Shape shape, Operands operands) {
        return new NumPyValue(
                text,
                precedence,
                operator,
                shape,
                operands.flat(),
                nesting(operands.values().toArray(NumPyValue[]::new)));
    }

    @Override
    public NumPyValue negate(MatrixExpr.Negate e) {
        NumPyValue operand = write(e.operand());
        boolean signed = operand.text().startsWith("-");
        return changed(
                operand,
                text -> "-" + (signed ? "(" + text + ")" : operand.atLeast(Precedence.TERM)),
                Precedence.SIGNED);
    }

    @Override
    public NumPyValue hadamard(MatrixExpr.Hadamard e) {
        return times(operands(e.factors(), e.shape()), e.shape());
    }

    private NumPyValue times(Operands operands, Shape shape) {
        StringBuilder text = new StringBuilder();
        for (NumPyValue factor : operands.values()) {
            text.append(text.isEmpty() ? factor.left('*') : " * " + factor.right());
            split(text, operands.values().size());
        }
        return entrywise(text.toString(), Precedence.TERM, '*', shape, operands);
    }

    @Override
    public NumPyValue divide(MatrixExpr.Divide e) {
        Operands operands = operands(List.of(e.numerator(), e.denominator()), e.shape());
        String text = operands.values().get(0).left('/') + " / "
                + operands.values().get(1).right();
        return entrywise(text, Precedence.TERM, '/', e.shape(), operands);
    }

    @Override
    public NumPyValue matMul(MatrixExpr.MatMul e) {
        Chain chain = Chain.of(e);
        List<NumPyValue> factors = new ArrayList<>(writeAll(chain.scalars()));
        if (!chain.factors().isEmpty()) {
            List<NumPyLink> links = new ArrayList<>();
            for (MatrixExpr factor : chain.factors()) {
                links.add(link(factor));
            }
            NumPyChain order = new NumPyChain(links, this::settled);
            factors.add(chain.associative() ? order.product() : order.leftToRight());
        }
        if (factors.size() == 1) {
            return factors.get(0);
        }
        boolean flat = factors.get(factors.size() - 1).flat();
        return times(new Operands(factors, flat), e.shape());
    }

    /** Products with an inverse are solutions of linear equations. */
    private NumPyLink link(MatrixExpr factor) {
        boolean transposed = factor instanceof MatrixExpr.Transpose;
        MatrixExpr inner = factor instanceof MatrixExpr.Transpose transpose ? transpose.operand() : factor;
        if (inner instanceof MatrixExpr.Call call
                && call.function() == MatrixFunction.INV
                && !shared.contains(factor)
                && !shared.contains(inner)) {
            MatrixExpr argument = call.arguments().get(0);
            return new NumPyLink(write(transposed ? MatrixExpr.transpose(argument) : argument), true);
        }
        return new NumPyLink(write(factor), false);
    }

    @Override
    public NumPyValue kronecker(MatrixExpr.Kronecker e) {
        NumPyValue product = null;
        for (MatrixExpr factor : e.factors()) {
            NumPyValue next = write(factor);
            product = product == null ? next : kronecker(product, next);
        }
        return Objects.requireNonNull(product);
    }

    private NumPyValue kronecker(NumPyValue left, NumPyValue right) {
        if (left.shape().isScalar() || right.shape().isScalar()) {
            boolean scalarLeft = left.shape().isScalar();
            Shape shape = scalarLeft ? right.shape() : left.shape();
            return times(new Operands(List.of(left, right), (scalarLeft ? right : left).flat()), shape);
        }
        Shape a = left.shape();
        Shape b = right.shape();
        Size rows = a.rows().times(b.rows());
        if (a.isVector() && b.isVector()) {
            return atom("np.kron(" + left.text() + ", " + right.text() + ")", Shape.vector(rows), left, right);
        }
        String text = "np.kron(" + column(left).text() + ", " + column(right).text() + ")";
        return atom(text, Shape.matrix(rows, a.columns().times(b.columns())), left, right);
    }

    private static NumPyValue column(NumPyValue value) {
        return value.shape().isVector()
                ? atom(
                        value.atLeast(Precedence.ATOM) + "[:, None]",
                        Shape.matrix(value.shape().rows(), Size.ONE),
                        value)
                : dimensions(value);
    }

    @Override
    public NumPyValue transpose(MatrixExpr.Transpose e) {
        NumPyValue operand = write(e.operand());
        if (operand.shape().isScalar()) {
            return operand;
        }
        if (operand.shape().isVector()) {
            return new NumPyValue(
                    operand.text(), operand.precedence(), operand.operator(), e.shape(), true, operand.nesting());
        }
        String suffix = operand.flat() ? "[:, None]" : ".T";
        return atom(operand.atLeast(Precedence.ATOM) + suffix, e.shape(), operand);
    }

    @Override
    public NumPyValue power(MatrixExpr.Power e) {
        return power(e.base(), e.exponent());
    }

    private NumPyValue power(MatrixExpr base, Rational exponent) {
        NumPyValue operand = floating(base);
        if (exponent.signum() < 0) {
            String bottom = exponent.equals(Rational.MINUS_ONE) ? operand.right() : raised(operand, exponent.negate());
            NumPyValue quotient = changed(operand, text -> "1 / " + bottom, Precedence.TERM);
            return new NumPyValue(
                    quotient.text(), Precedence.TERM, '/', quotient.shape(), quotient.flat(), quotient.nesting());
        }
        return changed(
                operand, text -> raised(operand, exponent), exponent.isInteger() ? Precedence.POWER : Precedence.ATOM);
    }

    private String raised(NumPyValue operand, Rational exponent) {
        if (exponent.equals(Rational.HALF)) {
            return "np.sqrt(" + operand.text() + ")";
        }
        return exponent.isInteger()
                ? operand.atLeast(Precedence.ATOM) + "**" + exponent
                : "np.power(" + operand.text() + ", "
                        + number(new MatrixExpr.Number(exponent)).text() + ")";
    }

    /** Integers have no fractional powers in NumPy. */
    private NumPyValue floating(MatrixExpr e) {
        NumPyValue value = write(e);
        boolean integer = e instanceof MatrixExpr.Number n
                && n.value().isInteger()
                && !value.text().contains(".");
        return integer && !value.text().contains("inf") ? number(value.text() + ".0") : value;
    }

    @Override
    public NumPyValue matrixPower(MatrixExpr.MatrixPower e) {
        NumPyValue base = dimensions(write(e.base()));
        String exponent = e.exponent().constant().isPresent()
                ? e.exponent().toString()
                : "int(" + sizes.length(e.exponent()) + ")";
        return atom("np.linalg.matrix_power(" + base.text() + ", " + exponent + ")", e.shape(), base);
    }

    @Override
    public NumPyValue apply(MatrixExpr.Apply e) {
        if (e.function() instanceof Power power) {
            return power(e.arguments().get(0), power.exponent());
        }
        List<NumPyValue> values = new ArrayList<>();
        boolean plane = false;
        boolean flat = false;
        for (MatrixExpr argument : e.arguments()) {
            NumPyValue value = conform(floating(argument), e.shape());
            plane |= value.isPlane();
            flat |= value.flat();
            values.add(value);
        }
        String text = functions.call(
                e.function().name(), values.stream().map(NumPyValue::text).toList());
        return entrywise(text, Precedence.ATOM, ' ', e.shape(), new Operands(values, flat && !plane));
    }

    @Override
    public NumPyValue call(MatrixExpr.Call e) {
        NumPyValue argument = e.function() == MatrixFunction.DOT || e.function() == MatrixFunction.UNVEC
                ? write(e.arguments().get(0))
                : floating(e.arguments().get(0));
        return argument.shape().isScalar() ? ofScalar(e, argument) : ofTensor(e, argument);
    }

    private NumPyValue ofScalar(MatrixExpr.Call e, NumPyValue a) {
        return switch (e.function()) {
            case TR, DET, SUM -> a;
            case LOGDET -> atom("np.log(np.abs(" + a.text() + "))", e.shape(), a);
            case INV -> new NumPyValue("1 / " + a.right(), Precedence.TERM, '/', e.shape(), false, nesting(a));
            case VEC -> atom("np.array([" + a.text() + "])", e.shape(), a);
            case DOT -> times(new Operands(List.of(a, write(e.arguments().get(1))), false), e.shape());
            case NORM1, NORM2, NORMF -> atom("np.abs(" + a.text() + ")", e.shape(), a);
            case EIGMAX -> a;
            case NORMNUC, NORMSPEC -> atom("np.abs(" + a.text() + ")", e.shape(), a);
            case VSTACK, HSTACK -> stack(e);
            case SOFTMAX,
                    LOGSUMEXP,
                    SOFTMAX_ROWS,
                    SOFTMAX_COLS,
                    LOGSUMEXP_ROWS,
                    ROWSUM,
                    COLSUM,
                    DIAG,
                    DIAGVEC,
                    ADJ,
                    PINV,
                    EXPM,
                    DEXPM,
                    CHOLESKY,
                    EIGVECMAX,
                    POLAR,
                    TRIL,
                    TRIU,
                    UNVEC -> throw new IllegalArgumentException(e.function().word() + " of a scalar");
        };
    }

    private NumPyValue ofTensor(MatrixExpr.Call e, NumPyValue value) {
        NumPyValue a = dimensions(value);
        return switch (e.function()) {
            case TR -> call("np.trace(%s)", e, a);
            case DET -> call("np.linalg.det(%s)", e, a);
            case LOGDET -> call("np.linalg.slogdet(%s)[1]", e, a);
            case INV -> call("np.linalg.inv(%s)", e, a);
            case SUM -> call("np.sum(%s)", e, value);
            case ROWSUM -> call("np.sum(%s, axis=1)", e, a);
            case COLSUM -> call("np.sum(%s, axis=0)", e, a);
            case DIAG -> call(a.shape().isVector() ? "np.diag(%s)" : "np.diag(np.ravel(%s))", e, a);
            case DIAGVEC -> call("np.diag(%s)", e, a);
            case VEC -> vec(e, value);
            case DOT -> dot(e, value, write(e.arguments().get(1)));
            case NORM1 -> call("np.sum(np.abs(%s))", e, value);
            case NORM2, NORMF -> call("np.linalg.norm(%s)", e, value);
            case SOFTMAX -> call(functions.use("_softmax") + "(%s)", e, a);
            case SOFTMAX_ROWS -> call(functions.use("_softmax") + "(%s, axis=1)", e, a);
            case SOFTMAX_COLS -> call(functions.use("_softmax") + "(%s, axis=0)", e, a);
            case LOGSUMEXP -> call("np.logaddexp.reduce(%s, axis=None)", e, a);
            case LOGSUMEXP_ROWS -> call("np.logaddexp.reduce(%s, axis=1)", e, a);
            case ADJ -> call(functions.use("_adj") + "(%s)", e, a);
            case PINV -> call("np.linalg.pinv(%s)", e, a);
            case EXPM -> call(functions.use("_expm") + "(%s)", e, a);
            case DEXPM -> {
                NumPyValue direction = dimensions(write(e.arguments().get(1)));
                yield atom(
                        functions.use("_dexpm") + "(" + a.text() + ", " + direction.text() + ")",
                        e.shape(),
                        a,
                        direction);
            }
            case CHOLESKY -> call("np.linalg.cholesky(%s)", e, a);
            case EIGMAX -> call("np.linalg.eigvalsh(%s)[-1]", e, a);
            case EIGVECMAX -> call("np.linalg.eigh(%s)[1][:, -1]", e, a);
            case NORMNUC -> call("np.linalg.norm(%s, 'nuc')", e, a);
            case NORMSPEC -> call("np.linalg.norm(%s, 2)", e, a);
            case POLAR -> call(functions.use("_polar") + "(%s)", e, a);
            case TRIL -> call("np.tril(%s)", e, a);
            case TRIU -> call("np.triu(%s)", e, a);
            case VSTACK, HSTACK -> stack(e);
            case UNVEC ->
                atom(a.atLeast(Precedence.ATOM) + ".reshape(" + sizes.shape(e.shape()) + ", order='F')", e.shape(), a);
        };
    }

    private NumPyValue stack(MatrixExpr.Call e) {
        boolean vector = e.shape().isVector();
        List<String> parts = new ArrayList<>();
        List<NumPyValue> values = writeAll(e.arguments());
        for (NumPyValue value : values) {
            if (value.shape().isScalar()) {
                parts.add((vector ? "np.array([" : "np.array([[") + value.text() + (vector ? "])" : "]])"));
            } else {
                parts.add(vector ? value.text() : column(value).text());
            }
        }
        String function = vector ? "np.concatenate" : e.function() == MatrixFunction.VSTACK ? "np.vstack" : "np.hstack";
        return atom(function + "([" + String.join(", ", parts) + "])", e.shape(), values.toArray(NumPyValue[]::new));
    }

    /** Positions count from one, in NumPy from zero. */
    private String place(Size position) {
        return sizes.length(position.minus(Size.ONE));
    }

    @Override
    public NumPyValue entry(MatrixExpr.Entry e) {
        NumPyValue operand = dimensions(write(e.operand()));
        List<String> slots = new ArrayList<>();
        boolean row = e.shape().isRow() && e.operand().shape().isMatrix();
        for (MatrixExpr.Slot slot : e.slots()) {
            if (slot instanceof MatrixExpr.Slot.At at) {
                String place = place(at.position());
                slots.add(row && slots.isEmpty() ? place + ":" + sizes.length(at.position()) : place);
            } else if (slot instanceof MatrixExpr.Slot.Range range) {
                slots.add(place(range.from()) + ":" + sizes.length(range.to()));
            } else {
                slots.add(":");
            }
        }
        return atom(operand.atLeast(Precedence.ATOM) + "[" + String.join(", ", slots) + "]", e.shape(), operand);
    }

    @Override
    public NumPyValue indexSum(MatrixExpr.IndexSum e) {
        String index = sizes.bind(e.index());
        NumPyValue body = dimensions(write(e.body()));
        String range = sizes.length(e.from()) + ", " + sizes.length(e.to().plus(Size.ONE));
        return atom("sum(" + body.text() + " for " + index + " in range(" + range + "))", e.shape(), body);
    }

    @Override
    public NumPyValue einsum(MatrixExpr.Einsum e) {
        StringBuilder text = new StringBuilder("np.einsum('")
                .append(String.join(",", e.inputs()))
                .append("->")
                .append(e.output())
                .append('\'');
        List<NumPyValue> operands = writeAll(e.operands());
        for (NumPyValue operand : operands) {
            text.append(", ").append(dimensions(operand).text());
        }
        return atom(text.append(')').toString(), e.shape(), operands.toArray(NumPyValue[]::new));
    }

    @Override
    public NumPyValue unit(MatrixExpr.Unit e) {
        return atom("np.eye(" + sizes.length(e.size()) + ")[" + place(e.position()) + "]", e.shape());
    }

    @Override
    public NumPyValue commutation(MatrixExpr.Commutation e) {
        return atom(
                functions.use("_commutation") + "(" + sizes.length(e.rows()) + ", " + sizes.length(e.columns()) + ")",
                e.shape());
    }

    private static NumPyValue call(String format, MatrixExpr.Call e, NumPyValue argument) {
        return atom(String.format(format, argument.text()), e.shape(), argument);
    }

    private static NumPyValue vec(MatrixExpr.Call e, NumPyValue a) {
        if (a.shape().isVector() || a.flat()) {
            return new NumPyValue(a.text(), a.precedence(), a.operator(), e.shape(), false, a.nesting());
        }
        return atom(a.atLeast(Precedence.ATOM) + ".ravel(order='F')", e.shape(), a);
    }

    private NumPyValue dot(MatrixExpr.Call e, NumPyValue a, NumPyValue b) {
        boolean lines = (a.shape().isVector() || a.flat()) && (b.shape().isVector() || b.flat());
        if (lines) {
            return new NumPyValue(
                    a.left('@') + " @ " + b.right(), Precedence.TERM, '@', e.shape(), false, nesting(a, b));
        }
        NumPyValue product = times(new Operands(List.of(dimensions(a), dimensions(b)), false), a.shape());
        return atom("np.sum(" + product.text() + ")", e.shape(), product);
    }

    @Override
    public NumPyValue identity(MatrixExpr.Identity e) {
        return atom("np.eye(" + sizes.length(e.size()) + ")", e.shape());
    }

    @Override
    public NumPyValue ones(MatrixExpr.Ones e) {
        return e.shape().isScalar() ? number("1") : atom("np.ones(" + sizes.shape(e.shape()) + ")", e.shape());
    }

    @Override
    public NumPyValue zeros(MatrixExpr.Zeros e) {
        return e.shape().isScalar() ? number("0") : atom("np.zeros(" + sizes.shape(e.shape()) + ")", e.shape());
    }
}
