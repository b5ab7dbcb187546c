package io.deltafold.explain;

import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A part of a derivation under a heading.
 *
 * @param heading a formula
 * @param remark a sentence before the lines; may be empty
 */
public record Section(Shown heading, String remark, List<Line> lines) {
    public Section {
        lines = List.copyOf(lines);
    }

    /** The lines of at least that importance; what led to a line that is left out is said of the next one. */
    public List<Line> lines(Line.Detail detail) {
        List<Line> shown = new ArrayList<>();
        Optional<Shown> left = Optional.empty();
        List<Reason> reasons = new ArrayList<>();
        for (Line line : lines) {
            if (line.left().isPresent()) {
                left = line.left();
                reasons.clear();
            }
            line.reasons().stream().filter(reason -> !reasons.contains(reason)).forEach(reasons::add);
            if (line.detail().compareTo(detail) <= 0) {
                shown.add(new Line(left, line.right(), reasons, line.detail()));
                left = Optional.empty();
                reasons.clear();
            }
        }
        return shown;
    }
}
