package io.deltafold.emit;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.Power;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Expressions in Java over row-major arrays. Entrywise operations stay expressions of an entry, so that a chain of them
 * becomes one loop, until something else needs their values.
 */
final class JavaWriter implements MatrixExpr.Visitor<JavaValue> {
    private static final int MAX_WEIGHT = 24;
    private static final int MAX_OPERANDS = 24;
    private static final int MAX_INTEGER_BITS = 53;

    private final Map<String, JavaValue> symbols;
    private final JavaSizes sizes;
    private final JavaFunctions functions;
    private final JavaBody body;
    private final SharedParts shared;
    private final Map<MatrixExpr, JavaValue> computed = new IdentityHashMap<>();

    /** {@code symbols} are the values of symbols, filled while writing. */
    JavaWriter(
            Map<String, JavaValue> symbols,
            JavaSizes sizes,
            JavaFunctions functions,
            JavaBody body,
            SharedParts shared) {
        this.symbols = symbols;
        this.sizes = sizes;
        this.functions = functions;
        this.body = body;
        this.shared = shared;
    }

    /** Computes a named part into a variable {@code name}. */
    void define(String symbol, String name, MatrixExpr e) {
        prepare(e);
        symbols.put(symbol, store(write(e), Optional.of(name)));
    }

    /** The expression to return: a scalar, or an array of exactly the wanted shape. */
    String result(MatrixExpr e, Shape shape) {
        prepare(e);
        JavaValue value = write(e);
        if (shape.isScalar()) {
            return value.entry().at(zeros(value.shape())).text();
        }
        boolean sameEntries = value.shape().count().equals(shape.count());
        if (sameEntries && value.array().isPresent()) {
            String name = value.array().get();
            return body.owns(name) ? name : name + ".clone()";
        }
        if (sameEntries) {
            return array(value);
        }
        return array(JavaValue.of(shape, value.weight(), index -> conform(value, shape, index)));
    }

    private void prepare(MatrixExpr e) {
        for (MatrixExpr part : DeepParts.of(e)) {
            computed.put(part, light(write(part)));
        }
    }

    private JavaValue write(MatrixExpr e) {
        JavaValue known = computed.get(e);
        if (known != null) {
            return known;
        }
        JavaValue value = e.accept(this);
        if (shared.contains(e)) {
            value = light(value);
            computed.put(e, value);
        } else if (value.weight() > MAX_WEIGHT) {
            value = store(value, Optional.empty());
        }
        return value;
    }

    private List<JavaValue> writeAll(List<MatrixExpr> expressions) {
        List<JavaValue> values = new ArrayList<>();
        for (MatrixExpr e : expressions) {
            values.add(write(e));
        }
        return values;
    }

    private JavaValue store(JavaValue value, Optional<String> name) {
        Shape shape = value.shape();
        if (shape.isScalar()) {
            return body.scalar(name, value.text().text(), target -> List.of());
        }
        List<String> index = body.index(shape);
        return body.array(
                shape,
                name,
                target -> body.nest(
                        index,
                        shape.sizes(),
                        List.of(target + "[" + sizes.offset(shape, index) + "] = "
                                + value.entry().at(index).text() + ";")));
    }

    /** The value such that reading an entry several times costs little. */
    private JavaValue light(JavaValue value) {
        return value.weight() <= 1 ? value : store(value, Optional.empty());
    }

    /** The name of an array with the value. */
    private String array(JavaValue value) {
        JavaValue stored = value.array().isPresent() ? value : store(value, Optional.empty());
        return stored.array().orElseGet(() -> "new double[] {" + value.text().text() + "}");
    }

    private static List<String> zeros(Shape shape) {
        return shape.sizes().stream().map(size -> "0").toList();
    }

    /** The entry of an operand that belongs to an entry of an entrywise result of shape {@code whole}. */
    private static Fragment conform(JavaValue value, Shape whole, List<String> index) {
        Shape shape = value.shape();
        List<String> own = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            boolean missing = axis >= whole.rank();
            boolean repeated = !missing
                    && shape.sizes().get(axis).isOne()
                    && !whole.sizes().get(axis).isOne();
            boolean single = shape.rank() != whole.rank() && shape.isScalarLike();
            own.add(missing || repeated || single ? "0" : index.get(axis));
        }
        return value.entry().at(own);
    }

    @Override
    public JavaValue number(MatrixExpr.Number e) {
        return JavaValue.scalar(number(e.value()), 0);
    }

    private static Fragment number(Rational value) {
        if (value.numerator().bitLength() > MAX_INTEGER_BITS
                || value.denominator().bitLength() > MAX_INTEGER_BITS) {
            double nearest = value.toDouble();
            if (Double.isInfinite(nearest)) {
                return Fragment.atom(nearest < 0 ? "Double.NEGATIVE_INFINITY" : "Double.POSITIVE_INFINITY");
            }
            return signed(Double.toString(nearest));
        }
        if (value.isInteger()) {
            return signed(value + ".0");
        }
        return Decimals.exact(value)
                .map(JavaWriter::signed)
                .orElseGet(
                        () -> new Fragment(value.numerator() + ".0 / " + value.denominator() + ".0", Precedence.TERM));
    }

    private static Fragment signed(String text) {
        return new Fragment(text, text.startsWith("-") ? Precedence.SIGNED : Precedence.ATOM);
    }

    @Override
    public JavaValue pi(MatrixExpr.Pi e) {
        return JavaValue.scalar(Fragment.atom("Math.PI"), 0);
    }

    @Override
    public JavaValue sizeValue(MatrixExpr.SizeValue e) {
        if (SizeTerms.isName(e.size())) {
            String name = sizes.name(e.size().toString());
            return JavaValue.scalar(new Fragment("(double) " + name, Precedence.SIGNED), 0);
        }
        return write(SizeTerms.expression(e.size()));
    }

    @Override
    public JavaValue reference(MatrixExpr.Reference e) {
        JavaValue value = symbols.get(e.symbol().name());
        if (value == null) {
            throw new IllegalArgumentException(e.symbol().name() + " is neither a parameter nor a named part");
        }
        return value;
    }

    @Override
    public JavaValue sum(MatrixExpr.Sum e) {
        return chain(writeAll(e.terms()), e.shape(), JavaWriter::add);
    }

    private static Fragment add(List<Fragment> terms) {
        StringBuilder text = new StringBuilder();
        for (Fragment term : terms) {
            boolean minus = term.precedence() != Precedence.SUM && term.text().startsWith("-");
            if (text.isEmpty()) {
                text.append(term.text());
            } else if (minus) {
                text.append(" - ").append(term.text(), 1, term.text().length());
            } else {
                text.append(" + ").append(term.atLeast(Precedence.TERM));
            }
        }
        return new Fragment(text.toString(), Precedence.SUM);
    }

    private static Fragment multiply(List<Fragment> factors) {
        StringBuilder text = new StringBuilder();
        for (Fragment factor : factors) {
            if (!factor.text().equals("1.0") || factors.size() == 1) {
                text.append(
                        text.isEmpty() ? factor.atLeast(Precedence.SIGNED) : " * " + factor.atLeast(Precedence.ATOM));
            }
        }
        return text.isEmpty() ? Fragment.atom("1.0") : new Fragment(text.toString(), Precedence.TERM);
    }

    /** How an entry of a result is made of entries of operands. */
    @FunctionalInterface
    private interface Operation {
        Fragment of(List<Fragment> operands);
    }

    private JavaValue chain(List<JavaValue> operands, Shape shape, Operation operation) {
        List<JavaValue> rest = operands;
        while (rest.size() > MAX_OPERANDS) {
            JavaValue part = entrywise(rest.subList(0, MAX_OPERANDS), shape, operation);
            List<JavaValue> next = new ArrayList<>(List.of(store(part, Optional.empty())));
            next.addAll(rest.subList(MAX_OPERANDS, rest.size()));
            rest = next;
        }
        return entrywise(rest, shape, operation);
    }

    private JavaValue entrywise(List<JavaValue> operands, Shape shape, Operation operation) {
        int total = operands.size();
        for (JavaValue operand : operands) {
            total += operand.weight();
        }
        List<JavaValue> kept = new ArrayList<>(operands);
        if (total > 2 * MAX_WEIGHT) {
            kept.replaceAll(this::light);
        }
        // What does not depend on an axis is not computed along it again and again.
        kept.replaceAll(operand -> operand.shape().equals(shape) ? operand : light(operand));
        int weight = kept.size() + kept.stream().mapToInt(JavaValue::weight).sum();
        return JavaValue.of(shape, weight, index -> {
            List<Fragment> entries = new ArrayList<>();
            for (JavaValue operand : kept) {
                entries.add(conform(operand, shape, index));
            }
            return operation.of(entries);
        });
    }

    @Override
    public JavaValue negate(MatrixExpr.Negate e) {
        return entrywise(List.of(write(e.operand())), e.shape(), operands -> {
            Fragment operand = operands.get(0);
            String text =
                    operand.text().startsWith("-") ? "(" + operand.text() + ")" : operand.atLeast(Precedence.TERM);
            return new Fragment(
                    "-" + text, operand.precedence() == Precedence.TERM ? Precedence.TERM : Precedence.SIGNED);
        });
    }

    @Override
    public JavaValue hadamard(MatrixExpr.Hadamard e) {
        return chain(writeAll(e.factors()), e.shape(), JavaWriter::multiply);
    }

    @Override
    public JavaValue divide(MatrixExpr.Divide e) {
        return entrywise(
                writeAll(List.of(e.numerator(), e.denominator())),
                e.shape(),
                operands -> quotient(operands.get(0), operands.get(1)));
    }

    private static Fragment quotient(Fragment top, Fragment bottom) {
        return new Fragment(top.atLeast(Precedence.TERM) + " / " + bottom.atLeast(Precedence.ATOM), Precedence.TERM);
    }

    @Override
    public JavaValue matMul(MatrixExpr.MatMul e) {
        Chain chain = Chain.of(e);
        List<JavaValue> factors = new ArrayList<>(writeAll(chain.scalars()));
        if (!chain.factors().isEmpty()) {
            JavaProducts products = new JavaProducts(body, sizes, this::light);
            List<JavaValue> matrices = writeAll(chain.factors());
            factors.add(chain.associative() ? products.product(matrices) : products.leftToRight(matrices));
        }
        return factors.size() == 1 ? factors.get(0) : chain(factors, e.shape(), JavaWriter::multiply);
    }

    @Override
    public JavaValue kronecker(MatrixExpr.Kronecker e) {
        JavaProducts products = new JavaProducts(body, sizes, this::light);
        JavaValue product = write(e.factors().get(0));
        for (MatrixExpr factor : e.factors().subList(1, e.factors().size())) {
            product = products.kronecker(product, write(factor));
        }
        return product;
    }

    @Override
    public JavaValue transpose(MatrixExpr.Transpose e) {
        JavaValue operand = write(e.operand());
        if (operand.shape().isScalar()) {
            return operand;
        }
        // A row and a column lie in memory in the same way.
        boolean line = operand.shape().isVector()
                || operand.shape().rows().isOne()
                || operand.shape().columns().isOne();
        return new JavaValue(
                e.shape(),
                index -> operand.at(index.get(1), index.get(0)),
                operand.weight(),
                line ? operand.array() : Optional.empty(),
                operand.diagonal());
    }

    @Override
    public JavaValue power(MatrixExpr.Power e) {
        return power(e.base(), e.exponent());
    }

    private JavaValue power(MatrixExpr base, Rational exponent) {
        return entrywise(List.of(write(base)), base.shape(), operands -> {
            Fragment operand = operands.get(0);
            if (exponent.equals(Rational.HALF)) {
                return Fragment.atom("Math.sqrt(" + operand.text() + ")");
            }
            if (exponent.equals(Rational.MINUS_ONE)) {
                return quotient(Fragment.atom("1.0"), operand);
            }
            return Fragment.atom(
                    "Math.pow(" + operand.text() + ", " + number(exponent).text() + ")");
        });
    }

    @Override
    public JavaValue matrixPower(MatrixExpr.MatrixPower e) {
        int exponent = e.exponent()
                .constant()
                .flatMap(Rational::asInt)
                .orElseThrow(() -> new NotEmittable("a symbolic matrix power has no plain Java code"));
        JavaProducts products = new JavaProducts(body, sizes, this::light);
        JavaValue square = light(write(e.base()));
        Optional<JavaValue> power = Optional.empty();
        for (int rest = exponent; rest > 0; rest /= 2) {
            if (rest % 2 == 1) {
                JavaValue factor = square;
                power = Optional.of(power.map(p -> products.times(p, factor)).orElse(factor));
            }
            square = rest > 1 ? products.times(square, square) : square;
        }
        return power.orElseGet(() -> identity(new MatrixExpr.Identity(e.shape().rows())));
    }

    @Override
    public JavaValue apply(MatrixExpr.Apply e) {
        if (e.function() instanceof Power power) {
            return power(e.arguments().get(0), power.exponent());
        }
        return entrywise(
                writeAll(e.arguments()),
                e.shape(),
                operands -> Fragment.atom(functions.call(
                        e.function().name(),
                        operands.stream().map(Fragment::text).toList())));
    }

    @Override
    public JavaValue call(MatrixExpr.Call e) {
        return new JavaCalls(body, sizes, functions, this::light, this::array).call(e, writeAll(e.arguments()));
    }

    private String place(Size position) {
        return sizes.length(position.minus(Size.ONE)).text();
    }

    @Override
    public JavaValue entry(MatrixExpr.Entry e) {
        JavaValue operand = light(write(e.operand()));
        boolean row = e.shape().isRow() && e.operand().shape().isMatrix();
        return JavaValue.of(e.shape(), 1, index -> {
            List<String> at = new ArrayList<>();
            int next = row && e.slots().get(0) instanceof MatrixExpr.Slot.At ? 1 : 0;
            for (MatrixExpr.Slot slot : e.slots()) {
                if (slot instanceof MatrixExpr.Slot.At position) {
                    at.add(place(position.position()));
                } else if (slot instanceof MatrixExpr.Slot.Range range
                        && !range.from().isOne()) {
                    at.add("(" + index.get(next++) + " + " + place(range.from()) + ")");
                } else {
                    at.add(index.get(next++));
                }
            }
            return operand.entry().at(at);
        });
    }

    @Override
    public JavaValue indexSum(MatrixExpr.IndexSum e) {
        throw new NotEmittable("an explicit sum has no plain Java code");
    }

    @Override
    public JavaValue einsum(MatrixExpr.Einsum e) {
        Map<Character, String> variables = new TreeMap<>();
        List<String> order = new ArrayList<>();
        List<Size> bounds = new ArrayList<>();
        List<JavaValue> operands = new ArrayList<>();
        for (int i = 0; i < e.operands().size(); i++) {
            operands.add(light(write(e.operands().get(i))));
        }
        for (int i = 0; i < operands.size(); i++) {
            for (int axis = 0; axis < e.inputs().get(i).length(); axis++) {
                char letter = e.inputs().get(i).charAt(axis);
                if (!variables.containsKey(letter)) {
                    Size size = operands.get(i).shape().sizes().get(axis);
                    String variable = size.isOne() ? "0" : body.loop(order.size());
                    variables.put(letter, variable);
                    order.add(variable);
                    bounds.add(size);
                }
            }
        }
        List<Fragment> factors = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            factors.add(operands.get(i).entry().at(variables(e.inputs().get(i), variables)));
        }
        String term = multiply(factors).text();
        if (e.shape().isScalar()) {
            return body.scalar(
                    Optional.empty(), "0.0", target -> body.nest(order, bounds, List.of(target + " += " + term + ";")));
        }
        String at = sizes.offset(e.shape(), variables(e.output(), variables));
        return body.array(
                e.shape(),
                Optional.empty(),
                target -> body.nest(order, bounds, List.of(target + "[" + at + "] += " + term + ";")));
    }

    private static List<String> variables(String subscripts, Map<Character, String> variables) {
        List<String> named = new ArrayList<>();
        subscripts.chars().forEach(letter -> named.add(variables.getOrDefault((char) letter, "0")));
        return named;
    }

    @Override
    public JavaValue unit(MatrixExpr.Unit e) {
        return JavaValue.of(
                e.shape(),
                1,
                index -> Fragment.atom("(" + index.get(0) + " == " + place(e.position()) + " ? 1.0 : 0.0)"));
    }

    @Override
    public JavaValue commutation(MatrixExpr.Commutation e) {
        String m = sizes.length(e.rows()).atLeast(Precedence.ATOM);
        String n = sizes.length(e.columns()).atLeast(Precedence.ATOM);
        return JavaValue.of(
                e.shape(),
                2,
                index -> Fragment.atom("(" + index.get(0) + " / " + n + " == " + index.get(1) + " % " + m + " && "
                        + index.get(0) + " % " + n + " == " + index.get(1) + " / " + m + " ? 1.0 : 0.0)"));
    }

    @Override
    public JavaValue identity(MatrixExpr.Identity e) {
        return JavaProducts.diagonal(e.shape(), index -> Fragment.atom("1.0"));
    }

    @Override
    public JavaValue ones(MatrixExpr.Ones e) {
        return JavaValue.of(e.shape(), 0, index -> Fragment.atom("1.0"));
    }

    @Override
    public JavaValue zeros(MatrixExpr.Zeros e) {
        return JavaValue.of(e.shape(), 0, index -> Fragment.atom("0.0"));
    }
}
