package io.deltafold.tex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.deltafold.syntax.Span;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the text, there is a tree or a {@link TexError}. */
final class TexParserFuzzTest {
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            "|",
            "||",
            "\\|",
            "\\left",
            "\\right",
            "\\left|",
            "\\right.",
            "^",
            "_",
            "'",
            "&",
            "\\\\",
            ",",
            ".",
            ";",
            ":",
            "=",
            "<",
            ">",
            "+",
            "-",
            "*",
            "/",
            "\\cdot",
            "\\frac",
            "\\sqrt",
            "\\hat",
            "\\sum",
            "\\log",
            "\\text{a b}",
            "\\text{",
            "\\mathbf",
            "\\mathrm{ab}",
            "{\\rm",
            "\\quad",
            "\\begin{bmatrix}",
            "\\end{bmatrix}",
            "\\begin{aligned}",
            "\\end{aligned}",
            "\\over",
            "\\underset",
            "\\substack{",
            "\\phantom",
            "\\not",
            "\\forall",
            "\\mid",
            "\\Rightarrow",
            "\\underbrace",
            "\\operatorname{tr}",
            "1",
            "23",
            "x",
            "tr(",
            "²",
            "\\",
            "$",
            "%",
            "\n",
            " ",
            "\ud800",
            "é",
            "\\middle|",
            "\\color{red}",
            "\\boxed",
            "\\xrightarrow",
            "\\unknown");

    private static boolean parses(String text) {
        try {
            Span span = TexParser.parse(text).span();
            assertThat(span.end()).isLessThanOrEqualTo(text.length());
            return true;
        } catch (TexError refused) {
            assertThat(refused.span().end()).as(text).isLessThanOrEqualTo(text.length());
            assertThat(refused.getMessage()).isNotBlank();
            return false;
        }
    }

    @Test
    void mutatedFormulas() {
        List<String> seeds = List.copyOf(Formulas.all().keySet());
        Random random = new Random(20_240_607);
        int parsed = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int change = random.nextInt(4); change >= 0; change--) {
                mutate(text, random, seeds);
            }
            parsed += parses(text.toString()) ? 1 : 0;
        }
        assertThat(parsed).isBetween(2_000, 18_000);
    }

    private static void mutate(StringBuilder text, Random random, List<String> seeds) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(6));
        switch (random.nextInt(5)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, text.substring(at, end));
            case 2 -> text.insert(at, seeds.get(random.nextInt(seeds.size())));
            case 3 -> text.setLength(at);
            default -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        }
    }

    @Test
    void randomPieces() {
        Random random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(12); piece >= 0; piece--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            parses(text.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "{",
                "[",
                "\\left(",
                "\\sqrt{",
                "\\frac{",
                "x^{",
                "\\hat",
                "\\log",
                "\\sum",
                "-",
                "\\begin{matrix}",
                "|+"
            })
    void nestingIsLimited(String opening) {
        assertThat(parses(opening.repeat(1_000) + "x")).isEqualTo("|+".equals(opening));
    }

    @Test
    void closedNestingIsLimited() {
        assertThat(parses("{".repeat(200) + "x" + "}".repeat(200))).isTrue();
        assertThatExceptionOfType(TexError.class)
                .isThrownBy(() -> TexParser.parse("{".repeat(201) + "x" + "}".repeat(201)))
                .withMessageContaining("too deeply");
        assertThat(parses("\\frac{".repeat(200) + "x" + "}2".repeat(200))).isTrue();
    }

    @Test
    void aMegabyteOfBrackets() {
        assertThat(parses("(".repeat(1 << 20))).isFalse();
    }

    @Test
    void longFormulas() {
        assertThat(((Tex.Sum) TexParser.parse("\\frac{a_i}{b} x^T A + ".repeat(5_000) + "1")).terms())
                .hasSize(5_001);
        assertThat(((Tex.Juxtaposition) TexParser.parse("x".repeat(100_000))).factors())
                .hasSize(100_000);
        assertThat(((Tex.Product) TexParser.parse("a \\cdot ".repeat(20_000) + "b")).operands())
                .hasSize(20_001);
    }
}
