package io.deltafold.scalar;

import static io.deltafold.scalar.ScalarExpr.argument;
import static io.deltafold.scalar.ScalarExpr.constant;
import static io.deltafold.scalar.ScalarExpr.minus;
import static io.deltafold.scalar.ScalarExpr.power;
import static io.deltafold.scalar.ScalarExpr.product;
import static io.deltafold.scalar.ScalarExpr.sum;

import io.deltafold.number.Rational;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** The built-in scalar functions, with derivatives in the form that a textbook prints. */
public final class ScalarTable {
    private static final Rational THIRD = Rational.of(1, 3);
    private static final Rational MINUS_HALF = Rational.of(-1, 2);
    private static final Rational LEAK = Rational.of(1, 100);

    private static final Map<String, ScalarFunction> FUNCTIONS = build();

    private ScalarTable() {}

    /** The function of a name. */
    public static Optional<ScalarFunction> named(String name) {
        return Optional.ofNullable(FUNCTIONS.get(name));
    }

    /** All names, in alphabetical order. */
    public static Set<String> names() {
        return FUNCTIONS.keySet();
    }

    private static ScalarExpr call(String name, ScalarExpr... arguments) {
        return new ScalarExpr.Apply(named(name).orElseThrow(), List.of(arguments));
    }

    private static Map<String, ScalarFunction> build() {
        Map<String, ScalarFunction> table = new TreeMap<>();
        ScalarExpr one = constant(1);
        table.put("sqrt", new Power(Rational.HALF));
        table.put("square", new Power(Rational.TWO));
        smooth(table, "exp", Math::exp, x -> call("exp", x));
        smooth(table, "expm1", Math::expm1, x -> call("exp", x));
        partial(table, "log", Math::log, x -> power(x, Rational.MINUS_ONE), "{0} > 0");
        partial(table, "log1p", Math::log1p, x -> power(sum(List.of(one, x)), Rational.MINUS_ONE), "{0} > -1");
        partial(
                table,
                "cbrt",
                Math::cbrt,
                x -> product(List.of(constant(THIRD), power(call("cbrt", x), Rational.of(-2)))),
                "");
        kinked(table, "abs", Math::abs, x -> call("sign", x), "{0} = 0");
        kinked(table, "sign", Math::signum, x -> constant(0), "{0} = 0");
        smooth(table, "sin", Math::sin, x -> call("cos", x));
        smooth(table, "cos", Math::cos, x -> product(List.of(constant(-1), call("sin", x))));
        partial(table, "tan", Math::tan, x -> sum(List.of(one, power(call("tan", x), Rational.TWO))), "cos({0}) ≠ 0");
        partial(table, "asin", Math::asin, x -> power(minus(one, power(x, Rational.TWO)), MINUS_HALF), "-1 ≤ {0} ≤ 1");
        partial(
                table,
                "acos",
                Math::acos,
                x -> product(List.of(constant(-1), power(minus(one, power(x, Rational.TWO)), MINUS_HALF))),
                "-1 ≤ {0} ≤ 1");
        smooth(table, "atan", Math::atan, x -> power(sum(List.of(one, power(x, Rational.TWO))), Rational.MINUS_ONE));
        smooth(table, "sinh", Math::sinh, x -> call("cosh", x));
        smooth(table, "cosh", Math::cosh, x -> call("sinh", x));
        smooth(table, "tanh", Math::tanh, x -> minus(one, power(call("tanh", x), Rational.TWO)));
        smooth(
                table,
                "sigmoid",
                SpecialFunctions::sigmoid,
                x -> product(List.of(call("sigmoid", x), minus(one, call("sigmoid", x)))));
        smooth(table, "softplus", SpecialFunctions::softplus, x -> call("sigmoid", x));
        kinked(table, "relu", x -> x > 0 ? x : 0 * x, x -> call("step", x), "{0} = 0");
        kinked(
                table,
                "leakyrelu",
                x -> x > 0 ? x : LEAK.toDouble() * x,
                x -> sum(List.of(
                        constant(LEAK), product(List.of(constant(Rational.ONE.minus(LEAK)), call("step", x))))),
                "{0} = 0");
        smooth(table, "gelu", SpecialFunctions::gelu, x -> {
            ScalarExpr cumulative = product(List.of(
                    constant(Rational.HALF),
                    sum(List.of(one, call("erf", product(List.of(power(constant(2), MINUS_HALF), x)))))));
            ScalarExpr density = product(List.of(
                    power(product(List.of(constant(2), new ScalarExpr.Pi())), MINUS_HALF),
                    call("exp", product(List.of(constant(Rational.of(-1, 2)), power(x, Rational.TWO))))));
            return sum(List.of(cumulative, product(List.of(x, density))));
        });
        smooth(
                table,
                "silu",
                x -> x * SpecialFunctions.sigmoid(x),
                x -> product(List.of(
                        call("sigmoid", x), sum(List.of(one, product(List.of(x, minus(one, call("sigmoid", x)))))))));
        smooth(
                table,
                "erf",
                SpecialFunctions::erf,
                x -> product(List.of(
                        constant(2),
                        power(new ScalarExpr.Pi(), MINUS_HALF),
                        call("exp", product(List.of(constant(-1), power(x, Rational.TWO)))))));
        kinked(table, "step", x -> x > 0 ? 1 : 0 * x, x -> constant(0), "{0} = 0");
        extremum(table, "max");
        extremum(table, "min");
        ScalarExpr a = argument(0);
        ScalarExpr b = argument(1);
        table.put(
                "pow",
                new NamedFunction(
                        "pow",
                        2,
                        k -> k == 0
                                ? product(List.of(b, call("pow", a, minus(b, one))))
                                : product(List.of(call("pow", a, b), call("log", a))),
                        v -> Math.pow(v[0], v[1]),
                        Optional.of("{0} > 0"),
                        Optional.empty()));
        return Collections.unmodifiableMap(table);
    }

    /** The larger or smaller of two; at a tie the second argument counts as it. */
    private static void extremum(Map<String, ScalarFunction> table, String name) {
        boolean larger = name.equals("max");
        ScalarExpr a = argument(0);
        ScalarExpr b = argument(1);
        table.put(
                name,
                new NamedFunction(
                        name,
                        2,
                        k -> {
                            ScalarExpr first = call("step", larger ? minus(a, b) : minus(b, a));
                            return k == 0 ? first : minus(constant(1), first);
                        },
                        v -> larger ? Math.max(v[0], v[1]) : Math.min(v[0], v[1]),
                        Optional.empty(),
                        Optional.of("{0} = {1}")));
    }

    private static void smooth(
            Map<String, ScalarFunction> table,
            String name,
            DoubleUnaryOperator value,
            UnaryOperator<ScalarExpr> derivative) {
        put(table, name, value, derivative, Optional.empty(), Optional.empty());
    }

    private static void partial(
            Map<String, ScalarFunction> table,
            String name,
            DoubleUnaryOperator value,
            UnaryOperator<ScalarExpr> derivative,
            String domain) {
        put(table, name, value, derivative, Optional.of(domain).filter(d -> !d.isEmpty()), Optional.empty());
    }

    private static void kinked(
            Map<String, ScalarFunction> table,
            String name,
            DoubleUnaryOperator value,
            UnaryOperator<ScalarExpr> derivative,
            String kink) {
        put(table, name, value, derivative, Optional.empty(), Optional.of(kink));
    }

    private static void put(
            Map<String, ScalarFunction> table,
            String name,
            DoubleUnaryOperator value,
            UnaryOperator<ScalarExpr> derivative,
            Optional<String> domain,
            Optional<String> kink) {
        table.put(
                name,
                new NamedFunction(
                        name, 1, k -> derivative.apply(argument(0)), v -> value.applyAsDouble(v[0]), domain, kink));
    }
}
