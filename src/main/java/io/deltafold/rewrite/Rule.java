package io.deltafold.rewrite;

import java.util.Optional;

/**
 * A rewriting rule with its statement and source. A rule is a function: applied to the same term it gives the same
 * result, so that a recorded step can be replayed.
 */
public interface Rule<T> {
    /** Its name, statement and source. */
    Reason reason();

    /** The term rewritten; empty where the rule does not apply. */
    Optional<T> apply(T term);
}
