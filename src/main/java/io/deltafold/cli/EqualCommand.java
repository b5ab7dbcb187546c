package io.deltafold.cli;

import io.deltafold.Comparison;
import io.deltafold.Deltafold;
import io.deltafold.verify.Verdict;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deltafold equal}: are two expressions the same? */
@Command(
        name = "equal",
        description = {
            "Are two expressions the same? proved, refuted (exit code 1) with the smallest counterexample,",
            "agrees at random points without a proof, or undecided."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  deltafold equal 'tr(A@B)' 'tr(B@A)'",
            "  deltafold equal 'A : R[n,n] symmetric; x.T@A@y' 'y.T@A@x'",
            "",
            "The declarations of both hold for both."
        })
final class EqualCommand implements Callable<Integer> {
    private static final int REFUTED = 1;
    private static final List<String> TARGETS = List.of("text", "json");

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "LEFT",
            description = "An expression or program, a file ending in .df, or - for standard input.")
    private String left = "";

    @Parameters(index = "1", paramLabel = "RIGHT", description = "The same.")
    private String right = "";

    @Option(names = "--to", paramLabel = "FORMAT", defaultValue = "text", description = "text (default), json.")
    private String target = "text";

    @Option(
            names = "--dialect",
            paramLabel = "DIALECT",
            defaultValue = "numpy",
            description = "numpy (default) or matlab.")
    private String dialect = "numpy";

    @Option(
            names = {"-q", "--quiet"},
            description = "Leaves the notes on standard error out.")
    private boolean quiet;

    EqualCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!TARGETS.contains(target)) {
            throw Choices.unknown("format", target, TARGETS, List.of());
        }
        Comparison comparison = Deltafold.compare(
                ProgramText.read(left, console.in()), ProgramText.read(right, console.in()), Choices.dialect(dialect));
        console.out().println(target.equals("json") ? comparison.json() : comparison.text());
        if (!quiet && target.equals("text")) {
            comparison
                    .program()
                    .assumed()
                    .forEach((name, shape) -> console.err().println("note: assumed " + name + " : " + shape));
        }
        return comparison.verdict().kind() == Verdict.Kind.REFUTED ? REFUTED : 0;
    }
}
