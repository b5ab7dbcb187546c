package io.deltafold.report;

import io.deltafold.explain.Explanation;
import io.deltafold.explain.Line;
import io.deltafold.explain.Section;
import io.deltafold.explain.Shown;
import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** An explanation for a terminal: equals signs under one another, the rule beside each line. */
public final class ExplanationText {
    private static final String INDENT = "    ";
    private static final int WIDEST_FORMULA = 72;

    private final StringBuilder text = new StringBuilder();
    private final Line.Detail detail;

    private ExplanationText(Line.Detail detail) {
        this.detail = detail;
    }

    /** The page. */
    public static String print(Explanation explanation, Line.Detail detail) {
        ExplanationText page = new ExplanationText(detail);
        page.write(explanation);
        return page.text.toString();
    }

    private void write(Explanation explanation) {
        line(explanation.method().title());
        line("");
        explanation.problem().forEach(definition -> block(INDENT, definition));
        if (!explanation.variables().isEmpty()) {
            line(INDENT + "with "
                    + explanation.variables().stream().map(Shown::text).collect(Collectors.joining(", ")));
        }
        int number = 0;
        for (Section section : explanation.sections()) {
            List<Line> lines = section.lines(detail);
            if (!lines.isEmpty()) {
                line("");
                line(++number + ". " + section.heading().text());
                if (!section.remark().isEmpty()) {
                    line("   " + section.remark());
                }
                lines(lines);
            }
        }
        explanation.conventions().forEach(convention -> line("\nConvention: " + convention + "."));
        if (detail == Line.Detail.FULL) {
            rules(explanation);
        }
        line("");
        line("Result: " + explanation.result().text());
    }

    private void line(String content) {
        text.append(content).append('\n');
    }

    private void lines(List<Line> lines) {
        int left = lines.stream()
                .mapToInt(l -> l.left().map(ExplanationText::width).orElse(0))
                .filter(width -> width <= WIDEST_FORMULA / 2)
                .max()
                .orElse(0);
        int right = lines.stream()
                .mapToInt(l -> width(l.right()))
                .filter(width -> width + left <= WIDEST_FORMULA)
                .max()
                .orElse(0);
        for (Line line : lines) {
            String why = line.reasons().stream().map(Reason::name).collect(Collectors.joining(", "));
            List<String> rows = List.of(line.right().text().split("\n", -1));
            List<String> begin = line.left()
                    .map(shown -> List.of(shown.text().split("\n", -1)))
                    .orElse(List.of(""));
            int baseline = Math.max(
                    line.right().baseline(), line.left().map(Shown::baseline).orElse(0));
            int above = baseline - line.right().baseline();
            int over = baseline - line.left().map(Shown::baseline).orElse(0);
            int count = Math.max(above + rows.size(), over + begin.size());
            for (int row = 0; row < count; row++) {
                String first = at(begin, row - over);
                String second = at(rows, row - above);
                boolean isBase = row == baseline;
                String formula = INDENT + padded(first, left) + (isBase ? " = " : "   ") + padded(second, right);
                line((isBase && !why.isEmpty() ? formula + "   " + why : formula).stripTrailing());
            }
        }
    }

    private static String at(List<String> rows, int row) {
        return row >= 0 && row < rows.size() ? rows.get(row) : "";
    }

    private void block(String indent, Shown shown) {
        for (String row : shown.text().split("\n", -1)) {
            line(indent + row);
        }
    }

    private static int width(Shown shown) {
        int widest = 0;
        for (String row : shown.text().split("\n", -1)) {
            widest = Math.max(widest, row.codePointCount(0, row.length()));
        }
        return widest;
    }

    private static String padded(String row, int width) {
        return row + " ".repeat(Math.max(0, width - row.codePointCount(0, row.length())));
    }

    private void rules(Explanation explanation) {
        Set<Reason> used = new LinkedHashSet<>();
        for (Section section : explanation.sections()) {
            section.lines().forEach(line -> used.addAll(line.reasons()));
        }
        line("");
        line("Rules");
        List<String> rows = new ArrayList<>();
        for (Reason reason : used) {
            rows.add("    " + reason.name() + ": " + reason.statement() + " (" + reason.source() + ")");
        }
        rows.forEach(this::line);
    }
}
