package io.deltafold;

import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The worked inputs in {@code examples/}: their first line names the derivative. */
final class Examples {
    private static final Path FOLDER = Path.of("examples");

    private Examples() {}

    /** The names of all examples, in alphabetical order. */
    static Stream<String> names() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".df"))
                    .map(name -> name.substring(0, name.length() - ".df".length()))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Path file(String name, String ending) {
        return FOLDER.resolve(name + ending);
    }

    /** The derivative that an example asks for. */
    static Derivative derivative(String name) throws IOException {
        String text = Files.readString(file(name, ".df"));
        List<String> words =
                Arrays.asList(text.lines().findFirst().orElseThrow().split(" "));
        Dialect dialect = option(words, "--dialect")
                .map(d -> Dialect.valueOf(d.toUpperCase(java.util.Locale.ROOT)))
                .orElse(Dialect.NUMPY);
        Request request = new Request(
                option(words, "--wrt").orElseThrow(),
                option(words, "--form").map(form -> Form.named(form).orElseThrow()),
                option(words, "--symmetric")
                        .map(convention -> SymmetricConvention.named(convention).orElseThrow())
                        .orElse(SymmetricConvention.PROJECTED),
                Optional.empty());
        return Deltafold.parse(new Source(name + ".df", text), dialect, Optional.empty())
                .derivative(request);
    }

    private static Optional<String> option(List<String> words, String name) {
        int at = words.indexOf(name);
        return at < 0 ? Optional.empty() : Optional.of(words.get(at + 1));
    }
}
