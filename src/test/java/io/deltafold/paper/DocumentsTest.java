package io.deltafold.paper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deltafold.report.CheckText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole documents: the report is a golden file, and the verdicts on displayed equations are those of the answer key. */
final class DocumentsTest {
    private static final Path EXAMPLES = Path.of("examples/papers");
    private static final Path KEYS = Path.of("src/test/resources/papers");
    private static final List<ClaimVerdict> WORST = List.of(
            ClaimVerdict.DEFINITION,
            ClaimVerdict.PROVED,
            ClaimVerdict.AGREES,
            ClaimVerdict.UNDECIDED,
            ClaimVerdict.CONDITIONAL,
            ClaimVerdict.CONVENTION,
            ClaimVerdict.NOT_UNDERSTOOD,
            ClaimVerdict.REFUTED);

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files
                    .filter(file -> !file.toString().endsWith(".out")
                            && !file.toString().endsWith("README.md"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static CheckedDocument checked(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        return Checker.check(name, Files.readString(file), Checker.Format.of(name));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void theReportIsTheGoldenFile(Path file) throws IOException {
        CheckedDocument document = checked(file);
        String report =
                CheckText.print(document, CheckText.Detail.NORMAL, false) + CheckText.summary(List.of(document)) + "\n";
        Path golden = file.resolveSibling(file.getFileName() + ".out");
        if (Boolean.getBoolean("deltafold.rewrite")) {
            Files.writeString(golden, report);
        }
        assertThat(report).isEqualTo(Files.readString(golden));
    }

    static Stream<Path> keys() throws IOException {
        try (Stream<Path> files = Files.list(KEYS)) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("keys")
    void theVerdictsAreThoseOfTheKey(Path file) throws IOException {
        JsonNode key = new ObjectMapper().readTree(file.toFile());
        List<CheckedEquation> displayed = checked(
                        EXAMPLES.resolve(key.get("document").asText()))
                .equations()
                .stream()
                .filter(CheckedEquation::display)
                .toList();
        List<String> wrong = new ArrayList<>();
        for (JsonNode wanted : key.get("equations")) {
            CheckedEquation equation = displayed.get(wanted.get("number").asInt() - 1);
            String said = equation.links().stream()
                    .map(CheckedLink::verdict)
                    .max(Comparator.comparingInt(WORST::indexOf))
                    .map(ClaimVerdict::word)
                    .orElse("absent");
            List<String> accepted = new ArrayList<>();
            wanted.get("accept").forEach(word -> accepted.add(word.asText()));
            if (!accepted.contains(said)) {
                wrong.add(wanted.get("number") + " said " + said + ": " + equation.latex());
            }
        }
        assertThat(wrong).isEmpty();
    }
}
