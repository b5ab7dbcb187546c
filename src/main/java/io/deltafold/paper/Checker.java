package io.deltafold.paper;

import io.deltafold.document.DocumentReader;
import io.deltafold.document.Passage;
import io.deltafold.syntax.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the equations of documents.
 *
 * <pre>{@code
 * CheckedDocument document = Checker.check("Let $Y = XW$. Then $$...$$", Checker.Format.MARKDOWN);
 * }</pre>
 */
public final class Checker {
    private Checker() {}

    /** How a document is written. */
    public enum Format {
        LATEX,
        MARKDOWN;

        /** By the ending of a file's name: {@code .tex} and {@code .ltx} are LaTeX, everything else Markdown. */
        public static Format of(String file) {
            return file.endsWith(".tex") || file.endsWith(".ltx") ? LATEX : MARKDOWN;
        }
    }

    /** The verdicts on every equation of a document; no text makes it throw. */
    public static CheckedDocument check(String text, Format format) {
        return check("document", text, format);
    }

    /** Hears how far the work on a document has come. */
    @FunctionalInterface
    public interface Progress {
        /** So many of all links are judged. */
        void judged(int done, int all);
    }

    /** The same for a named file. */
    public static CheckedDocument check(String file, String text, Format format) {
        return check(file, text, format, (done, all) -> {});
    }

    /** The same, telling how far the work has come. */
    public static CheckedDocument check(String file, String text, Format format, Progress progress) {
        List<Passage> passages = DocumentReader.read(text, format == Format.LATEX);
        ContextReader context = new ContextReader(passages);
        context.read();
        List<Judge.Judged> judged = new Judge(text, context).judge(progress);
        List<String> notes = new ArrayList<>();
        judged = Conventions.settled(judged, context.layout(), notes);
        Map<Passage.Formula, List<CheckedLink>> links = new LinkedHashMap<>();
        for (Judge.Judged one : judged) {
            links.computeIfAbsent(one.statement().formula(), f -> new ArrayList<>())
                    .add(one.link());
        }
        Lines lines = new Lines(text);
        List<CheckedEquation> equations = new ArrayList<>();
        for (Passage passage : passages) {
            if (passage instanceof Passage.Formula formula && (formula.display() || links.containsKey(formula))) {
                equations.add(new CheckedEquation(
                        lines.line(formula.start()),
                        lines.line(Math.max(formula.start(), formula.end() - 1)),
                        formula.display(),
                        formula.latex().strip(),
                        new Span(formula.start(), formula.end()),
                        links.getOrDefault(formula, List.of())));
            }
        }
        return new CheckedDocument(file, text, Optional.empty(), equations, notes);
    }
}
