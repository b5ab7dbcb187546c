package io.deltafold.evaluate;

/** The largest eigenvalue of a real symmetric matrix with its eigenvector. */
final class RealEigen {
    private static final int SWEEPS = 60;
    /** Two eigenvalues closer than this, relative to the matrix, are one: the eigenvector is not determined. */
    private static final double CLOSEST = 1e-6;

    private RealEigen() {}

    /**
     * The entries of the unit eigenvector, then the eigenvalue, by cyclic Jacobi rotations.
     *
     * @throws Singular where the largest eigenvalue is not a single one
     */
    static double[] largestPair(Tensor<Double> matrix) {
        return largest(matrix, true);
    }

    /** The largest eigenvalue alone, which also a matrix with a multiple one has. */
    static double largestValue(Tensor<Double> matrix) {
        return largest(matrix, false)[matrix.rows()];
    }

    private static double[] largest(Tensor<Double> matrix, boolean single) {
        int n = matrix.rows();
        double[][] a = new double[n][n];
        double[][] vectors = new double[n][n];
        double scale = 0;
        for (int i = 0; i < n; i++) {
            vectors[i][i] = 1;
            for (int j = 0; j < n; j++) {
                a[i][j] = matrix.at(i, j);
                scale = Math.max(scale, Math.abs(a[i][j]));
            }
        }
        for (int sweep = 0; sweep < SWEEPS && offDiagonal(a) > scale * 1e-300; sweep++) {
            for (int p = 0; p < n; p++) {
                for (int q = p + 1; q < n; q++) {
                    rotate(a, vectors, p, q);
                }
            }
        }
        int best = 0;
        for (int i = 1; i < n; i++) {
            best = a[i][i] > a[best][best] ? i : best;
        }
        for (int i = 0; i < n; i++) {
            if (single && i != best && a[best][best] - a[i][i] <= CLOSEST * scale) {
                throw new Singular();
            }
        }
        double[] pair = new double[n + 1];
        int sign = vectors[largestEntry(vectors, best)][best] < 0 ? -1 : 1;
        for (int i = 0; i < n; i++) {
            pair[i] = sign * vectors[i][best];
        }
        pair[n] = a[best][best];
        return pair;
    }

    private static int largestEntry(double[][] vectors, int column) {
        int largest = 0;
        for (int i = 1; i < vectors.length; i++) {
            largest = Math.abs(vectors[i][column]) > Math.abs(vectors[largest][column]) + 1e-9 ? i : largest;
        }
        return largest;
    }

    private static double offDiagonal(double[][] a) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            for (int j = i + 1; j < a.length; j++) {
                largest = Math.max(largest, Math.abs(a[i][j]));
            }
        }
        return largest;
    }

    /** Makes a[p][q] zero; Golub and Van Loan, Matrix Computations, 8.5.2. */
    private static void rotate(double[][] a, double[][] vectors, int p, int q) {
        if (a[p][q] == 0) {
            return;
        }
        double tau = (a[q][q] - a[p][p]) / (2 * a[p][q]);
        double t = Math.copySign(1, tau) / (Math.abs(tau) + Math.hypot(1, tau));
        double c = 1 / Math.hypot(1, t);
        double s = t * c;
        for (int k = 0; k < a.length; k++) {
            double left = a[k][p];
            double right = a[k][q];
            a[k][p] = c * left - s * right;
            a[k][q] = s * left + c * right;
        }
        for (int k = 0; k < a.length; k++) {
            double above = a[p][k];
            double below = a[q][k];
            a[p][k] = c * above - s * below;
            a[q][k] = s * above + c * below;
        }
        a[p][q] = 0;
        a[q][p] = 0;
        for (double[] row : vectors) {
            double left = row[p];
            double right = row[q];
            row[p] = c * left - s * right;
            row[q] = s * left + c * right;
        }
    }
}
