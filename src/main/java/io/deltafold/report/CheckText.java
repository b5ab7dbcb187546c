package io.deltafold.report;

import io.deltafold.CounterexampleJson;
import io.deltafold.paper.CheckedDocument;
import io.deltafold.paper.CheckedEquation;
import io.deltafold.paper.CheckedLink;
import io.deltafold.paper.ClaimVerdict;
import io.deltafold.verify.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Checked documents for a terminal: one line for each link, and the details of those that need attention. */
public final class CheckText {
    private static final int LONGEST = 100;

    /** How much is said. */
    public enum Detail {
        /** Only what is not in order. */
        QUIET,
        /** Every link; details of what is not in order. */
        NORMAL,
        /** All details. */
        VERBOSE
    }

    private CheckText() {}

    /** The report on one document. */
    public static String print(CheckedDocument document, Detail detail, boolean colour) {
        StringBuilder text = new StringBuilder();
        document.error()
                .ifPresent(error -> text.append(document.file())
                        .append(": error: ")
                        .append(error)
                        .append('\n'));
        for (CheckedEquation equation : document.equations()) {
            for (CheckedLink link : equation.links()) {
                if (detail != Detail.QUIET || !isInOrder(link.verdict())) {
                    link(text, document.file(), equation, link, detail, colour);
                }
            }
        }
        document.notes()
                .forEach(note -> text.append(document.file())
                        .append(": note: ")
                        .append(note)
                        .append('\n'));
        return text.toString();
    }

    /** Definitions and what is true. */
    public static boolean isInOrder(ClaimVerdict verdict) {
        return verdict == ClaimVerdict.DEFINITION || verdict == ClaimVerdict.PROVED || verdict == ClaimVerdict.AGREES;
    }

    private static void link(
            StringBuilder text,
            String file,
            CheckedEquation equation,
            CheckedLink link,
            Detail detail,
            boolean colour) {
        text.append(file)
                .append(':')
                .append(equation.line())
                .append(": ")
                .append(coloured(link.verdict(), colour))
                .append("  ")
                .append(shortened(link.shown()))
                .append('\n');
        if (detail == Detail.NORMAL && isInOrder(link.verdict())) {
            return;
        }
        line(text, "read as", link.reading());
        line(text, "because", link.reason());
        link.fix().ifPresent(fix -> line(text, "right is", fix));
        link.counterexample().ifPresent(c -> line(text, "example", example(c)));
        link.note().ifPresent(note -> line(text, "note", note));
    }

    private static void line(StringBuilder text, String head, String value) {
        if (!value.isEmpty()) {
            text.append("    ")
                    .append(head)
                    .append(": ")
                    .append(value.replaceAll("\\s+", " "))
                    .append('\n');
        }
    }

    /** The point at which the sides differ, in one line. */
    static String example(Verdict.Counterexample c) {
        List<String> parts = c.sizes().entrySet().stream()
                .map(e -> e.getKey() + " = " + e.getValue())
                .collect(Collectors.toList());
        c.values().forEach((name, rows) -> parts.add(name + " = " + CounterexampleJson.matrix(rows)));
        String entry = c.entry().isEmpty()
                ? ""
                : c.entry().stream().map(String::valueOf).collect(Collectors.joining(", ", " at [", "]"));
        return String.join(", ", parts) + ": left" + entry + " " + c.left() + ", right " + c.right();
    }

    private static String shortened(String formula) {
        String line = formula.replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    private static String coloured(ClaimVerdict verdict, boolean colour) {
        if (!colour) {
            return verdict.word();
        }
        String code = switch (verdict) {
            case DEFINITION -> "36";
            case PROVED, AGREES -> "32";
            case REFUTED -> "31;1";
            case CONDITIONAL, CONVENTION -> "33";
            case UNDECIDED, NOT_UNDERSTOOD -> "35";
        };
        return "\u001b[" + code + "m" + verdict.word() + "\u001b[0m";
    }

    /** One line for all documents. */
    public static String summary(List<CheckedDocument> documents) {
        Map<ClaimVerdict, Integer> counts = Counts.of(documents);
        int links = counts.values().stream().mapToInt(i -> i).sum();
        String each = counts.entrySet().stream()
                .filter(e -> e.getValue() > 0)
                .map(e -> e.getValue() + " " + e.getKey().word())
                .collect(Collectors.joining(", "));
        return links + (links == 1 ? " link" : " links") + (each.isEmpty() ? "" : ": " + each);
    }
}
