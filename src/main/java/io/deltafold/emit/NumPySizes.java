package io.deltafold.emit;

import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sizes in Python: which are needed, how they are written, and from whose shape they are read. */
final class NumPySizes {
    private final Identifiers identifiers;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final List<String> needed = new ArrayList<>();
    private final Set<String> bound = new HashSet<>();

    NumPySizes(Identifiers identifiers) {
        this.identifiers = identifiers;
    }

    /** Reserves a Python name for a size name. */
    void declare(String size) {
        names.computeIfAbsent(size, identifiers::claim);
    }

    /** The Python name of the index of an explicit sum, which needs no reading. */
    String bind(String index) {
        bound.add(index);
        declare(index);
        return names.getOrDefault(index, index);
    }

    private String use(String size) {
        declare(size);
        if (!needed.contains(size) && !bound.contains(size)) {
            needed.add(size);
        }
        return names.getOrDefault(size, size);
    }

    /** A size as a number. */
    Fragment number(Size size) {
        List<String> terms = new ArrayList<>();
        Precedence precedence = size.terms().size() == 1 ? Precedence.TERM : Precedence.SUM;
        for (Map.Entry<Size.Monomial, Rational> term : size.terms().entrySet()) {
            List<String> factors = new ArrayList<>();
            Rational coefficient = term.getValue();
            if (!coefficient.isOne() || term.getKey().factors().isEmpty()) {
                factors.add(coefficient.isInteger() ? coefficient.toString() : "(" + coefficient + ")");
            }
            for (Size.Monomial.Factor factor : term.getKey().factors()) {
                factors.add(use(factor.name()) + (factor.exponent() == 1 ? "" : "**" + factor.exponent()));
            }
            terms.add(String.join(" * ", factors));
        }
        if (terms.isEmpty()) {
            return Fragment.atom("0");
        }
        boolean simple = terms.size() == 1 && terms.get(0).chars().allMatch(Character::isJavaIdentifierPart);
        return new Fragment(
                String.join(" + ", terms).replace("+ -1 * ", "- ").replace("+ -", "- "),
                simple ? Precedence.ATOM : precedence);
    }

    /** A size as the length of an axis: an integer. */
    String length(Size size) {
        BigInteger common = BigInteger.ONE;
        for (Rational coefficient : size.terms().values()) {
            common = common.multiply(coefficient.denominator()).divide(common.gcd(coefficient.denominator()));
        }
        if (common.equals(BigInteger.ONE)) {
            return number(size).text();
        }
        Size whole = size.times(Size.of(new Rational(common, BigInteger.ONE)));
        return number(whole).atLeast(Precedence.ATOM) + " // " + common;
    }

    /** A shape as an argument: {@code n}, {@code (m, n)}. */
    String shape(Shape shape) {
        return shape.isVector()
                ? length(shape.rows())
                : shape.sizes().stream().map(this::length).collect(Collectors.joining(", ", "(", ")"));
    }

    /** How the needed sizes become known. */
    record Readings(List<String> assignments, List<String> parameters) {}

    /**
     * Reads each needed size from a shape: of a {@code used} symbol, or else of another of {@code all}, which is then
     * added to {@code used}; what is nowhere an axis becomes a parameter.
     */
    Readings read(List<Symbol> all, List<Symbol> used, Map<String, String> symbolNames) {
        List<String> assignments = new ArrayList<>();
        List<String> parameters = new ArrayList<>();
        for (String size : needed) {
            Optional<Reading> reading = find(size, used).or(() -> find(size, all));
            String name = names.getOrDefault(size, size);
            if (reading.isEmpty()) {
                parameters.add(name);
                continue;
            }
            Symbol owner = reading.get().owner();
            if (!used.contains(owner)) {
                used.add(owner);
            }
            assignments.add(name + " = " + reading.get().text(symbolNames.getOrDefault(owner.name(), owner.name())));
        }
        return new Readings(assignments, parameters);
    }

    /** The size is (length of the axis − offset) / factor. */
    private record Reading(Symbol owner, int axis, Rational factor, Rational offset) {
        String text(String owner) {
            String length = owner + ".shape[" + axis + "]";
            if (offset.signum() != 0) {
                length += (offset.signum() < 0 ? " + " : " - ") + offset.abs();
                length = factor.isOne() ? length : "(" + length + ")";
            }
            return factor.isOne() ? length : length + " // " + factor;
        }
    }

    private static Optional<Reading> find(String size, List<Symbol> symbols) {
        Size wanted = Size.named(size);
        Optional<Reading> indirect = Optional.empty();
        for (Symbol symbol : symbols) {
            for (int axis = 0; axis < symbol.shape().rank(); axis++) {
                Size length = symbol.shape().sizes().get(axis);
                if (length.equals(wanted)) {
                    return Optional.of(new Reading(symbol, axis, Rational.ONE, Rational.ZERO));
                }
                Rational factor = length.leadingCoefficient();
                Optional<Rational> offset =
                        length.minus(wanted.times(Size.of(factor))).constant();
                if (indirect.isEmpty()
                        && offset.filter(Rational::isInteger).isPresent()
                        && factor.isInteger()
                        && factor.signum() > 0) {
                    indirect = Optional.of(new Reading(symbol, axis, factor, offset.get()));
                }
            }
        }
        return indirect;
    }
}
