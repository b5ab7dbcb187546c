package io.deltafold.paper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * 282 equations in their context, half of them false in ways that people get them wrong; every label was verified
 * numerically when the equation was written.
 */
final class EquationsTest {
    private static final Path CORPUS = Path.of("src/test/resources/papers/equations.jsonl");
    private static final Set<ClaimVerdict> TRUE = EnumSet.of(ClaimVerdict.PROVED, ClaimVerdict.AGREES);
    private static final Set<ClaimVerdict> FALSE =
            EnumSet.of(ClaimVerdict.REFUTED, ClaimVerdict.CONDITIONAL, ClaimVerdict.CONVENTION);
    private static final Set<ClaimVerdict> HONEST = EnumSet.of(ClaimVerdict.NOT_UNDERSTOOD, ClaimVerdict.UNDECIDED);

    static Stream<JsonNode> equations() throws IOException {
        ObjectMapper json = new ObjectMapper();
        List<JsonNode> all = new ArrayList<>();
        for (String line : Files.readAllLines(CORPUS)) {
            all.add(json.readTree(line));
        }
        return all.stream();
    }

    @Test
    void thereAreEnoughOfBothKinds() throws IOException {
        List<JsonNode> all = equations().toList();
        assertThat(all).hasSizeGreaterThan(250);
        assertThat(all.stream().filter(e -> !e.get("holds").asBoolean()).count())
                .isGreaterThan(100);
        assertThat(all.stream().filter(e -> !e.get("understood").asBoolean()).count())
                .isLessThan(10);
    }

    @ParameterizedTest
    @MethodSource("equations")
    void isJudgedRightly(JsonNode item) {
        CheckedDocument document = Checker.check(item.get("text").asText(), Checker.Format.MARKDOWN);
        CheckedEquation last = document.equations().get(document.equations().size() - 1);
        List<ClaimVerdict> verdicts =
                last.links().stream().map(CheckedLink::verdict).toList();
        if (!item.get("understood").asBoolean()) {
            assertThat(verdicts).containsAnyElementsOf(HONEST).doesNotContain(ClaimVerdict.REFUTED);
        } else if (item.get("holds").asBoolean()) {
            assertThat(verdicts.get(verdicts.size() - 1)).isIn(TRUE);
            assertThat(verdicts).allMatch(v -> TRUE.contains(v) || v == ClaimVerdict.DEFINITION);
        } else {
            assertThat(verdicts.get(item.get("wrongLink").asInt() - 1)).isIn(FALSE);
        }
    }
}
