package io.deltafold.matrix;

import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.Source;
import io.deltafold.syntax.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A well-shaped program: sizes, variables, definitions in order, and the value.
 *
 * @param variables all tensors that are not defined, in order of their first appearance
 * @param definitions in order; a bare value is the last, under the name that answers use for it
 * @param valueName the name of the value: of its definition, or Y for a bare expression
 * @param valueSpan where the value stands in the source
 * @param bare whether the value was written without a name
 * @param assumed the types that were inferred, by name
 * @param notes what is worth knowing: broadcasting, unused names
 */
public record Program(
        Source source,
        Dialect dialect,
        Set<String> sizeNames,
        List<Symbol> variables,
        List<Definition> definitions,
        String valueName,
        Span valueSpan,
        boolean bare,
        Map<String, Shape> assumed,
        List<String> notes) {
    public Program {
        variables = List.copyOf(variables);
        definitions = List.copyOf(definitions);
        notes = List.copyOf(notes);
    }

    /** The definition of the value. */
    public Definition value() {
        return definition(valueName).orElseThrow();
    }

    public Optional<Definition> definition(String name) {
        return definitions.stream().filter(d -> d.name().equals(name)).findFirst();
    }

    public Optional<Symbol> variable(String name) {
        return variables.stream().filter(v -> v.name().equals(name)).findFirst();
    }
}
