package io.deltafold.emit;

/** How tightly a piece of a printed formula holds together, loosest first. */
enum Level {
    /** Terms with + and −. */
    SUM,
    /** Begins with a minus sign; otherwise like a product. */
    SIGNED,
    /** Factors with ⊙, ⊘ or ⊗ between them. */
    OPERATOR,
    /** Factors side by side. */
    PRODUCT,
    /** Can be the last factor of a product: {@code log |det X|}, {@code a/b}. */
    PREFIX,
    /** Can be any factor, but not the base of a superscript: a fraction with a bar. */
    FRACTION,
    /** Carries a superscript already. */
    POWER,
    /** A name, a number, a function with its brackets. */
    ATOM;

    boolean below(Level other) {
        return compareTo(other) < 0;
    }
}
