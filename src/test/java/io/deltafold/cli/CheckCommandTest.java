package io.deltafold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code deltafold check} as a user runs it: formats, exit codes, corrections, files that cannot be read. */
final class CheckCommandTest {
    private static final String RIGHT = "Let $A \\in \\mathbb{R}^{m\\times n}$. Then\n\n$$(A^T)^T = A$$\n";
    private static final String WRONG =
            "Let $A \\in \\mathbb{R}^{m\\times n}$, $B \\in \\mathbb{R}^{n\\times p}$. Then\n\n"
                    + "$$(AB)^T = A^T B^T$$\n";
    private static final String HOSTILE =
            "Let $A \\in \\mathbb{R}^{n}$.\n\n$$A = \\text{<script>alert(\"1\")</script>} | \\frac{$$\n";

    @TempDir
    Path folder;

    private record Run(int status, String out, String err) {}

    private static Run run(String input, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        int status = Main.run(console, arguments);
        return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private String file(String name, String text) throws IOException {
        Path path = folder.resolve(name);
        Files.writeString(path, text);
        return path.toString();
    }

    @Test
    void rightDocumentsGiveZeroWrongOnesOne() throws IOException {
        assertThat(run("", "check", file("a.md", RIGHT)).status()).isZero();
        Run wrong = run("", "check", file("b.md", WRONG));
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.out()).contains("b.md:3: refuted").contains("right is: B^T A^T");
    }

    @Test
    void reportsFollowTheOrderOfTheFiles() throws IOException {
        String a = file("a.md", WRONG.repeat(20));
        String b = file("b.md", RIGHT);
        Run both = run("", "check", a, b);
        assertThat(both.out().indexOf("a.md")).isLessThan(both.out().indexOf("b.md"));
    }

    @Test
    void jsonHasTheKeysOfTheContract() throws IOException {
        Run run = run(
                "",
                "check",
                "--to",
                "json",
                file("b.md", WRONG),
                folder.resolve("none.md").toString());
        assertThat(run.status()).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertThat(json.get("version").asInt()).isEqualTo(1);
        assertThat(json.get("files").get(1).get("error").asText()).contains("no file");
        JsonNode equations = json.get("files").get(0).get("equations");
        JsonNode equation = equations.get(equations.size() - 1);
        assertThat(equation.get("display").asBoolean()).isTrue();
        assertThat(equation.get("latex").asText()).isEqualTo("(AB)^T = A^T B^T");
        JsonNode link = equation.get("links").get(0);
        assertThat(link.fieldNames())
                .toIterable()
                .containsExactly("left", "right", "verdict", "reading", "reason", "fix", "counterexample", "note");
        assertThat(link.get("counterexample").get("left")).isNotNull();
        assertThat(json.get("summary").get("refuted").asInt()).isEqualTo(1);
    }

    @Test
    void sarifPlacesTheWrongSide() throws IOException {
        Run run = run("", "check", "--to", "sarif", file("b.md", WRONG));
        JsonNode result = new ObjectMapper().readTree(run.out()).at("/runs/0/results/0");
        assertThat(result.get("ruleId").asText()).isEqualTo("refuted");
        assertThat(result.at("/locations/0/physicalLocation/region/startLine").asInt())
                .isEqualTo(3);
        assertThat(result.at("/locations/0/physicalLocation/region/startColumn").asInt())
                .isEqualTo(12);
        assertThat(result.at("/fixes/0/artifactChanges/0/replacements/0/insertedContent/text")
                        .asText())
                .isEqualTo("B^T A^T");
    }

    @Test
    void pagesEscapeWhatTheyShow() throws IOException {
        Run page = run("", "check", "--to", "html", file("c.md", HOSTILE));
        assertThat(page.out()).startsWith("<!DOCTYPE html>").doesNotContain("<script>alert");
        Run table = run("", "check", "--to", "markdown", file("c.md", HOSTILE));
        assertThat(table.out()).contains("| line | verdict |").doesNotContain("<script>");
    }

    @Test
    void correctionsGoToACopyAndInPlaceOnlyWhenAsked() throws IOException {
        String file = file("b.md", WRONG);
        Run copy = run("", "check", "--fix", file);
        assertThat(copy.status()).isEqualTo(1);
        assertThat(Files.readString(Path.of(file))).isEqualTo(WRONG);
        Path fixed = folder.resolve("b.fixed.md");
        assertThat(Files.readString(fixed)).isEqualTo(WRONG.replace("A^T B^T", "B^T A^T"));
        assertThat(run("", "check", fixed.toString()).status()).isZero();
        run("", "check", "--fix", "--in-place", file);
        assertThat(Files.readString(Path.of(file))).contains("B^T A^T");
        try (var files = Files.list(folder)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
    }

    @Test
    void standardInputIsADocument() {
        assertThat(run(WRONG, "check", "-").status()).isEqualTo(1);
        assertThat(run(RIGHT, "check", "--from", "latex", "-").status()).isZero();
    }

    @Test
    void strictCountsWhatWasNotUnderstood() throws IOException {
        String file = file("d.md", "$$p(x \\mid y) = q(x)$$\n");
        assertThat(run("", "check", file).status()).isZero();
        assertThat(run("", "check", "--strict", file).status()).isEqualTo(1);
    }

    @Test
    void badUsageIsTwo() throws IOException {
        String file = file("a.md", RIGHT);
        assertThat(run("", "check").status()).isEqualTo(2);
        assertThat(run("", "check", "--to", "docx", file).status()).isEqualTo(2);
        assertThat(run("", "check", "--in-place", file).err()).contains("--fix");
        Run missing = run("", "check", folder.resolve("none.md").toString());
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).contains("no file");
        Path latin = folder.resolve("latin.md");
        Files.write(latin, new byte[] {'$', 'a', (byte) 0xe9, '$'});
        assertThat(run("", "check", latin.toString()).err()).contains("UTF-8");
    }

    @Test
    void quietLeavesOutWhatIsInOrder() throws IOException {
        Run run = run("", "check", "--quiet", file("b.md", WRONG));
        assertThat(run.out()).doesNotContain("definition").contains("refuted");
        assertThat(run("", "check", "--verbose", file("a.md", RIGHT)).out()).contains("read as: A");
    }
}
