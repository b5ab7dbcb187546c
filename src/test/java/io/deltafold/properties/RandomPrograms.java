package io.deltafold.properties;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random well-shaped programs as text, made from a seed. Values stay moderate, so that points are found. */
final class RandomPrograms {
    private static final List<String> SIZES = List.of("n", "m", "k", "1", "3");
    private static final List<String> ENTRYWISE =
            List.of("sin", "cos", "tanh", "exp", "sigmoid", "atan", "softplus", "relu", "abs", "gelu", "silu", "erf");

    /** A shape: no size for a scalar, one for a vector, two for a matrix. */
    private record Kind(List<String> sizes) {}

    private record Name(String text, Kind kind) {}

    private final SplittableRandom random;
    private final List<Name> variables = new ArrayList<>();
    private final List<Name> names = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private int indices;

    private RandomPrograms(long seed) {
        random = new SplittableRandom(seed);
    }

    /**
     * A program.
     *
     * @param variables the names of its variables
     */
    record Generated(String text, List<String> variables) {}

    static Generated program(long seed) {
        return new RandomPrograms(seed).generate();
    }

    private Generated generate() {
        int count = random.nextInt(2, 5);
        for (int i = 0; i < count; i++) {
            declare(i);
        }
        int definitions = random.nextInt(0, 3);
        for (int i = 0; i < definitions; i++) {
            Kind kind = kind();
            String name = "D" + i;
            lines.add(name + " = " + expression(kind, 2));
            names.add(new Name(name, kind));
        }
        Kind value = random.nextInt(3) > 0 ? new Kind(List.of()) : kind();
        lines.add("f = " + expression(value, 3));
        return new Generated(
                String.join("\n", lines), variables.stream().map(Name::text).toList());
    }

    private void declare(int number) {
        Kind kind = kind();
        String properties = "";
        if (kind.sizes().size() == 2 && kind.sizes().get(0).equals(kind.sizes().get(1))) {
            properties = pick(List.of(
                    "",
                    "",
                    " symmetric",
                    " skew-symmetric",
                    " diagonal",
                    " orthogonal",
                    " invertible",
                    " symmetric positive-definite"));
        } else if (random.nextInt(4) == 0) {
            properties = " positive";
        }
        String name = (kind.sizes().size() == 2 ? "X" : kind.sizes().size() == 1 ? "x" : "s") + number;
        String sizes = kind.sizes().isEmpty() ? "" : "[" + String.join(", ", kind.sizes()) + "]";
        lines.add(name + " : R" + sizes + properties);
        Name variable = new Name(name, kind);
        variables.add(variable);
        names.add(variable);
    }

    private Kind kind() {
        int order = pick(List.of(0, 1, 1, 2, 2, 2));
        List<String> sizes = new ArrayList<>();
        for (int i = 0; i < order; i++) {
            // Literal sizes of one are rarer for vectors: 1×n rows are what they are for.
            sizes.add(pick(SIZES.subList(0, order == 1 ? 3 : 5)));
        }
        if (order == 2 && random.nextInt(2) == 0) {
            sizes.set(1, sizes.get(0));
        }
        return new Kind(sizes);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** An index that no other sum has. */
    private String index() {
        return "i" + ++indices;
    }

    private Kind matrix(String rows, String columns) {
        return new Kind(List.of(rows, columns));
    }

    private Kind vector(String size) {
        return new Kind(List.of(size));
    }

    private String expression(Kind kind, int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return leaf(kind);
        }
        return switch (kind.sizes().size()) {
            case 0 -> scalar(depth - 1);
            case 1 -> vectorExpression(kind.sizes().get(0), depth - 1);
            default -> matrixExpression(kind.sizes().get(0), kind.sizes().get(1), depth - 1);
        };
    }

    private String leaf(Kind kind) {
        List<String> fitting = new ArrayList<>();
        for (Name name : names) {
            if (name.kind().equals(kind)) {
                fitting.add(name.text());
            }
            boolean square = kind.sizes().size() == 2;
            if (square
                    && name.kind().sizes().size() == 2
                    && name.kind().sizes().get(0).equals(kind.sizes().get(1))
                    && name.kind().sizes().get(1).equals(kind.sizes().get(0))) {
                fitting.add(name.text() + ".T");
            }
        }
        if (!fitting.isEmpty()) {
            return pick(fitting);
        }
        return switch (kind.sizes().size()) {
            case 0 -> pick(List.of("2", "0.5", "3/4", "-1"));
            case 1 -> "ones(" + kind.sizes().get(0) + ")";
            default ->
                kind.sizes().get(0).equals(kind.sizes().get(1)) && random.nextBoolean()
                        ? "I(" + kind.sizes().get(0) + ")"
                        : "ones(" + kind.sizes().get(0) + ", " + kind.sizes().get(1) + ")";
        };
    }

    private String scalar(int depth) {
        String n = pick(SIZES);
        String m = pick(SIZES);
        String v = pick(SIZES.subList(0, 3));
        Kind plain = new Kind(List.of());
        return switch (random.nextInt(25)) {
            case 17 -> "normspec(" + expression(matrix(v, m), depth) + ")**2";
            case 18 -> "eigmax(" + gram(v, m, depth) + ")";
            case 19 -> "normnuc(" + expression(matrix(n, m), depth) + ")";
            case 20 -> "(" + expression(matrix(n, m), depth) + ")[1, 1]";
            case 21 -> {
                String i = index();
                yield "sum(" + i + ", (" + expression(vector(v), depth) + ")[" + i + "] * ("
                        + expression(vector(v), depth) + ")[" + i + "])";
            }
            case 22 ->
                "einsum(\"ij,jk,ik->\", " + expression(matrix(n, m), depth) + ", " + expression(matrix(m, v), depth)
                        + ", " + expression(matrix(n, v), depth) + ")";
            case 23 -> "tr(expm((" + expression(matrix(n, n), depth) + ") / 4))";
            case 24 -> "sum(cholesky(" + gram(v, m, depth) + "))";
            case 0 -> "sum(" + expression(matrix(n, m), depth) + ")";
            case 1 -> "sum(" + expression(vector(v), depth) + ")";
            case 2 -> "tr(" + expression(matrix(n, n), depth) + ")";
            case 3 -> "norm2(" + expression(vector(v), depth) + ")**2";
            case 4 -> "normF(" + expression(matrix(n, m), depth) + ")";
            case 5 -> "(" + expression(vector(v), depth) + ").T @ (" + expression(vector(v), depth) + ")";
            case 6 -> "logdet(" + gram(v, m, depth) + ")";
            case 7 -> "log(1 + (" + expression(plain, depth) + ")**2)";
            case 8 -> "(" + expression(plain, depth) + ") * (" + expression(plain, depth) + ")";
            case 9 -> "(" + expression(plain, depth) + ") + (" + expression(plain, depth) + ")";
            case 10 -> "(" + expression(plain, depth) + ") / (1 + (" + expression(plain, depth) + ")**2)";
            case 11 -> pick(ENTRYWISE) + "(" + expression(plain, depth) + ")";
            case 12 -> "logsumexp(" + expression(vector(v), depth) + ")";
            case 13 -> "dot(" + expression(matrix(n, m), depth) + ", " + expression(matrix(n, m), depth) + ")";
            case 14 -> "mean(" + expression(matrix(n, m), depth) + ")";
            case 15 -> "sqrt(1 + norm2(" + expression(vector(v), depth) + ")**2)";
            default -> "det(" + gram(v, m, depth) + ")";
        };
    }

    /** A well-conditioned symmetric matrix. */
    private String gram(String n, String m, int depth) {
        String inner = expression(matrix(n, m), depth);
        return "(" + inner + ") @ (" + inner + ").T + 2 * I(" + n + ")";
    }

    private String vectorExpression(String n, int depth) {
        String m = pick(SIZES);
        String v = pick(SIZES.subList(0, 3));
        Kind kind = vector(n);
        return switch (random.nextInt(19)) {
            case 14 -> "(" + expression(matrix(n, v), depth) + ")[:, 1]";
            case 15 -> "solve(" + gram(n, m, depth) + ", " + expression(kind, depth) + ")";
            case 16 -> "max(" + expression(kind, depth) + ", " + expression(kind, depth) + ")";
            case 17 ->
                "einsum(\"ij,j->i\", " + expression(matrix(n, v), depth) + ", " + expression(vector(v), depth) + ")";
            case 18 -> {
                String i = index();
                yield "sum(" + i + ", (" + expression(matrix(m, n), depth) + ")[" + i + ", :].T)";
            }
            case 0 -> "(" + expression(matrix(n, v), depth) + ") @ (" + expression(vector(v), depth) + ")";
            case 1 -> "(" + expression(kind, depth) + ") + (" + expression(kind, depth) + ")";
            case 2 -> "(" + expression(kind, depth) + ") * (" + expression(kind, depth) + ")";
            case 3 -> "(" + expression(kind, depth) + ") - (" + expression(new Kind(List.of()), depth) + ")";
            case 4 -> pick(ENTRYWISE) + "(" + expression(kind, depth) + ")";
            case 5 -> "rowsum(" + expression(matrix(n, m), depth) + ")";
            case 6 -> "colsum(" + expression(matrix(m, n), depth) + ")";
            case 7 -> "diagvec(" + expression(matrix(n, n), depth) + ")";
            case 8 -> "softmax(" + expression(kind, depth) + ")";
            case 9 -> "inv(" + gram(n, m, depth) + ") @ (" + expression(kind, depth) + ")";
            case 10 -> "(" + expression(kind, depth) + ") / (1 + (" + expression(kind, depth) + ")**2)";
            case 11 -> "logsumexp_rows(" + expression(matrix(n, m), depth) + ")";
            case 12 -> "(" + expression(new Kind(List.of()), depth) + ") * (" + expression(kind, depth) + ")";
            default -> "-(" + expression(kind, depth) + ")**" + pick(List.of("2", "3"));
        };
    }

    private String matrixExpression(String n, String m, int depth) {
        String k = pick(SIZES);
        Kind kind = matrix(n, m);
        return switch (random.nextInt(25)) {
            case 18 -> "tril(" + expression(kind, depth) + ")";
            case 19 -> "triu(" + expression(kind, depth) + ")";
            case 20 -> n.equals(m) ? "adj(" + gram(n, k, depth) + ")" : expression(kind, depth);
            case 21 -> n.equals(m) ? "expm((" + expression(kind, depth) + ") / 4)" : expression(kind, depth);
            case 22 -> "unvec(vec(" + expression(kind, depth) + "), " + n + ", " + m + ")";
            case 23 ->
                "vstack(" + expression(kind, depth) + ", " + expression(matrix("2", m), depth) + ")[1:" + n + ", :]";
            case 24 -> n.equals(m) ? "cholesky(" + gram(n, k, depth) + ")" : expression(kind, depth);
            case 0, 1 -> "(" + expression(matrix(n, k), depth) + ") @ (" + expression(matrix(k, m), depth) + ")";
            case 2 -> "(" + expression(kind, depth) + ") + (" + expression(kind, depth) + ")";
            case 3 -> "(" + expression(kind, depth) + ") * (" + expression(kind, depth) + ")";
            case 4 -> "(" + expression(matrix(m, n), depth) + ").T";
            case 5 -> pick(ENTRYWISE) + "(" + expression(kind, depth) + ")";
            case 6 -> "(" + expression(vector(n), depth) + ") @ (" + expression(vector(m), depth) + ").T";
            case 7 -> "(" + expression(kind, depth) + ") + (" + expression(vector(m), depth) + ").T";
            case 8 -> "(" + expression(kind, depth) + ") * (" + expression(matrix(n, "1"), depth) + ")";
            case 9 -> "softmax_rows(" + expression(kind, depth) + ")";
            case 10 -> "softmax_cols(" + expression(kind, depth) + ")";
            case 11 -> "(" + expression(new Kind(List.of()), depth) + ") * (" + expression(kind, depth) + ")";
            case 12 -> "(" + expression(kind, depth) + ") / (1 + (" + expression(kind, depth) + ")**2)";
            case 13 -> n.equals(m) ? "inv(" + gram(n, k, depth) + ")" : expression(kind, depth);
            case 14 -> n.equals(m) ? "diag(" + expression(vector(n), depth) + ")" : expression(kind, depth);
            case 15 ->
                n.equals(m) ? "(" + expression(kind, depth) + ")^" + pick(List.of("2", "3")) : expression(kind, depth);
            case 16 -> "(" + expression(kind, depth) + ") - (" + expression(new Kind(List.of()), depth) + ")";
            default -> "kron(" + expression(matrix(n, "1"), depth) + ", " + expression(matrix("1", m), depth) + ")";
        };
    }
}
