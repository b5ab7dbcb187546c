package io.deltafold;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Inference;
import io.deltafold.matrix.Program;
import io.deltafold.syntax.Ast;
import io.deltafold.syntax.Diagnostic;
import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.InputError;
import io.deltafold.syntax.Parser;
import io.deltafold.syntax.Source;
import io.deltafold.verify.Equality;
import io.deltafold.verify.Verdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether two expressions, or the values of two programs, are equal. The declarations of both hold for both.
 *
 * @param program both, with the values named as the last two definitions
 */
public record Comparison(Program program, Verdict verdict) {
    private static final List<String> NAMES = List.of("left", "right");

    static Comparison of(Source left, Source right, Dialect dialect) {
        Set<String> declarations = new LinkedHashSet<>();
        List<String> lines = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>();
        List<String> names = new ArrayList<>();
        for (Source source : List.of(left, right)) {
            List<Ast.Statement> statements = Parser.parse(source, dialect);
            if (statements.isEmpty() || statements.get(statements.size() - 1) instanceof Ast.Statement.Declaration) {
                throw new InputError(
                        source,
                        Diagnostic.of(
                                "no-value",
                                "there is nothing to compare",
                                new io.deltafold.syntax.Span(0, source.text().length()),
                                "write an expression, such as tr(A @ B)"));
            }
            for (int i = 0; i < statements.size(); i++) {
                Ast.Statement statement = statements.get(i);
                String text = source.text()
                        .substring(statement.span().start(), statement.span().end());
                if (i == statements.size() - 1) {
                    String value = statement instanceof Ast.Statement.Definition definition
                            ? source.text()
                                    .substring(
                                            definition.value().span().start(),
                                            definition.value().span().end())
                            : text;
                    String name = fresh(NAMES.get(names.size()), left.text() + " " + right.text(), taken);
                    names.add(name);
                    lines.add(name + " = " + value.replaceAll("\\s+", " "));
                } else if (declarations.add(text)) {
                    lines.add(text);
                }
            }
        }
        String difference = fresh("difference", left.text() + " " + right.text(), taken);
        Program both = program(lines, names, difference, dialect);
        Definition first = both.definition(names.get(0)).orElseThrow();
        Definition second = both.definition(names.get(1)).orElseThrow();
        List<Definition> before = both.definitions().stream()
                .filter(d -> !names.contains(d.name()) && !d.name().equals(difference))
                .toList();
        Verdict verdict =
                new Equality(both.variables(), before, both.sizeNames(), first.value(), second.value()).decide();
        return new Comparison(both, verdict);
    }

    /** The difference makes the shapes of undeclared names fit both sides; where it has none the sides stand alone. */
    private static Program program(List<String> lines, List<String> names, String difference, Dialect dialect) {
        String text = String.join("\n", lines);
        try {
            String whole = text + "\n" + difference + " = " + names.get(0) + " - " + names.get(1);
            return Inference.program(new Source("both", whole), dialect, Optional.empty());
        } catch (InputError unlike) {
            return Inference.program(new Source("both", text), dialect, Optional.empty());
        }
    }

    private static String fresh(String wish, String text, Set<String> taken) {
        String name = wish;
        while (text.contains(name) || !taken.add(name)) {
            name += "_";
        }
        return name;
    }

    /** The verdict and its reason; for a refutation the counterexample. */
    public String text() {
        StringBuilder text =
                new StringBuilder(verdict.kind().word()).append(": ").append(verdict.why());
        verdict.counterexample().ifPresent(c -> {
            if (!c.sizes().isEmpty()) {
                text.append("\n  with ")
                        .append(c.sizes().entrySet().stream()
                                .map(e -> e.getKey() + " = " + e.getValue())
                                .collect(Collectors.joining(", ")));
            }
            c.values()
                    .forEach((name, rows) ->
                            text.append("\n  ").append(name).append(" = ").append(CounterexampleJson.matrix(rows)));
            String entry = c.entry().isEmpty()
                    ? ""
                    : c.entry().stream().map(String::valueOf).collect(Collectors.joining(", ", " [", "]"));
            text.append("\n  left").append(entry).append(" = ").append(c.left());
            text.append("\n  right").append(entry).append(" = ").append(c.right());
        });
        return text.toString();
    }

    /** The verdict as one line of JSON. */
    public String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeStringField("verdict", verdict.kind().word());
            json.writeStringField("reason", verdict.why());
            json.writeObjectFieldStart("assumed");
            for (var assumed : program.assumed().entrySet()) {
                json.writeStringField(assumed.getKey(), assumed.getValue().toString());
            }
            json.writeEndObject();
            json.writeFieldName("counterexample");
            if (verdict.counterexample().isPresent()) {
                CounterexampleJson.write(json, verdict.counterexample().get());
            } else {
                json.writeNull();
            }
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }
}
