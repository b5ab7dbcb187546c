package io.deltafold.paper;

import java.util.List;
import java.util.Optional;

/** Checks the equations of documents. */
public final class Checker {
    private Checker() {}

    /** How a document is written. */
    public enum Format {
        LATEX,
        MARKDOWN;

        /** By the ending of a file's name: {@code .tex} and {@code .ltx} are LaTeX, everything else Markdown. */
        public static Format of(String file) {
            return file.endsWith(".tex") || file.endsWith(".ltx") ? LATEX : MARKDOWN;
        }
    }

    /** The verdicts on every equation of a document; no text makes it throw. */
    public static CheckedDocument check(String text, Format format) {
        return check("document", text, format);
    }

    /** The same for a named file. */
    public static CheckedDocument check(String file, String text, Format format) {
        return new CheckedDocument(file, text, Optional.empty(), List.of(), List.of());
    }
}
