package io.deltafold.syntax;

import java.util.List;
import java.util.Optional;

/**
 * What is wrong with the input, where, and how to mend it.
 *
 * @param code a stable word for machines, such as {@code shape-mismatch}
 * @param message one sentence
 * @param span the place
 * @param notes where the parts of the message came from
 * @param hint a way out
 */
public record Diagnostic(String code, String message, Span span, List<String> notes, Optional<String> hint) {
    private static final int WIDTH = 150;

    public Diagnostic {
        notes = List.copyOf(notes);
    }

    /** A diagnostic without notes and hint. */
    public static Diagnostic of(String code, String message, Span span) {
        return new Diagnostic(code, message, span, List.of(), Optional.empty());
    }

    /** A diagnostic with a hint. */
    public static Diagnostic of(String code, String message, Span span, String hint) {
        return new Diagnostic(code, message, span, List.of(), Optional.of(hint));
    }

    /** This diagnostic with one more note. */
    public Diagnostic note(String note) {
        List<String> more = new java.util.ArrayList<>(notes);
        more.add(note);
        return new Diagnostic(code, message, span, more, hint);
    }

    /** This diagnostic with a hint. */
    public Diagnostic hint(String text) {
        return new Diagnostic(code, message, span, notes, Optional.of(text));
    }

    /** The text for a person, with the source line and a caret under the place. */
    public String render(Source source) {
        int line = source.line(span.start());
        int column = source.column(span.start());
        int end = Math.min(span.end(), source.text().length());
        int length = source.text().codePointCount(Math.min(span.start(), end), end);
        int[] shown =
                source.lineText(span.start()).replace('\t', ' ').codePoints().toArray();
        int from = Math.max(0, Math.min(column - 1 - WIDTH / 2, shown.length - WIDTH));
        int to = Math.min(shown.length, from + WIDTH);
        String text = (from > 0 ? "…" : "") + new String(shown, from, to - from) + (to < shown.length ? "…" : "");
        int indent = column - 1 - from + (from > 0 ? 1 : 0);
        String gutter = " ".repeat(String.valueOf(line).length());
        int width = Math.max(1, Math.min(to - column + 1, length));
        StringBuilder out = new StringBuilder();
        out.append("error: ").append(message).append('\n');
        out.append(gutter).append("--> ").append(source.name()).append(':').append(line);
        out.append(':').append(column).append('\n');
        out.append(gutter).append(" |\n");
        out.append(line).append(" | ").append(text).append('\n');
        out.append(gutter).append(" | ").append(" ".repeat(indent)).append('^');
        out.append("~".repeat(width - 1)).append('\n');
        notes.forEach(note -> out.append(gutter).append(" = ").append(note).append('\n'));
        hint.ifPresent(way -> out.append(gutter).append(" = hint: ").append(way).append('\n'));
        return out.toString();
    }
}
