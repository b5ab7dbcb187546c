package io.deltafold.cli;

import io.deltafold.InternalError;
import io.deltafold.syntax.InputError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The entry point of {@code deltafold}. */
public final class Main {
    private static final int BAD_INPUT = 2;
    private static final int INTERNAL_ERROR = 70;

    private Main() {}

    /** Runs a command and ends with its exit code: 0 done, 2 bad input or usage, 70 internal error. */
    public static void main(String[] arguments) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        int status = run(new Console(System.in, out, err, Boolean.getBoolean("deltafold.terminal")), arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /** Runs a command on a console. */
    static int run(Console console, String... arguments) {
        CommandLine commandLine = new CommandLine(new RootCommand(), new Commands(console));
        commandLine.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        commandLine.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        commandLine.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpWidth(110);
        commandLine.setExecutionExceptionHandler((problem, command, parsed) -> report(console, problem));
        commandLine.setParameterExceptionHandler((problem, given) -> {
            console.err().println("error: " + problem.getMessage());
            console.err()
                    .println("  = hint: deltafold "
                            + (problem.getCommandLine().getParent() == null
                                    ? ""
                                    : problem.getCommandLine().getCommandName() + " ")
                            + "--help shows examples");
            return BAD_INPUT;
        });
        return commandLine.execute(arguments);
    }

    private static int report(Console console, Exception problem) {
        if (problem instanceof InputError input) {
            console.err().print(input.render());
            return BAD_INPUT;
        }
        if (problem instanceof UsageError usage) {
            console.err().println("error: " + usage.getMessage());
            console.err().println("  = hint: " + usage.hint());
            return BAD_INPUT;
        }
        if (problem instanceof InternalError internal) {
            console.err().println(internal.getMessage());
            return INTERNAL_ERROR;
        }
        StackTraceElement[] trace = problem.getStackTrace();
        console.err()
                .println("internal error" + (trace.length == 0 ? "" : " at " + trace[0]) + ": " + problem
                        + "\nNothing is shown because it could be wrong. Please report this with the input.");
        return INTERNAL_ERROR;
    }
}
