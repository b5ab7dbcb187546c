package io.deltafold.document;

import java.util.List;

/** A piece of a document, in source order. Offsets are into the file's text. */
public sealed interface Passage {
    int start();

    int end();

    /**
     * Running text between formulas, without markup, macros or comments: what a reader would read. It is cut at
     * paragraphs and list items, never inside a sentence but by a formula.
     *
     * @param paragraph counts paragraphs (and list items) through the document: the passages of one paragraph share it
     */
    record Prose(String text, int paragraph, int start, int end) implements Passage {}

    /**
     * A heading.
     *
     * @param level 1 for a chapter or {@code #}, and so on
     */
    record Heading(String text, int level, int start, int end) implements Passage {}

    /** A rule across the page, {@code ---} of Markdown. */
    record Break(int start, int end) implements Passage {}

    /**
     * A formula.
     *
     * @param display whether it is displayed; else it stands in the text
     * @param environment {@code $}, {@code $$}, {@code \(}, {@code \[}, {@code equation}, {@code align*} …
     * @param latex verbatim, without the delimiters
     * @param text the mathematics with the document's own macros expanded and comments, labels and tags blanked
     * @param origins for each character of {@code text}, and for its end, the offset in the file where it came from
     * @param paragraph the paragraph it stands in
     * @param problem empty, or why it is broken: an unclosed {@code $}, a truncated environment
     * @param start of the formula with its delimiters
     */
    record Formula(
            boolean display,
            String environment,
            String latex,
            String text,
            List<Integer> origins,
            int paragraph,
            String problem,
            int start,
            int end)
            implements Passage {
        public Formula {
            origins = List.copyOf(origins);
        }

        /** Where in the file a character of {@code text} came from. */
        public int origin(int offset) {
            return origins.get(Math.min(offset, origins.size() - 1));
        }
    }
}
