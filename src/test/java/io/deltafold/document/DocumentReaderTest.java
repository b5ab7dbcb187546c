package io.deltafold.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which formulas documents have, where they stand, and what becomes of everything else. */
final class DocumentReaderTest {
    private static List<Passage.Formula> formulas(String text, boolean latex) {
        return DocumentReader.read(text, latex).stream()
                .filter(Passage.Formula.class::isInstance)
                .map(Passage.Formula.class::cast)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Let $x$ be | x",
                "a $x = y$, b | x = y",
                "a $ x = y $ b | ~ x = y ~",
                "it costs $5 and $7 | ",
                "a \\$5 and $x$ | x",
                "\\(a^2\\) | a^2",
                "\\[a^2\\] | a^2",
                "$$a$$ and $$b$$ | a;b",
                "`$code$` and $x$ | x",
                "a $x_1$ and *$y_2$* | x_1;y_2",
            })
    void inlineFormulas(String text, String wanted) {
        List<String> found =
                formulas(text, false).stream().map(Passage.Formula::latex).toList();
        assertThat(found).isEqualTo(wanted == null ? List.of() : List.of(wanted.split(";")));
    }

    @Test
    void aFormulaInCodeIsNone() {
        assertThat(formulas("```\n$$x$$\n```\n$$y$$\n", false)).hasSize(1);
        assertThat(formulas("\\begin{verbatim}$x$\\end{verbatim} $y$", true)).hasSize(1);
        assertThat(formulas("% $x$\n$y$ \\% $z$", true)).hasSize(2);
    }

    @Test
    void linesOfAFormulaMayBeginLikeAList() {
        List<Passage.Formula> found = formulas("$$\na\n+ b\n- c\n$$", false);
        assertThat(found).hasSize(1);
        assertThat(found.get(0).text()).contains("+ b");
    }

    @Test
    void environmentsAreDisplayed() {
        for (String name : List.of("equation", "equation*", "align*", "gather*", "multline", "displaymath")) {
            List<Passage.Formula> found = formulas("\\begin{" + name + "}a = b\\end{" + name + "}", true);
            assertThat(found).as(name).hasSize(1);
            assertThat(found.get(0).display()).as(name).isTrue();
        }
    }

    @Test
    void rowsOfAnAlignAreEquationsOfTheirOwnUnlessTheyGoOn() {
        List<Passage.Formula> found =
                formulas("\\begin{align}a &= b \\\\ &= c \\label{x} \\\\ d &= e \\nonumber\\end{align}", true);
        assertThat(found).hasSize(2);
        assertThat(found.get(0).text()).contains("= c").doesNotContain("label");
        assertThat(found.get(1).text()).startsWith("d &= e").doesNotContain("nonumber");
        assertThat(formulas("\\begin{align*}a &= b \\\\ d &= e\\end{align*}", true))
                .hasSize(1);
    }

    @Test
    void macrosExpandWithTheirPlaces() {
        String text = "\\newcommand{\\R}{\\mathbb{R}}\\newcommand{\\g}[2][L]{\\frac{\\partial #1}{\\partial #2}}\n"
                + "\\begin{document}$x \\in \\R^n$ and $\\g{W} = \\g[J]{V}$\\end{document}";
        List<Passage.Formula> found = formulas(text, true);
        assertThat(found.get(0).text()).isEqualTo("x \\in \\mathbb{R}^n");
        assertThat(found.get(1).text())
                .isEqualTo("\\frac{\\partial L}{\\partial W} = \\frac{\\partial J}{\\partial V}");
        int w = found.get(1).text().indexOf('W');
        assertThat(text.charAt(found.get(1).origin(w))).isEqualTo('W');
        assertThat(found.get(1).latex()).isEqualTo("\\g{W} = \\g[J]{V}");
    }

    @Test
    void otherKindsOfDefinitions() {
        String text = "\\def\\a#1{#1^2}\\DeclareMathOperator{\\tr}{tr}\\let\\b\\beta\n$\\a{x} + \\tr A + \\b$";
        assertThat(formulas(text, true).get(0).text()).isEqualTo("x^2 + \\operatorname{tr} A + \\beta ");
    }

    @Test
    void anEndlessMacroIsAProblem() {
        assertThat(formulas("\\newcommand{\\x}{\\x\\x}$\\x$", true).get(0).problem())
                .contains("without end");
    }

    @Test
    void whatIsNeverClosedIsAProblemAndReadingGoesOn() {
        List<Passage.Formula> found = formulas("a $x = \\frac{1}\n\nb $y$\n\n$$z\n\nc $w$", false);
        assertThat(found).hasSize(4);
        assertThat(found.get(0).problem()).isNotEmpty();
        assertThat(found.get(1).problem()).isEmpty();
        assertThat(found.get(2).problem()).isNotEmpty();
        assertThat(found.get(3).latex()).isEqualTo("w");
    }

    @Test
    void aMissingDollarDoesNotCostTheFormulasAfterIt() {
        List<Passage.Formula> found =
                formulas("with $\\frac{\\partial Y}{\\partial matrix of their product, with $Y = X W$. So", false);
        assertThat(found.get(0).problem()).isNotEmpty();
        assertThat(found.get(1).latex()).isEqualTo("Y = X W");
        assertThat(found.get(1).problem()).isEmpty();
    }

    @Test
    void headingsBreaksAndParagraphs() {
        List<Passage> passages = DocumentReader.read("# One\n\ntext $a$ more\n\n---\n\nTwo\n===\n\n* item\n", false);
        assertThat(passages).filteredOn(Passage.Heading.class::isInstance).hasSize(2);
        assertThat(passages).filteredOn(Passage.Break.class::isInstance).hasSize(1);
        List<Passage> one = passages.stream()
                .filter(p -> p instanceof Passage.Prose || p instanceof Passage.Formula)
                .toList();
        assertThat(((Passage.Prose) one.get(0)).paragraph()).isEqualTo(((Passage.Formula) one.get(1)).paragraph());
        assertThat(((Passage.Prose) one.get(0)).text()).isEqualTo("text ");
    }

    @Test
    void passagesAreInOrderWhateverTheText() {
        SplittableRandom random = new SplittableRandom(7);
        List<String> pieces = List.of(
                "$",
                "$$",
                "\\(",
                "\\)",
                "\\[",
                "\\begin{align}",
                "\\end{align}",
                "a",
                " ",
                "\n",
                "\n\n",
                "#",
                "- ",
                "`",
                "```",
                "\\newcommand{\\x}[1]{#1#1}",
                "\\x",
                "{",
                "}",
                "%",
                "\\",
                "\\\\",
                "&",
                ">",
                "\u0000",
                "\r",
                "=",
                "---",
                "\\item ");
        for (int round = 0; round < 4000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            int at = 0;
            for (Passage passage : DocumentReader.read(text.toString(), round % 2 == 0)) {
                assertThat(passage.start()).as(text.toString()).isGreaterThanOrEqualTo(at);
                assertThat(passage.end()).as(text.toString()).isBetween(passage.start(), text.length());
                at = passage.start();
                if (passage instanceof Passage.Formula formula) {
                    assertThat(formula.origins()).hasSize(formula.text().length() + 1);
                }
            }
        }
    }

    @Test
    void manyFormulasInOneLongLine() {
        String text = "a $x = y$ b ".repeat(50_000);
        assertThat(formulas(text, false)).hasSize(50_000);
    }
}
