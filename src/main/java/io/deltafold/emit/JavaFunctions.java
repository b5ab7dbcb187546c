package io.deltafold.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The entrywise functions in Java, and the private methods that a class brings along for those Java lacks. */
final class JavaFunctions {
    private static final Map<String, String> CALLS = Map.ofEntries(
            Map.entry("exp", "Math.exp(%s)"),
            Map.entry("expm1", "Math.expm1(%s)"),
            Map.entry("log", "Math.log(%s)"),
            Map.entry("log1p", "Math.log1p(%s)"),
            Map.entry("cbrt", "Math.cbrt(%s)"),
            Map.entry("abs", "Math.abs(%s)"),
            Map.entry("sign", "Math.signum(%s)"),
            Map.entry("sin", "Math.sin(%s)"),
            Map.entry("cos", "Math.cos(%s)"),
            Map.entry("tan", "Math.tan(%s)"),
            Map.entry("asin", "Math.asin(%s)"),
            Map.entry("acos", "Math.acos(%s)"),
            Map.entry("atan", "Math.atan(%s)"),
            Map.entry("sinh", "Math.sinh(%s)"),
            Map.entry("cosh", "Math.cosh(%s)"),
            Map.entry("tanh", "Math.tanh(%s)"),
            Map.entry("relu", "Math.max(%s, 0.0)"),
            Map.entry("max", "Math.max(%s, %s)"),
            Map.entry("min", "Math.min(%s, %s)"),
            Map.entry("pow", "Math.pow(%s, %s)"),
            Map.entry("step", "step(%s)"),
            Map.entry("softplus", "softplus(%s)"),
            Map.entry("sigmoid", "sigmoid(%s)"),
            Map.entry("silu", "silu(%s)"),
            Map.entry("leakyrelu", "leakyRelu(%s)"),
            Map.entry("gelu", "gelu(%s)"),
            Map.entry("erf", "erf(%s)"));

    private static final Map<String, String> METHODS = Map.ofEntries(
            Map.entry("step", """
                private static double step(double x) {
                    return x > 0 ? 1 : 0;
                }
                """),
            Map.entry("softplus", """
                private static double softplus(double x) {
                    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
                }
                """),
            Map.entry("sigmoid", """
                private static double sigmoid(double x) {
                    return 1 / (1 + Math.exp(-x));
                }
                """),
            Map.entry("silu", """
                private static double silu(double x) {
                    return x / (1 + Math.exp(-x));
                }
                """),
            Map.entry("leakyRelu", """
                private static double leakyRelu(double x) {
                    return x > 0 ? x : 0.01 * x;
                }
                """),
            Map.entry("gelu", """
                private static double gelu(double x) {
                    return 0.5 * x * (1 + erf(x / Math.sqrt(2)));
                }
                """),
            Map.entry("erf", """
                private static double erf(double x) {
                    double square = x * x;
                    if (square > 36) {
                        return Math.signum(x);
                    }
                    double term = x;
                    double sum = x;
                    for (int k = 1; Math.abs(term) > 1e-17 * Math.abs(sum); k++) {
                        term *= 2 * square / (2 * k + 1);
                        sum += term;
                    }
                    return 2 / Math.sqrt(Math.PI) * Math.exp(-square) * sum;
                }
                """),
            Map.entry("softmax", """
                /** The softmax of each of count runs of length entries. */
                private static double[] softmax(double[] x, int count, int length, int outerStep, int step) {
                    double[] result = new double[count * length];
                    for (int i = 0; i < count; i++) {
                        double largest = Double.NEGATIVE_INFINITY;
                        for (int j = 0; j < length; j++) {
                            largest = Math.max(largest, x[i * outerStep + j * step]);
                        }
                        double sum = 0;
                        for (int j = 0; j < length; j++) {
                            int at = i * outerStep + j * step;
                            result[at] = Math.exp(x[at] - largest);
                            sum += result[at];
                        }
                        for (int j = 0; j < length; j++) {
                            result[i * outerStep + j * step] /= sum;
                        }
                    }
                    return result;
                }
                """),
            Map.entry("logSumExp", """
                /** log sum exp of each of rows runs of columns entries. */
                private static double[] logSumExp(double[] x, int rows, int columns) {
                    double[] result = new double[rows];
                    for (int i = 0; i < rows; i++) {
                        double largest = Double.NEGATIVE_INFINITY;
                        for (int j = 0; j < columns; j++) {
                            largest = Math.max(largest, x[i * columns + j]);
                        }
                        double sum = 0;
                        for (int j = 0; j < columns; j++) {
                            sum += Math.exp(x[i * columns + j] - largest);
                        }
                        result[i] = largest + Math.log(sum);
                    }
                    return result;
                }
                """),
            Map.entry("eliminate", """
                /** Gaussian elimination of the n by n matrix a, applied to b too; returns the sign of the row swaps. */
                private static int eliminate(double[] a, double[] b, int n, int columns) {
                    int sign = 1;
                    for (int k = 0; k < n; k++) {
                        int pivot = k;
                        for (int i = k + 1; i < n; i++) {
                            if (Math.abs(a[i * n + k]) > Math.abs(a[pivot * n + k])) {
                                pivot = i;
                            }
                        }
                        if (pivot != k) {
                            sign = -sign;
                            swap(a, k, pivot, n);
                            swap(b, k, pivot, columns);
                        }
                        if (a[k * n + k] == 0) {
                            continue;
                        }
                        for (int i = k + 1; i < n; i++) {
                            double factor = a[i * n + k] / a[k * n + k];
                            for (int j = k; j < n; j++) {
                                a[i * n + j] -= factor * a[k * n + j];
                            }
                            for (int j = 0; j < columns; j++) {
                                b[i * columns + j] -= factor * b[k * columns + j];
                            }
                        }
                    }
                    return sign;
                }

                private static void swap(double[] a, int row, int other, int columns) {
                    for (int j = 0; j < columns; j++) {
                        double entry = a[row * columns + j];
                        a[row * columns + j] = a[other * columns + j];
                        a[other * columns + j] = entry;
                    }
                }
                """),
            Map.entry("inverse", """
                /** The inverse of an n by n matrix; not finite where it is singular. */
                private static double[] inverse(double[] matrix, int n) {
                    double[] a = matrix.clone();
                    double[] x = new double[n * n];
                    for (int i = 0; i < n; i++) {
                        x[i * n + i] = 1;
                    }
                    eliminate(a, x, n, n);
                    for (int i = n - 1; i >= 0; i--) {
                        for (int j = 0; j < n; j++) {
                            double rest = x[i * n + j];
                            for (int k = i + 1; k < n; k++) {
                                rest -= a[i * n + k] * x[k * n + j];
                            }
                            x[i * n + j] = rest / a[i * n + i];
                        }
                    }
                    return x;
                }
                """),
            Map.entry("determinant", """
                private static double determinant(double[] matrix, int n) {
                    double[] a = matrix.clone();
                    double product = eliminate(a, new double[0], n, 0);
                    for (int i = 0; i < n; i++) {
                        product *= a[i * n + i];
                    }
                    return product;
                }
                """),
            Map.entry("logAbsDeterminant", """
                private static double logAbsDeterminant(double[] matrix, int n) {
                    double[] a = matrix.clone();
                    eliminate(a, new double[0], n, 0);
                    double sum = 0;
                    for (int i = 0; i < n; i++) {
                        sum += Math.log(Math.abs(a[i * n + i]));
                    }
                    return sum;
                }
                """));

    private static final Map<String, String> NEEDS =
            Map.of("gelu", "erf", "inverse", "eliminate", "determinant", "eliminate", "logAbsDeterminant", "eliminate");

    private final Set<String> used = new TreeSet<>();

    /** Names of methods that a class may define. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>(METHODS.keySet());
        names.add("swap");
        return names;
    }

    /** A call of the entrywise function {@code name} of the language. */
    String call(String name, List<String> arguments) {
        String call = CALLS.get(name);
        if (call == null) {
            throw new NotEmittable(name + " has no Java method");
        }
        if (!call.startsWith("Math.")) {
            use(call.substring(0, call.indexOf('(')));
        }
        return String.format(call, arguments.toArray());
    }

    /** The name of a private method, which the class then defines. */
    String use(String method) {
        used.add(method);
        String needed = NEEDS.get(method);
        if (needed != null) {
            used.add(needed);
        }
        return method;
    }

    /** The private methods that are used. */
    List<String> methods() {
        Map<String, String> methods = new TreeMap<>(METHODS);
        methods.keySet().retainAll(used);
        return new ArrayList<>(methods.values());
    }
}
