package io.deltafold;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.deltafold.emit.Code;
import io.deltafold.emit.NotEmittable;
import io.deltafold.number.Size;
import io.deltafold.syntax.Diagnostic;
import io.deltafold.syntax.InputError;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Answers of the engine as one line of JSON. */
public final class JsonAnswer {
    /** The formats that an answer can carry. */
    public static final List<String> FORMATS = List.of("latex", "text", "source", "index", "markdown", "numpy", "java");

    private static final int VERSION = 1;
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Optional<String> id;
    private final OptionalDouble seconds;

    /**
     * @param id the request's id, returned with the answer
     * @param seconds the time that the derivation took, where it was measured
     */
    public JsonAnswer(Optional<String> id, OptionalDouble seconds) {
        this.id = id;
        this.seconds = seconds;
    }

    static String of(Derivative derivative, List<String> formats) {
        return new JsonAnswer(Optional.empty(), OptionalDouble.empty()).success(List.of(derivative), formats);
    }

    /** The answer for one derivative, or for several under {@code results}. */
    public String success(List<Derivative> derivatives, List<String> formats) {
        return success(derivatives, formats, List.of());
    }

    /**
     * The same with the derivations.
     *
     * @param steps one JSON value for each derivative; empty where they were not asked for
     */
    public String success(List<Derivative> derivatives, List<String> formats, List<String> steps) {
        return write(json -> {
            head(json, true);
            if (derivatives.size() == 1) {
                fields(json, derivatives.get(0), formats);
                steps(json, steps, 0);
            } else {
                json.writeArrayFieldStart("results");
                for (int i = 0; i < derivatives.size(); i++) {
                    json.writeStartObject();
                    fields(json, derivatives.get(i), formats);
                    steps(json, steps, i);
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
            if (seconds.isPresent()) {
                json.writeNumberField("seconds", seconds.getAsDouble());
            }
        });
    }

    /** The answer for input that cannot be used: its first diagnostic. */
    public String failure(InputError error) {
        Diagnostic first = error.diagnostics().get(0);
        return write(json -> {
            head(json, false);
            json.writeObjectFieldStart("error");
            json.writeStringField("code", first.code());
            json.writeStringField("message", first.message());
            json.writeNumberField("line", error.source().line(first.span().start()));
            json.writeNumberField("column", error.source().column(first.span().start()));
            optional(json, "hint", first.hint());
            json.writeEndObject();
        });
    }

    /** The answer for anything else that went wrong. */
    public String failure(String code, String message) {
        return write(json -> {
            head(json, false);
            json.writeObjectFieldStart("error");
            json.writeStringField("code", code);
            json.writeStringField("message", message);
            json.writeEndObject();
        });
    }

    @FunctionalInterface
    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private static String write(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            body.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private void head(JsonGenerator json, boolean ok) throws IOException {
        json.writeNumberField("version", VERSION);
        if (id.isPresent()) {
            json.writeFieldName("id");
            json.writeRawValue(id.get());
        }
        json.writeBooleanField("ok", ok);
    }

    private static void steps(JsonGenerator json, List<String> steps, int position) throws IOException {
        if (!steps.isEmpty()) {
            json.writeFieldName("steps");
            json.writeRawValue(steps.get(position));
        }
    }

    private static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            json.writeStringField(name, value.get());
        }
    }

    private static void fields(JsonGenerator json, Derivative derivative, List<String> formats) throws IOException {
        json.writeStringField("form", derivative.form().word());
        json.writeStringField("of", derivative.of());
        json.writeStringField(
                "wrt",
                derivative.wrt().name()
                        + derivative.second().map(second -> "," + second.name()).orElse(""));
        strings(
                json,
                "shape",
                derivative.shape().sizes().stream().map(Size::toString).toList());
        json.writeObjectFieldStart("assumed");
        for (var entry : derivative.program().assumed().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue().toString());
        }
        json.writeEndObject();
        strings(json, "conditions", derivative.conditions());
        strings(json, "conventions", derivative.conventions());
        strings(json, "notes", derivative.notes());
        json.writeBooleanField("matrixForm", derivative.hasMatrixForm());
        optional(json, "whyNoMatrixForm", derivative.whyNoMatrixForm());
        formats(json, derivative, formats);
        json.writeObjectFieldStart("verified");
        json.writeStringField("how", derivative.verification().how());
        json.writeNumberField("points", derivative.verification().points());
        json.writeEndObject();
    }

    private static void formats(JsonGenerator json, Derivative derivative, List<String> formats) throws IOException {
        Map<String, String> unavailable = new LinkedHashMap<>();
        Set<String> requires = new TreeSet<>();
        List<String> parameters = new ArrayList<>();
        for (String format : formats) {
            switch (format) {
                case "latex" -> json.writeStringField(format, derivative.latex());
                case "text" -> json.writeStringField(format, derivative.text());
                case "index" -> json.writeStringField(format, derivative.indexEquation());
                case "markdown" -> json.writeStringField(format, "$$\n" + derivative.latexEquation() + "\n$$\n");
                case "source" -> {
                    json.writeFieldName(format);
                    if (derivative.source().isPresent()) {
                        json.writeString(derivative.source().get());
                    } else {
                        json.writeNull();
                    }
                }
                case "numpy" ->
                    code(json, format, derivative, Derivative::numpy, unavailable)
                            .ifPresent(code -> {
                                parameters.addAll(code.parameters());
                                requires.addAll(code.requires());
                            });
                case "java" -> code(json, format, derivative, Derivative::java, unavailable);
                default -> unavailable.put(format, "the format " + format + " is not supported yet");
            }
        }
        if (formats.contains("numpy")) {
            strings(json, "parameters", parameters);
            strings(json, "requires", List.copyOf(requires));
        }
        if (!unavailable.isEmpty()) {
            json.writeObjectFieldStart("unavailable");
            for (var entry : unavailable.entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
    }

    private static Optional<Code> code(
            JsonGenerator json,
            String format,
            Derivative derivative,
            Function<Derivative, Code> emit,
            Map<String, String> unavailable)
            throws IOException {
        try {
            Code code = emit.apply(derivative);
            json.writeStringField(format, code.text());
            return Optional.of(code);
        } catch (NotEmittable notEmittable) {
            json.writeNullField(format);
            unavailable.put(format, notEmittable.reason());
            return Optional.empty();
        }
    }

    private static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }
}
