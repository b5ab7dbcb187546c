package io.deltafold.number;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A size: a polynomial in size names with rational coefficients, such as {@code n}, {@code m*p} or {@code n - 1}.
 *
 * <p>Terms map a monomial (size name to exponent) to its coefficient; no coefficient is zero, so equal sizes are equal
 * objects.
 */
public final class Size {
    public static final Size ZERO = of(0);
    public static final Size ONE = of(1);

    private final TreeMap<Monomial, Rational> terms;

    private Size(TreeMap<Monomial, Rational> terms) {
        this.terms = terms;
    }

    /** A product of powers of size names, ordered by degree and then by name. */
    public record Monomial(List<Factor> factors) implements Comparable<Monomial> {
        /** A size name to a positive power. */
        public record Factor(String name, int exponent) {}

        public Monomial {
            factors = List.copyOf(factors);
        }

        int degree() {
            return factors.stream().mapToInt(Factor::exponent).sum();
        }

        Monomial times(Monomial other) {
            TreeMap<String, Integer> product = new TreeMap<>();
            factors.forEach(f -> product.merge(f.name(), f.exponent(), Integer::sum));
            other.factors.forEach(f -> product.merge(f.name(), f.exponent(), Integer::sum));
            return of(product);
        }

        Optional<Monomial> dividedBy(Monomial other) {
            TreeMap<String, Integer> quotient = new TreeMap<>();
            factors.forEach(f -> quotient.put(f.name(), f.exponent()));
            for (Factor f : other.factors) {
                int rest = quotient.getOrDefault(f.name(), 0) - f.exponent();
                if (rest < 0) {
                    return Optional.empty();
                }
                quotient.put(f.name(), rest);
            }
            return Optional.of(of(quotient));
        }

        private static Monomial of(TreeMap<String, Integer> exponents) {
            List<Factor> factors = new ArrayList<>();
            exponents.forEach((name, exponent) -> {
                if (exponent > 0) {
                    factors.add(new Factor(name, exponent));
                }
            });
            return new Monomial(factors);
        }

        /** Higher degree first, then alphabetical: a monomial order, so that division terminates. */
        @Override
        public int compareTo(Monomial other) {
            int byDegree = Integer.compare(other.degree(), degree());
            if (byDegree != 0) {
                return byDegree;
            }
            for (int i = 0; i < Math.min(factors.size(), other.factors.size()); i++) {
                Factor a = factors.get(i);
                Factor b = other.factors.get(i);
                int byName = a.name().compareTo(b.name());
                if (byName != 0) {
                    return byName;
                }
                int byExponent = Integer.compare(b.exponent(), a.exponent());
                if (byExponent != 0) {
                    return byExponent;
                }
            }
            return Integer.compare(factors.size(), other.factors.size());
        }
    }

    /** The number {@code value}. */
    public static Size of(long value) {
        return of(Rational.of(value));
    }

    /** The number {@code value}. */
    public static Size of(Rational value) {
        TreeMap<Monomial, Rational> terms = new TreeMap<>();
        if (!value.isZero()) {
            terms.put(new Monomial(List.of()), value);
        }
        return new Size(terms);
    }

    /** The size called {@code name}. */
    public static Size named(String name) {
        TreeMap<Monomial, Rational> terms = new TreeMap<>();
        terms.put(new Monomial(List.of(new Monomial.Factor(name, 1))), Rational.ONE);
        return new Size(terms);
    }

    /** The terms, highest degree first. */
    public Map<Monomial, Rational> terms() {
        return Collections.unmodifiableMap(terms);
    }

    public Size plus(Size other) {
        TreeMap<Monomial, Rational> sum = new TreeMap<>(terms);
        other.terms.forEach((monomial, coefficient) -> sum.merge(monomial, coefficient, Rational::plus));
        sum.values().removeIf(Rational::isZero);
        return new Size(sum);
    }

    public Size minus(Size other) {
        return plus(other.times(Size.of(-1)));
    }

    public Size times(Size other) {
        if (isOne()) {
            return other;
        }
        if (other.isOne()) {
            return this;
        }
        TreeMap<Monomial, Rational> product = new TreeMap<>();
        terms.forEach(
                (m1, c1) -> other.terms.forEach((m2, c2) -> product.merge(m1.times(m2), c1.times(c2), Rational::plus)));
        product.values().removeIf(Rational::isZero);
        return new Size(product);
    }

    /** The quotient, where {@code divisor} divides this size exactly; the divisor may not be zero. */
    public Optional<Size> dividedBy(Size divisor) {
        Map.Entry<Monomial, Rational> lead = divisor.terms.firstEntry();
        if (lead == null) {
            throw new ArithmeticException("division of a size by zero");
        }
        Size rest = this;
        Size quotient = ZERO;
        while (!rest.isZero()) {
            Map.Entry<Monomial, Rational> top = rest.terms.firstEntry();
            Optional<Monomial> monomial = top.getKey().dividedBy(lead.getKey());
            if (monomial.isEmpty()) {
                return Optional.empty();
            }
            TreeMap<Monomial, Rational> term = new TreeMap<>();
            term.put(monomial.get(), top.getValue().dividedBy(lead.getValue()));
            Size step = new Size(term);
            quotient = quotient.plus(step);
            rest = rest.minus(step.times(divisor));
        }
        return Optional.of(quotient);
    }

    /** This size with every name replaced by what {@code replacement} gives for it. */
    public Size substitute(Function<String, Size> replacement) {
        if (isConstant()) {
            return this;
        }
        Size sum = ZERO;
        for (Map.Entry<Monomial, Rational> term : terms.entrySet()) {
            Size product = of(term.getValue());
            for (Monomial.Factor factor : term.getKey().factors()) {
                Size base = replacement.apply(factor.name());
                for (int i = 0; i < factor.exponent(); i++) {
                    product = product.times(base);
                }
            }
            sum = sum.plus(product);
        }
        return sum;
    }

    /** The value where every name has the value that {@code sizes} gives it. */
    public Rational evaluate(Function<String, Rational> sizes) {
        Rational sum = Rational.ZERO;
        for (Map.Entry<Monomial, Rational> term : terms.entrySet()) {
            Rational product = term.getValue();
            for (Monomial.Factor factor : term.getKey().factors()) {
                product = product.times(sizes.apply(factor.name()).power(factor.exponent()));
            }
            sum = sum.plus(product);
        }
        return sum;
    }

    /** The value where every name has the value in {@code sizes}, for sizes that are positive integers. */
    public int evaluate(Map<String, Integer> sizes) {
        if (terms.size() == 1) {
            Monomial only = terms.firstKey();
            if (only.factors().size() == 1
                    && only.factors().get(0).exponent() == 1
                    && terms.firstEntry().getValue().isOne()) {
                return required(sizes, only.factors().get(0).name());
            }
        }
        Rational value = evaluate(name -> Rational.of(required(sizes, name)));
        return value.asInt().orElseThrow(() -> new ArithmeticException(this + " is " + value + ", no size"));
    }

    private static int required(Map<String, Integer> sizes, String name) {
        Integer value = sizes.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no value for the size " + name);
        }
        return value;
    }

    /** The size names that occur, in order of the terms. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        terms.keySet().forEach(m -> m.factors().forEach(f -> names.add(f.name())));
        return names;
    }

    public boolean isZero() {
        return terms.isEmpty();
    }

    public boolean isOne() {
        return constant().filter(Rational::isOne).isPresent();
    }

    public boolean isConstant() {
        return constant().isPresent();
    }

    /** The value, where no name occurs. */
    public Optional<Rational> constant() {
        if (terms.isEmpty()) {
            return Optional.of(Rational.ZERO);
        }
        return terms.size() == 1 && terms.firstKey().factors().isEmpty()
                ? Optional.of(terms.firstEntry().getValue())
                : Optional.empty();
    }

    /** The coefficient of the leading term; zero for the zero polynomial. */
    public Rational leadingCoefficient() {
        return terms.isEmpty() ? Rational.ZERO : terms.firstEntry().getValue();
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof Size size && terms.equals(size.terms);
    }

    @Override
    public int hashCode() {
        return terms.hashCode();
    }

    /** In the expression language: {@code m*n + 1}. */
    @Override
    public String toString() {
        if (terms.isEmpty()) {
            return "0";
        }
        StringBuilder text = new StringBuilder();
        terms.forEach((monomial, coefficient) -> {
            Rational size = coefficient.abs();
            if (text.isEmpty()) {
                text.append(coefficient.signum() < 0 ? "-" : "");
            } else {
                text.append(coefficient.signum() < 0 ? " - " : " + ");
            }
            List<String> factors = new ArrayList<>();
            if (!size.isOne() || monomial.factors().isEmpty()) {
                factors.add(size.toString());
            }
            monomial.factors().forEach(f -> factors.add(f.exponent() == 1 ? f.name() : f.name() + "^" + f.exponent()));
            text.append(String.join("*", factors));
        });
        return text.toString();
    }
}
