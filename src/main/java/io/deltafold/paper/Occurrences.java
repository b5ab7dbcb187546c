package io.deltafold.paper;

import io.deltafold.tex.Tex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What occurs in formulas: names, differentials, derivatives of functions. */
final class Occurrences {
    private Occurrences() {}

    /** All parts of a formula, the whole first. */
    static void walk(Tex tex, Consumer<Tex> visitor) {
        Deque<Tex> open = new ArrayDeque<>(List.of(tex));
        while (!open.isEmpty()) {
            Tex next = open.pop();
            visitor.accept(next);
            List<Tex> parts = TexParts.of(next);
            for (int i = parts.size() - 1; i >= 0; i--) {
                open.push(parts.get(i));
            }
        }
    }

    /** The keys, whole and of the letter alone, of everything in a formula. */
    static Set<String> keys(Tex tex) {
        Set<String> keys = new LinkedHashSet<>();
        walk(tex, part -> {
            Keys.whole(part).ifPresent(keys::add);
            Keys.letter(part).ifPresent(keys::add);
        });
        return keys;
    }

    /** The keys of the names in a formula, where W_1 is one name and W is not in it. */
    static Set<String> names(Tex tex, Scope scope) {
        Set<String> keys = new LinkedHashSet<>();
        Deque<Tex> open = new ArrayDeque<>(List.of(tex));
        while (!open.isEmpty()) {
            Tex next = open.pop();
            Optional<String> whole =
                    Keys.whole(next).filter(key -> scope.binding(key).isPresent());
            if (whole.isPresent()) {
                keys.add(whole.get());
                continue;
            }
            Keys.letter(next).ifPresent(keys::add);
            List<Tex> parts = TexParts.of(next);
            for (int i = parts.size() - 1; i >= 0; i--) {
                open.push(parts.get(i));
            }
        }
        return keys;
    }

    static boolean isD(Tex tex, boolean upright) {
        return tex instanceof Tex.Name name
                && name.accents().isEmpty()
                && (name.name().equals("partial") && !upright
                        || name.name().equals("d") && (!upright || !name.style().isEmpty()));
    }

    private static boolean isAnyD(Tex tex) {
        return isD(tex, false);
    }

    /**
     * The keys of names whose differentials occur: dX, \mathrm{d}X, and ∂X outside of fractions.
     *
     * @param plain whether an italic d counts
     */
    static Set<String> differentials(Tex tex, boolean plain) {
        Set<String> keys = new LinkedHashSet<>();
        differentials(tex, plain, keys);
        return keys;
    }

    private static void differentials(Tex tex, boolean plain, Set<String> keys) {
        if (tex instanceof Tex.Fraction fraction && isDerivative(fraction)) {
            List<Tex> above = Products.factors(fraction.numerator());
            above.subList(1, above.size()).forEach(part -> differentials(part, plain, keys));
            return;
        }
        if (tex instanceof Tex.Juxtaposition row) {
            List<Tex> factors = row.factors();
            for (int i = 0; i + 1 < factors.size(); i++) {
                boolean d = isD(factors.get(i), !plain)
                        || factors.get(i) instanceof Tex.Name name
                                && name.name().equals("partial");
                if (d) {
                    moved(factors.get(i + 1)).ifPresent(keys::add);
                    if (factors.get(i + 1) instanceof Tex.Bracket) {
                        keys.add("");
                    }
                }
            }
        }
        if (tex instanceof Tex.Product product && product.operators().contains("/")) {
            for (int i = 0; i < product.operands().size(); i++) {
                Tex operand = product.operands().get(i);
                boolean above = i < product.operators().size()
                        && product.operators().get(i).equals("/");
                boolean below = i > 0 && product.operators().get(i - 1).equals("/");
                if (!(above || below) || !Products.factors(operand).stream().anyMatch(Occurrences::isAnyD)) {
                    differentials(operand, plain, keys);
                }
            }
            return;
        }
        TexParts.of(tex).forEach(part -> differentials(part, plain, keys));
    }

    private static Optional<String> moved(Tex tex) {
        Tex base = tex;
        while (base instanceof Tex.Sup sup && Keys.isTranspose(sup.script())) {
            base = sup.base();
        }
        return Keys.whole(base);
    }

    private static boolean isDerivative(Tex.Fraction fraction) {
        List<Tex> above = Products.factors(fraction.numerator());
        Tex first = above.get(0) instanceof Tex.Sup sup ? sup.base() : above.get(0);
        return isAnyD(first);
    }

    /** A derivative of something by something: the numerator is empty for an operator. */
    record Slope(Tex numerator, List<Tex> denominators) {}

    static List<Slope> slopes(Tex tex) {
        List<Slope> found = new ArrayList<>();
        walk(tex, part -> {
            if (part instanceof Tex.Fraction fraction && isDerivative(fraction)) {
                List<Tex> above = Products.factors(fraction.numerator());
                found.add(slope(above.subList(1, above.size()), Products.factors(fraction.denominator()), part));
            } else if (part instanceof Tex.Product product) {
                for (int i = 0; i < product.operators().size(); i++) {
                    List<Tex> above = Products.factors(product.operands().get(i));
                    List<Tex> below = Products.factors(product.operands().get(i + 1));
                    if (product.operators().get(i).equals("/")
                            && above.size() >= 2
                            && isAnyD(above.get(above.size() - 2))
                            && below.size() >= 2
                            && isAnyD(below.get(0))) {
                        found.add(slope(above.subList(above.size() - 1, above.size()), below.subList(0, 2), part));
                    }
                }
            } else if (part instanceof Tex.Juxtaposition row) {
                nablas(row.factors(), found);
            }
        });
        return found;
    }

    private static void nablas(List<Tex> factors, List<Slope> found) {
        for (int i = 0; i + 1 < factors.size(); i++) {
            Tex operator = factors.get(i);
            Tex base = operator instanceof Tex.Sup sup ? sup.base() : operator;
            if (base instanceof Tex.Sub sub
                    && (sub.base() instanceof Tex.Name name && name.name().equals("nabla")
                            || sub.base() instanceof Tex.Sup sup
                                    && sup.base() instanceof Tex.Name inner
                                    && inner.name().equals("nabla"))) {
                found.add(new Slope(factors.get(i + 1), List.of(sub.script())));
            } else if (operator instanceof Tex.Fraction fraction
                    && isDerivative(fraction)
                    && Products.factors(fraction.numerator()).size() == 1) {
                found.add(slope(List.of(factors.get(i + 1)), Products.factors(fraction.denominator()), operator));
            }
        }
    }

    private static Slope slope(List<Tex> above, List<Tex> below, Tex whole) {
        List<Tex> denominators = new ArrayList<>();
        for (Tex part : below) {
            if (!isAnyD(part)) {
                denominators.add(part);
            }
        }
        Tex numerator = above.isEmpty() ? new Tex.Empty(whole.span()) : Products.together(above);
        return new Slope(numerator, denominators);
    }
}
