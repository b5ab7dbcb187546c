package io.deltafold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code deltafold explain}: formats, how much is shown, and what is refused. */
final class ExplainCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void aDerivationInText() {
        Run run = Run.of("explain", "A = Z@W + B", "--wrt", "W");
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("aᵢⱼ       = Σₚ zᵢₚ wₚⱼ + bᵢⱼ")
                .contains("= Σₚ zᵢₚ δₚₖ δⱼₗ     delta rule")
                .contains("∂L/∂wₖₗ = Σᵢⱼ ∂L/∂aᵢⱼ ∂aᵢⱼ/∂wₖₗ   chain rule")
                .endsWith("Result: ∂L/∂W = Zᵀ ∂L/∂A\n");
        assertThat(run.err()).contains("note: verified: 9 lines, each compared with the one before");
    }

    @Test
    void moreAndLess() {
        String brief = Run.of("explain", "f = sum((X@w - y)**2)", "--wrt", "w", "--brief")
                .out();
        String normal = Run.of("explain", "f = sum((X@w - y)**2)", "--wrt", "w").out();
        String full = Run.of("explain", "f = sum((X@w - y)**2)", "--wrt", "w", "--full")
                .out();
        assertThat(brief.lines().count()).isLessThan(normal.lines().count());
        assertThat(normal.lines().count()).isLessThan(full.lines().count());
        assertThat(full).contains("∂(Σₚ xᵢₚ wₚ)/∂wⱼ").contains("Matrix Cookbook (32)");
        assertThat(brief).contains("Result: ∂f/∂w = 2 Xᵀ (X w - y)");
    }

    @Test
    void severalVariablesAndSecondDerivatives() {
        assertThat(Run.of("explain", "A = Z@W", "--wrt", "Z,W").out())
                .contains("Result: ∂L/∂Z = (∂L/∂A) Wᵀ\n")
                .contains("Result: ∂L/∂W = Zᵀ ∂L/∂A\n");
        assertThat(Run.of("explain", "f = x.T@A@x", "--wrt", "x", "--form", "hessian", "--method", "chain")
                        .out())
                .contains("∂f/∂x")
                .endsWith("Result: ∂²f/(∂x ∂xᵀ) = A + Aᵀ\n");
        assertThat(Run.of("explain", "x : R[n]; y : R[n]; f = x.T@y", "--wrt", "x,y", "--form", "hessian")
                        .out())
                .contains("Result: ∂²f/(∂x ∂yᵀ) = Iₙ\n")
                .contains("Result: ∂²f/(∂y ∂xᵀ) = Iₙ\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "latex | \\begin{align*}",
                "markdown | $$",
                "json | \"rules\":[{\"rule\":\"elements\"",
                "html | <details class=\"step\">",
                "svg | <svg"
            })
    void formats(String format, String part) {
        Run run = Run.of("explain", "A = Z@W", "--wrt", "W", "--to", format);
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains(part);
    }

    @Test
    void documentsAndPictures() {
        assertThat(Run.of("explain", "A = Z@W", "--wrt", "W", "--document").out())
                .startsWith("\\documentclass")
                .endsWith("\\end{document}\n");
        assertThat(Run.of("explain", "A = Z@W", "--wrt", "W", "--to", "png").out())
                .contains("PNG");
        assertThat(Run.of("derive", "A = Z@W", "--wrt", "W,Z", "--to", "svg").out())
                .startsWith("<svg");
        assertThat(Run.of("derive", "A = Z@W", "--wrt", "W", "--to", "png").out())
                .contains("PNG");
    }

    @Test
    void namesCannotBreakOutOfThePage() {
        String page = Run.of("explain", "x_hat : R[n]; f = sum(x_hat**2)", "--wrt", "x_hat", "--to", "html")
                .out();
        assertThat(page).contains("x_{\\text{hat}}").doesNotContain("<script");
        assertThat(Run.of("explain", "f = x.T@y", "--wrt", "x", "--symmetric", "<b>")
                        .status())
                .isEqualTo(2);
    }

    @Test
    void sizesAreForElements() {
        assertThat(Run.of("explain", "f = sum(x)", "--wrt", "x", "--method", "elements", "--sizes", "n=3")
                        .out())
                .contains("f = x₁ + x₂ + x₃");
        Run one = Run.of("explain", "A = Z@W", "--wrt", "W", "--method", "elements", "--sizes", "m=1,k=1,n=1");
        assertThat(one.status()).isZero();
        assertThat(one.out()).contains("a₁₁ = z₁₁ w₁₁");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f = det(X) | X | elements | | a function of a whole matrix has no entries",
                "f = a**2 | a | single-entry | | a is a scalar and has no entries",
                "Y = expm(X) | X | vec | | the Jacobian of expm has no finite form",
                "f = sum(x) | x | elements | n=9 | --sizes takes 1 to 6",
                "f = sum(x) | x | elements | q=2 | the program has no size q",
                "f = sum(x) | x | guess | | there is no method called guess",
                "f = sum(x | x | index | | a bracket is not closed"
            })
    void whatDoesNotApplyIsRefusedWithAWayOut(
            String program, String variable, String method, String sizes, String message) {
        java.util.List<String> arguments =
                new java.util.ArrayList<>(java.util.List.of("explain", program, "--wrt", variable, "--method", method));
        if (sizes != null) {
            arguments.addAll(java.util.List.of("--sizes", sizes));
        }
        Run run = Run.of(arguments);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("error: ").contains(message).contains("hint: ");
    }

    @Test
    void optionsThatContradict() {
        assertThat(Run.of("explain", "f = sum(x)", "--wrt", "x", "--brief", "--full")
                        .status())
                .isEqualTo(2);
        assertThat(Run.of("explain", "f = sum(x)", "--wrt", "x", "--to", "html", "--document")
                        .status())
                .isEqualTo(2);
        assertThat(Run.of("explain", "f = sum(x)", "--wrt", "x", "--to", "pdf").err())
                .contains("there is no format called pdf");
    }

    @Test
    void zeroIsExplained() {
        assertThat(Run.of("explain", "Q : R[n, n]; x : R[n]; f = x.T@x", "--wrt", "Q")
                        .out())
                .contains("f does not depend on Q")
                .contains("∂f/∂Q = 0");
    }

    @Test
    void batchAnswersCarryTheSteps() throws IOException {
        Run run = Run.withInput(
                "{\"source\": \"A = Z@W\", \"wrt\": \"W\", \"to\": [\"text\"], \"steps\": true}\n"
                        + "{\"source\": \"A = Z@W\", \"wrt\": \"W\", \"steps\": 3}\n",
                "batch",
                "-");
        String[] lines = run.out().split("\n");
        JsonNode first = JSON.readTree(lines[0]);
        assertThat(first.at("/steps/0/steps/0/after/text").asText()).isEqualTo("Σₚ zᵢₚ wₚⱼ");
        assertThat(first.at("/steps/1/steps/0/rules/0/rule").asText()).isEqualTo("chain-rule");
        assertThat(JSON.readTree(lines[1]).get("ok").asBoolean()).isFalse();
    }
}
