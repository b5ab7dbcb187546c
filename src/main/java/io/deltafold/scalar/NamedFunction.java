package io.deltafold.scalar;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A scalar function with a name, from the built-in table ({@link ScalarTable}) or from Symja ({@link SymjaFunctions}).
 *
 * <p>Two named functions are equal when their names are.
 */
public final class NamedFunction implements ScalarFunction {
    /** The derivatives, one for each argument, computed when first asked for: tables refer to each other. */
    @FunctionalInterface
    public interface Derivative {
        ScalarExpr of(int argument);
    }

    private final String name;
    private final int arity;
    private final Derivative derivative;
    private final ToDoubleFunction<double[]> value;
    private final Optional<String> domain;
    private final Optional<String> kink;

    /** A function with everything the engine needs to know of it. */
    public NamedFunction(
            String name,
            int arity,
            Derivative derivative,
            ToDoubleFunction<double[]> value,
            Optional<String> domain,
            Optional<String> kink) {
        this.name = name;
        this.arity = arity;
        this.derivative = derivative;
        this.value = value;
        this.domain = domain;
        this.kink = kink;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int arity() {
        return arity;
    }

    @Override
    public ScalarExpr derivative(int argument) {
        return derivative.of(argument);
    }

    @Override
    public double value(double... arguments) {
        return value.applyAsDouble(arguments);
    }

    @Override
    public Optional<String> domain() {
        return domain;
    }

    @Override
    public Optional<String> kink() {
        return kink;
    }

    /** {@code f} applied to expressions. */
    public ScalarExpr of(ScalarExpr... arguments) {
        return new ScalarExpr.Apply(this, List.of(arguments));
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof NamedFunction function && name.equals(function.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
