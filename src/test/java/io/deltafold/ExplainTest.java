package io.deltafold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deltafold.explain.Explanation;
import io.deltafold.explain.Line;
import io.deltafold.explain.Method;
import io.deltafold.explain.Section;
import io.deltafold.report.ExplanationHtml;
import io.deltafold.report.ExplanationJson;
import io.deltafold.report.ExplanationLatex;
import io.deltafold.report.ExplanationMarkdown;
import io.deltafold.report.ExplanationText;
import io.deltafold.report.Picture;
import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The derivations of the affine layer in {@code examples/affine/}, by every method and in every format. */
final class ExplainTest {
    private static final Path FOLDER = Path.of("examples", "affine");

    @TempDir
    private Path scratch;

    static List<String> cases() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".df"))
                    .map(name -> name.substring(0, name.length() - ".df".length()))
                    .sorted()
                    .flatMap(name -> Arrays.stream(Method.values()).map(method -> name + " " + method.word()))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Explanation> explanations(String example) throws IOException {
        String name = example.substring(0, example.indexOf(' '));
        Method method =
                Method.named(example.substring(example.indexOf(' ') + 1)).orElseThrow();
        String text = Files.readString(FOLDER.resolve(name + ".df"));
        List<String> options = List.of(text.lines().findFirst().orElseThrow().split(" "));
        List<String> variables =
                List.of(options.get(options.indexOf("--wrt") + 1).split(","));
        Optional<Form> form =
                options.contains("--form") ? Form.named(options.get(options.indexOf("--form") + 1)) : Optional.empty();
        Request request = new Request(variables.get(0), form, SymmetricConvention.PROJECTED, Optional.empty());
        return Deltafold.parse(new Source(name + ".df", text), Dialect.NUMPY, Optional.empty())
                .explain(variables, request, method, Map.of());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void derivationsAreAsRecorded(String example) throws IOException {
        List<Explanation> explanations = explanations(example);
        List<String> pages = new ArrayList<>();
        explanations.forEach(explanation -> pages.add(ExplanationText.print(explanation, Line.Detail.NORMAL)));
        String base = example.replace(' ', '.');
        recorded(base + ".txt", String.join("\n", pages));
        recorded(base + ".md", ExplanationMarkdown.print(explanations, Line.Detail.NORMAL));
        if (base.startsWith("affine.")) {
            recorded(base + ".tex", ExplanationLatex.document(explanations, Line.Detail.NORMAL));
        }
    }

    private static void recorded(String name, String printed) throws IOException {
        Path file = FOLDER.resolve(name);
        if (Boolean.getBoolean("deltafold.rewrite")) {
            Files.writeString(file, printed);
        } else {
            assertThat(printed).isEqualTo(Files.readString(file));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyFormatRenders(String example) throws IOException {
        List<Explanation> explanations = explanations(example);
        for (Explanation explanation : explanations) {
            for (Section section : explanation.sections()) {
                assertThat(Picture.svg(section.heading().latex())).startsWith("<svg");
                for (Line line : section.lines()) {
                    assertThat(Picture.svg(line.right().latex()))
                            .startsWith("<svg")
                            .contains("<path");
                }
            }
            String brief = ExplanationText.print(explanation, Line.Detail.BRIEF);
            String full = ExplanationText.print(explanation, Line.Detail.FULL);
            assertThat(full.lines().count()).isGreaterThan(brief.lines().count());
            assertThat(full).contains("\nRules\n");
            assertThat(explanation.points()).isPositive();
        }
        String json = ExplanationJson.print(explanations, Line.Detail.NORMAL);
        assertThat(json).contains("\"rule\":", "\"statement\":", "\"source\":", "\"before\":", "\"after\":");
        byte[] png = Picture.png(ExplanationLatex.picture(explanations, Line.Detail.NORMAL));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isGreaterThan(100);
    }

    @Test
    void thePageNeedsNothingElse() throws IOException {
        String page = ExplanationHtml.print(explanations("affine index"), Line.Detail.NORMAL);
        assertThat(page).startsWith("<!DOCTYPE html>").contains("<details", "title=\"", "<svg");
        assertThat(page.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", ""))
                .doesNotContain("http://", "https://", "<script", "<link", "@import");
    }

    @Test
    void documentsCompile() throws Exception {
        assumeTrue(isInstalled("pdflatex"), "no TeX installation: formulas are rendered by the picture library alone");
        for (Method method : Method.values()) {
            String document = ExplanationLatex.document(explanations("affine " + method.word()), Line.Detail.FULL);
            Path file = scratch.resolve(method.word() + ".tex");
            Files.writeString(file, document);
            Process tex = new ProcessBuilder("pdflatex", "-interaction=nonstopmode", "-halt-on-error", file.toString())
                    .directory(scratch.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(scratch.resolve(method.word() + ".out").toFile())
                    .start();
            assertThat(tex.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(tex.exitValue()).as(method.word()).isZero();
        }
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
