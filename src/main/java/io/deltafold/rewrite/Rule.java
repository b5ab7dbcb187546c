package io.deltafold.rewrite;

import java.util.Optional;

/**
 * A rewriting rule with its statement and source. A rule is a function: applied to the same term it gives the same
 * result, so that a recorded step can be replayed.
 */
public interface Rule<T> {
    /** A word for machines: {@code product-rule}. */
    String id();

    /** What people call it: "product rule". */
    String name();

    /** The rule in mathematics. */
    String statement();

    /** Book and equation, or the theorem's usual name. */
    String source();

    /** The term rewritten; empty where the rule does not apply. */
    Optional<T> apply(T term);
}
