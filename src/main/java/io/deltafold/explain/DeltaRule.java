package io.deltafold.explain;

import io.deltafold.index.Node;
import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** ∂X[i,j]/∂X[k,l] = δ[i,k] δ[j,l]. */
record DeltaRule(RuleContext context) implements EntryRule {
    @Override
    public Reason reason() {
        return new Reason(
                "delta-rule",
                "delta rule",
                "∂X[i,j]/∂X[k,l] = δ[i,k] δ[j,l]",
                "Matrix Cookbook (32); the entries of X are independent of one another");
    }

    @Override
    public Optional<EntrySum> apply(EntrySum line) {
        boolean found = false;
        List<EntryTerm> terms = new ArrayList<>();
        for (EntryTerm term : line.terms()) {
            List<EntryFactor> factors = new ArrayList<>();
            for (EntryFactor factor : term.factors()) {
                if (factor instanceof EntryFactor.Partial partial
                        && partial.node().equals(partial.by())) {
                    found = true;
                    for (int axis = 0; axis < partial.at().size(); axis++) {
                        Index a = partial.at().get(axis);
                        Node delta = context.graph().delta(List.of(a.size()));
                        factors.add(new EntryFactor.Element(
                                delta, List.of(a, partial.byAt().get(axis))));
                    }
                } else {
                    factors.add(factor);
                }
            }
            terms.add(new EntryTerm(term.coefficient(), term.summed(), factors));
        }
        return found ? Optional.of(new EntrySum(line.free(), terms)) : Optional.empty();
    }
}
