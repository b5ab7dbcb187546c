package io.deltafold.explain;

import io.deltafold.number.Coefficient;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** coefficient · Σ over the summed indices of Π factors. */
record EntryTerm(Coefficient coefficient, List<Index> summed, List<EntryFactor> factors) {
    EntryTerm {
        summed = List.copyOf(summed);
        factors = List.copyOf(factors);
    }

    EntryTerm renamed(UnaryOperator<Index> rename) {
        return new EntryTerm(
                coefficient,
                summed.stream().map(rename).toList(),
                factors.stream().map(factor -> factor.renamed(rename)).toList());
    }

    /** The names of all indices in it. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        summed.forEach(index -> names.add(index.name()));
        factors.forEach(factor -> factor.indices().forEach(index -> names.add(index.name())));
        return names;
    }
}
