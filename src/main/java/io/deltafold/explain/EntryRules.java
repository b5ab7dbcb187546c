package io.deltafold.explain;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.rewrite.Derivation;
import io.deltafold.rewrite.Rule;
import io.deltafold.rules.DerivativeRule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The order in which the rules of index notation are tried. */
final class EntryRules {
    /** Derivatives found earlier: ∂stage/∂variable in the indices of both. */
    static final class Locals {
        private record Key(Node stage, Node by) {}

        private final Map<Key, EntrySum> found = new HashMap<>();

        void put(Node stage, Node by, EntrySum value) {
            found.put(new Key(stage, by), value);
        }

        Optional<EntrySum> of(EntryFactor.Partial partial) {
            return Optional.ofNullable(found.get(new Key(partial.node(), partial.by())));
        }
    }

    private final RuleContext context;
    private final List<EntryRule> opening = new ArrayList<>();
    private final Map<Node, Set<Node>> leaves = new HashMap<>();

    EntryRules(Graph graph, IndexNames names, Map<Node, Node> named) {
        this.context = new RuleContext(graph, this::depends, names, named);
        opening.add(new IndependenceRule(context));
        for (DifferentiationRule.Kind kind : DifferentiationRule.Kind.values()) {
            opening.add(new DifferentiationRule(context, kind));
        }
        for (DerivativeRule rule : DerivativeRule.values()) {
            opening.add(new FunctionRule(context, rule));
        }
    }

    private boolean depends(Node node, Node.Variable by) {
        return leaves.computeIfAbsent(node, n -> new HashSet<>(Graph.reachable(List.of(n))))
                .contains(by);
    }

    /** The rule of a function of matrices. */
    EntryRule function(DerivativeRule rule) {
        return new FunctionRule(context, rule);
    }

    /** Whether a rule takes a derivative apart, before the deltas come. */
    static boolean opens(Rule<EntrySum> rule) {
        return rule instanceof IndependenceRule || rule instanceof DifferentiationRule || rule instanceof FunctionRule;
    }

    /** Takes all derivatives down to deltas, and contracts them. */
    Derivation<EntrySum> differentiate(EntrySum start) {
        Derivation<EntrySum> derivation = new Derivation<>(start);
        while (opening.stream().anyMatch(derivation::apply)) {
            // each step takes a derivative one level down
        }
        derivation.apply(new DeltaRule(context));
        contract(derivation);
        return derivation;
    }

    /** Puts derivatives found earlier in their places, and contracts. */
    void substitute(Derivation<EntrySum> derivation, Locals locals) {
        derivation.apply(new SubstitutionRule(context, locals));
        contract(derivation);
    }

    void contract(Derivation<EntrySum> derivation) {
        derivation.apply(new ContractionRule(context));
        derivation.apply(new LikeTermsRule(context));
    }

    /** The line in other free indices; summed ones give way. */
    static EntrySum renamed(EntrySum line, List<Index> free, IndexNames names) {
        if (line.free().equals(free)) {
            return line;
        }
        Map<Index, Index> change = new HashMap<>();
        for (int i = 0; i < free.size(); i++) {
            change.put(line.free().get(i), free.get(i));
        }
        Set<String> taken = new HashSet<>();
        free.forEach(index -> taken.add(index.name()));
        List<EntryTerm> terms = new ArrayList<>();
        for (EntryTerm term : line.terms()) {
            Map<Index, Index> all = new HashMap<>(change);
            Set<String> used = new HashSet<>(taken);
            term.summed().forEach(index -> used.add(index.name()));
            for (Index index : term.summed()) {
                if (taken.contains(index.name())) {
                    Index other = new Index(names.fresh(used), index.size());
                    used.add(other.name());
                    all.put(index, other);
                }
            }
            terms.add(term.renamed(index -> all.getOrDefault(index, index)));
        }
        return new EntrySum(free, terms);
    }
}
