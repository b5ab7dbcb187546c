package io.deltafold.rewrite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A term and the steps that lead from it to another. */
public final class Derivation<T> {
    private final T start;
    private final List<Step<T>> steps = new ArrayList<>();

    public Derivation(T start) {
        this.start = start;
    }

    public T start() {
        return start;
    }

    /** Where the steps lead. */
    public T end() {
        return steps.isEmpty() ? start : steps.get(steps.size() - 1).after();
    }

    public List<Step<T>> steps() {
        return List.copyOf(steps);
    }

    /** Applies a rule to the end and records the step; false where the rule does not apply. */
    public boolean apply(Rule<T> rule) {
        T before = end();
        Optional<T> after = rule.apply(before);
        after.ifPresent(term -> steps.add(new Step<>(rule, before, term)));
        return after.isPresent();
    }

    /** Whether every step, made again, leads to the same term. */
    public boolean replays() {
        T term = start;
        for (Step<T> step : steps) {
            if (!step.before().equals(term) || !step.replays()) {
                return false;
            }
            term = step.after();
        }
        return true;
    }
}
