package io.deltafold.report;

import io.deltafold.explain.Explanation;
import io.deltafold.explain.Line;
import io.deltafold.explain.Section;
import io.deltafold.explain.Shown;
import io.deltafold.rewrite.Reason;
import java.util.List;
import java.util.stream.Collectors;

/** An explanation in LaTeX: aligned environments of amsmath, alone or as a document that compiles. */
public final class ExplanationLatex {
    private static final String BEGIN = """
            \\documentclass[a4paper]{article}
            \\usepackage[T1]{fontenc}
            \\usepackage[utf8]{inputenc}
            \\usepackage{amsmath,amssymb}
            \\usepackage[margin=2.2cm]{geometry}
            \\setcounter{MaxMatrixCols}{20}
            \\allowdisplaybreaks
            \\begin{document}
            """;
    private static final String END = "\\end{document}\n";

    private ExplanationLatex() {}

    /** The derivations, to be put into a document that loads amsmath and amssymb. */
    public static String print(List<Explanation> explanations, Line.Detail detail) {
        return explanations.stream()
                .map(explanation -> one(explanation, detail))
                .collect(Collectors.joining("\n"));
    }

    /** A complete document. */
    public static String document(List<Explanation> explanations, Line.Detail detail) {
        return BEGIN + print(explanations, detail) + END;
    }

    private static String one(Explanation explanation, Line.Detail detail) {
        StringBuilder text = new StringBuilder();
        text.append("\\section*{").append(escaped(explanation.method().title())).append("}\n");
        if (explanation.problem().size() > 0) {
            text.append("Given\n\\begin{gather*}\n")
                    .append(explanation.problem().stream().map(Shown::latex).collect(Collectors.joining(",\\\\\n")))
                    .append("\n\\end{gather*}\n");
        }
        if (!explanation.variables().isEmpty()) {
            text.append("with $")
                    .append(explanation.variables().stream().map(Shown::latex).collect(Collectors.joining("$, $")))
                    .append("$.\n");
        }
        for (Section section : explanation.sections()) {
            List<Line> lines = section.lines(detail);
            if (!lines.isEmpty()) {
                text.append("\n\\paragraph{$\\displaystyle ")
                        .append(section.heading().latex())
                        .append("$}\n");
                if (!section.remark().isEmpty()) {
                    text.append(escaped(section.remark())).append('\n');
                }
                text.append(aligned(lines));
            }
        }
        explanation
                .conventions()
                .forEach(c -> text.append("\nConvention: ").append(escaped(c)).append(".\n"));
        text.append("\nResult:\n\\begin{equation*}\n\\boxed{")
                .append(explanation.result().latex())
                .append("}\n\\end{equation*}\n");
        return text.toString();
    }

    /** All derivations as one formula, for a picture. */
    public static String picture(List<Explanation> explanations, Line.Detail detail) {
        StringBuilder rows = new StringBuilder("\\begin{array}{l}\n");
        for (Explanation explanation : explanations) {
            for (Section section : explanation.sections()) {
                List<Line> lines = section.lines(detail);
                if (!lines.isEmpty()) {
                    rows.append(section.heading().latex())
                            .append("\\\\\n\\quad\\begin{array}{rll}\n")
                            .append(lines.stream()
                                    .map(line -> line.left().map(Shown::latex).orElse("") + " & = "
                                            + line.right().latex() + " & "
                                            + why(line).replace(" && ", "\\quad "))
                                    .collect(Collectors.joining("\\\\\n")))
                            .append("\n\\end{array}\\\\\n");
                }
            }
            rows.append(explanation.result().latex()).append("\\\\\n");
        }
        return rows.append("\\end{array}").toString();
    }

    /** The lines under one another, the rule beside each. */
    static String aligned(List<Line> lines) {
        return lines.stream()
                .map(line -> line.left().map(Shown::latex).orElse("") + " &= "
                        + line.right().latex() + why(line))
                .collect(Collectors.joining("\\\\\n", "\\begin{align*}\n", "\n\\end{align*}\n"));
    }

    private static String why(Line line) {
        String names = line.reasons().stream().map(Reason::name).collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : " && \\text{" + escaped(names) + "}";
    }

    /** Plain text with Unicode mathematics, for LaTeX's text mode. */
    static String escaped(String text) {
        StringBuilder result = new StringBuilder();
        text.codePoints()
                .forEach(c -> result.append(
                        switch (c) {
                            case '\\' -> "\\textbackslash{}";
                            case '{', '}', '$', '&', '#', '_', '%' -> "\\" + (char) c;
                            case '^' -> "\\^{}";
                            case '~' -> "\\~{}";
                            case '×' -> "$\\times$";
                            case '∂' -> "$\\partial$";
                            case 'ᵀ' -> "$^{\\top}$";
                            case '⁻' -> "$^{-}$";
                            case '¹' -> "$^{1}$";
                            case '⊙' -> "$\\odot$";
                            case '⊗' -> "$\\otimes$";
                            case '−' -> "$-$";
                            case '′' -> "$'$";
                            case 'Σ' -> "$\\sum$";
                            case 'δ' -> "$\\delta$";
                            default -> Character.toString(c);
                        }));
        return result.toString();
    }
}
