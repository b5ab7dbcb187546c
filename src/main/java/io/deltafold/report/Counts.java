package io.deltafold.report;

import io.deltafold.paper.CheckedDocument;
import io.deltafold.paper.ClaimVerdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many links have each verdict. */
final class Counts {
    private Counts() {}

    static Map<ClaimVerdict, Integer> of(List<CheckedDocument> documents) {
        Map<ClaimVerdict, Integer> counts = new EnumMap<>(ClaimVerdict.class);
        for (ClaimVerdict verdict : ClaimVerdict.values()) {
            counts.put(verdict, 0);
        }
        documents.forEach(document -> document.equations()
                .forEach(equation -> equation.links().forEach(link -> counts.merge(link.verdict(), 1, Integer::sum))));
        return counts;
    }
}
