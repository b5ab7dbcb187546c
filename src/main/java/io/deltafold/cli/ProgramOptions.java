package io.deltafold.cli;

import io.deltafold.Deltafold;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which program a command is about, and how it is read. */
final class ProgramOptions {
    @Parameters(paramLabel = "PROGRAM", description = "The program, a file ending in .df, or - for standard input.")
    private String program = "";

    @Option(names = "--of", paramLabel = "NAME", description = "The definition that is meant (default: the last).")
    private Optional<String> of = Optional.empty();

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

    boolean isQuiet() {
        return quiet;
    }

    Deltafold parse(Console console) {
        return Deltafold.parse(ProgramText.read(program, console.in()), Choices.dialect(dialect), of);
    }
}
