package io.deltafold.explain;

import java.util.ArrayList;
import java.util.List;

/**
 * Unicode text of several lines, such as a matrix written out.
 *
 * @param rows of equal width
 * @param baseline the row that stands in the line of the formula
 */
record Block(List<String> rows, int baseline) {
    Block {
        rows = List.copyOf(rows);
    }

    static Block of(String text) {
        return new Block(List.of(text), 0);
    }

    static Block of(Shown shown) {
        List<String> rows = List.of(shown.text().split("\n", -1));
        int width = rows.stream().mapToInt(Block::width).max().orElse(0);
        return new Block(rows.stream().map(row -> padded(row, width)).toList(), shown.baseline());
    }

    String text() {
        return String.join("\n", rows);
    }

    private static int width(String row) {
        return row.codePointCount(0, row.length());
    }

    private int width() {
        return width(rows.get(0));
    }

    private static String padded(String row, int width) {
        return row + " ".repeat(Math.max(0, width - width(row)));
    }

    private static String centred(String row, int width) {
        int left = Math.max(0, (width - width(row)) / 2);
        return padded(" ".repeat(left) + row, width);
    }

    /** Side by side on one baseline. */
    Block beside(Block other) {
        int base = Math.max(baseline, other.baseline);
        int below = Math.max(rows.size() - baseline, other.rows.size() - other.baseline);
        List<String> joined = new ArrayList<>();
        for (int row = 0; row < base + below; row++) {
            joined.add(row(row - base + baseline) + other.row(row - base + other.baseline));
        }
        return new Block(joined, base);
    }

    private String row(int row) {
        return row >= 0 && row < rows.size() ? rows.get(row) : " ".repeat(width());
    }

    /** A matrix of cells. */
    static Block matrix(List<List<String>> cells) {
        int columns = cells.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : cells) {
            for (int j = 0; j < columns; j++) {
                widths[j] = Math.max(widths[j], width(row.get(j)));
            }
        }
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            StringBuilder text = new StringBuilder();
            for (int j = 0; j < columns; j++) {
                text.append(j == 0 ? "" : "   ").append(centred(cells.get(i).get(j), widths[j]));
            }
            rows.add(bracket(i, cells.size(), "[⎡⎢⎣") + " " + text + " " + bracket(i, cells.size(), "]⎤⎥⎦"));
        }
        return new Block(rows, (cells.size() - 1) / 2);
    }

    private static String bracket(int row, int count, String shapes) {
        int place = count == 1 ? 0 : row == 0 ? 1 : row == count - 1 ? 3 : 2;
        return shapes.substring(place, place + 1);
    }

    /** With a brace and a label below. */
    Block under(String label) {
        int width = Math.max(width(), width(label));
        List<String> all = new ArrayList<>();
        rows.forEach(row -> all.add(centred(row, width)));
        int brace = width();
        String line = brace < 3
                ? "─".repeat(brace)
                : "└" + "─".repeat((brace - 3) / 2) + "┬" + "─".repeat(brace - 3 - (brace - 3) / 2) + "┘";
        all.add(centred(line, width));
        all.add(centred(label, width));
        return new Block(all, baseline);
    }
}
