package io.deltafold.paper;

/** What is said of one link of a chain of equalities. */
public enum ClaimVerdict {
    /** It introduces a name or shapes. */
    DEFINITION("definition"),
    /** Both sides have the same canonical form. */
    PROVED("proved"),
    /** Both sides are equal at every random point; no proof. */
    AGREES("agrees"),
    /** True only under a further condition, which is named. */
    CONDITIONAL("conditional"),
    /** True only in the other layout, or as a shorthand. */
    CONVENTION("convention"),
    /** False: there is a counterexample. */
    REFUTED("refuted"),
    /** Understood, but a budget ran out or no admissible point was found. */
    UNDECIDED("undecided"),
    /** Not understood; the reason names the place. */
    NOT_UNDERSTOOD("not-understood");

    private final String word;

    ClaimVerdict(String word) {
        this.word = word;
    }

    /** The word used in reports and JSON. */
    public String word() {
        return word;
    }
}
