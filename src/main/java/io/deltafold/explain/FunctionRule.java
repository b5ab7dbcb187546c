package io.deltafold.explain;

import io.deltafold.index.Node;
import io.deltafold.rewrite.Reason;
import io.deltafold.rules.DerivativeRule;
import java.util.Optional;

/** The rule of a function of matrices. */
record FunctionRule(RuleContext context, DerivativeRule rule) implements EntryRule {
    @Override
    public Reason reason() {
        return new Reason(
                rule.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'),
                "derivative of the "
                        + rule.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                rule.statement(),
                rule.source());
    }

    @Override
    public Optional<EntrySum> apply(EntrySum line) {
        return LocalExpansion.of(
                context,
                line,
                partial -> partial.node() instanceof Node.Call call && DerivativeRule.of(call.function()) == rule);
    }
}
