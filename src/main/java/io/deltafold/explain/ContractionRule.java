package io.deltafold.explain;

import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Σ_p δ[p,k] f(p) = f(k). */
record ContractionRule(RuleContext context) implements EntryRule {
    @Override
    public Reason reason() {
        return new Reason("contraction", "contraction", "Σ_p δ[p,k] f(p) = f(k)", "definition of the Kronecker delta");
    }

    @Override
    public Optional<EntrySum> apply(EntrySum line) {
        List<EntryTerm> terms = line.terms().stream().map(this::contracted).toList();
        return terms.equals(line.terms()) ? Optional.empty() : Optional.of(new EntrySum(line.free(), terms));
    }

    private EntryTerm contracted(EntryTerm whole) {
        EntryTerm term = whole;
        for (Optional<EntryTerm> next = once(term); next.isPresent(); next = once(term)) {
            term = next.get();
        }
        return term;
    }

    private Optional<EntryTerm> once(EntryTerm term) {
        for (int i = 0; i < term.factors().size(); i++) {
            if (term.factors().get(i) instanceof EntryFactor.Element element && element.isDelta()) {
                Index a = element.at().get(0);
                Index b = element.at().get(1);
                boolean gone = term.summed().contains(a) || term.summed().contains(b);
                if (a.equals(b) || gone) {
                    Index bound = term.summed().contains(a) ? a : b;
                    Index other = bound.equals(a) ? b : a;
                    List<EntryFactor> rest = new ArrayList<>(term.factors());
                    rest.remove(i);
                    List<Index> summed = new ArrayList<>(term.summed());
                    if (!a.equals(b)) {
                        summed.remove(bound);
                    }
                    return Optional.of(new EntryTerm(
                            term.coefficient(),
                            summed,
                            rest.stream()
                                    .map(f -> f.renamed(index -> index.equals(bound) ? other : index))
                                    .toList()));
                }
            }
        }
        return Optional.empty();
    }
}
