package io.deltafold.tex;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The formulas of {@code tex/formulas.txt}, each with its tree on the indented line below it. */
final class Formulas {
    private Formulas() {}

    static Map<String, String> all() {
        try (InputStream file = Formulas.class.getResourceAsStream("/tex/formulas.txt")) {
            byte[] bytes = Objects.requireNonNull(file).readAllBytes();
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8).lines().toList();
            Map<String, String> formulas = new LinkedHashMap<>();
            for (int i = 0; i + 1 < lines.size(); i += 2) {
                formulas.put(lines.get(i), lines.get(i + 1).strip());
            }
            return formulas;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
