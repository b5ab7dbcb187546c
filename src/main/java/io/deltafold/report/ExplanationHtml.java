package io.deltafold.report;

import io.deltafold.explain.Explanation;
import io.deltafold.explain.Line;
import io.deltafold.explain.Section;
import io.deltafold.explain.Shown;
import io.deltafold.rewrite.Reason;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation as one HTML file that needs nothing else: formulas are pictures, steps open to their rule and source. */
public final class ExplanationHtml {
    private static final String STYLE = """
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 62rem; margin: 2rem auto; padding: 0 1rem; color: #111; }
            h1 { font-size: 1.4rem; } h2 { font-size: 1rem; margin: 1.6rem 0 .4rem; font-weight: 600; }
            details.step { border-left: 3px solid #d5dbe3; padding-left: .8rem; margin: .25rem 0; }
            details.step[open] { border-color: #3b6ea8; background: #f6f8fb; }
            summary { display: flex; gap: 1.5rem; align-items: center; cursor: pointer; list-style: none; }
            summary::-webkit-details-marker { display: none; }
            summary .formula { flex: 1; overflow-x: auto; white-space: nowrap; }
            summary .formula.goes-on { padding-left: 4rem; }
            .why { color: #3b6ea8; font-size: .9rem; text-align: right; min-width: 12rem; }
            .rule { margin: .3rem 0; font-size: .9rem; } .source { color: #666; }
            svg { vertical-align: middle; } .result { border: 1px solid #3b6ea8; display: inline-block; padding: .3rem .8rem; }
            code { background: #eef1f5; padding: .1rem .3rem; overflow-wrap: anywhere; }
            """;

    private ExplanationHtml() {}

    /** The page. */
    public static String print(List<Explanation> explanations, Line.Detail detail) {
        StringBuilder page = new StringBuilder();
        page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(escaped(title(explanations)))
                .append("</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n");
        explanations.forEach(explanation -> one(page, explanation, detail));
        return page.append("</body>\n</html>\n").toString();
    }

    private static String title(List<Explanation> explanations) {
        return explanations.stream().map(e -> e.result().text()).collect(Collectors.joining("; "));
    }

    private static void one(StringBuilder page, Explanation explanation, Line.Detail detail) {
        page.append("<article>\n<h1>")
                .append(escaped(explanation.method().title()))
                .append("</h1>\n");
        for (Shown definition : explanation.problem()) {
            page.append("<p>").append(formula(definition)).append("</p>\n");
        }
        if (!explanation.variables().isEmpty()) {
            page.append("<p>with ")
                    .append(explanation.variables().stream()
                            .map(ExplanationHtml::formula)
                            .collect(Collectors.joining(" ")))
                    .append("</p>\n");
        }
        for (Section section : explanation.sections()) {
            List<Line> lines = section.lines(detail);
            if (!lines.isEmpty()) {
                page.append("<section>\n<h2>")
                        .append(formula(section.heading()))
                        .append("</h2>\n");
                if (!section.remark().isEmpty()) {
                    page.append("<p>").append(escaped(section.remark())).append("</p>\n");
                }
                lines.forEach(line -> step(page, line));
                page.append("</section>\n");
            }
        }
        explanation
                .conventions()
                .forEach(c -> page.append("<p>Convention: ").append(escaped(c)).append(".</p>\n"));
        page.append("<p class=\"result\">")
                .append(formula(explanation.result()))
                .append("</p>\n</article>\n");
    }

    private static void step(StringBuilder page, Line line) {
        String names = line.reasons().stream().map(Reason::name).collect(Collectors.joining(", "));
        String hover = line.reasons().stream()
                .map(reason -> reason.statement() + " (" + reason.source() + ")")
                .collect(Collectors.joining("\n"));
        String latex = line.left().map(left -> left.latex() + " = ").orElse("= ")
                + line.right().latex();
        page.append("<details class=\"step\">\n<summary><span class=\"formula")
                .append(line.left().isPresent() ? "" : " goes-on")
                .append("\">")
                .append(Picture.svg(latex).strip())
                .append("</span><span class=\"why\" title=\"")
                .append(escaped(hover))
                .append("\">")
                .append(escaped(names))
                .append("</span></summary>\n");
        for (Reason reason : line.reasons()) {
            page.append("<p class=\"rule\">")
                    .append(escaped(reason.name()))
                    .append(": ")
                    .append(escaped(reason.statement()))
                    .append(" <span class=\"source\">")
                    .append(escaped(reason.source()))
                    .append("</span></p>\n");
        }
        page.append("<p class=\"rule\"><code>").append(escaped(latex)).append("</code></p>\n</details>\n");
    }

    private static String formula(Shown shown) {
        return Picture.svg(shown.latex()).strip();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
