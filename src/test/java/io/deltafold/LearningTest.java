package io.deltafold;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The derivations of machine learning in {@code examples/learning/}: the gradients by all their parameters. */
final class LearningTest {
    private static final Path FOLDER = Path.of("examples", "learning");

    static List<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".df"))
                    .map(name -> name.substring(0, name.length() - ".df".length()))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Test
    void thereAreManyPrograms() {
        assertThat(names()).hasSizeGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("names")
    void gradientsAreAsRecorded(String name) throws IOException {
        String text = Files.readString(FOLDER.resolve(name + ".df"));
        String first = text.lines().findFirst().orElseThrow();
        List<String> variables =
                List.of(first.substring(first.indexOf("--wrt ") + 6).strip().split(","));
        List<Derivative> derivatives = Deltafold.parse(new Source(name + ".df", text), Dialect.NUMPY, Optional.empty())
                .derivatives(variables, Request.by(variables.get(0)));
        StringBuilder printed = new StringBuilder();
        for (Derivative derivative : derivatives) {
            assertThat(derivative.hasMatrixForm()).isTrue();
            printed.append(derivative.textEquation()).append('\n');
            printed.append(derivative.latexEquation()).append('\n');
            derivative
                    .conventions()
                    .forEach(c -> printed.append("convention: ").append(c).append('\n'));
            printed.append('\n').append(derivative.numpy().text()).append('\n');
        }
        derivatives
                .get(0)
                .conditions()
                .forEach(c -> printed.append("condition: ").append(c).append('\n'));
        Path recorded = FOLDER.resolve(name + ".out");
        if (Boolean.getBoolean("deltafold.rewrite")) {
            Files.writeString(recorded, printed.toString());
        } else {
            assertThat(printed.toString()).isEqualTo(Files.readString(recorded));
        }
    }
}
