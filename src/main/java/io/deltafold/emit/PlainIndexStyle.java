package io.deltafold.emit;

import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.List;
import java.util.Set;

/** Entries under the symbols' own names: {@code W_{kl}} in LaTeX, {@code W[k,l]} in text. */
public record PlainIndexStyle(boolean latex, Notation notation) implements IndexStyle {
    private static final List<String> SUMMED = List.of("p", "q", "r", "s", "t", "a", "b", "c", "d", "e", "f", "g", "h");

    @Override
    public String entry(String symbol, List<String> indices) {
        return subscripted(latex ? notation.latex(symbol) : notation.text(symbol), indices, latex);
    }

    /** A printed name with subscripts: {@code W_{kl}}, {@code W[k,l]}. */
    public static String subscripted(String name, List<String> indices, boolean latex) {
        if (indices.isEmpty()) {
            return name;
        }
        if (!latex) {
            return name + "[" + String.join(",", indices) + "]";
        }
        String base =
                name.contains("_") || name.contains("^") || name.contains(" ") ? "\\left(" + name + "\\right)" : name;
        return base + "_{" + joined(indices) + "}";
    }

    private static String joined(List<String> indices) {
        return String.join(indices.stream().allMatch(i -> i.length() == 1) ? "" : ",", indices);
    }

    @Override
    public String entryOf(String bracketed, List<String> indices) {
        return bracketed + (latex ? "_{" + joined(indices) + "}" : "[" + String.join(",", indices) + "]");
    }

    @Override
    public String delta(String a, String b) {
        return latex ? "\\delta_{" + joined(List.of(a, b)) + "}" : "δ[" + a + "," + b + "]";
    }

    @Override
    public String sumOver(List<String> indices, List<Size> sizes) {
        String all = String.join(",", indices);
        return latex ? "\\sum_{" + all + "}" : "Σ_" + all;
    }

    @Override
    public String power(String base, Rational exponent) {
        return latex ? "{" + base + "}^{" + exponent + "}" : base + "^(" + exponent + ")";
    }

    @Override
    public boolean bracketsSums() {
        return true;
    }

    @Override
    public String freshIndex(Set<String> used) {
        return fresh(SUMMED, used);
    }

    /** The first letter that is not used; then the letters with primes. */
    public static String fresh(List<String> letters, Set<String> used) {
        for (String prime = ""; ; prime += "'") {
            for (String letter : letters) {
                if (!used.contains(letter + prime)) {
                    return letter + prime;
                }
            }
        }
    }
}
