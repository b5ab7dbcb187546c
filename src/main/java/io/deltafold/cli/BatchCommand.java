package io.deltafold.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code deltafold batch}: JSON requests in, JSON answers out, line by line and in order. */
@Command(
        name = "batch",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Answers JSON requests, one a line, in order.",
        footer = {
            "",
            "A request; only source and wrt are required:",
            "  {\"id\": \"q1\", \"source\": \"x : R[n]; x.T @ A @ x\", \"wrt\": \"x\", \"form\": \"gradient\",",
            "   \"to\": [\"latex\", \"numpy\"], \"of\": \"Y\", \"dialect\": \"numpy\", \"symmetric\": \"projected\", \"upstream\": \"G\"}",
            "Its answer has \"ok\": true and the formats, or \"ok\": false and an error.",
            "",
            "Example:",
            "  echo '{\"source\": \"tr(A@X)\", \"wrt\": \"X\"}' | deltafold batch -"
        })
final class BatchCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", description = "The file of requests, or - for standard input.")
    private String file = "-";

    BatchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (InputStream in = file.equals("-") ? console.in() : Files.newInputStream(Path.of(file));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    console.out().println(BatchRequest.answer(line));
                }
            }
            return 0;
        } catch (IOException unreadable) {
            throw new UsageError("cannot read " + file + ": " + unreadable.getMessage(), "give a file of JSON lines");
        }
    }
}
