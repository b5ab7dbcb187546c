package io.deltafold.scalar;

import io.deltafold.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.matheclipse.core.basic.Config;
import org.matheclipse.core.eval.EvalEngine;
import org.matheclipse.core.expression.F;
import org.matheclipse.core.interfaces.IAST;
import org.matheclipse.core.interfaces.IExpr;
import org.matheclipse.core.interfaces.INumber;
import org.matheclipse.core.interfaces.IRational;
import org.matheclipse.core.interfaces.ISymbol;

/** The only user of Symja. Loading this class loads Symja, so nothing refers to it before it is needed. */
final class SymjaBridge {
    private static final ThreadLocal<EvalEngine> ENGINES;

    /** Functions of Symja that the table has, or that are powers of such. */
    private static final Map<String, String> TABLE = Map.ofEntries(
            Map.entry("exp", "exp"),
            Map.entry("log", "log"),
            Map.entry("sin", "sin"),
            Map.entry("cos", "cos"),
            Map.entry("tan", "tan"),
            Map.entry("arcsin", "asin"),
            Map.entry("arccos", "acos"),
            Map.entry("arctan", "atan"),
            Map.entry("sinh", "sinh"),
            Map.entry("cosh", "cosh"),
            Map.entry("tanh", "tanh"),
            Map.entry("erf", "erf"));

    private static final Map<String, String> RECIPROCALS =
            Map.of("sec", "cos", "csc", "sin", "cot", "tan", "sech", "cosh", "csch", "sinh", "coth", "tanh");

    private static final double ROUNDING = 1e-13;

    static {
        // Without this Symja leaves a thread behind that keeps the JVM alive.
        Config.JAS_NO_THREADS = true;
        F.initSymbols();
        ENGINES = ThreadLocal.withInitial(() -> new EvalEngine(true));
    }

    private SymjaBridge() {}

    static ScalarFunction function(String name, SymjaFunctions.Head head) {
        ISymbol x = F.Dummy("x");
        IExpr value = applied(head, x);
        return new NamedFunction(
                name,
                1,
                argument -> translate(evaluate(F.D(value, x)), x),
                arguments -> number(applied(head, F.num(arguments[0]))),
                Optional.of(name + " is defined at {0}"),
                Optional.empty());
    }

    private static IExpr applied(SymjaFunctions.Head head, IExpr argument) {
        IExpr symbol = F.symbol(head.symbol());
        return head.parameter().isPresent()
                ? F.binaryAST2(symbol, F.ZZ(head.parameter().get()), argument)
                : F.unaryAST1(symbol, argument);
    }

    private static IExpr evaluate(IExpr expression) {
        EvalEngine engine = ENGINES.get();
        EvalEngine.set(engine);
        return engine.evaluate(expression);
    }

    private static double number(IExpr expression) {
        IExpr value = evaluate(F.N(expression));
        if (!(value instanceof INumber number)) {
            return Double.NaN;
        }
        // Reflection formulas leave a rounding error behind as an imaginary part.
        double real = number.reDoubleValue();
        return Math.abs(number.imDoubleValue()) <= ROUNDING * Math.max(1, Math.abs(real)) ? real : Double.NaN;
    }

    private static ScalarExpr translate(IExpr e, ISymbol x) {
        if (e.equals(x)) {
            return ScalarExpr.argument(0);
        } else if (e instanceof IRational rational) {
            return ScalarExpr.constant(new Rational(rational.toBigNumerator(), rational.toBigDenominator()));
        } else if (e.isPi()) {
            return new ScalarExpr.Pi();
        } else if (e.isPlus() || e.isTimes()) {
            List<ScalarExpr> parts = new ArrayList<>();
            ((IAST) e).forEach(part -> parts.add(translate(part, x)));
            return e.isPlus() ? ScalarExpr.sum(parts) : ScalarExpr.product(parts);
        } else if (e.isExp()) {
            return table("exp", translate(((IAST) e).arg2(), x));
        } else if (e.isPower() && ((IAST) e).arg2() instanceof IRational exponent) {
            return ScalarExpr.power(
                    translate(((IAST) e).arg1(), x),
                    new Rational(exponent.toBigNumerator(), exponent.toBigDenominator()));
        } else if (e instanceof IAST call && call.head() instanceof ISymbol symbol) {
            return call(call, symbol.getSymbolName().toLowerCase(Locale.ROOT), x);
        }
        throw NotDifferentiable.containing(e.toString());
    }

    private static ScalarExpr call(IAST call, String head, ISymbol x) {
        if (call.argSize() == 1) {
            ScalarExpr argument = translate(call.arg1(), x);
            String known = TABLE.get(head);
            if (known != null) {
                return table(known, argument);
            }
            String reciprocal = RECIPROCALS.get(head);
            if (reciprocal != null) {
                return ScalarExpr.power(table(reciprocal, argument), Rational.MINUS_ONE);
            }
            return named(new SymjaFunctions.Head(head, Optional.empty()), argument);
        }
        if (call.argSize() == 2 && call.arg1().isInteger()) {
            int parameter = call.arg1().toIntDefault();
            ScalarExpr argument = translate(call.arg2(), x);
            // J₋ₙ = (−1)ⁿ Jₙ and Y₋ₙ = (−1)ⁿ Yₙ; I and K are even in n.
            boolean odd = parameter < 0 && parameter % 2 != 0 && (head.equals("besselj") || head.equals("bessely"));
            ScalarExpr value = named(new SymjaFunctions.Head(head, Optional.of(Math.abs(parameter))), argument);
            return odd ? ScalarExpr.product(List.of(ScalarExpr.constant(-1), value)) : value;
        }
        throw NotDifferentiable.containing(call.toString());
    }

    private static ScalarExpr named(SymjaFunctions.Head head, ScalarExpr argument) {
        String name = SymjaFunctions.nameOf(head).orElseThrow(() -> NotDifferentiable.containing(head.symbol()));
        return new ScalarExpr.Apply(function(name, head), List.of(argument));
    }

    private static ScalarExpr table(String name, ScalarExpr argument) {
        return new ScalarExpr.Apply(ScalarTable.named(name).orElseThrow(), List.of(argument));
    }
}
