package io.deltafold.matrix;

import java.util.Optional;

/** Ways out of shape mismatches. */
final class ShapeHints {
    private ShapeHints() {}

    static Optional<String> forPair(String verb, String a, Shape left, String b, Shape right) {
        if (verb.equals("multiply")) {
            return forMatMul(a, left, b, right);
        }
        if (left.isVector() && right.isMatrix() || left.isMatrix() && right.isVector()) {
            String vector = atom(left.isVector() ? a : b);
            Shape shape = left.isVector() ? left : right;
            return Optional.of("write " + vector + ".T for a row, used for every row, or declare it R[" + shape.rows()
                    + ", 1] for a column, used for every column");
        }
        if (fits(left, ShapeRules.transpose(right))) {
            String sign = verb.equals("add") ? "+" : verb.equals("subtract") ? "-" : verb.equals("divide") ? "/" : "*";
            return Optional.of("did you mean " + a + " " + sign + " " + atom(b) + ".T ?");
        }
        return Optional.empty();
    }

    private static Optional<String> forMatMul(String a, Shape left, String b, Shape right) {
        if (left.isVector() && right.isVector()) {
            return Optional.of("write " + atom(a) + ".T @ " + atom(b) + " for the inner product, " + atom(a) + " @ "
                    + atom(b) + ".T for the outer product");
        }
        if (left.rank() > 2 || right.rank() > 2) {
            return Optional.empty();
        }
        if (multiply(left, ShapeRules.transpose(right)) && !right.isVector()) {
            return Optional.of("did you mean " + a + " @ " + atom(b) + ".T ?");
        }
        if (multiply(ShapeRules.transpose(left), right)) {
            return Optional.of("did you mean " + atom(a) + ".T @ " + b + " ?");
        }
        return Optional.empty();
    }

    private static boolean multiply(Shape left, Shape right) {
        try {
            ShapeRules.matMul(left, right, SizeEquality.STRICT);
            return true;
        } catch (ShapeRules.Mismatch mismatch) {
            return false;
        }
    }

    private static boolean fits(Shape left, Shape right) {
        try {
            ShapeRules.broadcast("add", left, right, SizeEquality.STRICT);
            return true;
        } catch (ShapeRules.Mismatch mismatch) {
            return false;
        }
    }

    private static String atom(String text) {
        return text.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '.')
                ? text
                : "(" + text + ")";
    }
}
