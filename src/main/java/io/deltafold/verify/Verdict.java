package io.deltafold.verify;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether two expressions are equal.
 *
 * @param why how that was found out, in words
 * @param counterexample where they differ, for a refutation
 */
public record Verdict(Kind kind, String why, Optional<Counterexample> counterexample) {
    /** The four answers. */
    public enum Kind {
        /** The canonical forms are equal. */
        PROVED("proved"),
        /** The values differ at a point. */
        REFUTED("refuted"),
        /** The values are equal at every random point that was tried; there is no proof. */
        AGREES("agrees"),
        /** No point was found at which both are defined. */
        UNDECIDED("undecided");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /**
     * A point at which two expressions differ.
     *
     * @param sizes a number for each size name
     * @param values the entries of each variable, row by row
     * @param entry the position of the first entry that differs, counted from one; empty for scalars
     */
    public record Counterexample(
            Map<String, Integer> sizes,
            Map<String, List<List<String>>> values,
            List<Integer> entry,
            String left,
            String right) {}

    static Verdict of(Kind kind, String why) {
        return new Verdict(kind, why, Optional.empty());
    }
}
