package io.deltafold.emit;

import io.deltafold.matrix.Shape;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sizes in Java: {@code int} parameters, array lengths and offsets in row-major arrays. */
final class JavaSizes {
    private final Identifiers identifiers;
    private final Map<String, String> names = new LinkedHashMap<>();

    JavaSizes(Identifiers identifiers) {
        this.identifiers = identifiers;
    }

    /** The Java name of a size name. */
    String name(String size) {
        return names.computeIfAbsent(size, identifiers::claim);
    }

    /** The Java names of all sizes so far. */
    List<String> names() {
        return List.copyOf(names.values());
    }

    /** A size as an {@code int}. */
    Fragment length(Size size) {
        BigInteger common = BigInteger.ONE;
        for (Rational coefficient : size.terms().values()) {
            common = common.multiply(coefficient.denominator()).divide(common.gcd(coefficient.denominator()));
        }
        Fragment whole = integer(size.times(Size.of(new Rational(common, BigInteger.ONE))));
        return common.equals(BigInteger.ONE)
                ? whole
                : new Fragment(whole.atLeast(Precedence.ATOM) + " / " + common, Precedence.TERM);
    }

    private Fragment integer(Size size) {
        StringBuilder text = new StringBuilder();
        boolean product = false;
        for (Map.Entry<Size.Monomial, Rational> term : size.terms().entrySet()) {
            List<String> factors = new ArrayList<>();
            Rational coefficient = term.getValue().abs();
            if (!coefficient.isOne() || term.getKey().factors().isEmpty()) {
                factors.add(coefficient.toString());
            }
            for (Size.Monomial.Factor factor : term.getKey().factors()) {
                for (int i = 0; i < factor.exponent(); i++) {
                    factors.add(name(factor.name()));
                }
            }
            boolean minus = term.getValue().signum() < 0;
            text.append(text.isEmpty() ? (minus ? "-" : "") : minus ? " - " : " + ");
            text.append(String.join(" * ", factors));
            product |= factors.size() > 1 || minus;
        }
        if (text.isEmpty()) {
            return Fragment.atom("0");
        }
        Precedence single = product ? Precedence.TERM : Precedence.ATOM;
        return new Fragment(text.toString(), size.terms().size() > 1 ? Precedence.SUM : single);
    }

    /** The number of entries. */
    String count(Shape shape) {
        return length(shape.count()).text();
    }

    /** Where an entry stands in a row-major array: {@code i * n + j}. */
    String offset(Shape shape, List<String> index) {
        String offset = "";
        for (int axis = 0; axis < shape.rank(); axis++) {
            Size size = shape.sizes().get(axis);
            if (!size.isOne()) {
                String next = index.get(axis);
                offset = offset.isEmpty() || offset.equals("0")
                        ? next
                        : atomic(offset) + " * " + length(size).atLeast(Precedence.ATOM) + " + " + next;
            }
        }
        return offset.isEmpty() ? "0" : offset;
    }

    private static String atomic(String index) {
        return index.contains(" ") ? "(" + index + ")" : index;
    }
}
