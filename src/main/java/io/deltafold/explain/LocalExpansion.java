package io.deltafold.explain;

import io.deltafold.diff.LocalDerivative;
import io.deltafold.diff.LocalTerm;
import io.deltafold.index.Node;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** The local derivative of a node in the place of a derivative that is still to be taken. */
final class LocalExpansion {
    private LocalExpansion() {}

    static Optional<EntrySum> of(RuleContext context, EntrySum line, Predicate<EntryFactor.Partial> isMeant) {
        boolean found = false;
        List<EntryTerm> terms = new ArrayList<>();
        for (EntryTerm term : line.terms()) {
            int place = place(term, isMeant);
            if (place < 0) {
                terms.add(term);
                continue;
            }
            found = true;
            EntryFactor.Partial partial = (EntryFactor.Partial) term.factors().get(place);
            List<LocalTerm> local = LocalDerivative.of(
                    context.graph(), partial.node(), child -> context.depends().test(child, partial.by()));
            for (LocalTerm part : local) {
                terms.add(substituted(context, line, term, place, partial, part));
            }
        }
        return found ? Optional.of(new EntrySum(line.free(), terms)) : Optional.empty();
    }

    private static int place(EntryTerm term, Predicate<EntryFactor.Partial> isMeant) {
        for (int i = 0; i < term.factors().size(); i++) {
            if (term.factors().get(i) instanceof EntryFactor.Partial partial && isMeant.test(partial)) {
                return i;
            }
        }
        return -1;
    }

    private static EntryTerm substituted(
            RuleContext context,
            EntrySum line,
            EntryTerm term,
            int place,
            EntryFactor.Partial partial,
            LocalTerm local) {
        Set<String> used = term.names();
        line.free().forEach(index -> used.add(index.name()));
        Index[] indices = new Index[local.indexSizes().size()];
        List<EntryFactor> inserted = new ArrayList<>();
        for (int axis = 0; axis < local.outputs().size(); axis++) {
            int index = local.outputs().get(axis);
            Index given = partial.at().get(axis);
            if (indices[index] == null) {
                indices[index] = given;
            } else {
                Node delta = context.graph().delta(List.of(given.size()));
                inserted.add(new EntryFactor.Element(delta, List.of(indices[index], given)));
            }
        }
        List<Index> summed = new ArrayList<>(term.summed());
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] == null) {
                Size size = local.indexSizes().get(i);
                indices[i] = new Index(context.names().fresh(used), size);
                used.add(indices[i].name());
                summed.add(indices[i]);
            }
        }
        EntryFactor hole = new EntryFactor.Partial(
                local.child(), local.at().stream().mapToObj(i -> indices[i]).toList(), partial.by(), partial.byAt());
        Coefficient coefficient = term.coefficient().times(local.coefficient());
        List<EntryFactor> inner = new ArrayList<>();
        for (Node.Factor factor : local.factors()) {
            Node node = context.byName(factor.node());
            if (node instanceof Node.Product product && !product.coefficient().isOne()) {
                coefficient = coefficient.times(product.coefficient());
                node = context.graph().scaled(Coefficient.ONE.dividedBy(product.coefficient()), node);
            }
            inner.add(new EntryFactor.Element(
                    node, factor.subscripts().stream().mapToObj(i -> indices[i]).toList()));
        }
        inner.add(local.position(), hole);
        inserted.addAll(inner);
        List<EntryFactor> factors = new ArrayList<>(term.factors());
        factors.remove(place);
        factors.addAll(place, inserted);
        return new EntryTerm(coefficient, summed, factors);
    }
}
