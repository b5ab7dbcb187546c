package io.deltafold.emit;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How symbols are written. Without an override a name is written by {@link SymbolNames}: {@code W1} as {@code W_{1}},
 * {@code alpha} as {@code \alpha}.
 *
 * <p>Immutable.
 */
public final class Notation {
    /**
     * How one symbol is written.
     *
     * @param latex in LaTeX
     * @param text in Unicode text
     * @param compound whether it needs brackets under a superscript, like a fraction
     */
    public record Spelling(String latex, String text, boolean compound) {}

    private static final Notation STANDARD = new Notation(Map.of());

    private final Map<String, Spelling> overrides;

    private Notation(Map<String, Spelling> overrides) {
        this.overrides = overrides;
    }

    /** Every symbol under its own name. */
    public static Notation standard() {
        return STANDARD;
    }

    /** This notation with another spelling of the symbol {@code name}. */
    public Notation with(String name, Spelling spelling) {
        Map<String, Spelling> changed = new TreeMap<>(overrides);
        changed.put(name, spelling);
        return new Notation(changed);
    }

    /** The symbol {@code name} as the derivative of {@code top} by {@code bottom}: ∂L/∂A. */
    public Notation withDerivative(String name, String top, String bottom) {
        return with(
                name,
                new Spelling(
                        "\\frac{\\partial " + latex(top) + "}{\\partial " + latex(bottom) + "}",
                        "∂" + text(top) + "/∂" + text(bottom),
                        true));
    }

    /** The symbol in LaTeX. */
    public String latex(String name) {
        return override(name).map(Spelling::latex).orElseGet(() -> SymbolNames.latex(name));
    }

    /** The symbol in Unicode text. */
    public String text(String name) {
        return override(name).map(Spelling::text).orElse(name);
    }

    /** Whether the symbol needs brackets under a superscript. */
    public boolean isCompound(String name) {
        return override(name).map(Spelling::compound).orElse(false);
    }

    private Optional<Spelling> override(String name) {
        return Optional.ofNullable(overrides.get(name));
    }
}
