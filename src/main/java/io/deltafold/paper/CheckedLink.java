package io.deltafold.paper;

import io.deltafold.syntax.Span;
import io.deltafold.verify.Verdict;
import java.util.Optional;

/**
 * The verdict on one link A = B of a chain, or on the claim of a brace.
 *
 * @param left the left side, verbatim LaTeX
 * @param right the right side, verbatim LaTeX
 * @param shown the equation with the document's own macros expanded
 * @param rightSpan where the right side stands in the file
 * @param reading how it was understood, in the expression language; empty where it was not
 * @param reason why the verdict is what it is, in a sentence
 * @param fix the right side as it should be, LaTeX that can be pasted in the place of {@code rightSpan}
 * @param fixIsCertain whether the fix was checked by the engine and changes nothing but this side
 * @param note what was read generously, or that the link follows from a wrong one
 */
public record CheckedLink(
        String left,
        String right,
        String shown,
        Span rightSpan,
        ClaimVerdict verdict,
        String reading,
        String reason,
        Optional<String> fix,
        boolean fixIsCertain,
        Optional<Verdict.Counterexample> counterexample,
        Optional<String> note) {
    /** The same link with a further note. */
    CheckedLink noting(String further) {
        String all = note.map(known -> known + "; " + further).orElse(further);
        return new CheckedLink(
                left,
                right,
                shown,
                rightSpan,
                verdict,
                reading,
                reason,
                fix,
                fixIsCertain,
                counterexample,
                Optional.of(all));
    }
}
