package io.deltafold.cli;

import io.deltafold.Deltafold;
import io.deltafold.Form;
import io.deltafold.Request;
import io.deltafold.SymmetricConvention;
import io.deltafold.explain.Explanation;
import io.deltafold.explain.Line;
import io.deltafold.explain.Method;
import io.deltafold.report.ExplanationHtml;
import io.deltafold.report.ExplanationJson;
import io.deltafold.report.ExplanationLatex;
import io.deltafold.report.ExplanationMarkdown;
import io.deltafold.report.ExplanationText;
import io.deltafold.report.Picture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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

    @Parameters(paramLabel = "PROGRAM", description = "The program, a file ending in .df, or - for standard input.")
    private String program = "";

    @Option(
            names = "--wrt",
            required = true,
            split = ",",
            paramLabel = "NAME",
            description = "The variable, or several: --wrt W,b.")
    private List<String> wrt = new ArrayList<>();

    @Option(names = "--of", paramLabel = "NAME", description = "The definition to differentiate (default: the last).")
    private Optional<String> of = Optional.empty();

    @Option(names = "--form", paramLabel = "FORM", description = "As for derive.")
    private Optional<String> form = Optional.empty();

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

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            defaultValue = "numpy",
            description = "numpy (default) or matlab.")
    private String dialect = "numpy";

    @Option(
            names = "--symmetric",
            paramLabel = "CONVENTION",
            defaultValue = "projected",
            description = "For a symmetric variable: projected (default), entries or ambient.")
    private String symmetric = "projected";

    @Option(names = "--upstream", paramLabel = "NAME", description = "The name of the upstream gradient.")
    private Optional<String> upstream = Optional.empty();

    @Option(
            names = {"-q", "--quiet"},
            description = "Leaves the notes on standard error out.")
    private boolean quiet;

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
        Deltafold parsed = Deltafold.parse(ProgramText.read(program, console.in()), Choices.dialect(dialect), of);
        Optional<Form> wanted = form.map(Choices::form);
        SymmetricConvention convention = Choices.symmetric(symmetric);
        List<String> variables = wrt.stream().map(String::strip).toList();
        List<Explanation> explanations =
                parsed.explain(variables, new Request(variables.get(0), wanted, convention, upstream), chosen, sizes);
        Line.Detail detail = brief ? Line.Detail.BRIEF : full ? Line.Detail.FULL : Line.Detail.NORMAL;
        if (target.equals("png")) {
            byte[] picture = Picture.png(ExplanationLatex.picture(explanations, detail));
            console.out().write(picture, 0, picture.length);
        } else {
            console.out().print(print(explanations, detail));
        }
        if (!quiet) {
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
