package io.deltafold;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The identities in {@code examples/cookbook/}: records of lines {@code key: value} under a line {@code [key] source}. */
final class Cookbook {
    private static final Path FOLDER = Path.of("examples", "cookbook");

    private Cookbook() {}

    /** One identity. */
    record Identity(String key, Map<String, String> fields) {
        String field(String name) {
            return fields.getOrDefault(name, "");
        }

        Derivative derivative() {
            Request request =
                    Request.by(field("wrt")).form(Form.named(field("form")).orElseThrow());
            return Deltafold.parse(field("source"))
                    .derivative(
                            fields.containsKey("symmetric")
                                    ? request.symmetric(SymmetricConvention.named(field("symmetric"))
                                            .orElseThrow())
                                    : request);
        }

        @Override
        public String toString() {
            return key;
        }
    }

    static List<Path> files() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static List<Identity> identities() {
        List<Identity> all = new ArrayList<>();
        files().forEach(file -> all.addAll(read(file)));
        return all;
    }

    static List<Identity> read(Path file) {
        List<Identity> found = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (line.startsWith("[")) {
                    String key = line.substring(1, line.indexOf(']'));
                    found.add(new Identity(key, new LinkedHashMap<>()));
                    found.get(found.size() - 1).fields().put("title", line);
                } else if (!line.startsWith("#") && !line.isBlank()) {
                    int colon = line.indexOf(':');
                    found.get(found.size() - 1)
                            .fields()
                            .put(
                                    line.substring(0, colon),
                                    line.substring(colon + 1).strip());
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found;
    }

    /** Writes the engine's own formula after every textbook's. */
    static void rewrite(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        java.util.Iterator<Identity> identities = read(file).iterator();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("ours:")) {
                text.append(line).append('\n');
            }
            if (line.startsWith("textbook:")) {
                text.append("ours: ")
                        .append(identities.next().derivative().source().orElse(""))
                        .append('\n');
            }
        }
        Files.writeString(file, text.toString());
    }
}
