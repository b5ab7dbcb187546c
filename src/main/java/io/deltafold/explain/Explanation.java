package io.deltafold.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * A derivation from the program to the result.
 *
 * @param problem the definitions that are differentiated
 * @param variables the variables with their shapes
 * @param conventions what the result depends on beside them, as clauses
 * @param result the last equation
 * @param points at how many random points every line was compared with the one before
 */
public record Explanation(
        Method method,
        List<Shown> problem,
        List<Shown> variables,
        List<String> conventions,
        List<Section> sections,
        Shown result,
        int points) {
    public Explanation {
        problem = List.copyOf(problem);
        variables = List.copyOf(variables);
        conventions = List.copyOf(conventions);
        sections = List.copyOf(sections);
    }

    /** The number of lines. */
    public int lines() {
        return sections.stream().mapToInt(section -> section.lines().size()).sum();
    }

    /** This derivation, then another that goes on from its result. */
    public Explanation then(Explanation next) {
        List<Section> all = new ArrayList<>(sections);
        next.sections.stream().filter(section -> !sections.contains(section)).forEach(all::add);
        return new Explanation(
                method, problem, variables, next.conventions, all, next.result, Math.min(points, next.points));
    }
}
