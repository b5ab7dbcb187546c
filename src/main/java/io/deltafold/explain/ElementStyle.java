package io.deltafold.explain;

import io.deltafold.emit.IndexStyle;
import io.deltafold.emit.Notation;
import io.deltafold.emit.PlainIndexStyle;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Entries as on paper: those of A are {@code a_{ij}}, in text aᵢⱼ; a symbol that stands for ∂L/∂A has the entries ∂L/∂aᵢⱼ.
 *
 * @param ranged whether sums say how far they run
 * @param derivatives symbols that stand for derivatives
 * @param differentials symbols that stand for differentials, with what they are differentials of
 * @param taken names of the program, which no entry may look like
 */
record ElementStyle(
        boolean latex,
        boolean ranged,
        Notation notation,
        IndexNames names,
        Map<String, DerivativeName> derivatives,
        Map<String, String> differentials,
        Set<String> taken)
        implements IndexStyle {
    private static final String LETTERS = "0123456789ijklmnprstuvxaeoh+-=()";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₗₘₙₚᵣₛₜᵤᵥₓₐₑₒₕ₊₋₌₍₎";

    /**
     * ∂top/∂bottom.
     *
     * @param topOrder how many of the indices are those of the top
     */
    record DerivativeName(String top, String bottom, int topOrder) {}

    /** Symbols that stand for differentials: dX for X. */
    private Optional<String> differential(String symbol) {
        return Optional.ofNullable(differentials.get(symbol));
    }

    @Override
    public String entry(String symbol, List<String> indices) {
        if (symbol.indexOf('#') > 0) {
            String[] parts = symbol.split("#");
            return entry(parts[0], List.of(parts).subList(1, parts.length));
        }
        DerivativeName derivative = derivatives.get(symbol);
        if (derivative != null && !indices.isEmpty()) {
            String top = entry(derivative.top(), indices.subList(0, derivative.topOrder()));
            String bottom = entry(derivative.bottom(), indices.subList(derivative.topOrder(), indices.size()));
            return quotient(top, bottom);
        }
        Optional<String> moved = differential(symbol);
        if (moved.isPresent()) {
            return (latex ? "\\mathrm{d}" : "d") + entry(moved.get(), indices);
        }
        if (indices.isEmpty()) {
            return latex ? notation.latex(symbol) : notation.text(symbol);
        }
        if (symbol.length() == 1 && Character.isLetter(symbol.charAt(0))) {
            String small = symbol.toLowerCase(java.util.Locale.ROOT);
            String letter = small.equals(symbol) || taken.contains(small) ? symbol : small;
            return letter + subscript(indices);
        }
        String name = latex ? notation.latex(symbol) : notation.text(symbol);
        boolean simple = latex && name.startsWith("\\") && !name.contains("_") && !name.contains("{");
        return simple ? name + subscript(indices) : entryOf(latex ? "[" + name + "]" : name, indices);
    }

    String quotient(String top, String bottom) {
        return latex ? "\\frac{\\partial " + top + "}{\\partial " + bottom + "}" : "∂" + top + "/∂" + bottom;
    }

    @Override
    public String entryOf(String bracketed, List<String> indices) {
        boolean needsBrackets = !latex && !bracketed.endsWith(")");
        return bracketed + (needsBrackets ? "[" + String.join(",", indices) + "]" : subscript(indices));
    }

    private String subscript(List<String> indices) {
        boolean single = indices.stream().allMatch(index -> index.length() == 1);
        String all = String.join(single ? "" : ",", indices);
        if (latex) {
            return "_{" + all + "}";
        }
        return raised(all, indices);
    }

    private static String raised(String all, List<String> indices) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < all.length(); i++) {
            int place = LETTERS.indexOf(all.charAt(i));
            if (place < 0) {
                return "[" + String.join(",", indices) + "]";
            }
            text.append(SUBSCRIPTS.charAt(place));
        }
        return text.toString();
    }

    @Override
    public String delta(String a, String b) {
        return (latex ? "\\delta" : "δ") + subscript(List.of(a, b));
    }

    @Override
    public String sumOver(List<String> indices, List<Size> sizes) {
        if (ranged) {
            StringBuilder signs = new StringBuilder();
            for (int i = 0; i < indices.size(); i++) {
                signs.append(
                        latex
                                ? "\\sum_{" + indices.get(i) + "=1}^{" + sizes.get(i) + "}"
                                : "Σ(" + indices.get(i) + "=1…" + sizes.get(i) + ")");
            }
            return signs.toString();
        }
        if (latex) {
            return "\\sum_{" + String.join(",", indices) + "}";
        }
        String low = raised(String.join("", indices), indices);
        return low.startsWith("[") ? "Σ_" + String.join(",", indices) : "Σ" + low;
    }

    @Override
    public String power(String base, Rational exponent) {
        if (latex) {
            boolean simple = base.matches("\\\\?[A-Za-z]+(_\\{[^{}]*\\})?");
            return (simple ? base : "{" + base + "}") + "^{" + exponent + "}";
        }
        if (!exponent.isInteger()) {
            return base + "^(" + exponent + ")";
        }
        StringBuilder text = new StringBuilder(base);
        exponent.toString().chars().forEach(c -> text.append(c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹".charAt(c - '0')));
        return text.toString();
    }

    @Override
    public boolean bracketsSums() {
        return false;
    }

    @Override
    public String freshIndex(Set<String> used) {
        return PlainIndexStyle.fresh(names.summed(), used);
    }
}
