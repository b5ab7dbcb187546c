package io.deltafold.paper;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Property;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.ShapeRules;
import io.deltafold.matrix.SizeEquality;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.ScalarTable;
import io.deltafold.syntax.Span;
import io.deltafold.tex.Tex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Formulas to matrix expressions, with the names of one place of a document. It runs twice over a formula: first for the
 * shapes alone, in which unknown sizes are solved, then for the values.
 */
final class Elaborator {
    private static final int DEEPEST = 150;

    private final Sides sides = new Sides();
    private final SizeSystem sizes;
    private final Reading reading;
    private final Scope start;
    private final Products products = new Products(this);
    private final NamedFunctions functions = new NamedFunctions(this);
    private final Entries entries = new Entries(this);
    private final Literals literals = new Literals(this);
    private final Derivatives derivatives = new Derivatives(this);
    private final Set<String> defining = new HashSet<>();
    /** Index letters that are bound by a sum around, with the names they have inside. */
    private final Deque<Map<String, String>> bound = new ArrayDeque<>();

    private final Set<String> sizesHere;
    /** Where in the document the formula stands: what is promised later does not count. */
    private final int place;

    private Scope scope;
    private int depth;
    private int entrywise;

    /** @param sizesHere the letters that are sizes of what the formula is about; others are indices */
    Elaborator(Scope scope, SizeSystem sizes, Reading reading, Set<String> sizesHere, int place) {
        this.place = place;
        this.sizesHere = sizesHere;
        this.start = scope;
        this.scope = scope;
        this.sizes = sizes;
        this.reading = reading;
    }

    Optional<Rule> rule(Binding binding) {
        return binding.rule(place);
    }

    Set<Property> properties(Binding binding) {
        return binding.properties(place);
    }

    Sides sides() {
        return sides;
    }

    SizeSystem sizes() {
        return sizes;
    }

    Reading reading() {
        return reading;
    }

    Scope scope() {
        return scope;
    }

    Scope start() {
        return start;
    }

    Derivatives derivatives() {
        return derivatives;
    }

    Literals literals() {
        return literals;
    }

    Entries entries() {
        return entries;
    }

    NamedFunctions functions() {
        return functions;
    }

    SizeEquality equality() {
        return sizes;
    }

    MatrixExpr expr(Tex tex) {
        if (++depth > DEEPEST) {
            throw new NotUnderstood(tex.span(), "this is nested too deeply");
        }
        try {
            return dispatch(tex);
        } finally {
            depth--;
        }
    }

    private MatrixExpr dispatch(Tex tex) {
        if (tex instanceof Tex.Number number) {
            return MatrixExpr.number(Rational.parse(number.digits()));
        } else if (tex instanceof Tex.Name || tex instanceof Tex.Sub || tex instanceof Tex.Accent) {
            return entries.symbol(tex);
        } else if (tex instanceof Tex.Prime prime) {
            return functions.prime(prime);
        } else if (tex instanceof Tex.Sup sup) {
            return power(sup);
        } else if (tex instanceof Tex.Juxtaposition row) {
            return products.row(row.factors(), row.span());
        } else if (tex instanceof Tex.Product product) {
            return products.chain(product);
        } else if (tex instanceof Tex.Sum sum) {
            return sum(sum);
        } else if (tex instanceof Tex.Fraction fraction) {
            return fraction(fraction);
        } else if (tex instanceof Tex.Root root) {
            return root(root);
        } else if (tex instanceof Tex.Big big) {
            return entries.big(big);
        } else if (tex instanceof Tex.Function function) {
            return functions.call(function);
        } else if (tex instanceof Tex.Bracket bracket) {
            return functions.bracket(bracket, Optional.empty());
        } else if (tex instanceof Tex.Matrix matrix) {
            return literals.value(matrix);
        } else if (tex instanceof Tex.Brace brace) {
            return literals.brace(brace);
        } else if (tex instanceof Tex.Words words) {
            throw new NotUnderstood(
                    tex.span(),
                    "these words stand inside a formula: " + words.text().strip());
        } else if (tex instanceof Tex.Dots) {
            throw new NotUnderstood(tex.span(), "what the dots stand for is not said");
        } else if (tex instanceof Tex.Empty) {
            throw new NotUnderstood(tex.span(), "something is missing here");
        } else if (tex instanceof Tex.Listing) {
            throw new NotUnderstood(tex.span(), "a list is no value");
        }
        throw new NotUnderstood(tex.span(), "this is no expression");
    }

    /** What a name stands for, with the definitions it needs. */
    MatrixExpr reference(Binding binding, Span span) {
        if (binding.isOnes()) {
            return new MatrixExpr.Ones(shape(binding));
        }
        if (binding.role() == Binding.Role.FUNCTION) {
            throw new NotUnderstood(
                    span, "nothing is known of " + binding.latex() + " but that it is a function, so it has no value");
        }
        if (rule(binding).isPresent() && !defining.contains(binding.name())) {
            return MatrixExpr.reference(definition(binding, rule(binding).get()));
        }
        Symbol symbol = new Symbol(binding.name(), shape(binding), binding.properties(place));
        Optional<MatrixExpr> constrained = constrained(binding, symbol);
        if (constrained.isPresent()) {
            Symbol free = new Symbol(binding.name() + "_free", symbol.shape());
            sides.variable(free);
            sides.definition(new Definition(symbol, constrained.get()));
        } else {
            sides.variable(symbol);
        }
        sides.spell(symbol.name(), binding.latex());
        return MatrixExpr.reference(symbol);
    }

    /** A point of the set on which a constraint holds, from a free one. */
    private Optional<MatrixExpr> constrained(Binding binding, Symbol symbol) {
        if (binding.constraints(place).isEmpty() || sizes.onlyShapes()) {
            return Optional.empty();
        }
        MatrixExpr free = MatrixExpr.reference(new Symbol(binding.name() + "_free", symbol.shape()));
        return switch (binding.constraints(place).iterator().next()) {
            case ROWS_SUM_TO_ONE ->
                symbol.shape().isMatrix()
                        ? Optional.of(MatrixExpr.call(MatrixFunction.SOFTMAX_ROWS, free))
                        : Optional.empty();
            case SUMS_TO_ONE ->
                symbol.shape().isVector()
                        ? Optional.of(MatrixExpr.call(MatrixFunction.SOFTMAX, free))
                        : Optional.empty();
            case UNIT_NORM ->
                symbol.shape().isVector()
                        ? Optional.of(MatrixExpr.divide(free, MatrixExpr.call(MatrixFunction.NORM2, free)))
                        : Optional.empty();
            case ORTHONORMAL_COLUMNS ->
                symbol.shape().isMatrix() ? Optional.of(orthonormalised(free)) : Optional.empty();
        };
    }

    /** Q = F L⁻ᵀ with FᵀF = LLᵀ, so that QᵀQ = I; there is no such Q, and no value, where F has more columns than rows. */
    private static MatrixExpr orthonormalised(MatrixExpr free) {
        MatrixExpr factor =
                MatrixExpr.call(MatrixFunction.CHOLESKY, MatrixExpr.matMul(List.of(MatrixExpr.transpose(free), free)));
        return MatrixExpr.matMul(List.of(free, MatrixExpr.transpose(MatrixExpr.call(MatrixFunction.INV, factor))));
    }

    /** The shape of a name, inferred where it was not stated. */
    Shape shape(Binding binding) {
        if (binding.shape().isEmpty()) {
            binding.infer(Guess.shape(binding, binding.properties(place), sizes));
        }
        return binding.shape().orElseThrow().map(sizes::resolve);
    }

    private Symbol definition(Binding binding, Rule rule) {
        Definition before = sides.definitions().get(binding.name());
        if (before != null) {
            return before.symbol();
        }
        Scope outside = scope;
        Deque<Map<String, String>> indicesOutside = new ArrayDeque<>(bound);
        defining.add(binding.name());
        scope = rule.scope();
        bound.clear();
        try {
            MatrixExpr value = rule.indices().isEmpty()
                    ? expr(rule.body())
                    : entries.lifted(rule.body(), rule.indices(), binding.shape());
            Shape shape = value.shape().map(sizes::resolve);
            if (binding.shape().isPresent()) {
                value = fitted(
                        value,
                        binding.shape().get().map(sizes::resolve),
                        rule.body().span());
                shape = value.shape().map(sizes::resolve);
            } else {
                binding.infer(shape);
            }
            Symbol symbol = new Symbol(binding.name(), shape, binding.properties(place));
            sides.definition(new Definition(symbol, value));
            sides.spell(symbol.name(), binding.latex());
            return symbol;
        } finally {
            defining.remove(binding.name());
            scope = outside;
            bound.clear();
            bound.addAll(indicesOutside);
        }
    }

    /** The value in a stated shape: n×1 as a vector, 1×1 as a scalar. */
    MatrixExpr fitted(MatrixExpr value, Shape stated, Span span) {
        Shape shape = value.shape();
        if (shape.rank() == stated.rank()) {
            for (int axis = 0; axis < shape.rank(); axis++) {
                if (!sizes.equal(shape.sizes().get(axis), stated.sizes().get(axis))) {
                    throw new ShapesDiffer(
                            span,
                            "this is " + shown(shape).phrase() + ", but "
                                    + shown(stated).phrase() + " is expected");
                }
            }
            return value;
        }
        if (shape.isMatrix()
                && stated.isVector()
                && sizes.resolve(shape.columns()).isOne()) {
            return MatrixExpr.entry(value, List.of(new MatrixExpr.Slot.All(), new MatrixExpr.Slot.At(Size.ONE)));
        }
        if (shape.isMatrix() && stated.isScalar() && shape.map(sizes::resolve).isScalarLike()) {
            return MatrixExpr.entry(value, List.of(new MatrixExpr.Slot.At(Size.ONE), new MatrixExpr.Slot.At(Size.ONE)));
        }
        if (shape.isVector()
                        && stated.isMatrix()
                        && sizes.resolve(stated.columns()).isOne()
                || shape.isScalar() && stated.isScalarLike()) {
            return value;
        }
        throw new ShapesDiffer(
                span,
                "this is " + shown(shape).phrase() + ", but " + shown(stated).phrase() + " is expected");
    }

    Shape shown(Shape shape) {
        return shape.map(sizes::resolve);
    }

    /** Runs in other names, such as with an index bound. */
    <T> T with(Map<String, String> indices, Supplier<T> action) {
        bound.push(new HashMap<>(indices));
        try {
            return action.get();
        } finally {
            bound.pop();
        }
    }

    /** Runs with a name treated as a variable, whatever its definition. */
    <T> T in(Scope other, Supplier<T> action) {
        Scope before = scope;
        scope = other;
        try {
            return action.get();
        } finally {
            scope = before;
        }
    }

    /** Runs with a function of numbers applied entry by entry. */
    <T> T entrywise(Supplier<T> action) {
        entrywise++;
        try {
            return action.get();
        } finally {
            entrywise--;
        }
    }

    private boolean isEntrywise() {
        return entrywise > 0;
    }

    /** Whether the body of a definition is being read. */
    boolean isInDefinition() {
        return !defining.isEmpty();
    }

    boolean isSizeHere(String letter) {
        return sizesHere.contains(letter);
    }

    /** The name that an index letter gets, so that it is no size and no variable. */
    String indexName(String letter) {
        String name = Keys.identifier(letter);
        boolean taken = sizesHere.contains(letter)
                || scope.binding(letter).isPresent()
                || bound.stream()
                        .anyMatch(level -> level.containsValue(Keys.identifier(letter)) && !level.containsKey(letter));
        return taken ? name + "_" : name;
    }

    boolean isTakenIndex(String name) {
        return bound.stream().anyMatch(level -> level.containsValue(name));
    }

    Optional<String> boundIndex(String letter) {
        for (Map<String, String> level : bound) {
            String name = level.get(letter);
            if (name != null) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    private MatrixExpr sum(Tex.Sum sum) {
        List<MatrixExpr> terms = new ArrayList<>();
        Shape shape = Shape.SCALAR;
        for (Tex.Term term : sum.terms()) {
            if (!term.sign().equals("+") && !term.sign().equals("-")) {
                throw new NotUnderstood(sum.span(), "the sign \\" + term.sign() + " leaves open which of two is meant");
            }
            MatrixExpr value = expr(term.value());
            value = added(terms, shape, value, term.value().span());
            if (terms.isEmpty()) {
                shape = value.shape();
            } else {
                Shape before = shape;
                Shape next = value.shape();
                shape = fit(sum.span(), "add", before, next, () -> ShapeRules.broadcast("add", before, next, sizes));
            }
            terms.add(term.sign().equals("-") ? MatrixExpr.negate(value) : value);
        }
        return fit(sum.span(), () -> MatrixExpr.sum(terms, sizes));
    }

    /** A vector added to a matrix is meant for every row, or every column, whichever it fits. */
    private MatrixExpr added(List<MatrixExpr> before, Shape sum, MatrixExpr next, Span span) {
        Shape shape = next.shape();
        if (sum.isMatrix() && shape.isVector() && !sizes.resolve(sum.columns()).isOne()) {
            MatrixExpr spread = spread(next, sum, span);
            return spread;
        }
        if (sum.isVector()
                && shape.isMatrix()
                && !sizes.resolve(shape.columns()).isOne()
                && before.size() == 1) {
            before.set(0, spread(before.get(0), shape, span));
        }
        return next;
    }

    private MatrixExpr spread(MatrixExpr vector, Shape matrix, Span span) {
        Size length = sizes.resolve(vector.shape().rows());
        if (length.equals(sizes.resolve(matrix.columns()))
                || !length.equals(sizes.resolve(matrix.rows())) && sizes.equal(length, matrix.columns())) {
            sides.notes().add("a vector added to a matrix is read as added to every row");
            return MatrixExpr.transpose(vector);
        }
        if (length.equals(sizes.resolve(matrix.rows()))) {
            sides.notes().add("a vector added to a matrix is read as added to every column");
            return MatrixExpr.matMul(
                    List.of(vector, MatrixExpr.transpose(new MatrixExpr.Ones(Shape.vector(matrix.columns())))), sizes);
        }
        throw new ShapesDiffer(
                span,
                "a vector of size " + length + " cannot be added to "
                        + shown(matrix).phrase());
    }

    private MatrixExpr fraction(Tex.Fraction fraction) {
        Optional<MatrixExpr> derivative = derivatives.fraction(fraction);
        if (derivative.isPresent()) {
            return derivative.get();
        }
        MatrixExpr numerator = expr(fraction.numerator());
        MatrixExpr denominator = expr(fraction.denominator());
        return quotient(numerator, denominator, fraction.span());
    }

    MatrixExpr quotient(MatrixExpr numerator, MatrixExpr denominator, Span span) {
        if (numerator instanceof MatrixExpr.Number a
                && denominator instanceof MatrixExpr.Number b
                && !b.value().isZero()) {
            return MatrixExpr.number(a.value().dividedBy(b.value()));
        }
        Shape below = shown(denominator.shape());
        if (!below.isScalarLike()) {
            if (!isEntrywise() && numerator.shape().rank() != below.rank()) {
                throw new NotUnderstood(span, "a division by " + below.phrase() + " has no usual meaning");
            }
            sides.notes().add("a quotient of two tensors of one shape is read entry by entry");
        }
        return fit(
                span,
                "divide",
                numerator.shape(),
                denominator.shape(),
                () -> MatrixExpr.divide(numerator, scalar(denominator), sizes));
    }

    /** A 1×1 matrix as the number it holds. */
    MatrixExpr scalar(MatrixExpr e) {
        Shape shape = shown(e.shape());
        return shape.isMatrix() && shape.isScalarLike() ? fitted(e, Shape.SCALAR, new Span(0, 0)) : e;
    }

    private MatrixExpr root(Tex.Root root) {
        MatrixExpr value = scalar(expr(root.radicand()));
        if (!value.shape().isScalar()) {
            throw new NotUnderstood(
                    root.span(), "the root of " + shown(value.shape()).phrase() + " is not defined here");
        }
        if (root.index().isEmpty()) {
            return MatrixExpr.power(value, Rational.HALF);
        }
        if (root.index().get() instanceof Tex.Number degree) {
            return MatrixExpr.power(value, Rational.ONE.dividedBy(Rational.parse(degree.digits())));
        }
        throw new NotUnderstood(root.span(), "a root whose degree is no number");
    }

    private MatrixExpr power(Tex.Sup sup) {
        Optional<Binding> named = Keys.whole(sup).flatMap(scope::binding);
        if (named.isPresent()) {
            return entries.symbol(sup);
        }
        Tex script = sup.script();
        if (Keys.isTranspose(script) && !isNumberNamed(script)) {
            return transposed(expr(sup.base()), sup.span());
        }
        if (script instanceof Tex.Prime prime && prime.base() instanceof Tex.Empty
                || script instanceof Tex.Name name && name.name().equals("prime")) {
            return functions.prime(new Tex.Prime(sup.base(), 1, sup.span()));
        }
        if (script instanceof Tex.Name name && Set.of("dagger", "+").contains(name.name())) {
            return fit(sup.span(), () -> MatrixExpr.call(MatrixFunction.PINV, List.of(expr(sup.base())), sizes));
        }
        if (script instanceof Tex.Name name
                && Set.of("H", "ast", "*").contains(name.name())
                && scope.binding(name.name()).isEmpty()) {
            throw new NotUnderstood(script.span(), "conjugate transposes are not supported: everything is real");
        }
        if (Keys.isLayer(script)) {
            return entries.symbol(sup);
        }
        Optional<Tex> transposedPower = inverseTranspose(script);
        if (transposedPower.isPresent()) {
            return transposed(inverse(expr(sup.base()), sup.span()), sup.span());
        }
        if (script instanceof Tex.Product odot
                && odot.operands().size() == 2
                && odot.operands().get(0) instanceof Tex.Empty) {
            return entrywise(expr(sup.base()), odot.operands().get(1), sup.span());
        }
        if (script instanceof Tex.Juxtaposition row
                && row.factors().size() == 2
                && row.factors().get(0) instanceof Tex.Name sign
                && Set.of("odot", "circ").contains(sign.name())) {
            return entrywise(expr(sup.base()), row.factors().get(1), sup.span());
        }
        return raised(sup);
    }

    private boolean isNumberNamed(Tex script) {
        return script instanceof Tex.Name name
                && name.style().isEmpty()
                && name.name().equals("T")
                && scope.binding("T")
                        .filter(b -> b.shape().map(Shape::isScalar).orElse(false))
                        .isPresent();
    }

    MatrixExpr transposed(MatrixExpr value, Span span) {
        if (value.shape().rank() > 2) {
            throw new NotUnderstood(
                    span, "the transpose of a tensor of order " + value.shape().rank());
        }
        return MatrixExpr.transpose(value);
    }

    /** {@code -\top}, {@code -T}. */
    private static Optional<Tex> inverseTranspose(Tex script) {
        if (script instanceof Tex.Sum sum
                && sum.terms().size() == 1
                && sum.terms().get(0).sign().equals("-")
                && Keys.isTranspose(sum.terms().get(0).value())) {
            return Optional.of(sum.terms().get(0).value());
        }
        return Optional.empty();
    }

    MatrixExpr inverse(MatrixExpr base, Span span) {
        MatrixExpr value = scalar(base);
        if (value.shape().isScalar()) {
            return MatrixExpr.power(value, Rational.MINUS_ONE);
        }
        if (value.shape().isVector()) {
            throw new NotUnderstood(span, "a vector has no inverse");
        }
        return fit(span, () -> MatrixExpr.call(MatrixFunction.INV, List.of(value), sizes));
    }

    private MatrixExpr raised(Tex.Sup sup) {
        if (sup.base() instanceof Tex.Name name
                && name.name().equals("e")
                && scope.binding("e")
                        .filter(b -> b.rule().isPresent() || b.isDeclared())
                        .isEmpty()) {
            MatrixExpr exponent = scalar(expr(sup.script()));
            if (exponent.shape().isMatrix()) {
                return fit(sup.span(), () -> MatrixExpr.call(MatrixFunction.EXPM, List.of(exponent), sizes));
            }
            return MatrixExpr.apply(ScalarTable.named("exp").orElseThrow(), List.of(exponent), sizes);
        }
        MatrixExpr base = scalar(expr(sup.base()));
        Optional<Rational> constant = constant(sup.script());
        if (base.shape().isMatrix()) {
            if (constant.isEmpty()) {
                Size exponent = entries.position(sup.script());
                sides.wholeNumbers().addAll(exponent.names());
                return fit(sup.span(), () -> MatrixExpr.matrixPower(base, exponent, sizes));
            }
            int k = constant.get()
                    .asInt()
                    .orElseThrow(() -> new NotUnderstood(sup.script().span(), "a matrix to this power"));
            if (k < 0) {
                return inverse(
                        k == -1 ? base : fit(sup.span(), () -> MatrixExpr.matrixPower(base, Size.of(-k), sizes)),
                        sup.span());
            }
            return fit(sup.span(), () -> MatrixExpr.matrixPower(base, Size.of(k), sizes));
        }
        if (base.shape().isVector()) {
            sides.notes().add("the power of a vector is read entry by entry");
        }
        return entrywise(base, sup.script(), sup.span());
    }

    private MatrixExpr entrywise(MatrixExpr base, Tex exponent, Span span) {
        Optional<Rational> constant = constant(exponent);
        if (constant.isPresent()) {
            return MatrixExpr.power(base, constant.get());
        }
        MatrixExpr power = scalar(expr(exponent));
        return fit(span, () -> MatrixExpr.apply(ScalarTable.named("pow").orElseThrow(), List.of(base, power), sizes));
    }

    /** A number such as 2, −1, 1/2. */
    static Optional<Rational> constant(Tex tex) {
        if (tex instanceof Tex.Number number) {
            return Optional.of(Rational.parse(number.digits()));
        } else if (tex instanceof Tex.Sum sum && sum.terms().size() == 1) {
            boolean minus = sum.terms().get(0).sign().equals("-");
            return constant(sum.terms().get(0).value()).map(v -> minus ? v.negate() : v);
        } else if (tex instanceof Tex.Fraction fraction) {
            Optional<Rational> below = constant(fraction.denominator()).filter(v -> !v.isZero());
            return below.isEmpty()
                    ? Optional.empty()
                    : constant(fraction.numerator()).map(v -> v.dividedBy(below.get()));
        } else if (tex instanceof Tex.Bracket bracket) {
            return constant(bracket.inner());
        } else if (tex instanceof Tex.Product product && product.operators().equals(List.of("/"))) {
            Optional<Rational> below = constant(product.operands().get(1)).filter(v -> !v.isZero());
            return below.isEmpty()
                    ? Optional.empty()
                    : constant(product.operands().get(0)).map(v -> v.dividedBy(below.get()));
        }
        return Optional.empty();
    }

    /** An operation whose operands may not fit. */
    <T> T fit(Span span, Supplier<T> operation) {
        try {
            return operation.get();
        } catch (ShapeRules.Mismatch mismatch) {
            throw new ShapesDiffer(span, mismatch.why());
        }
    }

    <T> T fit(Span span, String verb, Shape left, Shape right, Supplier<T> operation) {
        try {
            return operation.get();
        } catch (ShapeRules.Mismatch mismatch) {
            throw new ShapesDiffer(
                    span,
                    "cannot " + verb + " " + shown(left).phrase() + " and "
                            + shown(right).phrase() + ": " + mismatch.why());
        }
    }
}
