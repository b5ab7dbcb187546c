package io.deltafold.explain;

import io.deltafold.rewrite.Reason;
import java.util.List;
import java.util.Optional;

/**
 * One line of a derivation: left = right, or = right where it goes on from the line before.
 *
 * @param reasons the rules that lead here from the line before
 * @param detail the least detail at which the line is shown
 */
public record Line(Optional<Shown> left, Shown right, List<Reason> reasons, Detail detail) {
    /** How much of a derivation is shown. */
    public enum Detail {
        BRIEF,
        NORMAL,
        FULL
    }

    public Line {
        reasons = List.copyOf(reasons);
    }
}
