package io.deltafold.explain;

import io.deltafold.rewrite.Reason;
import java.util.List;
import java.util.Optional;

/** ∂u/∂x = 0 where u does not contain x. */
record IndependenceRule(RuleContext context) implements EntryRule {
    @Override
    public Reason reason() {
        return new Reason(
                "independence",
                "constants",
                "∂u/∂x = 0 where u does not depend on x",
                "definition of the partial derivative");
    }

    @Override
    public Optional<EntrySum> apply(EntrySum line) {
        List<EntryTerm> kept = line.terms().stream()
                .filter(term -> term.factors().stream()
                        .noneMatch(factor -> factor instanceof EntryFactor.Partial partial
                                && !context.depends().test(partial.node(), partial.by())))
                .toList();
        return kept.size() == line.terms().size() ? Optional.empty() : Optional.of(new EntrySum(line.free(), kept));
    }
}
