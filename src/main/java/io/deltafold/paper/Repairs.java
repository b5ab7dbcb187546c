package io.deltafold.paper;

import io.deltafold.syntax.Span;
import io.deltafold.tex.Tex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an author may have meant: the formula with one small slip undone. A sign, a transpose, the order of two factors,
 * a factor two, an exponent, two indices, one kind of product for another.
 */
final class Repairs {
    private static final int MOST = 160;

    private final String text;
    private final int from;
    private final Set<String> found = new LinkedHashSet<>();

    private Repairs(String text, Span side) {
        this.text = text;
        this.from = side.start();
    }

    /** The side of a formula in each of its corrections, the likeliest kind first. */
    static List<String> of(String formula, Tex side) {
        Repairs repairs = new Repairs(formula, side.span());
        List<Tex> parts = new ArrayList<>();
        Occurrences.walk(side, parts::add);
        String own = formula.substring(side.span().start(), side.span().end());
        parts.forEach(part -> repairs.transposes(part, own));
        parts.forEach(part -> repairs.signs(part, own));
        parts.forEach(part -> repairs.orders(part, own));
        parts.forEach(part -> repairs.exponents(part, own));
        parts.forEach(part -> repairs.indices(part, own));
        parts.forEach(part -> repairs.factors(part, own));
        parts.forEach(part -> repairs.products(part, own));
        repairs.found.remove(own);
        return List.copyOf(repairs.found);
    }

    /** What stands between two parts in another way. */
    private void between(String own, Tex a, Tex b, String replacement) {
        Span gap = new Span(a.span().end(), Math.max(a.span().end(), b.span().start()));
        edit(own, gap.start(), gap.end(), replacement);
    }

    private void edit(String own, int start, int end, String replacement) {
        int a = start - from;
        int b = end - from;
        if (found.size() < MOST && a >= 0 && a <= b && b <= own.length()) {
            found.add(own.substring(0, a) + replacement + own.substring(b));
        }
    }

    private String at(Tex tex) {
        return text.substring(tex.span().start(), tex.span().end());
    }

    private void transposes(Tex part, String own) {
        if (part instanceof Tex.Sup sup && Keys.isTranspose(sup.script())) {
            edit(own, sup.span().start(), sup.span().end(), at(sup.base()) + " ");
            return;
        }
        for (Tex factor : part instanceof Tex.Juxtaposition row
                ? row.factors()
                : part instanceof Tex.Product product ? product.operands() : List.of(part)) {
            boolean atom = factor instanceof Tex.Name
                    || factor instanceof Tex.Bracket
                    || factor instanceof Tex.Sub
                    || factor instanceof Tex.Fraction;
            if (atom && factor instanceof Tex.Fraction) {
                edit(own, factor.span().start(), factor.span().end(), "\\left(" + at(factor) + "\\right)^\\top");
            } else if (atom) {
                edit(own, factor.span().end(), factor.span().end(), "^\\top");
            } else if (factor instanceof Tex.Sup sup && isInverse(sup.script())) {
                edit(own, sup.span().start(), sup.span().end(), at(sup.base()) + "^{-\\top}");
            }
        }
    }

    private static boolean isInverse(Tex script) {
        return script instanceof Tex.Sum sum
                && sum.terms().size() == 1
                && sum.terms().get(0).sign().equals("-")
                && sum.terms().get(0).value() instanceof Tex.Number;
    }

    private void signs(Tex part, String own) {
        if (!(part instanceof Tex.Sum sum)) {
            if (part.span().start() == from && part.span().end() == from + own.length()) {
                edit(own, from, from, "-");
            }
            return;
        }
        for (int i = 0; i < sum.terms().size(); i++) {
            int start = sum.terms().get(i).value().span().start();
            int back = start - 1;
            int limit = i == 0
                    ? sum.span().start()
                    : sum.terms().get(i - 1).value().span().end();
            while (back >= limit && text.charAt(back) != '+' && text.charAt(back) != '-') {
                back--;
            }
            if (back >= limit) {
                String other = text.charAt(back) == '+' ? "-" : i == 0 ? "" : "+";
                edit(own, back, back + 1, other);
            } else if (i == 0) {
                edit(own, start, start, "-");
            }
        }
        if (sum.terms().size() == 2
                && sum.terms().get(1).sign().equals("-")
                && sum.terms().get(0).sign().equals("+")) {
            Tex a = sum.terms().get(0).value();
            Tex b = sum.terms().get(1).value();
            edit(
                    own,
                    a.span().start(),
                    b.span().end(),
                    at(b) + text.substring(a.span().end(), b.span().start()) + at(a));
        }
    }

    private void orders(Tex part, String own) {
        List<Tex> factors = part instanceof Tex.Juxtaposition row
                ? row.factors()
                : part instanceof Tex.Product product ? product.operands() : List.of();
        for (int i = 0; i + 1 < factors.size(); i++) {
            Tex a = factors.get(i);
            Tex b = factors.get(i + 1);
            String between = text.substring(a.span().end(), b.span().start());
            edit(own, a.span().start(), b.span().end(), at(b) + (between.isEmpty() ? " " : between) + at(a));
        }
        if (factors.size() == 3) {
            Tex a = factors.get(0);
            Tex b = factors.get(1);
            Tex c = factors.get(2);
            edit(own, a.span().start(), c.span().end(), at(c) + " " + at(b) + " " + at(a));
        }
    }

    private void exponents(Tex part, String own) {
        if (part instanceof Tex.Sup sup
                && sup.script() instanceof Tex.Number number
                && number.digits().length() == 1) {
            int n = Integer.parseInt(number.digits());
            for (int other : new int[] {n + 1, n - 1}) {
                String base = at(sup.base());
                edit(own, sup.span().start(), sup.span().end(), other == 1 ? base : base + "^{" + other + "}");
            }
        } else if (part instanceof Tex.Fraction fraction) {
            Tex below = fraction.denominator();
            edit(own, below.span().start(), below.span().end(), "{" + at(below) + "}^2".replace("{}", ""));
        }
    }

    private void indices(Tex part, String own) {
        if (part instanceof Tex.Sub sub) {
            List<Tex> scripts = Keys.subscripts(sub.script());
            if (scripts.size() == 2) {
                Tex a = scripts.get(0);
                Tex b = scripts.get(1);
                if (a.span().end() <= b.span().start()
                        && b.span().end() > b.span().start()) {
                    edit(
                            own,
                            a.span().start(),
                            b.span().end(),
                            at(b) + text.substring(a.span().end(), b.span().start()) + at(a));
                }
            }
        }
    }

    private void factors(Tex part, String own) {
        List<Tex> terms = new ArrayList<>();
        if (part instanceof Tex.Sum sum) {
            sum.terms().forEach(term -> terms.add(term.value()));
        } else if (part.span().start() == from && part.span().end() == from + own.length()) {
            terms.add(part);
        }
        for (Tex term : terms) {
            List<Tex> factors = Products.factors(term);
            Tex first = factors.get(0);
            boolean number = first instanceof Tex.Number
                    || first instanceof Tex.Fraction
                            && Elaborator.constant(first).isPresent();
            if (number && factors.size() > 1) {
                edit(own, first.span().start(), factors.get(1).span().start(), "");
                if (first instanceof Tex.Number two && two.digits().equals("2")) {
                    edit(own, first.span().start(), first.span().end(), "4");
                }
            } else if (first instanceof Tex.Fraction && factors.size() > 1) {
                edit(own, first.span().start(), factors.get(1).span().start(), "");
            }
            edit(own, term.span().start(), term.span().start(), "2 ");
            edit(own, term.span().start(), term.span().start(), "\\frac{1}{2} ");
        }
    }

    private void products(Tex part, String own) {
        if (part instanceof Tex.Product product) {
            for (int i = 0; i < product.operators().size(); i++) {
                Tex a = product.operands().get(i);
                Tex b = product.operands().get(i + 1);
                if (product.operators().get(i).equals("odot")
                        || product.operators().get(i).equals("circ")) {
                    between(own, a, b, " ");
                }
            }
        } else if (part instanceof Tex.Juxtaposition row) {
            for (int i = 0; i + 1 < row.factors().size(); i++) {
                between(own, row.factors().get(i), row.factors().get(i + 1), " \\odot ");
            }
        }
    }
}
