package io.deltafold.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.deltafold.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ScalarTableTest {
    private static final double[] POINTS = {-2.7, -1.3, -0.8, -0.31, 0.23, 0.47, 0.9, 1.7, 3.1};

    /** The language's entrywise functions, all of which the table has. */
    private static final Set<String> LANGUAGE = Set.of(
            "exp",
            "expm1",
            "log",
            "log1p",
            "sqrt",
            "cbrt",
            "abs",
            "sign",
            "sin",
            "cos",
            "tan",
            "asin",
            "acos",
            "atan",
            "sinh",
            "cosh",
            "tanh",
            "sigmoid",
            "softplus",
            "relu",
            "leakyrelu",
            "gelu",
            "silu",
            "erf",
            "max",
            "min",
            "step",
            "square",
            "pow");

    static Stream<String> names() {
        return ScalarTable.names().stream();
    }

    @Test
    void hasAllFunctionsOfTheLanguage() {
        assertThat(ScalarTable.names()).isEqualTo(new java.util.TreeSet<>(LANGUAGE));
    }

    @ParameterizedTest
    @MethodSource("names")
    void derivativesAgreeWithDifferences(String name) {
        ScalarFunction function = ScalarTable.named(name).orElseThrow();
        int compared = 0;
        for (double[] at : points(function.arity())) {
            for (int argument = 0; argument < function.arity(); argument++) {
                double expected = ScalarValue.difference(function, argument, at);
                if (Double.isFinite(expected)) {
                    double derivative = ScalarValue.of(function.derivative(argument), at);
                    assertThat(derivative)
                            .as("%s′ by argument %d at %s", name, argument, List.of(at[0]))
                            .isCloseTo(expected, within(2e-8 * Math.max(1, Math.abs(expected))));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(4);
    }

    private static List<double[]> points(int arity) {
        List<double[]> points = new ArrayList<>();
        for (double x : POINTS) {
            if (arity == 1) {
                points.add(new double[] {x});
            } else {
                for (double y : POINTS) {
                    if (x != y) {
                        points.add(new double[] {x, y});
                    }
                }
            }
        }
        return points;
    }

    /** Functions that Symja differentiates, by its own names. */
    private static final Map<String, String> IN_SYMJA = Map.ofEntries(
            Map.entry("exp", "Exp(x)"),
            Map.entry("expm1", "Exp(x)-1"),
            Map.entry("log", "Log(x)"),
            Map.entry("log1p", "Log(1+x)"),
            Map.entry("sqrt", "Sqrt(x)"),
            Map.entry("sin", "Sin(x)"),
            Map.entry("cos", "Cos(x)"),
            Map.entry("tan", "Tan(x)"),
            Map.entry("asin", "ArcSin(x)"),
            Map.entry("acos", "ArcCos(x)"),
            Map.entry("atan", "ArcTan(x)"),
            Map.entry("sinh", "Sinh(x)"),
            Map.entry("cosh", "Cosh(x)"),
            Map.entry("tanh", "Tanh(x)"),
            Map.entry("sigmoid", "1/(1+Exp(-x))"),
            Map.entry("softplus", "Log(1+Exp(x))"),
            Map.entry("silu", "x/(1+Exp(-x))"),
            Map.entry("gelu", "x/2*(1+Erf(x/Sqrt(2)))"),
            Map.entry("erf", "Erf(x)"),
            Map.entry("square", "x^2"));

    static Stream<Map.Entry<String, String>> inSymja() {
        return IN_SYMJA.entrySet().stream().sorted(Map.Entry.comparingByKey());
    }

    @ParameterizedTest
    @MethodSource("inSymja")
    void derivativesAgreeWithSymja(Map.Entry<String, String> entry) {
        ScalarFunction function = ScalarTable.named(entry.getKey()).orElseThrow();
        int compared = 0;
        for (double x : POINTS) {
            double expected = SymjaOracle.derivative(entry.getValue(), x);
            if (Double.isFinite(expected)) {
                assertThat(ScalarValue.of(function.derivative(0), x))
                        .as("%s′(%s)", entry.getKey(), x)
                        .isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(4);
    }

    @Test
    void powersDifferentiateToPowers() {
        for (Rational exponent : List.of(Rational.of(3), Rational.HALF, Rational.of(-2), Rational.of(5, 3))) {
            Power power = new Power(exponent);
            for (double x : new double[] {0.4, 1.1, 2.3}) {
                double expected = exponent.toDouble() * Math.pow(x, exponent.toDouble() - 1);
                assertThat(ScalarValue.of(power.derivative(0), x)).isCloseTo(expected, within(1e-12));
            }
        }
    }

    /** Abramowitz and Stegun, table 7.1, and values to full precision beyond it. */
    @Test
    void erfHasFullPrecision() {
        double[][] known = {
            {0, 0},
            {0.1, 0.1124629160182849},
            {0.5, 0.5204998778130465},
            {1, 0.8427007929497149},
            {1.5, 0.9661051464753108},
            {2, 0.9953222650189527},
            {2.5, 0.9995930479825550},
            {3, 0.9999779095030014},
            {4, 0.9999999845827421}
        };
        for (double[] pair : known) {
            assertThat(SpecialFunctions.erf(pair[0])).isCloseTo(pair[1], within(3e-16));
            assertThat(SpecialFunctions.erf(-pair[0])).isCloseTo(-pair[1], within(3e-16));
        }
    }

    @Test
    void valuesStayFiniteFarOut() {
        for (double x : new double[] {-800, 800}) {
            assertThat(SpecialFunctions.sigmoid(x)).isBetween(0.0, 1.0);
            assertThat(SpecialFunctions.softplus(x)).isFinite();
            assertThat(SpecialFunctions.erf(x)).isEqualTo(Math.signum(x));
        }
        assertThat(String.format(Locale.ROOT, "%.3f", SpecialFunctions.softplus(800)))
                .isEqualTo("800.000");
    }
}
