package io.deltafold.cli;

import io.deltafold.Deltafold;
import io.deltafold.explain.Explanation;
import io.deltafold.explain.Line;
import io.deltafold.explain.Method;
import io.deltafold.report.ExplanationHtml;
import io.deltafold.report.ExplanationJson;
import io.deltafold.report.ExplanationLatex;
import io.deltafold.report.ExplanationMarkdown;
import io.deltafold.report.ExplanationText;
import io.deltafold.report.Picture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deltafold explain}: the derivation of a derivative, step by step. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints the derivation of a derivative, line by line; every line is verified.",
        footer = {
            "",
            "Examples:",
            "  deltafold explain 'A = Z@W + B' --wrt W",
            "  deltafold explain 'A = Z@W + B' --wrt W --method differential --to latex --document"
        })
final class ExplainCommand implements Callable<Integer> {
    private static final List<String> TARGETS = List.of("text", "latex", "markdown", "json", "html", "svg", "png");

    private final Console console;

    @Mixin
    private ProgramOptions program = new ProgramOptions();

    @Mixin
    private DerivativeOptions wanted = new DerivativeOptions();

    @Option(
            names = "--method",
            paramLabel = "METHOD",
            defaultValue = "index",
            description = "index (default), elements, single-entry, differential, chain, vec.")
    private String method = "index";

    @Option(
            names = "--sizes",
            split = ",",
            paramLabel = "NAME=NUMBER",
            description = "Sizes for the method elements: --sizes m=2,k=3 (default 2).")
    private Map<String, Integer> sizes = new LinkedHashMap<>();

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (default), latex, markdown, json, html, svg, png.")
    private String target = "text";

    @Option(names = "--document", description = "A complete LaTeX document (with --to latex, which it implies).")
    private boolean document;

    @Option(names = "--brief", description = "Only the lines that one cannot do without.")
    private boolean brief;

    @Option(names = "--full", description = "Every single step, and the rules with their sources.")
    private boolean full;

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!TARGETS.contains(target)) {
            throw Choices.unknown("format", target, TARGETS, List.of());
        }
        if (brief && full) {
            throw new UsageError("--brief and --full exclude each other", "choose one of them");
        }
        if (document && !target.equals("latex") && !target.equals("text")) {
            throw new UsageError("--document is for LaTeX, not for " + target, "leave out --document or --to");
        }
        Method chosen =
                Method.named(method).orElseThrow(() -> Choices.unknown("method", method, Method.words(), List.of()));
        Deltafold parsed = program.parse(console);
        List<Explanation> explanations = parsed.explain(wanted.variables(), wanted.request(), chosen, sizes);
        Line.Detail detail = brief ? Line.Detail.BRIEF : full ? Line.Detail.FULL : Line.Detail.NORMAL;
        if (target.equals("png")) {
            byte[] picture = Picture.png(ExplanationLatex.picture(explanations, detail));
            console.out().write(picture, 0, picture.length);
        } else {
            console.out().print(print(explanations, detail));
        }
        if (!program.isQuiet()) {
            parsed.program()
                    .assumed()
                    .forEach((name, shape) -> console.err().println("note: assumed " + name + " : " + shape));
            for (Explanation explanation : explanations) {
                console.err()
                        .println("note: verified: " + explanation.lines()
                                + " lines, each compared with the one before at " + explanation.points()
                                + " random points");
            }
        }
        return 0;
    }

    private String print(List<Explanation> explanations, Line.Detail detail) {
        if (document) {
            return ExplanationLatex.document(explanations, detail);
        }
        return switch (target) {
            case "latex" -> ExplanationLatex.print(explanations, detail);
            case "markdown" -> ExplanationMarkdown.print(explanations, detail);
            case "json" -> ExplanationJson.print(explanations, detail);
            case "html" -> ExplanationHtml.print(explanations, detail);
            case "svg" -> Picture.svg(ExplanationLatex.picture(explanations, detail));
            default ->
                explanations.stream()
                        .map(explanation -> ExplanationText.print(explanation, detail))
                        .collect(Collectors.joining("\n"));
        };
    }
}
