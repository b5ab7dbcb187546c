package io.deltafold.explain;

import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Derivatives of intermediate results, found earlier. */
record SubstitutionRule(RuleContext context, EntryRules.Locals locals) implements EntryRule {
    @Override
    public Reason reason() {
        return new Reason("substitution", "from above", "the derivatives found above", "this derivation");
    }

    @Override
    public Optional<EntrySum> apply(EntrySum line) {
        List<EntryTerm> terms = new ArrayList<>();
        boolean found = false;
        for (EntryTerm term : line.terms()) {
            int place = -1;
            for (int i = 0; i < term.factors().size() && place < 0; i++) {
                boolean known = term.factors().get(i) instanceof EntryFactor.Partial partial
                        && locals.of(partial).isPresent();
                place = known ? i : -1;
            }
            if (place < 0) {
                terms.add(term);
            } else {
                found = true;
                terms.addAll(substituted(line, term, place));
            }
        }
        return found ? Optional.of(new EntrySum(line.free(), terms)) : Optional.empty();
    }

    private List<EntryTerm> substituted(EntrySum line, EntryTerm term, int place) {
        EntryFactor.Partial partial = (EntryFactor.Partial) term.factors().get(place);
        EntrySum local = EntryRules.renamed(locals.of(partial).orElseThrow(), partial.indices(), context.names());
        List<EntryTerm> terms = new ArrayList<>();
        for (EntryTerm inner : local.terms()) {
            Set<String> used = term.names();
            line.free().forEach(index -> used.add(index.name()));
            Map<Index, Index> change = new LinkedHashMap<>();
            for (Index index : inner.summed()) {
                String name = used.contains(index.name()) ? context.names().fresh(used) : index.name();
                used.add(name);
                change.put(index, new Index(name, index.size()));
            }
            EntryTerm own = inner.renamed(index -> change.getOrDefault(index, index));
            List<Index> summed = new ArrayList<>(term.summed());
            summed.addAll(own.summed());
            List<EntryFactor> factors = new ArrayList<>(term.factors());
            factors.remove(place);
            factors.addAll(place, own.factors());
            terms.add(new EntryTerm(term.coefficient().times(inner.coefficient()), summed, factors));
        }
        return terms;
    }
}
