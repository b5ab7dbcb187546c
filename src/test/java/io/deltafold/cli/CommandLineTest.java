package io.deltafold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CommandLineTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void theMainJob() {
        assertThat(Run.of("derive", "A = Z@W + B", "--wrt", "W").out())
                .isEqualTo("\\frac{\\partial L}{\\partial W} = Z^{\\top} \\frac{\\partial L}{\\partial A}\n");
        assertThat(Run.of("derive", "A = Z@W + B", "--wrt", "Z").out())
                .isEqualTo("\\frac{\\partial L}{\\partial Z} = \\frac{\\partial L}{\\partial A} W^{\\top}\n");
        Run bias = Run.of("derive", "b : R[n]; A = Z@W + b.T", "--wrt", "b");
        assertThat(bias.out())
                .isEqualTo("\\frac{\\partial L}{\\partial b} = "
                        + "\\left(\\frac{\\partial L}{\\partial A}\\right)^{\\top} \\mathbf{1}\n");
        assertThat(bias.err()).contains("note: b.T is added to every row\n");
        assertThat(bias.status()).isZero();
    }

    @Test
    void equalityHasItsExitCodes() throws IOException {
        Run proved = Run.of("equal", "tr(A@B)", "tr(B@A)");
        assertThat(proved.out()).startsWith("proved: ");
        assertThat(proved.status()).isZero();
        Run refuted = Run.of("equal", "A@B", "B@A");
        assertThat(refuted.out()).startsWith("refuted: ").contains("with n = 2").contains("left [1, 1] = ");
        assertThat(refuted.status()).isEqualTo(1);
        Run shapes = Run.of("equal", "x : R[n]; x.T", "x");
        assertThat(shapes.out()).contains("the shapes differ");
        assertThat(shapes.status()).isEqualTo(1);
        JsonNode json = JSON.readTree(Run.of("equal", "det(2*X)", "X : R[n, n]; 2*det(X)", "--to", "json")
                .out());
        assertThat(json.get("verdict").asText()).isEqualTo("refuted");
        assertThat(json.at("/counterexample/sizes/n").asInt()).isEqualTo(2);
        Run broken = Run.of("equal", "A@", "B");
        assertThat(broken.status()).isEqualTo(2);
        assertThat(broken.out()).isEmpty();
        assertThat(Run.of("equal", "", "x").status()).isEqualTo(2);
    }

    @Test
    void simplifyPrintsTheShortestForm() {
        assertThat(Run.of("simplify", "A : R[n, n] symmetric; A@x + A.T@x", "--to", "text")
                        .out())
                .isEqualTo("2 A x\n");
        assertThat(Run.of("simplify", "tr(A@B.T) + tr(B@A.T)", "--to", "source").out())
                .isEqualTo("2 * tr(A.T @ B)\n");
        assertThat(Run.of("simplify", "A@", "--to", "text").status()).isEqualTo(2);
    }

    @Test
    void quietLeavesTheNotesOut() {
        assertThat(Run.of("derive", "A = Z@W", "--wrt", "W", "--quiet").err()).isEmpty();
        assertThat(Run.of("derive", "A = Z@W", "--wrt", "W").err()).contains("verified");
    }

    @Test
    void programsComeFromFilesAndStandardInput() throws IOException {
        Path file = Files.writeString(folder.resolve("model.df"), "f = tr(A @ X)\n");
        assertThat(Run.of("derive", file.toString(), "--wrt", "X", "--to", "text")
                        .out())
                .isEqualTo("∂f/∂X = Aᵀ\n");
        assertThat(Run.withInput("f = tr(A @ X)", "derive", "-", "--wrt", "X", "--to", "source")
                        .out())
                .isEqualTo("A.T\n");
    }

    @Test
    void zeroIsPrintedWithItsShapeAndReason() {
        Run run = Run.of("derive", "Q : R[m, n]; x : R[n]; f = sum(x)", "--wrt", "Q", "--to", "text");
        assertThat(run.out()).isEqualTo("∂f/∂Q = 0\n");
        assertThat(run.err()).contains("f does not depend on Q").contains("R[m, n]");
    }

    @Test
    void upstreamGradientsAreNamedApart() {
        Run run = Run.of("derive", "G : R[n, n]; L : R[n, n]; Y : R[n, n]; G @ L @ Y", "--wrt", "L", "--to", "text");
        assertThat(run.out()).isEqualTo("∂J/∂L = Gᵀ (∂J/∂F) Yᵀ\n");
        assertThat(run.err()).contains("the program uses G itself").contains("the program uses L itself");
        assertThat(Run.of("derive", "A = Z@W", "--wrt", "W", "--upstream", "D", "--to", "text")
                        .out())
                .isEqualTo("∂L/∂W = Zᵀ D\n");
    }

    @Test
    void helpTeachesByExample() {
        for (List<String> arguments : List.of(
                List.of("--help"),
                List.of("derive", "--help"),
                List.of("explain", "--help"),
                List.of("batch", "--help"))) {
            Run run = Run.of(arguments);
            assertThat(run.status()).isZero();
            assertThat(run.out()).contains("xample").contains("deltafold");
        }
        assertThat(Run.of("--version").out()).startsWith("deltafold ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "derive",
                "derive|f = sum(x)",
                "derive|f = sum(x)|--wrt",
                "derive|f = sum(x)|--wrt|x|--frobnicate",
                "derive|f = sum(x)|--wrt|x|--to|pdf",
                "derive|f = sum(x)|--wrt|x|--to|torch",
                "derive|f = sum(x)|--wrt|x|--form|slope",
                "derive|f = sum(x)|--wrt|x|--dialect|fortran",
                "derive|f = sum(x)|--wrt|x|--symmetric|maybe",
                "derive|missing.df|--wrt|x",
                "derive||--wrt|x",
                "explain|f = sum(x)",
                "explain|f = sum(x)|--wrt|x|--method|guess",
                "batch|missing.jsonl"
            })
    void badUsageEndsWithTwoAndPrintsNothingOnStandardOutput(String line) {
        Run run = Run.of(line.isEmpty() ? List.of() : List.of(line.split("\\|", -1)));
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("error: ").contains("hint: ").doesNotContain("Exception", "\tat ");
    }

    @Test
    void filesThatAreNoTextAreRefused() throws IOException {
        Path file = Files.write(folder.resolve("bad.df"), new byte[] {'f', ' ', '=', ' ', (byte) 0xC3, (byte) 0x28});
        Run run = Run.of("derive", file.toString(), "--wrt", "x");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("is not UTF-8 text");
    }

    @Test
    void batchAnswersEveryLineInOrder() throws IOException {
        String requests = String.join(
                "\n",
                "{\"id\": \"q1\", \"source\": \"x : R[n]; A : R[n,n]; f = x.T @ A @ x\", \"wrt\": \"x\", \"of\": \"f\","
                        + " \"form\": \"gradient\", \"to\": [\"latex\", \"text\", \"source\", \"numpy\"], \"dialect\":"
                        + " \"numpy\", \"symmetric\": \"projected\", \"upstream\": \"G\", \"steps\": false}",
                "this is no JSON",
                "{\"id\": 7, \"source\": \"Z : R[m, k]; W : R[n, k]; A = Z@W\", \"wrt\": \"W\"}",
                "",
                "{\"id\": [1, 2], \"source\": \"A = Z@W + B\", \"wrt\": [\"W\", \"Z\"], \"to\": [\"text\"]}",
                "{\"source\": \"f = sum(x)\"}",
                "{\"source\": 3, \"wrt\": \"x\"}",
                "{\"source\": \"f = sum(x)\", \"wrt\": \"x\", \"extra\": 1}",
                "[1]",
                "{\"source\": \"f = sum(x)\", \"wrt\": \"x\", \"to\": [\"pdf\"]}",
                "{\"id\": \"last\", \"source\": \"f = sum(besselj0(x))\", \"wrt\": \"x\", \"to\": [\"java\"]}");
        Run run = Run.withInput(requests, "batch", "-");
        assertThat(run.status()).isZero();
        List<String> lines = run.out().lines().toList();
        assertThat(lines).hasSize(10);
        JsonNode first = JSON.readTree(lines.get(0));
        assertThat(first.get("id").textValue()).isEqualTo("q1");
        assertThat(first.get("ok").booleanValue()).isTrue();
        assertThat(first.get("version").intValue()).isEqualTo(1);
        assertThat(first.get("latex").textValue()).isEqualTo("\\left(A + A^{\\top}\\right) x");
        assertThat(first.get("source").textValue()).isEqualTo("(A + A.T) @ x");
        assertThat(first.get("shape").get(0).textValue()).isEqualTo("n");
        assertThat(first.get("matrixForm").booleanValue()).isTrue();
        assertThat(first.get("parameters")).hasSize(2);
        assertThat(first.get("verified").get("points").intValue()).isEqualTo(3);
        assertThat(first.get("seconds").doubleValue()).isPositive();
        assertThat(JSON.readTree(lines.get(1)).get("error").get("code").textValue())
                .isEqualTo("bad-json");
        JsonNode mismatch = JSON.readTree(lines.get(2));
        assertThat(mismatch.get("id").intValue()).isEqualTo(7);
        assertThat(mismatch.get("ok").booleanValue()).isFalse();
        assertThat(mismatch.get("error").get("code").textValue()).isEqualTo("shape-mismatch");
        assertThat(mismatch.get("error").get("column").intValue()).isEqualTo(31);
        assertThat(mismatch.get("error").get("hint").textValue()).isEqualTo("did you mean Z @ W.T ?");
        JsonNode several = JSON.readTree(lines.get(3));
        assertThat(several.get("id")).hasSize(2);
        assertThat(several.get("results").get(1).get("text").textValue()).isEqualTo("(∂L/∂A) Wᵀ");
        for (int i = 4; i <= 8; i++) {
            JsonNode refused = JSON.readTree(lines.get(i));
            assertThat(refused.get("ok").booleanValue()).isFalse();
            assertThat(refused.get("error").get("message").textValue()).isNotEmpty();
        }
        JsonNode last = JSON.readTree(lines.get(9));
        assertThat(last.get("java").isNull()).isTrue();
        assertThat(last.get("unavailable").get("java").textValue()).contains("besselj1");
    }
}
