package io.deltafold.report;

import io.deltafold.paper.CheckedDocument;
import io.deltafold.paper.CheckedLink;
import io.deltafold.paper.ClaimVerdict;
import java.util.Comparator;
import java.util.List;

/**
 * A document with its wrong right sides replaced where the correction is certain.
 *
 * @param text the corrected text
 * @param count how many were replaced
 */
public record Fixes(String text, int count) {
    /** Applies the certain corrections of a document. */
    public static Fixes of(CheckedDocument document) {
        List<CheckedLink> links = document.equations().stream()
                .flatMap(equation -> equation.links().stream())
                .filter(link -> link.verdict() == ClaimVerdict.REFUTED)
                .filter(link -> link.fixIsCertain() && link.fix().isPresent())
                .sorted(Comparator.comparingInt(
                                (CheckedLink link) -> link.rightSpan().start())
                        .reversed())
                .toList();
        StringBuilder text = new StringBuilder(document.text());
        int count = 0;
        int before = Integer.MAX_VALUE;
        for (CheckedLink link : links) {
            int start = link.rightSpan().start();
            int end = link.rightSpan().end();
            if (end <= before && start < end) {
                String old = text.substring(start, end);
                String head = old.substring(0, old.length() - old.stripLeading().length());
                String tail = old.substring(old.stripTrailing().length());
                text.replace(start, end, head + link.fix().orElse(old) + tail);
                before = start;
                count++;
            }
        }
        return new Fixes(text.toString(), count);
    }
}
