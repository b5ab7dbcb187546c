package io.deltafold.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Mutated documents: whatever they are, they are checked, and every verdict has its place in the text. */
final class CheckerFuzzTest {
    private static final List<String> PIECES = List.of(
            "$",
            "$$",
            "{",
            "}",
            "\\frac",
            "^",
            "_",
            "\\begin{align}",
            "\\end{align}",
            "\\\\",
            "&",
            "=",
            "\\partial",
            "(",
            ")",
            "|",
            "\\left",
            "\\right",
            "\u0000",
            "\\newcommand{\\x}{\\x\\x}",
            "\\x",
            "%",
            "\n\n",
            "T",
            "\\sum_{i=1}^n",
            "\\text{",
            "½",
            "𝐀",
            "\\mathbb{R}^{n\\times}",
            "\\in",
            "1",
            "0",
            "\\hat",
            "\\overbrace{",
            "}^{A}",
            "\\dots",
            "#",
            "---");

    @Test
    void mutatedDocumentsAreChecked() throws IOException {
        List<String> seeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("examples/papers"))) {
            for (Path file : files.sorted().toList()) {
                String text = Files.readString(file);
                for (int from = 0; from + 500 < text.length(); from += 700) {
                    seeds.add(text.substring(from, Math.min(text.length(), from + 900)));
                }
            }
        }
        SplittableRandom random = new SplittableRandom(20261123);
        int rounds = Integer.getInteger("deltafold.fuzz", 400);
        for (int round = 0; round < rounds; round++) {
            StringBuilder text = new StringBuilder(seeds.get(random.nextInt(seeds.size())));
            for (int edits = random.nextInt(1, 8); edits > 0; edits--) {
                int at = random.nextInt(text.length() + 1);
                switch (random.nextInt(3)) {
                    case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                    case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 30)));
                    default -> {
                        int from = random.nextInt(text.length() + 1);
                        text.insert(at, text.substring(from, Math.min(text.length(), from + random.nextInt(40))));
                    }
                }
            }
            Checker.Format format = round % 2 == 0 ? Checker.Format.MARKDOWN : Checker.Format.LATEX;
            CheckedDocument document = Checker.check(text.toString(), format);
            for (CheckedEquation equation : document.equations()) {
                assertThat(equation.span().end()).isLessThanOrEqualTo(text.length());
                for (CheckedLink link : equation.links()) {
                    assertThat(link.rightSpan().end()).as(text.toString()).isLessThanOrEqualTo(text.length());
                    assertThat(link.reason()).as(text.toString()).doesNotContain("internal error");
                }
            }
        }
    }
}
