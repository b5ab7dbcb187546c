package io.deltafold;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltafold.emit.Code;
import io.deltafold.emit.NotEmittable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example has the outputs recorded beside it; {@code -Ddeltafold.rewrite=true} records them anew. */
final class ExamplesTest {
    static Stream<String> names() {
        return Examples.names();
    }

    @Test
    void thereAreManyExamples() {
        assertThat(Examples.names().count()).isGreaterThanOrEqualTo(40);
    }

    @ParameterizedTest
    @MethodSource("names")
    void outputsAreAsRecorded(String name) throws IOException {
        String printed = report(Examples.derivative(name));
        Path recorded = Examples.file(name, ".out");
        if (Boolean.getBoolean("deltafold.rewrite")) {
            Files.writeString(recorded, printed);
        } else {
            assertThat(printed).isEqualTo(Files.readString(recorded));
        }
    }

    private static String report(Derivative d) {
        StringBuilder out = new StringBuilder();
        section(out, "text", d.textEquation());
        section(out, "latex", d.latexEquation());
        section(
                out,
                "source",
                d.source().orElse("(no matrix form: " + d.whyNoMatrixForm().orElse("") + ")"));
        section(out, "index", d.indexEquation());
        out.append("shape: ").append(d.shape()).append('\n');
        lines(out, "convention", d.conventions());
        lines(out, "condition", d.conditions());
        lines(out, "note", d.notes());
        out.append("verified: ").append(d.verification().how()).append("\n\n");
        section(out, "numpy", code(d::numpy));
        section(out, "java", code(d::java));
        return out.toString();
    }

    private static void section(StringBuilder out, String title, String body) {
        out.append("# ").append(title).append('\n').append(body.stripTrailing()).append("\n\n");
    }

    private static void lines(StringBuilder out, String what, List<String> lines) {
        lines.forEach(line -> out.append(what).append(": ").append(line).append('\n'));
    }

    private static String code(Supplier<Code> emit) {
        try {
            return emit.get().text();
        } catch (NotEmittable notEmittable) {
            return "(none: " + notEmittable.reason() + ")";
        }
    }
}
