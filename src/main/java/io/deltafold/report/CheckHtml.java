package io.deltafold.report;

import io.deltafold.paper.CheckedDocument;
import io.deltafold.paper.CheckedEquation;
import io.deltafold.paper.CheckedLink;
import io.deltafold.paper.ClaimVerdict;
import java.util.List;
import java.util.Map;

/** Checked documents as one HTML page that needs nothing else: formulas are pictures, coloured by verdict. */
public final class CheckHtml {
    private static final String STYLE = """
            :root { color-scheme: light dark; --text: #16191d; --page: #fff; --card: #f6f7f9; --line: #d7dce2; }
            @media (prefers-color-scheme: dark) { :root { --text: #e7e9ec; --page: #15181c; --card: #1e2329; --line: #39414a; }
              .formula svg { filter: invert(1) hue-rotate(180deg); } }
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem; color: var(--text); background: var(--page); }
            h1 { font-size: 1.3rem; } h2 { font-size: 1.05rem; overflow-wrap: anywhere; }
            .filters label { margin-right: 1rem; white-space: nowrap; }
            details { background: var(--card); border: 1px solid var(--line); border-left-width: 6px; border-radius: 4px; margin: .5rem 0; padding: .3rem .8rem; }
            summary { display: flex; gap: 1rem; align-items: center; cursor: pointer; }
            .line { min-width: 4rem; font-size: .85rem; opacity: .75; } .word { min-width: 7.5rem; font-weight: 600; font-size: .85rem; }
            .formula { overflow-x: auto; flex: 1; } .formula svg { vertical-align: middle; }
            code { overflow-wrap: anywhere; } dt { font-weight: 600; font-size: .85rem; } dd { margin: 0 0 .5rem; overflow-x: auto; }
            .definition { border-left-color: #7b8794; } .definition .word { color: #7b8794; }
            .proved, .agrees { border-left-color: #2e8b57; } .proved .word, .agrees .word { color: #2e8b57; }
            .refuted { border-left-color: #c8372d; } .refuted .word { color: #c8372d; }
            .conditional, .convention { border-left-color: #c77d0a; } .conditional .word, .convention .word { color: #c77d0a; }
            .undecided, .not-understood { border-left-color: #8557b5; } .undecided .word, .not-understood .word { color: #8557b5; }
            """;
    private static final String SCRIPT = """
            document.querySelectorAll('.filters input').forEach(box => box.addEventListener('change', () =>
              document.querySelectorAll('details.' + box.value).forEach(d => d.hidden = !box.checked)));
            """;

    private CheckHtml() {}

    /** The page. */
    public static String print(List<CheckedDocument> documents) {
        StringBuilder page = new StringBuilder(
                        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .append("<title>Equations checked</title>\n<style>\n")
                .append(STYLE)
                .append("</style>\n</head>\n<body>\n<h1>")
                .append(escaped(CheckText.summary(documents)))
                .append("</h1>\n<p class=\"filters\">");
        for (Map.Entry<ClaimVerdict, Integer> count : Counts.of(documents).entrySet()) {
            if (count.getValue() > 0) {
                String word = count.getKey().word();
                page.append("<label><input type=\"checkbox\" checked value=\"")
                        .append(word)
                        .append("\"> ")
                        .append(word)
                        .append(' ')
                        .append(count.getValue())
                        .append("</label> ");
            }
        }
        page.append("</p>\n");
        for (CheckedDocument document : documents) {
            page.append("<h2>").append(escaped(document.file())).append("</h2>\n");
            document.error()
                    .ifPresent(error ->
                            page.append("<p>Not read: ").append(escaped(error)).append("</p>\n"));
            for (CheckedEquation equation : document.equations()) {
                equation.links().forEach(link -> link(page, equation, link));
            }
            document.notes()
                    .forEach(note ->
                            page.append("<p>Note: ").append(escaped(note)).append("</p>\n"));
        }
        return page.append("<script>\n")
                .append(SCRIPT)
                .append("</script>\n</body>\n</html>\n")
                .toString();
    }

    private static void link(StringBuilder page, CheckedEquation equation, CheckedLink link) {
        String word = link.verdict().word();
        page.append("<details class=\"")
                .append(word)
                .append("\">\n<summary><span class=\"line\">line ")
                .append(equation.line())
                .append("</span><span class=\"word\">")
                .append(word)
                .append("</span><span class=\"formula\">")
                .append(formula(link.shown()))
                .append("</span></summary>\n<dl>\n");
        item(page, "Read as", link.reading().isEmpty() ? "" : "<code>" + escaped(link.reading()) + "</code>");
        item(page, "Because", escaped(link.reason()));
        item(
                page,
                "Right is",
                link.fix()
                        .map(fix -> formula(fix) + " <code>" + escaped(fix) + "</code>")
                        .orElse(""));
        item(
                page,
                "Example",
                link.counterexample().map(c -> escaped(CheckText.example(c))).orElse(""));
        item(page, "Note", link.note().map(CheckHtml::escaped).orElse(""));
        item(page, "LaTeX", "<code>" + escaped(link.shown()) + "</code>");
        page.append("</dl>\n</details>\n");
    }

    private static void item(StringBuilder page, String head, String value) {
        if (!value.isEmpty()) {
            page.append("<dt>").append(head).append("</dt><dd>").append(value).append("</dd>\n");
        }
    }

    /** The formula as a picture; its source where the renderer does not know a command. */
    private static String formula(String latex) {
        try {
            return Picture.svg(latex.replaceAll("\\s+", " ")).strip();
        } catch (Picture.Unreadable unknown) {
            return "<code>" + escaped(latex) + "</code>";
        }
    }

    private static String escaped(String text) {
        return ExplanationHtml.escaped(text);
    }
}
