package io.deltafold.syntax;

/** A named text, such as a file or an argument of the command line. */
public record Source(String name, String text) {
    /** The line of an offset, from 1. */
    public int line(int offset) {
        int line = 1;
        for (int i = 0; i < Math.min(offset, text.length()); i++) {
            if (text.charAt(i) == '\n' || (text.charAt(i) == '\r' && !follows(i, '\n'))) {
                line++;
            }
        }
        return line;
    }

    /** The column of an offset in characters (code points), from 1. */
    public int column(int offset) {
        int end = Math.min(offset, text.length());
        return text.codePointCount(lineStart(end), end) + 1;
    }

    /** The text of the line that an offset stands on, without its end. */
    public String lineText(int offset) {
        int from = lineStart(Math.min(offset, text.length()));
        int to = from;
        while (to < text.length() && text.charAt(to) != '\n' && text.charAt(to) != '\r') {
            to++;
        }
        return text.substring(from, to);
    }

    private int lineStart(int offset) {
        int start = offset;
        while (start > 0 && text.charAt(start - 1) != '\n' && text.charAt(start - 1) != '\r') {
            start--;
        }
        return start;
    }

    private boolean follows(int position, char next) {
        return position + 1 < text.length() && text.charAt(position + 1) == next;
    }
}
