package io.deltafold.scalar;

/** The value of a scalar expression in double precision. */
final class ScalarValue {
    private ScalarValue() {}

    static double of(ScalarExpr e, double... arguments) {
        if (e instanceof ScalarExpr.Argument argument) {
            return arguments[argument.position()];
        } else if (e instanceof ScalarExpr.Constant constant) {
            return constant.value().toDouble();
        } else if (e instanceof ScalarExpr.Pi) {
            return Math.PI;
        } else if (e instanceof ScalarExpr.Sum sum) {
            return sum.terms().stream().mapToDouble(t -> of(t, arguments)).sum();
        } else if (e instanceof ScalarExpr.Product product) {
            return product.factors().stream().mapToDouble(f -> of(f, arguments)).reduce(1, (a, b) -> a * b);
        } else if (e instanceof ScalarExpr.Apply apply) {
            double[] inner = apply.arguments().stream()
                    .mapToDouble(a -> of(a, arguments))
                    .toArray();
            return apply.function().value(inner);
        }
        throw new IllegalStateException("unknown expression " + e);
    }

    /** f′ by the five-point difference of order four. */
    static double difference(ScalarFunction function, int argument, double... at) {
        double h = 1e-3 * Math.max(1, Math.abs(at[argument]) / 4);
        return (8 * (shifted(function, argument, at, h) - shifted(function, argument, at, -h))
                        - (shifted(function, argument, at, 2 * h) - shifted(function, argument, at, -2 * h)))
                / (12 * h);
    }

    private static double shifted(ScalarFunction function, int argument, double[] at, double by) {
        double[] moved = at.clone();
        moved[argument] += by;
        return function.value(moved);
    }
}
