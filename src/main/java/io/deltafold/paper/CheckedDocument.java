package io.deltafold.paper;

import java.util.List;
import java.util.Optional;

/**
 * The verdicts on a document.
 *
 * @param error why the file could not be read at all; then there are no equations
 * @param equations in source order
 * @param notes on the document as a whole, such as the layout of derivatives it uses
 */
public record CheckedDocument(
        String file, String text, Optional<String> error, List<CheckedEquation> equations, List<String> notes) {
    public CheckedDocument {
        equations = List.copyOf(equations);
        notes = List.copyOf(notes);
    }

    /** A file that could not be read. */
    public static CheckedDocument unreadable(String file, String error) {
        return new CheckedDocument(file, "", Optional.of(error), List.of(), List.of());
    }
}
