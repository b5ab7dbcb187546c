package io.deltafold.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.deltafold.explain.Explanation;
import io.deltafold.explain.Line;
import io.deltafold.explain.Section;
import io.deltafold.explain.Shown;
import io.deltafold.rewrite.Reason;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Explanations as one line of JSON: sections of steps, each with its rules, before and after. */
public final class ExplanationJson {
    private static final int VERSION = 1;
    private static final JsonFactory FACTORY = new JsonFactory();

    private ExplanationJson() {}

    /** One object; its {@code explanations} are in the order of the variables. */
    public static String print(List<Explanation> explanations, Line.Detail detail) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeBooleanField("ok", true);
            json.writeArrayFieldStart("explanations");
            for (Explanation explanation : explanations) {
                one(json, explanation, detail);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text + "\n";
    }

    /** The sections alone, as a JSON array. */
    public static String sections(Explanation explanation, Line.Detail detail) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            sections(json, explanation, detail);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void sections(JsonGenerator json, Explanation explanation, Line.Detail detail) throws IOException {
        json.writeStartArray();
        for (Section section : explanation.sections()) {
            section(json, section, detail);
        }
        json.writeEndArray();
    }

    private static void one(JsonGenerator json, Explanation explanation, Line.Detail detail) throws IOException {
        json.writeStartObject();
        json.writeStringField("method", explanation.method().word());
        formulas(json, "problem", explanation.problem());
        formulas(json, "variables", explanation.variables());
        json.writeArrayFieldStart("conventions");
        for (String convention : explanation.conventions()) {
            json.writeString(convention);
        }
        json.writeEndArray();
        json.writeFieldName("sections");
        sections(json, explanation, detail);
        formula(json, "result", explanation.result());
        json.writeObjectFieldStart("verified");
        json.writeNumberField("lines", explanation.lines());
        json.writeNumberField("points", explanation.points());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void section(JsonGenerator json, Section section, Line.Detail detail) throws IOException {
        List<Line> lines = section.lines(detail);
        if (lines.isEmpty()) {
            return;
        }
        json.writeStartObject();
        formula(json, "heading", section.heading());
        json.writeStringField("remark", section.remark());
        json.writeArrayFieldStart("steps");
        Optional<Shown> before = Optional.empty();
        for (Line line : lines) {
            if (line.left().isPresent()) {
                before = line.left();
            }
            json.writeStartObject();
            json.writeArrayFieldStart("rules");
            for (Reason reason : line.reasons()) {
                json.writeStartObject();
                json.writeStringField("rule", reason.id());
                json.writeStringField("name", reason.name());
                json.writeStringField("statement", reason.statement());
                json.writeStringField("source", reason.source());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("begins", line.left().isPresent());
            if (before.isPresent()) {
                formula(json, "before", before.get());
            }
            formula(json, "after", line.right());
            json.writeEndObject();
            before = Optional.of(line.right());
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void formulas(JsonGenerator json, String name, List<Shown> all) throws IOException {
        json.writeArrayFieldStart(name);
        for (Shown shown : all) {
            json.writeStartObject();
            json.writeStringField("latex", shown.latex());
            json.writeStringField("text", shown.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void formula(JsonGenerator json, String name, Shown shown) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("latex", shown.latex());
        json.writeStringField("text", shown.text());
        json.writeEndObject();
    }
}
