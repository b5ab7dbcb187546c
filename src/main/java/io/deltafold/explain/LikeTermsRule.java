package io.deltafold.explain;

import io.deltafold.index.Node;
import io.deltafold.number.Coefficient;
import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Equal terms are added up, and a sum over an index that nothing carries is its size. */
record LikeTermsRule(RuleContext context) implements EntryRule {
    @Override
    public Reason reason() {
        return new Reason(
                "like-terms",
                "like terms",
                "α u + β u = (α + β) u; Σ_p u = n u where u does not contain p and p runs from 1 to n",
                "distributive law");
    }

    @Override
    public Optional<EntrySum> apply(EntrySum line) {
        Map<Node, Like> collected = new LinkedHashMap<>();
        for (EntryTerm raw : line.terms()) {
            EntryTerm term = counted(raw);
            EntryTerm bare = new EntryTerm(Coefficient.ONE, term.summed(), term.factors());
            Node node = new EntrySum(line.free(), List.of(bare)).node(context.graph(), partial -> {
                throw new IllegalStateException("a derivative is still to be taken");
            });
            Coefficient unit = node instanceof Node.Product product ? product.coefficient() : Coefficient.ONE;
            Node key = context.graph().scaled(Coefficient.ONE.dividedBy(unit), node);
            Like known = collected.getOrDefault(key, new Like(bare, unit, Coefficient.ZERO));
            Coefficient count = known.count().plus(term.coefficient().times(unit));
            collected.put(key, new Like(known.shown(), known.unit(), count));
        }
        List<EntryTerm> terms = collected.values().stream()
                .filter(like -> !like.count().isZero())
                .map(Like::term)
                .toList();
        return terms.equals(line.terms()) ? Optional.empty() : Optional.of(new EntrySum(line.free(), terms));
    }

    /** Terms that are multiples of one tensor: how it is shown, how much of the tensor that is, and how much of it there is. */
    private record Like(EntryTerm shown, Coefficient unit, Coefficient count) {
        EntryTerm term() {
            return new EntryTerm(count.dividedBy(unit), shown.summed(), shown.factors());
        }
    }

    private static EntryTerm counted(EntryTerm term) {
        Set<Index> carried = new HashSet<>();
        term.factors().forEach(factor -> carried.addAll(factor.indices()));
        Coefficient coefficient = term.coefficient();
        List<Index> summed = new ArrayList<>();
        for (Index index : term.summed()) {
            if (carried.contains(index)) {
                summed.add(index);
            } else {
                coefficient = coefficient.times(Coefficient.of(index.size()));
            }
        }
        return new EntryTerm(coefficient, summed, term.factors());
    }
}
