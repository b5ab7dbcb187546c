package io.deltafold.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltafold.report.Fixes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the checker makes of the text around equations, of broken text and of its own corrections. */
final class CheckerTest {
    private static final String VECTOR = "Let $A \\in \\mathbb{R}^{n \\times n}$ and $x \\in \\mathbb{R}^n$.\n\n";

    private static List<CheckedLink> links(String text) {
        return Checker.check(text, Checker.Format.MARKDOWN).equations().stream()
                .filter(CheckedEquation::display)
                .flatMap(equation -> equation.links().stream())
                .toList();
    }

    private static CheckedLink last(String text) {
        List<CheckedLink> links = links(text);
        return links.get(links.size() - 1);
    }

    @Test
    void anEmptyTextHasNoEquations() {
        assertThat(Checker.check("", Checker.Format.MARKDOWN).equations()).isEmpty();
        assertThat(Checker.check("", Checker.Format.LATEX).equations()).isEmpty();
    }

    @Test
    void aSymmetricMatrixMayBeNamedAfterwards() {
        CheckedLink link = last(VECTOR + "Then\n\n$$\\nabla_x (x^T A x) = 2Ax$$\n\nwhere $A$ is symmetric.");
        assertThat(link.verdict()).isEqualTo(ClaimVerdict.PROVED);
    }

    @Test
    void withoutTheWordItIsConditional() {
        CheckedLink link = last(VECTOR + "Then\n\n$$\\nabla_x (x^T A x) = 2Ax$$");
        assertThat(link.verdict()).isEqualTo(ClaimVerdict.CONDITIONAL);
        assertThat(link.reason()).contains("A is symmetric");
        assertThat(link.fix()).isPresent();
    }

    @Test
    void aPromiseDoesNotHoldBeforeItIsMade() {
        List<CheckedLink> links = links(VECTOR
                + "$$\\nabla_x (x^T A x) = 2Ax$$\n\nNow let $A$ be symmetric. Then\n\n$$\\nabla_x (x^T A x) = 2Ax$$");
        assertThat(links.get(0).verdict()).isEqualTo(ClaimVerdict.CONDITIONAL);
        assertThat(links.get(1).verdict()).isEqualTo(ClaimVerdict.PROVED);
    }

    @Test
    void aConditionThatIsNotUnderstoodRefutesNothing() {
        CheckedLink link = last(VECTOR + "Suppose that $A$ is idempotent. Then\n\n$$A^3 = A$$");
        assertThat(link.verdict()).isEqualTo(ClaimVerdict.NOT_UNDERSTOOD);
        assertThat(link.reason()).contains("idempotent");
    }

    @Test
    void aTransposedGradientIsAConvention() {
        String text = "Let $a, x \\in \\mathbb{R}^n$. Then\n\n$$\\frac{\\partial (a^T x)}{\\partial x} = a^T$$";
        assertThat(last(text).verdict()).isEqualTo(ClaimVerdict.CONVENTION);
    }

    @Test
    void statedNumeratorLayoutMakesItRight() {
        String text = "We use numerator layout. Let $a, x \\in \\mathbb{R}^n$. Then\n\n"
                + "$$\\frac{\\partial (a^T x)}{\\partial x} = a^T$$";
        assertThat(last(text).verdict()).isIn(ClaimVerdict.PROVED, ClaimVerdict.AGREES);
    }

    @Test
    void aTensorEquatedWithAMatrixIsAShorthand() {
        String text =
                "Let $Y_{a\\times c} = X_{a\\times b} W_{b\\times c}$.\n\n$$\\frac{\\partial Y}{\\partial W} = X^T$$";
        assertThat(last(text).verdict()).isEqualTo(ClaimVerdict.CONVENTION);
        String wrong =
                "Let $Y_{a\\times c} = X_{a\\times b} W_{b\\times c}$.\n\n$$\\frac{\\partial Y}{\\partial W} = 2X^T$$";
        assertThat(last(wrong).verdict()).isEqualTo(ClaimVerdict.REFUTED);
    }

    @Test
    void theGradientOfAnUnknownLossIsNotRefuted() {
        String text =
                "Let $y \\in \\mathbb{R}^n$ and $t \\in \\mathbb{R}^n$, and let $L$ be a scalar function of $y$.\n\n"
                        + "$$\\frac{\\partial L}{\\partial y} = y - t$$";
        assertThat(last(text).verdict()).isEqualTo(ClaimVerdict.NOT_UNDERSTOOD);
    }

    @Test
    void aRefutationComesWithACounterexampleAndTheRightFormula() {
        String text =
                "Let $A \\in \\mathbb{R}^{m\\times n}$ and $B \\in \\mathbb{R}^{n\\times p}$.\n\n$$(AB)^T = A^T B^T$$";
        CheckedLink link = last(text);
        assertThat(link.verdict()).isEqualTo(ClaimVerdict.REFUTED);
        assertThat(link.counterexample()).isPresent();
        assertThat(link.fix()).contains("B^T A^T");
    }

    @Test
    void whatFollowsFromAnErrorIsToldFromANewOne() {
        String text = "Let $X \\in \\mathbb{R}^{m\\times n}$, $w \\in \\mathbb{R}^n$, $y \\in \\mathbb{R}^m$ and "
                + "$f(w) = \\|Xw - y\\|^2$.\n\n$$\\nabla_w f = X^T(Xw - y)$$\n\nHence\n\n$$2 \\nabla_w f = 2X^T(Xw - y)$$";
        List<CheckedLink> links = links(text);
        assertThat(links.get(0).verdict()).isEqualTo(ClaimVerdict.REFUTED);
        assertThat(links.get(0).note()).isEmpty();
        assertThat(links.get(1).verdict()).isEqualTo(ClaimVerdict.REFUTED);
        assertThat(links.get(1).note())
                .hasValueSatisfying(note -> assertThat(note).contains("follows from line 3"));
    }

    @Test
    void anUnclosedFormulaIsAVerdict() {
        List<CheckedEquation> equations = Checker.check(
                        "Let $A = \\frac{1\n\nand $$B = C\n\nend", Checker.Format.MARKDOWN)
                .equations();
        assertThat(equations).isNotEmpty();
        assertThat(equations)
                .allSatisfy(equation -> assertThat(equation.links())
                        .allSatisfy(link -> assertThat(link.verdict()).isEqualTo(ClaimVerdict.NOT_UNDERSTOOD)));
    }

    @Test
    void macrosAreExpandedAndQuotedAsWritten() {
        String text = "\\newcommand{\\mat}[1]{\\mathbf{#1}}\n\\begin{document}\n"
                + "Let $\\mat{A} \\in \\mathbb{R}^{n\\times n}$.\n\\begin{equation}\n(\\mat{A}^T)^T = \\mat{A}\n\\end{equation}\n\\end{document}";
        CheckedEquation equation = Checker.check(text, Checker.Format.LATEX).equations().stream()
                .filter(CheckedEquation::display)
                .findFirst()
                .orElseThrow();
        assertThat(equation.latex()).contains("\\mat{A}");
        assertThat(equation.links().get(0).verdict()).isEqualTo(ClaimVerdict.PROVED);
    }

    /** Every correction that is called certain makes its equation true. */
    @Test
    void correctedDocumentsHoldWhatWasCorrected() throws IOException {
        for (String name : List.of("logistic.md", "attention.tex", "gaussian.tex", "cheatsheet.md")) {
            String text = Files.readString(Path.of("examples/papers", name));
            CheckedDocument before = Checker.check(name, text, Checker.Format.of(name));
            Fixes fixes = Fixes.of(before);
            assertThat(fixes.count()).as(name).isPositive();
            CheckedDocument after = Checker.check(name, fixes.text(), Checker.Format.of(name));
            assertThat(refuted(after)).as(name).isLessThanOrEqualTo(refuted(before) - fixes.count());
        }
    }

    private static int refuted(CheckedDocument document) {
        return (int) document.equations().stream()
                .flatMap(equation -> equation.links().stream())
                .filter(link -> link.verdict() == ClaimVerdict.REFUTED)
                .count();
    }

    /** The cost of a document grows with its length: the links of n copies are n times those of one. */
    @Test
    void aLongDocumentIsChecked() throws IOException {
        String text = Files.readString(Path.of("examples/papers/logistic.md"));
        int one = links(text).size();
        int copies = Integer.getInteger("deltafold.copies", 8);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < copies; i++) {
            all.append(text).append('\n');
        }
        assertThat(links(all.toString())).hasSize(copies * one);
    }
}
