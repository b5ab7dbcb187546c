package io.deltafold.report;

import io.deltafold.explain.Explanation;
import io.deltafold.explain.Line;
import io.deltafold.explain.Section;
import io.deltafold.explain.Shown;
import io.deltafold.rewrite.Reason;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation in Markdown with $ and $$, as most Markdown readers with mathematics understand it. */
public final class ExplanationMarkdown {
    private ExplanationMarkdown() {}

    /** The page. */
    public static String print(List<Explanation> explanations, Line.Detail detail) {
        return explanations.stream()
                .map(explanation -> one(explanation, detail))
                .collect(Collectors.joining("\n"));
    }

    private static String one(Explanation explanation, Line.Detail detail) {
        StringBuilder text = new StringBuilder();
        text.append("## ").append(explanation.method().title()).append("\n\n");
        explanation.problem().forEach(p -> display(text, p.latex()));
        if (!explanation.variables().isEmpty()) {
            text.append("with $")
                    .append(explanation.variables().stream().map(Shown::latex).collect(Collectors.joining("$, $")))
                    .append("$.\n");
        }
        for (Section section : explanation.sections()) {
            List<Line> lines = section.lines(detail);
            if (!lines.isEmpty()) {
                text.append("\n### $").append(section.heading().latex()).append("$\n\n");
                if (!section.remark().isEmpty()) {
                    text.append(section.remark()).append("\n\n");
                }
                display(
                        text,
                        lines.stream()
                                .map(ExplanationMarkdown::row)
                                .collect(Collectors.joining("\\\\\n", "\\begin{aligned}\n", "\n\\end{aligned}")));
            }
        }
        explanation
                .conventions()
                .forEach(c -> text.append("\nConvention: ").append(c).append(".\n"));
        text.append("\n**Result**\n\n");
        display(text, explanation.result().latex());
        return text.toString();
    }

    private static String row(Line line) {
        String names = line.reasons().stream().map(Reason::name).collect(Collectors.joining(", "));
        return line.left().map(Shown::latex).orElse("") + " &= " + line.right().latex()
                + (names.isEmpty() ? "" : " && \\text{" + names + "}");
    }

    private static void display(StringBuilder text, String latex) {
        text.append("$$\n").append(latex).append("\n$$\n");
    }
}
