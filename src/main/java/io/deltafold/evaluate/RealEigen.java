package io.deltafold.evaluate;

/** The largest eigenvalue of a real symmetric matrix, for a start. */
final class RealEigen {
    private RealEigen() {}

    /** The entries of a unit eigenvector, then the eigenvalue: power iteration on A + c I with all eigenvalues positive. */
    static double[] largest(Tensor<Double> a, int steps) {
        int n = a.rows();
        double shift = 1;
        for (double entry : a.entries()) {
            shift += Math.abs(entry);
        }
        double[] v = new double[n];
        for (int i = 0; i < n; i++) {
            v[i] = 1 + 0.37 * i;
        }
        for (int step = 0; step < steps; step++) {
            v = normalised(times(a, v, shift));
        }
        double[] image = times(a, v, 0);
        double value = 0;
        for (int i = 0; i < n; i++) {
            value += v[i] * image[i];
        }
        double[] pair = java.util.Arrays.copyOf(v, n + 1);
        pair[n] = value;
        return pair;
    }

    /** (A + shift I) v. */
    private static double[] times(Tensor<Double> a, double[] v, double shift) {
        double[] image = new double[v.length];
        for (int i = 0; i < v.length; i++) {
            image[i] = shift * v[i];
            for (int j = 0; j < v.length; j++) {
                image[i] += a.at(i, j) * v[j];
            }
        }
        return image;
    }

    private static double[] normalised(double[] v) {
        double square = 0;
        for (double entry : v) {
            square += entry * entry;
        }
        double[] unit = v.clone();
        for (int i = 0; i < v.length; i++) {
            unit[i] /= Math.sqrt(square);
        }
        return unit;
    }
}
