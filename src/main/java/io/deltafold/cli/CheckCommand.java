package io.deltafold.cli;

import io.deltafold.paper.CheckedDocument;
import io.deltafold.paper.Checker;
import io.deltafold.paper.ClaimVerdict;
import io.deltafold.report.CheckHtml;
import io.deltafold.report.CheckJson;
import io.deltafold.report.CheckMarkdown;
import io.deltafold.report.CheckSarif;
import io.deltafold.report.CheckText;
import io.deltafold.report.Fixes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code deltafold check}: a verdict on every equation of documents. */
@Command(
        name = "check",
        description = {
            "A verdict on every equation of LaTeX and Markdown documents: proved, agrees, refuted (with a",
            "counterexample and what would be right), conditional, convention, definition, undecided or not-understood."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  deltafold check notes.md paper.tex",
            "  deltafold check --to html paper.tex > verdicts.html",
            "  deltafold check --fix notes.md                      writes notes.fixed.md",
            "",
            "Exit code: 0 nothing refuted, 1 something refuted (with --strict also what was not understood or",
            "decided), 2 bad usage or a file that cannot be read."
        })
final class CheckCommand implements Callable<Integer> {
    private static final int REFUTED = 1;
    private static final int UNREADABLE = 2;
    private static final int LONG_DOCUMENT = 200;
    private static final List<String> TARGETS = List.of("text", "json", "sarif", "markdown", "html");
    private static final Set<ClaimVerdict> OPEN = Set.of(ClaimVerdict.UNDECIDED, ClaimVerdict.NOT_UNDERSTOOD);

    private final Console console;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "A .tex, .md, .markdown or .txt file, or - for standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text (default), json, sarif, markdown, html.")
    private String target = "text";

    @Option(
            names = "--from",
            paramLabel = "FORMAT",
            defaultValue = "",
            description = "latex or markdown, whatever the files are called.")
    private String from = "";

    @Option(names = "--strict", description = "What was not understood or not decided counts for the exit code.")
    private boolean strict;

    @Option(
            names = "--fix",
            description = "Writes a copy of each document with wrong right sides replaced where that is certain.")
    private boolean fix;

    @Option(names = "--in-place", description = "With --fix: replaces the document itself.")
    private boolean inPlace;

    @Option(
            names = {"-q", "--quiet"},
            description = "Only what is not in order.")
    private boolean quiet;

    @Option(names = "--verbose", description = "The details of every link.")
    private boolean verbose;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!TARGETS.contains(target)) {
            throw Choices.unknown("format", target, TARGETS, List.of());
        }
        if (!List.of("", "latex", "markdown").contains(from)) {
            throw Choices.unknown("document format", from, List.of("latex", "markdown"), List.of());
        }
        if (inPlace && !fix) {
            throw new UsageError("--in-place is for --fix", "write --fix --in-place, or leave --in-place out");
        }
        List<CheckedDocument> documents = target.equals("text") ? printed() : checked(document -> {});
        switch (target) {
            case "json" -> console.out().println(CheckJson.print(documents));
            case "sarif" -> console.out().println(CheckSarif.print(documents));
            case "markdown" -> console.out().print(CheckMarkdown.print(documents));
            case "html" -> console.out().print(CheckHtml.print(documents));
            default -> console.err().println(CheckText.summary(documents));
        }
        if (fix) {
            for (CheckedDocument document : documents) {
                repair(document);
            }
        }
        return status(documents);
    }

    private List<CheckedDocument> printed() throws InterruptedException {
        CheckText.Detail detail =
                quiet ? CheckText.Detail.QUIET : verbose ? CheckText.Detail.VERBOSE : CheckText.Detail.NORMAL;
        boolean colour = console.isTerminal() && System.getenv("NO_COLOR") == null;
        return checked(document -> console.out().print(CheckText.print(document, detail, colour)));
    }

    /** What is done with each document, in the order of the files. */
    private interface Sink {
        void take(CheckedDocument document);
    }

    /** Checks on all cores and hands the results over in order. */
    private List<CheckedDocument> checked(Sink sink) throws InterruptedException {
        int threads = Math.min(files.size(), Runtime.getRuntime().availableProcessors());
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads));
        try {
            List<Future<CheckedDocument>> running = new ArrayList<>();
            for (String file : files) {
                running.add(pool.submit(() -> one(file)));
            }
            List<CheckedDocument> documents = new ArrayList<>();
            for (int i = 0; i < running.size(); i++) {
                if (console.isTerminal() && running.size() > 1) {
                    console.err().print("\r" + (i + 1) + " of " + running.size() + ": " + files.get(i) + "\u001b[K\r");
                    console.err().flush();
                }
                CheckedDocument document = running.get(i).get();
                documents.add(document);
                sink.take(document);
            }
            return documents;
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException problem) {
                throw problem;
            }
            throw new IllegalStateException(failed.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private CheckedDocument one(String file) {
        try {
            String text = ProgramText.document(file, console.in());
            Checker.Format format = from.isEmpty()
                    ? Checker.Format.of(file)
                    : from.equals("latex") ? Checker.Format.LATEX : Checker.Format.MARKDOWN;
            return Checker.check(file.equals("-") ? "standard input" : file, text, format, progress(file));
        } catch (UsageError unreadable) {
            return CheckedDocument.unreadable(file, String.valueOf(unreadable.getMessage()));
        }
    }

    /** A line on standard error that is written over, for somebody who waits at a terminal for a long document. */
    private Checker.Progress progress(String file) {
        if (!console.isTerminal()) {
            return (done, all) -> {};
        }
        return (done, all) -> {
            if (all > LONG_DOCUMENT && done % 50 == 0) {
                console.err().print("\r" + file + ": " + done + " of " + all + " links\u001b[K\r");
                console.err().flush();
            }
        };
    }

    private void repair(CheckedDocument document) {
        if (document.error().isPresent()) {
            return;
        }
        Fixes fixes = Fixes.of(document);
        if (fixes.count() == 0) {
            console.err().println(document.file() + ": nothing that can be corrected with certainty");
            return;
        }
        if (document.file().equals("standard input")) {
            throw new UsageError("standard input cannot be corrected", "give a file");
        }
        Path original = Path.of(document.file());
        Path copy = inPlace ? original : original.resolveSibling(fixedName(String.valueOf(original.getFileName())));
        try {
            Path folder = copy.toAbsolutePath().getParent();
            Path draft = Files.createTempFile(folder, ".deltafold", ".part");
            try {
                Files.writeString(draft, fixes.text(), StandardCharsets.UTF_8);
                Files.move(draft, copy, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(draft);
            }
        } catch (IOException unwritable) {
            throw new UsageError(
                    "cannot write " + copy + ": " + unwritable.getMessage(), "check the folder and its permissions");
        }
        console.err()
                .println(copy + ": " + fixes.count() + (fixes.count() == 1 ? " right side" : " right sides")
                        + " replaced");
    }

    private static String fixedName(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name + ".fixed" : name.substring(0, dot) + ".fixed" + name.substring(dot);
    }

    private int status(List<CheckedDocument> documents) {
        boolean wrong = documents.stream()
                .flatMap(document -> document.equations().stream())
                .flatMap(equation -> equation.links().stream())
                .anyMatch(link -> link.verdict() == ClaimVerdict.REFUTED || strict && OPEN.contains(link.verdict()));
        if (wrong) {
            return REFUTED;
        }
        boolean unreadable = false;
        for (CheckedDocument document : documents) {
            if (document.error().isPresent()) {
                unreadable = true;
                console.err().println("error: " + document.error().get());
            }
        }
        return unreadable ? UNREADABLE : 0;
    }
}
