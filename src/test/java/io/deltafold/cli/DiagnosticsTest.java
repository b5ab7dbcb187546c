package io.deltafold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The negative corpus: one file a mistake, with the whole message beside it; {@code -Ddeltafold.rewrite=true} records the
 * messages anew.
 */
final class DiagnosticsTest {
    private static final Path FOLDER = Path.of("src/test/resources/diagnostics");

    static Stream<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".df"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @Test
    void thereAreManyKindsOfMistakes() throws IOException {
        assertThat(names().count()).isGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("names")
    void messagesAreAsRecorded(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        String options =
                Files.readString(file).lines().findFirst().orElseThrow().replace("# derive ", "");
        List<String> arguments = new ArrayList<>(List.of("derive", file.toString()));
        arguments.addAll(List.of(options.strip().split(" ")));
        Run run = Run.of(arguments);
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("error: ").doesNotContain("Exception", "internal", "null");
        String message = run.err().replace(FOLDER + "/", "");
        Path recorded = FOLDER.resolve(name.replace(".df", ".txt"));
        if (Boolean.getBoolean("deltafold.rewrite")) {
            Files.writeString(recorded, message);
        } else {
            assertThat(message).isEqualTo(Files.readString(recorded));
        }
    }
}
