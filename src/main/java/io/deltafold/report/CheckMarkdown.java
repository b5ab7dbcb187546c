package io.deltafold.report;

import io.deltafold.paper.CheckedDocument;
import io.deltafold.paper.CheckedEquation;
import io.deltafold.paper.CheckedLink;
import java.util.List;

/** Checked documents as Markdown: one table for each file. */
public final class CheckMarkdown {
    private CheckMarkdown() {}

    /** The tables and a summary. */
    public static String print(List<CheckedDocument> documents) {
        StringBuilder text = new StringBuilder();
        for (CheckedDocument document : documents) {
            text.append("## ").append(document.file()).append("\n\n");
            if (document.error().isPresent()) {
                text.append("Not read: ").append(cell(document.error().get())).append("\n\n");
                continue;
            }
            text.append("| line | verdict | equation | why | right is |\n|--:|---|---|---|---|\n");
            for (CheckedEquation equation : document.equations()) {
                for (CheckedLink link : equation.links()) {
                    text.append("| ")
                            .append(equation.line())
                            .append(" | ")
                            .append(link.verdict().word())
                            .append(" | ")
                            .append(maths(link.shown()))
                            .append(" | ")
                            .append(cell(link.reason()
                                    + link.note().map(note -> "; " + note).orElse("")))
                            .append(" | ")
                            .append(link.fix().map(CheckMarkdown::maths).orElse(""))
                            .append(" |\n");
                }
            }
            document.notes()
                    .forEach(note -> text.append("\nNote: ").append(cell(note)).append("\n"));
            text.append('\n');
        }
        return text.append(CheckText.summary(documents)).append('\n').toString();
    }

    private static String maths(String latex) {
        return "$" + cell(latex).replace("$", "\\$") + "$";
    }

    private static String cell(String text) {
        return text.replaceAll("\\s+", " ")
                .replace("\\|", "\\Vert ")
                .replace("|", "\\vert ")
                .replace("<", "&lt;");
    }
}
