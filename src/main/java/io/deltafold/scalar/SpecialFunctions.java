package io.deltafold.scalar;

/** Scalar functions that {@link Math} lacks, in double precision. */
final class SpecialFunctions {
    private static final double TWO_OVER_ROOT_PI = 1.1283791670955126;
    private static final double SERIES_BELOW = 2.5;

    private SpecialFunctions() {}

    /** 1 / (1 + e⁻ˣ), without overflow. */
    static double sigmoid(double x) {
        if (x >= 0) {
            return 1 / (1 + Math.exp(-x));
        }
        double e = Math.exp(x);
        return e / (1 + e);
    }

    /** log(1 + eˣ), without overflow. */
    static double softplus(double x) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }

    /** x Φ(x) with the normal distribution function Φ. */
    static double gelu(double x) {
        return 0.5 * x * (1 + erf(x / Math.sqrt(2)));
    }

    /**
     * erf x = 2/√π ∫₀ˣ e^(−t²) dt: the series 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (2n+1)!! near zero, the continued fraction of
     * the complement beyond (Abramowitz and Stegun 7.1.6, 7.1.14).
     */
    static double erf(double x) {
        double size = Math.abs(x);
        if (Double.isNaN(x)) {
            return Double.NaN;
        }
        if (size < SERIES_BELOW) {
            double term = x;
            double sum = x;
            for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum); n++) {
                term *= 2 * x * x / (2 * n + 1);
                sum += term;
            }
            return TWO_OVER_ROOT_PI * Math.exp(-x * x) * sum;
        }
        if (size > 6) {
            return Math.signum(x);
        }
        double fraction = 0;
        for (int n = 200; n > 0; n--) {
            fraction = n / 2.0 / (size + fraction);
        }
        double complement = TWO_OVER_ROOT_PI / 2 * Math.exp(-size * size) / (size + fraction);
        return Math.signum(x) * (1 - complement);
    }
}
