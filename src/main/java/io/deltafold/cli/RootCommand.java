package io.deltafold.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code deltafold} itself. */
@Command(
        name = "deltafold",
        description = "Derivatives of matrix expressions: verified, as LaTeX, text or code.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DeriveCommand.class,
            ExplainCommand.class,
            EqualCommand.class,
            SimplifyCommand.class,
            CheckCommand.class,
            BatchCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  deltafold derive 'A = Z@W + B' --wrt W              the gradient of a loss by W, as LaTeX",
            "  deltafold derive 'x.T @ A @ x' --wrt x --to text    (A + Aᵀ) x",
            "  deltafold derive model.df --wrt w --to numpy        a Python function",
            "  deltafold explain 'A = Z@W + B' --wrt W             the derivation, line by line",
            "  deltafold equal 'tr(A@B)' 'tr(B@A)'                 proved, refuted with a counterexample, or agrees",
            "  deltafold simplify 'tr(A@B.T) + tr(B@A.T)'          the shortest matrix form",
            "  deltafold check notes.md paper.tex                  a verdict on every equation of documents",
            "  deltafold batch requests.jsonl                      one JSON request a line in, one answer a line out",
            "",
            "deltafold COMMAND --help tells more of a command."
        })
final class RootCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    RootCommand() {}

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "which command? derive, explain, check, equal, simplify or batch");
    }
}
