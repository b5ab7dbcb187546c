package io.deltafold.rewrite;

/** One use of a rule. Made by a {@link Derivation} only, which applies the rule itself. */
public record Step<T>(Rule<T> rule, T before, T after) {
    /** Whether the rule, applied again, gives the same result. */
    boolean replays() {
        return rule.apply(before).filter(after::equals).isPresent();
    }
}
