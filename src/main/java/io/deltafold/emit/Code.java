package io.deltafold.emit;

import java.util.List;

/**
 * Generated source text with what a caller must know to use it.
 *
 * @param parameters the names of the function's parameters as they stand in the text, in order
 * @param requires the libraries it imports
 */
public record Code(String text, List<String> parameters, List<String> requires) {
    public Code {
        parameters = List.copyOf(parameters);
        requires = List.copyOf(requires);
    }
}
