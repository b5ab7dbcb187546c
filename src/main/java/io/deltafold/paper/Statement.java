package io.deltafold.paper;

import io.deltafold.document.Passage;
import io.deltafold.syntax.Span;
import io.deltafold.tex.Tex;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A link of a formula that is to be judged, with the names as they are there.
 *
 * @param kind what it does
 * @param defined the name that a definition introduces
 * @param differentials the keys of which the formula has differentials
 */
record Statement(
        Passage.Formula formula,
        Kind kind,
        Tex left,
        Tex right,
        Scope scope,
        Optional<Binding> defined,
        Set<String> differentials,
        String message,
        int section) {
    /** What a link does. */
    enum Kind {
        /** It says that two things are equal. */
        CLAIM,
        /** It introduces a name. */
        DEFINITION,
        /** It declares a shape or a condition. */
        DECLARATION,
        /** It cannot be read. */
        BROKEN
    }

    /** The same place with other sides. */
    Statement with(Tex otherLeft, Tex otherRight) {
        return new Statement(formula, kind, otherLeft, otherRight, scope, defined, differentials, message, section);
    }

    /** The same as a claim about the names of another place. */
    Statement asClaim(Scope names) {
        return new Statement(
                formula, Kind.CLAIM, left, right, names, Optional.empty(), differentials, message, section);
    }

    /** Where a part of the formula stands in the file. */
    Span place(Tex tex) {
        return place(tex.span());
    }

    Span place(Span span) {
        List<Integer> origins = formula.origins();
        int start = formula.origin(Math.min(span.start(), origins.size() - 1));
        int lastOrigin = span.end() == 0 ? start : formula.origin(Math.min(span.end() - 1, origins.size() - 1));
        int next = formula.origin(Math.min(span.end(), origins.size() - 1));
        // The last character of an expanded macro came from the call, which ends where the next one begins.
        boolean fromMacro =
                span.end() >= 2 && formula.origin(Math.min(span.end() - 2, origins.size() - 1)) == lastOrigin;
        int last = Math.max(start, fromMacro && next > lastOrigin ? next : lastOrigin + 1);
        return new Span(start, last);
    }
}
