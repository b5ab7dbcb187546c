package io.deltafold.paper;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Rational;
import io.deltafold.scalar.ScalarFunction;
import io.deltafold.scalar.ScalarTable;
import io.deltafold.scalar.SymjaFunctions;
import io.deltafold.syntax.Span;
import io.deltafold.tex.Tex;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Functions with names, brackets that are functions (norms, determinants), and functions that the document defines. */
final class NamedFunctions {
    private static final Map<String, MatrixFunction> MATRIX_FUNCTIONS = Map.ofEntries(
            Map.entry("tr", MatrixFunction.TR),
            Map.entry("trace", MatrixFunction.TR),
            Map.entry("sp", MatrixFunction.TR),
            Map.entry("det", MatrixFunction.DET),
            Map.entry("logdet", MatrixFunction.LOGDET),
            Map.entry("vec", MatrixFunction.VEC),
            Map.entry("adj", MatrixFunction.ADJ),
            Map.entry("adjugate", MatrixFunction.ADJ),
            Map.entry("pinv", MatrixFunction.PINV),
            Map.entry("expm", MatrixFunction.EXPM),
            Map.entry("inv", MatrixFunction.INV),
            Map.entry("tril", MatrixFunction.TRIL),
            Map.entry("triu", MatrixFunction.TRIU),
            Map.entry("chol", MatrixFunction.CHOLESKY),
            Map.entry("sum", MatrixFunction.SUM),
            Map.entry("rowsum", MatrixFunction.ROWSUM),
            Map.entry("colsum", MatrixFunction.COLSUM),
            Map.entry("diagvec", MatrixFunction.DIAGVEC));
    private static final Set<String> DIAGONAL = Set.of("diag", "diagm", "ddiag");
    private static final Map<String, String> SCALAR_NAMES = Map.of(
            "ln",
            "log",
            "logistic",
            "sigmoid",
            "sgn",
            "sign",
            "arctan",
            "atan",
            "arcsin",
            "asin",
            "arccos",
            "acos",
            "swish",
            "silu",
            "sigm",
            "sigmoid");

    private final Elaborator elaborator;

    NamedFunctions(Elaborator elaborator) {
        this.elaborator = elaborator;
    }

    MatrixExpr call(Tex.Function function) {
        if (function.argument() instanceof Tex.Empty) {
            throw new NotUnderstood(function.span(), function.name() + " has no argument");
        }
        if (function.below().isPresent() && !function.name().equals("log")) {
            throw new NotUnderstood(function.span(), function.name() + " with a subscript");
        }
        String name = function.name().toLowerCase(Locale.ROOT);
        Optional<MatrixExpr> logarithm = logDeterminant(name, function);
        MatrixExpr value = logarithm.isPresent()
                ? logarithm.get()
                : value(name, function.primes(), function.argument(), function.span());
        if (function.below().isPresent()) {
            Rational base = Elaborator.constant(function.below().get())
                    .orElseThrow(() -> new NotUnderstood(function.span(), "a logarithm to this base"));
            value = MatrixExpr.divide(
                    value, MatrixExpr.apply(ScalarTable.named("log").orElseThrow(), List.of(MatrixExpr.number(base))));
        }
        if (function.power().isPresent()) {
            if (Keys.isTranspose(function.power().get())) {
                return elaborator.transposed(value, function.span());
            }
            Rational power = Elaborator.constant(function.power().get())
                    .filter(p -> p.signum() > 0)
                    .orElseThrow(() -> new NotUnderstood(function.span(), function.name() + " with this superscript"));
            return MatrixExpr.power(value, power);
        }
        return value;
    }

    /** log det A and log |A|. */
    private Optional<MatrixExpr> logDeterminant(String name, Tex.Function function) {
        if (!name.equals("log") && !name.equals("ln") || function.primes() > 0) {
            return Optional.empty();
        }
        Tex argument = unwrapped(function.argument());
        if (argument instanceof Tex.Function det
                && det.name().equalsIgnoreCase("det")
                && det.power().isEmpty()) {
            MatrixExpr inner = elaborator.expr(det.argument());
            return inner.shape().isMatrix()
                    ? Optional.of(elaborator.fit(
                            function.span(),
                            () -> MatrixExpr.call(MatrixFunction.LOGDET, List.of(inner), elaborator.sizes())))
                    : Optional.empty();
        }
        if (argument instanceof Tex.Bracket bar && bar.open().equals("|")) {
            MatrixExpr inner = elaborator.expr(bar.inner());
            if (inner.shape().isMatrix()) {
                return Optional.of(elaborator.fit(
                        function.span(),
                        () -> MatrixExpr.call(MatrixFunction.LOGDET, List.of(inner), elaborator.sizes())));
            }
        }
        return Optional.empty();
    }

    private static Tex unwrapped(Tex tex) {
        return tex instanceof Tex.Bracket bracket
                        && (bracket.open().equals("(") || bracket.open().equals("["))
                ? unwrapped(bracket.inner())
                : tex;
    }

    private MatrixExpr value(String name, int primes, Tex argument, Span span) {
        Tex inner = unwrapped(argument);
        if (inner instanceof Tex.Listing list) {
            return several(name, list, span);
        }
        MatrixExpr value = elaborator.scalar(elaborator.expr(argument));
        Shape shape = elaborator.shown(value.shape());
        if (DIAGONAL.contains(name)) {
            return elaborator.fit(span, () -> MatrixExpr.call(MatrixFunction.DIAG, List.of(value), elaborator.sizes()));
        }
        if (name.equals("softmax")) {
            if (shape.isMatrix()) {
                elaborator.sides().notes().add("softmax of a matrix is read as acting on every row");
            }
            MatrixFunction softmax = shape.isMatrix() ? MatrixFunction.SOFTMAX_ROWS : MatrixFunction.SOFTMAX;
            return elaborator.fit(span, () -> MatrixExpr.call(softmax, List.of(value), elaborator.sizes()));
        }
        if (name.equals("logsumexp") || name.equals("lse")) {
            return elaborator.fit(
                    span, () -> MatrixExpr.call(MatrixFunction.LOGSUMEXP, List.of(value), elaborator.sizes()));
        }
        MatrixFunction matrix = MATRIX_FUNCTIONS.get(name);
        if (matrix != null) {
            if (shape.isScalar() && Set.of("tr", "trace", "det", "sum", "vec").contains(name)) {
                return value;
            }
            return elaborator.fit(span, () -> MatrixExpr.call(matrix, List.of(value), elaborator.sizes()));
        }
        return scalarFunction(name, primes, value, span);
    }

    private MatrixExpr scalarFunction(String name, int primes, MatrixExpr value, Span span) {
        String canonical = SCALAR_NAMES.getOrDefault(name, name);
        if (canonical.equals("sqrt")) {
            return MatrixExpr.power(value, Rational.HALF);
        }
        ScalarFunction function = ScalarTable.named(canonical)
                .or(() -> SymjaFunctions.named(canonical))
                .filter(f -> f.arity() == 1)
                .orElseThrow(() -> new NotUnderstood(span, "the function " + name + " is not known"));
        if (!value.shape().isScalar() && Set.of("exp", "log").contains(canonical) && isSquare(value.shape())) {
            elaborator.sides().notes().add(canonical + " of a matrix is read entry by entry");
        }
        MatrixExpr result = MatrixExpr.apply(function, List.of(value), elaborator.sizes());
        for (int i = 0; i < primes; i++) {
            if (i > 0) {
                throw new NotUnderstood(span, "a second derivative written with primes");
            }
            result = ScalarForm.of(function.derivative(0), value, elaborator.sizes());
        }
        return result;
    }

    private boolean isSquare(Shape shape) {
        return shape.isMatrix()
                && elaborator
                        .sizes()
                        .resolve(shape.rows())
                        .equals(elaborator.sizes().resolve(shape.columns()));
    }

    private MatrixExpr several(String name, Tex.Listing list, Span span) {
        if (list.items().size() == 2) {
            Optional<ScalarFunction> binary = ScalarTable.named(name).filter(f -> f.arity() == 2);
            MatrixExpr left = elaborator.scalar(elaborator.expr(list.items().get(0)));
            MatrixExpr right = elaborator.scalar(elaborator.expr(list.items().get(1)));
            if (binary.isPresent()) {
                return elaborator.fit(
                        span, () -> MatrixExpr.apply(binary.get(), List.of(left, right), elaborator.sizes()));
            }
        }
        throw new NotUnderstood(span, name + " of a list is not known");
    }

    /** A transpose, or the derivative of a function. */
    MatrixExpr prime(Tex.Prime prime) {
        Optional<Binding> named =
                Keys.whole(prime).flatMap(key -> elaborator.scope().binding(key));
        if (named.isPresent()) {
            return elaborator.reference(named.get(), prime.span());
        }
        if (prime.count() != 1) {
            throw new NotUnderstood(prime.span(), "two primes have no usual meaning here");
        }
        return elaborator.transposed(elaborator.expr(prime.base()), prime.span());
    }

    /** Whether a name with a bracket behind it is a call. */
    boolean isCall(Tex factor, Tex next) {
        Tex bracket = next instanceof Tex.Sup sup ? sup.base() : next;
        if (!(bracket instanceof Tex.Bracket b)
                || !(b.open().equals("(") || b.open().equals("["))) {
            return false;
        }
        Tex head = factor instanceof Tex.Prime prime ? prime.base() : factor;
        Optional<Binding> binding =
                Keys.whole(head).flatMap(key -> elaborator.scope().binding(key));
        boolean casualSigma = head instanceof Tex.Name sigma
                && isSigma(sigma)
                && binding.filter(v -> v.isDeclared() || v.rule().isPresent()).isEmpty();
        if (binding.isPresent() && !casualSigma) {
            return binding.get().role() == Binding.Role.FUNCTION
                    || binding.get()
                            .rule()
                            .filter(r -> !r.parameters().isEmpty())
                            .isPresent();
        }
        return head instanceof Tex.Name name && isSigma(name)
                || head instanceof Tex.Name e && e.style().equals("bb");
    }

    private static boolean isSigma(Tex.Name name) {
        return name.name().equals("sigma") && name.accents().isEmpty();
    }

    /** The call of a function that the document defines, or of σ. */
    MatrixExpr named(Tex factor, Tex next) {
        if (next instanceof Tex.Sup sup) {
            Tex call = new Tex.Juxtaposition(
                    List.of(factor, sup.base()), factor.span().to(sup.base().span()));
            return elaborator.expr(new Tex.Sup(new Tex.Bracket("(", ")", call, call.span()), sup.script(), sup.span()));
        }
        Tex.Bracket bracket = (Tex.Bracket) next;
        int primes = factor instanceof Tex.Prime prime ? prime.count() : 0;
        Tex head = factor instanceof Tex.Prime prime ? prime.base() : factor;
        Span span = factor.span().to(next.span());
        Optional<Binding> binding =
                Keys.whole(head).flatMap(key -> elaborator.scope().binding(key));
        boolean casualSigma = head instanceof Tex.Name sigma
                && isSigma(sigma)
                && binding.filter(v -> v.isDeclared() || v.rule().isPresent()).isEmpty();
        if (binding.isEmpty() || casualSigma) {
            if (head instanceof Tex.Name name && name.style().equals("bb")) {
                throw new NotUnderstood(span, "expectations and probabilities are not checked");
            }
            return value("sigmoid", primes, bracket, span);
        }
        Rule rule = binding.get()
                .rule()
                .orElseThrow(() -> new NotUnderstood(
                        span,
                        "nothing is known of " + binding.get().latex()
                                + " but that it is a function, so it has no value"));
        List<Tex> arguments = bracket.inner() instanceof Tex.Listing list ? list.items() : List.of(bracket.inner());
        if (arguments.size() != rule.parameters().size()) {
            throw new NotUnderstood(
                    span, "this function takes " + rule.parameters().size() + " arguments");
        }
        if (primes > 0) {
            return slope(binding.get(), rule, arguments, primes, span);
        }
        boolean same = true;
        Scope inside = rule.scope();
        for (int i = 0; i < arguments.size(); i++) {
            String parameter = rule.parameters().get(i);
            same &= Keys.whole(arguments.get(i)).filter(parameter::equals).isPresent();
            Binding value = new Binding(
                    binding.get().name() + "_" + Keys.identifier(parameter) + "_"
                            + next.span().start(),
                    "",
                    0);
            value.define(new Rule(arguments.get(i), List.of(), List.of(), elaborator.scope()), 0);
            inside = inside.with(parameter, value);
        }
        if (same) {
            return elaborator.reference(binding.get(), span);
        }
        Scope names = inside;
        boolean entrywise = arguments.size() == 1
                && isOfNumbers(rule)
                && !elaborator.expr(arguments.get(0)).shape().isScalar();
        return entrywise
                ? elaborator.entrywise(() -> elaborator.in(names, () -> elaborator.expr(rule.body())))
                : elaborator.in(names, () -> elaborator.expr(rule.body()));
    }

    /** Whether the argument of a function is a number, so that of a matrix it acts entry by entry. */
    private boolean isOfNumbers(Rule rule) {
        return rule.scope()
                .binding(rule.parameters().get(0))
                .filter(parameter -> elaborator.shape(parameter).isScalar())
                .isPresent();
    }

    /** f′(t) of a function of a number, at its own argument. */
    private MatrixExpr slope(Binding function, Rule rule, List<Tex> arguments, int primes, Span span) {
        Optional<Binding> parameter = rule.scope().binding(rule.parameters().get(0));
        boolean own = arguments.size() == 1
                && Keys.whole(arguments.get(0))
                        .filter(rule.parameters().get(0)::equals)
                        .isPresent();
        if (!own
                || parameter.isEmpty()
                || primes > 2
                || !elaborator.shape(parameter.get()).isScalar()) {
            throw new NotUnderstood(span, "the derivative of this function, written with a prime, at this place");
        }
        MatrixExpr value = elaborator.reference(function, span);
        for (int i = 0; i < primes; i++) {
            value = elaborator.derivatives().engine().gradient(value, parameter.get(), span);
        }
        return value;
    }

    /** A bracket: plain, or a determinant, absolute value, norm or inner product. */
    MatrixExpr bracket(Tex.Bracket bracket, Optional<Tex> below) {
        return switch (bracket.open()) {
            case "(", "[", "{" -> elaborator.expr(bracket.inner());
            case "|" -> {
                MatrixExpr value = elaborator.scalar(elaborator.expr(bracket.inner()));
                if (value.shape().isMatrix()) {
                    yield elaborator.fit(
                            bracket.span(),
                            () -> MatrixExpr.call(MatrixFunction.DET, List.of(value), elaborator.sizes()));
                }
                yield value.shape().isVector()
                        ? norm(value, below, bracket.span())
                        : MatrixExpr.apply(ScalarTable.named("abs").orElseThrow(), List.of(value));
            }
            case "‖" -> norm(elaborator.scalar(elaborator.expr(bracket.inner())), below, bracket.span());
            case "langle" -> {
                if (!(bracket.inner() instanceof Tex.Listing list)
                        || list.items().size() != 2) {
                    throw new NotUnderstood(bracket.span(), "an average or an inner product of one thing");
                }
                MatrixExpr left = elaborator.expr(list.items().get(0));
                MatrixExpr right = elaborator.expr(list.items().get(1));
                yield elaborator.fit(
                        bracket.span(),
                        "take the inner product of",
                        left.shape(),
                        right.shape(),
                        () -> left.shape().isScalar() || right.shape().isScalar()
                                ? MatrixExpr.matMul(List.of(left, right), elaborator.sizes())
                                : MatrixExpr.call(MatrixFunction.DOT, List.of(left, right), elaborator.sizes()));
            }
            default -> throw new NotUnderstood(bracket.span(), "these brackets have no usual meaning");
        };
    }

    private MatrixExpr norm(MatrixExpr value, Optional<Tex> below, Span span) {
        Shape shape = elaborator.shown(value.shape());
        String kind = below.map(NamedFunctions::kind).orElse("");
        if (shape.isScalar()) {
            return MatrixExpr.apply(ScalarTable.named("abs").orElseThrow(), List.of(value));
        }
        boolean row = shape.isRow();
        MatrixFunction norm = switch (kind) {
            case "", "F", "Fro", "fro" -> shape.isVector() ? MatrixFunction.NORM2 : MatrixFunction.NORMF;
            case "2" -> shape.isVector() ? MatrixFunction.NORM2 : row ? MatrixFunction.NORMF : MatrixFunction.NORMSPEC;
            case "1" -> {
                if (shape.isMatrix() && !row) {
                    throw new NotUnderstood(span, "the 1-norm of a matrix has two meanings");
                }
                yield MatrixFunction.NORM1;
            }
            case "*", "star", "ast" -> MatrixFunction.NORMNUC;
            default -> throw new NotUnderstood(span, "the norm with the subscript " + kind + " is not known");
        };
        if (kind.isEmpty() && shape.isMatrix()) {
            elaborator.sides().notes().add("the norm of a matrix is read as the Frobenius norm");
        }
        return elaborator.fit(span, () -> MatrixExpr.call(norm, List.of(value), elaborator.sizes()));
    }

    private static String kind(Tex script) {
        if (script instanceof Tex.Number number) {
            return number.digits();
        } else if (script instanceof Tex.Name name) {
            return name.name();
        } else if (script instanceof Tex.Words words) {
            return words.text().strip();
        } else if (script instanceof Tex.Function function) {
            return function.name();
        }
        return "?";
    }
}
