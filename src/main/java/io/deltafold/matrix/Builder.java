package io.deltafold.matrix;

import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.Power;
import io.deltafold.scalar.ScalarFunction;
import io.deltafold.scalar.ScalarTable;
import io.deltafold.scalar.SymjaFunctions;
import io.deltafold.syntax.Ast;
import io.deltafold.syntax.Diagnostic;
import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.Source;
import io.deltafold.syntax.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Syntax tree to matrix expression, in a scope of symbols and sizes. */
final class Builder {
    private static final int MAX_EXPONENT = 1_000_000;

    /** Stops the statement that a diagnostic is about. */
    static final class Rejected extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Diagnostic diagnostic;

        Rejected(Diagnostic diagnostic) {
            super(diagnostic.message(), null, false, false);
            this.diagnostic = diagnostic;
        }

        Diagnostic diagnostic() {
            return diagnostic;
        }
    }

    /** A name turns out to stand for a whole number, because a matrix is raised to it. */
    static final class WholeNumber extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String name;

        WholeNumber(String name) {
            super(name, null, false, false);
            this.name = name;
        }

        String name() {
            return name;
        }
    }

    private final Source source;
    private final Dialect dialect;
    private final Scope scope;
    private final SizeEquality equality;
    private final Set<String> notes = new LinkedHashSet<>();
    /** The indices of the explicit sums around. */
    private final Deque<String> bound = new ArrayDeque<>();

    Builder(Source source, Dialect dialect, Scope scope, SizeEquality equality) {
        this.source = source;
        this.dialect = dialect;
        this.scope = scope;
        this.equality = equality;
    }

    /** What is worth knowing of the expressions built so far. */
    Set<String> notes() {
        return notes;
    }

    MatrixExpr build(Ast ast) {
        if (ast instanceof Ast.Number number) {
            return MatrixExpr.number(decimal(number));
        } else if (ast instanceof Ast.Name name) {
            return name(name);
        } else if (ast instanceof Ast.Negate negate) {
            return MatrixExpr.negate(build(negate.operand()));
        } else if (ast instanceof Ast.Sum sum) {
            return sum(sum);
        } else if (ast instanceof Ast.Product product) {
            return product(product);
        } else if (ast instanceof Ast.Power power) {
            return power(power);
        } else if (ast instanceof Ast.Transpose transpose) {
            return fitting(transpose.span(), "transpose", () -> MatrixExpr.transpose(build(transpose.operand())));
        } else if (ast instanceof Ast.Inverse inverse) {
            return call(MatrixFunction.INV, List.of(inverse.operand()), inverse.span());
        } else if (ast instanceof Ast.Entry entry) {
            return fitting(entry.span(), "take entries", () -> entry(entry));
        } else if (ast instanceof Ast.Call call) {
            return call(call);
        } else if (ast instanceof Ast.Text quoted) {
            throw new Rejected(Diagnostic.of("syntax", "a quoted text is no expression", quoted.span()));
        }
        throw new IllegalStateException("unknown syntax " + ast);
    }

    private Rational decimal(Ast.Number number) {
        String text = number.text().endsWith(".") ? number.text() + "0" : number.text();
        int exponent = Math.max(text.indexOf('e'), text.indexOf('E'));
        String digits = exponent < 0 ? "0" : text.substring(exponent + 1).replaceFirst("^[+-]", "");
        if (text.length() > 400 || digits.length() > 3) {
            throw new Rejected(Diagnostic.of("too-large", "the number is too long to be exact", number.span()));
        }
        return Rational.parse(text);
    }

    private MatrixExpr name(Ast.Name name) {
        if (bound.contains(name.text())) {
            return new MatrixExpr.SizeValue(Size.named(name.text()));
        }
        Optional<Symbol> symbol = scope.symbol(name.text());
        if (symbol.isPresent() && Placeholders.isOne(name.text())) {
            return Placeholders.value(name.text(), symbol.get().shape());
        }
        if (symbol.isPresent()) {
            return MatrixExpr.reference(symbol.get());
        }
        if (scope.isSize(name.text())) {
            return new MatrixExpr.SizeValue(Size.named(name.text()));
        }
        if (name.text().equals("pi") || name.text().equals("π")) {
            return new MatrixExpr.Pi();
        }
        throw scope.missing(name);
    }

    private MatrixExpr sum(Ast.Sum sum) {
        List<MatrixExpr> terms = new ArrayList<>();
        Shape shape = Shape.SCALAR;
        for (int i = 0; i < sum.terms().size(); i++) {
            Ast term = sum.terms().get(i);
            MatrixExpr next = build(term);
            Shape before = shape;
            boolean minus = term instanceof Ast.Negate;
            if (i > 0) {
                Span left = sum.terms().get(0).span().to(sum.terms().get(i - 1).span());
                shape = pair(
                        minus ? "subtract" : "add",
                        left,
                        before,
                        term,
                        next.shape(),
                        (a, b) -> ShapeRules.broadcast("add", a, b, equality));
            } else {
                shape = next.shape();
            }
            terms.add(next);
        }
        noteBroadcasts(sum.terms(), terms, shape, "added to every");
        return MatrixExpr.sum(terms, equality);
    }

    private void noteBroadcasts(List<Ast> operands, List<MatrixExpr> built, Shape whole, String what) {
        if (!whole.isMatrix()) {
            return;
        }
        for (int i = 0; i < operands.size(); i++) {
            Shape shape = built.get(i).shape();
            if (shape.isMatrix() && !shape.isScalarLike() && !shape.equals(whole)) {
                Ast operand = operands.get(i) instanceof Ast.Negate negate ? negate.operand() : operands.get(i);
                String axis = shape.isRow() ? "row" : "column";
                notes.add(text(operand.span()) + " is " + what + " " + axis);
            }
        }
    }

    private MatrixExpr product(Ast.Product product) {
        List<Ast> operands = product.operands();
        Ast.Operator operator = product.operator();
        if (operator == Ast.Operator.SOLVE) {
            return solve(operands.get(0), operands.get(1), product.span());
        }
        List<MatrixExpr> factors = new ArrayList<>();
        Shape shape = Shape.SCALAR;
        for (int i = 0; i < operands.size(); i++) {
            MatrixExpr next = build(operands.get(i));
            if (i > 0) {
                Span left = operands.get(0).span().to(operands.get(i - 1).span());
                shape = pair(verb(operator), left, shape, operands.get(i), next.shape(), (a, b) -> switch (operator) {
                    case HADAMARD, DIVIDE -> ShapeRules.broadcast("multiply", a, b, equality);
                    case MATMUL -> ShapeRules.matMul(a, b, equality);
                    case KRONECKER, SOLVE -> ShapeRules.kronecker(a, b);
                });
            } else {
                shape = next.shape();
            }
            factors.add(next);
        }
        return switch (operator) {
            case HADAMARD -> {
                noteBroadcasts(operands, factors, shape, "multiplied with every");
                yield MatrixExpr.hadamard(factors, equality);
            }
            case DIVIDE -> {
                noteBroadcasts(operands, factors, shape, "used for every");
                yield MatrixExpr.divide(factors.get(0), factors.get(1), equality);
            }
            case MATMUL -> MatrixExpr.matMul(factors, equality);
            case KRONECKER, SOLVE -> MatrixExpr.kronecker(factors);
        };
    }

    private static String verb(Ast.Operator operator) {
        return switch (operator) {
            case HADAMARD -> "multiply entry by entry";
            case DIVIDE -> "divide";
            case MATMUL -> "multiply";
            case KRONECKER, SOLVE -> "multiply (Kronecker)";
        };
    }

    private MatrixExpr power(Ast.Power power) {
        MatrixExpr base = build(power.base());
        if (power.entrywise() || base.shape().isScalar()) {
            return entrywisePower(base, power.exponent());
        }
        if (!base.shape().isMatrix()) {
            throw new Rejected(Diagnostic.of(
                    "shape-mismatch",
                    "a matrix power needs a square matrix, not " + base.shape().phrase(),
                    power.span(),
                    "write " + text(power.base().span()) + "**"
                            + text(power.exponent().span()) + " for the power of every entry"));
        }
        return matrixPower(base, power.base().span(), power.exponent(), power.span());
    }

    private MatrixExpr entrywisePower(MatrixExpr base, Ast exponent) {
        Optional<Rational> constant = constant(exponent);
        if (constant.isPresent()) {
            if (constant.get().abs().compareTo(Rational.of(MAX_EXPONENT)) > 0) {
                throw new Rejected(Diagnostic.of("too-large", "the exponent is too large", exponent.span()));
            }
            return MatrixExpr.power(base, constant.get());
        }
        MatrixExpr exponentValue = build(exponent);
        return fitting(
                exponent.span(),
                "raise to a power",
                () -> MatrixExpr.apply(ScalarTable.named("pow").orElseThrow(), List.of(base, exponentValue), equality));
    }

    private MatrixExpr matrixPower(MatrixExpr base, Span baseSpan, Ast exponent, Span span) {
        Optional<Rational> constant = constant(exponent);
        if (constant.isEmpty()) {
            return symbolicPower(base, exponent, span);
        }
        Optional<Integer> integer = constant.get().asInt();
        if (integer.isEmpty() || Math.abs(integer.get()) > MAX_EXPONENT) {
            throw new Rejected(Diagnostic.of(
                    "bad-exponent",
                    "a matrix power needs a whole number of moderate size, not " + text(exponent.span()),
                    exponent.span(),
                    "write " + text(baseSpan) + "**" + text(exponent.span()) + " for the power of every entry"));
        }
        int k = integer.get();
        return fitting(span, "raise to a power", () -> {
            ShapeRules.square("a matrix power", base.shape(), equality);
            if (k == 0) {
                return new MatrixExpr.Identity(base.shape().rows());
            }
            MatrixExpr positive = MatrixExpr.matrixPower(base, Size.of(Math.abs(k)), equality);
            return k > 0 ? positive : MatrixExpr.call(MatrixFunction.INV, List.of(positive), equality);
        });
    }

    /** Xᵏ for a whole number k ≥ 0; a power with a minus sign is the inverse of the power. */
    private MatrixExpr symbolicPower(MatrixExpr base, Ast exponent, Span span) {
        Set<String> names = new LinkedHashSet<>();
        new Uses(names, names).add(exponent);
        for (String name : names) {
            Optional<Symbol> symbol = scope.symbol(name);
            boolean whole = bound.contains(name) || symbol.isEmpty() && scope.isSize(name);
            if (!whole) {
                throw new WholeNumber(name);
            }
        }
        Size k = ProgramScope.SizeReader.value(exponent);
        boolean negative = k.terms().values().stream().allMatch(c -> c.signum() < 0);
        return fitting(span, "raise to a power", () -> {
            MatrixExpr power = MatrixExpr.matrixPower(base, negative ? k.times(Size.of(-1)) : k, equality);
            return negative ? MatrixExpr.call(MatrixFunction.INV, List.of(power), equality) : power;
        });
    }

    private MatrixExpr entry(Ast.Entry entry) {
        MatrixExpr operand = build(entry.operand());
        List<MatrixExpr.Slot> slots = entry.slots().stream().map(Builder::slot).toList();
        boolean column = slots.size() == 1
                && operand.shape().isMatrix()
                && operand.shape().columns().isOne();
        if (column) {
            return MatrixExpr.entry(operand, List.of(slots.get(0), new MatrixExpr.Slot.At(Size.ONE)));
        }
        return MatrixExpr.entry(operand, slots);
    }

    private static MatrixExpr.Slot slot(Ast.Slot slot) {
        if (slot instanceof Ast.Slot.One one) {
            return new MatrixExpr.Slot.At(ProgramScope.SizeReader.value(one.subscript()));
        } else if (slot instanceof Ast.Slot.Range range) {
            return new MatrixExpr.Slot.Range(
                    ProgramScope.SizeReader.value(range.from()), ProgramScope.SizeReader.value(range.to()));
        }
        return new MatrixExpr.Slot.All();
    }

    /** {@code sum(i, body)} over all i that the subscripts in the body allow, or {@code sum(i, from, to, body)}. */
    private MatrixExpr explicitSum(Ast.Call call) {
        List<Ast> arguments = call.arguments();
        if (!(arguments.get(0) instanceof Ast.Name index)) {
            throw new Rejected(Diagnostic.of(
                    "syntax",
                    "an explicit sum begins with its index",
                    arguments.get(0).span(),
                    "write sum(i, x[i] * w[i]), or sum(i, 1, n, ...)"));
        }
        String name = index.text();
        if (scope.symbol(name).isPresent() || scope.isSize(name) || bound.contains(name)) {
            throw new Rejected(Diagnostic.of(
                    "name-clash", name + " has a meaning already", index.span(), "give the sum another index"));
        }
        if (arguments.size() != 2 && arguments.size() != 4) {
            throw new Rejected(Diagnostic.of(
                    "wrong-arity", "an explicit sum takes 2 or 4 arguments, not " + arguments.size(), call.span()));
        }
        bound.push(name);
        MatrixExpr body = build(arguments.get(arguments.size() - 1));
        bound.pop();
        if (arguments.size() == 4) {
            return new MatrixExpr.IndexSum(
                    name,
                    ProgramScope.SizeReader.value(arguments.get(1)),
                    ProgramScope.SizeReader.value(arguments.get(2)),
                    body);
        }
        return fitting(
                call.span(),
                "sum",
                () -> IndexRange.of(name, body, equality)
                        .map(range -> new MatrixExpr.IndexSum(name, range.from(), range.to(), body))
                        .orElseThrow(() -> new Rejected(Diagnostic.of(
                                "no-range",
                                "the range of " + name + " is open: it is no subscript of anything",
                                call.span(),
                                "write sum(" + name + ", 1, n, ...)"))));
    }

    private MatrixExpr solve(Ast matrix, Ast right, Span span) {
        MatrixExpr inverse = call(MatrixFunction.INV, List.of(matrix), span);
        MatrixExpr vector = build(right);
        return fitting(span, "solve", () -> MatrixExpr.matMul(List.of(inverse, vector), equality));
    }

    private MatrixExpr einsum(Ast.Call call) {
        EinsumText subscripts = EinsumText.of(call)
                .orElseThrow(() -> new Rejected(Diagnostic.of(
                        "syntax",
                        "einsum begins with its subscripts in quotes",
                        call.span(),
                        "write einsum(\"ij,jk->ik\", A, B)")));
        List<Ast> operands = call.arguments().subList(1, call.arguments().size());
        if (operands.size() != subscripts.inputs().size()) {
            throw new Rejected(Diagnostic.of(
                    "wrong-arity",
                    "the subscripts are for " + subscripts.inputs().size() + " operands, but there are "
                            + operands.size(),
                    call.span()));
        }
        List<MatrixExpr> built = operands.stream().map(this::build).toList();
        return fitting(
                call.span(),
                "contract",
                () -> MatrixExpr.einsum(subscripts.inputs(), subscripts.output(), built, equality));
    }

    private Size size(Ast.Call call, int argument) {
        return scope.size(call.arguments().get(argument));
    }

    /** The value of an expression of plain numbers. */
    private Optional<Rational> constant(Ast ast) {
        if (ast instanceof Ast.Number number) {
            return Optional.of(decimal(number));
        } else if (ast instanceof Ast.Negate negate) {
            return constant(negate.operand()).map(Rational::negate);
        } else if (ast instanceof Ast.Power power) {
            Optional<Integer> exponent = constant(power.exponent()).flatMap(Rational::asInt);
            return constant(power.base())
                    .filter(b -> exponent.isPresent() && Math.abs(exponent.get()) <= 64 && !b.isZero())
                    .map(b -> b.power(exponent.orElseThrow()));
        } else if (ast instanceof Ast.Sum sum) {
            return fold(sum.terms(), Rational::plus);
        } else if (ast instanceof Ast.Product product) {
            return switch (product.operator()) {
                case HADAMARD -> fold(product.operands(), Rational::times);
                case DIVIDE -> {
                    Optional<Rational> bottom = constant(product.operands().get(1));
                    yield bottom.filter(Rational::isZero).isPresent()
                            ? Optional.empty()
                            : fold(product.operands(), Rational::dividedBy);
                }
                case MATMUL, KRONECKER -> fold(product.operands(), Rational::times);
                case SOLVE -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private Optional<Rational> fold(List<Ast> operands, java.util.function.BinaryOperator<Rational> operation) {
        Optional<Rational> result = constant(operands.get(0));
        for (Ast operand : operands.subList(1, operands.size())) {
            Optional<Rational> next = constant(operand);
            if (result.isEmpty() || next.isEmpty()) {
                return Optional.empty();
            }
            result = Optional.of(operation.apply(result.get(), next.get()));
        }
        return result;
    }

    private MatrixExpr call(Ast.Call call) {
        String name = canonicalName(call);
        List<Ast> arguments = call.arguments();
        switch (name) {
            case "I" -> {
                arity(call, 1, 1);
                return new MatrixExpr.Identity(scope.size(arguments.get(0)));
            }
            case "ones", "zeros" -> {
                arity(call, 1, Integer.MAX_VALUE);
                Shape shape = new Shape(arguments.stream().map(scope::size).toList());
                return name.equals("ones") ? new MatrixExpr.Ones(shape) : new MatrixExpr.Zeros(shape);
            }
            case "sum" -> {
                return Uses.isExplicitSum(call) ? explicitSum(call) : named(call, name);
            }
            case "einsum" -> {
                return einsum(call);
            }
            case "unit" -> {
                arity(call, 2, 2);
                Size position = ProgramScope.SizeReader.value(arguments.get(0));
                Size n = size(call, 1);
                return fitting(call.span(), "take a unit vector", () -> {
                    ShapeRules.entry(Shape.vector(n), List.of(new MatrixExpr.Slot.At(position)));
                    return new MatrixExpr.Unit(position, n);
                });
            }
            case "commutation" -> {
                arity(call, 2, 2);
                return new MatrixExpr.Commutation(size(call, 0), size(call, 1));
            }
            case "unvec" -> {
                arity(call, 3, 3);
                MatrixExpr vector = build(arguments.get(0));
                return fitting(
                        call.span(), "arrange", () -> MatrixExpr.unvec(vector, size(call, 1), size(call, 2), equality));
            }
            case "solve" -> {
                arity(call, 2, 2);
                return solve(arguments.get(0), arguments.get(1), call.span());
            }
            case "norm" -> {
                arity(call, 1, 1);
                Shape shape = build(arguments.get(0)).shape();
                return call(shape.isMatrix() ? MatrixFunction.NORMF : MatrixFunction.NORM2, arguments, call.span());
            }
            case "norm2" -> {
                arity(call, 1, 1);
                boolean matrix = build(arguments.get(0)).shape().isMatrix();
                return call(
                        matrix && dialect == Dialect.MATLAB ? MatrixFunction.NORMF : MatrixFunction.NORM2,
                        arguments,
                        call.span());
            }
            case "diag" -> {
                arity(call, 1, 1);
                MatrixExpr argument = build(arguments.get(0));
                boolean toVector = argument.shape().isMatrix()
                        && !argument.shape().columns().isOne();
                return call(toVector ? MatrixFunction.DIAGVEC : MatrixFunction.DIAG, arguments, call.span());
            }
            case "kron" -> {
                arity(call, 2, 2);
                return product(new Ast.Product(Ast.Operator.KRONECKER, arguments, call.span()));
            }
            case "outer" -> {
                arity(call, 2, 2);
                Ast right = new Ast.Transpose(arguments.get(1), arguments.get(1).span());
                return product(new Ast.Product(Ast.Operator.MATMUL, List.of(arguments.get(0), right), call.span()));
            }
            case "matpow" -> {
                arity(call, 2, 2);
                return matrixPower(build(arguments.get(0)), arguments.get(0).span(), arguments.get(1), call.span());
            }
            case "mean", "rowmean", "colmean" -> {
                arity(call, 1, 1);
                return mean(name, arguments, call.span());
            }
            case "square", "sqrt" -> {
                arity(call, 1, 1);
                return MatrixExpr.power(build(arguments.get(0)), name.equals("sqrt") ? Rational.HALF : Rational.TWO);
            }
            case "pow" -> {
                arity(call, 2, 2);
                return entrywisePower(build(arguments.get(0)), arguments.get(1));
            }
            default -> {
                return named(call, name);
            }
        }
    }

    private MatrixExpr named(Ast.Call call, String name) {
        Optional<MatrixFunction> matrixFunction = MatrixFunction.named(name);
        if (matrixFunction.isPresent()) {
            boolean any = matrixFunction.get().arity() == MatrixFunction.ANY;
            arity(
                    call,
                    any ? 1 : matrixFunction.get().arity(),
                    any ? Integer.MAX_VALUE : matrixFunction.get().arity());
            return call(matrixFunction.get(), call.arguments(), call.span());
        }
        if (scope.symbol(name).isPresent()) {
            throw new Rejected(Diagnostic.of(
                    "not-a-function",
                    name + " is no function, so it cannot be called",
                    call.nameSpan(),
                    "write " + name + " * (...) or " + name + " @ (...) for a product"));
        }
        Optional<ScalarFunction> scalar = ScalarTable.named(name).or(() -> SymjaFunctions.named(name));
        if (scalar.isEmpty()) {
            throw new Rejected(FunctionNames.unknown(name, call.nameSpan()));
        }
        ScalarFunction function = scalar.get();
        arity(call, function.arity(), function.arity());
        List<MatrixExpr> arguments = call.arguments().stream().map(this::build).toList();
        if (function instanceof Power power) {
            return MatrixExpr.power(arguments.get(0), power.exponent());
        }
        return fitting(call.span(), "apply " + name, () -> MatrixExpr.apply(function, arguments, equality));
    }

    private String canonicalName(Ast.Call call) {
        String name = call.function();
        if (name.equals("eye")) {
            return "I";
        }
        if (name.equals("ln")) {
            return "log";
        }
        return name;
    }

    private MatrixExpr mean(String name, List<Ast> arguments, Span span) {
        MatrixExpr argument = build(arguments.get(0));
        MatrixFunction total = name.equals("mean")
                ? MatrixFunction.SUM
                : name.equals("rowmean") ? MatrixFunction.ROWSUM : MatrixFunction.COLSUM;
        MatrixExpr sum = call(total, arguments, span);
        Size count = name.equals("mean")
                ? argument.shape().count()
                : name.equals("rowmean")
                        ? argument.shape().columns()
                        : argument.shape().rows();
        return MatrixExpr.divide(sum, new MatrixExpr.SizeValue(count), equality);
    }

    private MatrixExpr call(MatrixFunction function, List<Ast> arguments, Span span) {
        List<MatrixExpr> built = arguments.stream().map(this::build).toList();
        boolean plain = built.get(0).shape().isScalar();
        if (plain
                && (function == MatrixFunction.TR
                        || function == MatrixFunction.DET
                        || function == MatrixFunction.EIGMAX)) {
            return built.get(0);
        }
        if (plain && function == MatrixFunction.INV) {
            return MatrixExpr.power(built.get(0), Rational.MINUS_ONE);
        }
        try {
            return MatrixExpr.call(function, built, equality);
        } catch (ShapeRules.Mismatch mismatch) {
            Diagnostic diagnostic = Diagnostic.of("shape-mismatch", mismatch.why(), span);
            for (Ast argument : arguments) {
                diagnostic = withOrigins(diagnostic, argument.span());
            }
            throw new Rejected(hintFor(
                            function,
                            text(arguments.get(0).span()),
                            built.get(0).shape())
                    .map(diagnostic::hint)
                    .orElse(diagnostic));
        }
    }

    private static Optional<String> hintFor(MatrixFunction function, String argument, Shape shape) {
        if (!shape.isMatrix()) {
            return function == MatrixFunction.ROWSUM || function == MatrixFunction.COLSUM
                    ? Optional.of("write sum(" + argument + ") for the sum of all entries")
                    : Optional.empty();
        }
        return switch (function) {
            case ADJ, EXPM, CHOLESKY, EIGMAX, EIGVECMAX ->
                Optional.of(
                        "a square matrix has as many rows as columns: " + argument + ".T @ " + argument + " is one");
            case NORM2 -> Optional.of("write normF(" + argument + ") for the Frobenius norm");
            case SOFTMAX -> Optional.of("write softmax_rows(" + argument + ") or softmax_cols(" + argument + ")");
            case LOGSUMEXP -> Optional.of("write logsumexp_rows(" + argument + ")");
            case TR, DET, LOGDET, INV, DIAGVEC, DIAG ->
                Optional.of(
                        "a square matrix has as many rows as columns: " + argument + ".T @ " + argument + " is one");
            default -> Optional.empty();
        };
    }

    private void arity(Ast.Call call, int least, int most) {
        int count = call.arguments().size();
        if (count < least || count > most) {
            String wanted = least == most
                    ? String.valueOf(least)
                    : most == Integer.MAX_VALUE ? "at least " + least : least + " or " + most;
            throw new Rejected(Diagnostic.of(
                    "wrong-arity",
                    call.function() + " takes " + wanted + (most == 1 ? " argument" : " arguments") + ", not " + count,
                    call.span()));
        }
    }

    private MatrixExpr fitting(Span span, String verb, java.util.function.Supplier<MatrixExpr> operation) {
        try {
            return operation.get();
        } catch (ShapeRules.Mismatch mismatch) {
            throw new Rejected(
                    withOrigins(Diagnostic.of("shape-mismatch", "cannot " + verb + ": " + mismatch.why(), span), span));
        }
    }

    private Shape pair(
            String verb,
            Span left,
            Shape leftShape,
            Ast right,
            Shape rightShape,
            java.util.function.BinaryOperator<Shape> rule) {
        try {
            return rule.apply(leftShape, rightShape);
        } catch (ShapeRules.Mismatch mismatch) {
            Ast operand = right instanceof Ast.Negate negate ? negate.operand() : right;
            String a = text(left);
            String b = text(operand.span());
            String message = switch (verb) {
                case "add" -> "cannot add " + a + " (" + leftShape.describe() + ") and " + b;
                case "subtract" -> "cannot subtract " + b + " (" + rightShape.describe() + ") from " + a;
                case "divide" -> "cannot divide " + a + " (" + leftShape.describe() + ") by " + b;
                case "multiply entry by entry" ->
                    "cannot multiply entry by entry " + a + " (" + leftShape.describe() + ") and " + b;
                default -> "cannot " + verb + " " + a + " (" + leftShape.describe() + ") by " + b;
            };
            Shape last = verb.equals("subtract") ? leftShape : rightShape;
            Diagnostic diagnostic = withOrigins(
                    Diagnostic.of(
                            "shape-mismatch",
                            message + " (" + last.describe() + "): " + mismatch.why(),
                            left.to(right.span())),
                    left.to(right.span()));
            throw new Rejected(ShapeHints.forPair(verb, a, leftShape, b, rightShape)
                    .map(diagnostic::hint)
                    .orElse(diagnostic));
        }
    }

    private Diagnostic withOrigins(Diagnostic diagnostic, Span span) {
        List<String> origins = scope.origins(span);
        return origins.isEmpty() ? diagnostic : diagnostic.note(String.join(", ", origins));
    }

    private String text(Span span) {
        return source.text().substring(span.start(), span.end()).replaceAll("\\s+", " ");
    }

    /** What names mean. */
    interface Scope {
        Optional<Symbol> symbol(String name);

        boolean isSize(String name);

        /** The size that an expression in a size's place stands for. */
        Size size(Ast ast);

        /** Where the shapes of the names in a place came from. */
        List<String> origins(Span span);

        /** A name without meaning. */
        RuntimeException missing(Ast.Name name);
    }
}
