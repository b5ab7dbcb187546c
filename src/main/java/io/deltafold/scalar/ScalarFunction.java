package io.deltafold.scalar;

import java.util.Optional;

/** A real function of one or two real arguments, applied entry by entry. */
public sealed interface ScalarFunction permits Power, NamedFunction {
    /** The name in the expression language. */
    String name();

    /** The number of arguments: one or two. */
    int arity();

    /** ∂f/∂(argument number {@code argument}, from 0) as an expression over {@link ScalarExpr.Argument}s. */
    ScalarExpr derivative(int argument);

    /** The value in double precision; NaN outside the domain. */
    double value(double... arguments);

    /** Where the function is defined, in words with {@code {0}} for the argument, such as {@code {0} > 0}. */
    Optional<String> domain();

    /** Where the derivative is only a subgradient, such as {@code {0} = 0}. */
    Optional<String> kink();
}
