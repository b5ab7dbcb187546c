package io.deltafold.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which layout of derivatives a document uses, from what it states and from what holds in only one of them. */
final class Conventions {
    private Conventions() {}

    /** Accepts what is right in the layout that the document uses throughout, and points out a mixture. */
    static List<Judge.Judged> settled(List<Judge.Judged> judged, Optional<Layout> stated, List<String> notes) {
        long numerator = count(judged, Layout.NUMERATOR);
        long denominator = count(judged, Layout.DENOMINATOR);
        boolean shapes = judged.stream()
                .anyMatch(j -> j.only().filter(l -> l == Layout.USUAL).isPresent()
                        && !Occurrences.slopes(j.statement().left()).isEmpty());
        stated.ifPresent(layout -> notes.add("the document states its layout: " + layout.phrase()));
        if (stated.isPresent() || numerator == 0 && denominator == 0) {
            return judged;
        }
        if (numerator >= 3 && !shapes && denominator == 0) {
            notes.add("the document uses numerator layout throughout");
            List<Judge.Judged> changed = new ArrayList<>();
            for (Judge.Judged one : judged) {
                boolean own = one.link().verdict() == ClaimVerdict.CONVENTION
                        && one.only().filter(l -> l == Layout.NUMERATOR).isPresent();
                changed.add(own ? accepted(one) : one);
            }
            return changed;
        }
        if (numerator > 0 || denominator > 0 && shapes) {
            notes.add("the document mixes layouts of derivatives");
        }
        return judged;
    }

    private static long count(List<Judge.Judged> judged, Layout layout) {
        return judged.stream()
                .filter(j -> j.only().filter(l -> l == layout).isPresent())
                .count();
    }

    private static Judge.Judged accepted(Judge.Judged one) {
        CheckedLink link = one.link();
        CheckedLink agreed = new CheckedLink(
                link.left(),
                link.right(),
                link.shown(),
                link.rightSpan(),
                ClaimVerdict.AGREES,
                link.reading(),
                "true in numerator layout, which the document uses throughout",
                link.fix(),
                link.fixIsCertain(),
                link.counterexample(),
                link.note());
        return new Judge.Judged(one.statement(), agreed, one.only());
    }
}
