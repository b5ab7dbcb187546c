package io.deltafold.cli;

import io.deltafold.Simplified;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deltafold simplify}: the shortest matrix form of an expression. */
@Command(
        name = "simplify",
        description = "The shortest matrix form of an expression, verified against it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  deltafold simplify 'A : R[n,n] symmetric; A@x + A.T@x' --to text      2 A x"})
final class SimplifyCommand implements Callable<Integer> {
    private static final List<String> TARGETS = List.of("latex", "text", "source", "markdown");

    private final Console console;

    @Mixin
    private ProgramOptions program = new ProgramOptions();

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            defaultValue = "latex",
            description = "latex (default), text, source, markdown.")
    private String target = "latex";

    SimplifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!TARGETS.contains(target)) {
            throw Choices.unknown("format", target, TARGETS, List.of());
        }
        Simplified simplified = program.parse(console).simplified();
        console.out()
                .println(
                        switch (target) {
                            case "text" -> simplified.text();
                            case "source" -> simplified.source();
                            case "markdown" -> "$$\n" + simplified.latex() + "\n$$";
                            default -> simplified.latex();
                        });
        if (!program.isQuiet()) {
            simplified
                    .program()
                    .assumed()
                    .forEach((name, shape) -> console.err().println("note: assumed " + name + " : " + shape));
            simplified.whyUnchanged().ifPresent(why -> console.err().println("note: unchanged: " + why));
            console.err()
                    .println("note: " + simplified.verdict().kind().word() + ": "
                            + simplified.verdict().why());
        }
        return 0;
    }
}
