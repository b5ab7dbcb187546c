package io.deltafold.paper;

import io.deltafold.syntax.Span;
import java.util.List;

/**
 * A formula with a relation, or a displayed formula, and the verdicts on its links.
 *
 * @param line the line on which the mathematics starts, from 1
 * @param endLine the line on which it ends
 * @param latex verbatim, without delimiters
 * @param span where it stands in the file, with its delimiters
 * @param links empty for a displayed formula that claims nothing
 */
public record CheckedEquation(
        int line, int endLine, boolean display, String latex, Span span, List<CheckedLink> links) {
    public CheckedEquation {
        links = List.copyOf(links);
    }
}
