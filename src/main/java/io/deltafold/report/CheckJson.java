package io.deltafold.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.deltafold.CounterexampleJson;
import io.deltafold.paper.CheckedDocument;
import io.deltafold.paper.CheckedEquation;
import io.deltafold.paper.CheckedLink;
import io.deltafold.paper.ClaimVerdict;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checked documents as one JSON object. */
public final class CheckJson {
    private CheckJson() {}

    /** The object, on one line. */
    public static String print(List<CheckedDocument> documents) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeNumberField("version", 1);
            json.writeArrayFieldStart("files");
            for (CheckedDocument document : documents) {
                document(json, document);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("summary");
            json.writeNumberField("files", documents.size());
            json.writeNumberField(
                    "equations",
                    documents.stream().mapToInt(d -> d.equations().size()).sum());
            Map<ClaimVerdict, Integer> counts = Counts.of(documents);
            json.writeNumberField(
                    "links", counts.values().stream().mapToInt(i -> i).sum());
            for (Map.Entry<ClaimVerdict, Integer> count : counts.entrySet()) {
                json.writeNumberField(count.getKey().word(), count.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void document(JsonGenerator json, CheckedDocument document) throws IOException {
        json.writeStartObject();
        json.writeStringField("file", document.file());
        optional(json, "error", document.error());
        json.writeArrayFieldStart("equations");
        for (CheckedEquation equation : document.equations()) {
            json.writeStartObject();
            json.writeNumberField("line", equation.line());
            json.writeNumberField("endLine", equation.endLine());
            json.writeBooleanField("display", equation.display());
            json.writeStringField("latex", equation.latex());
            json.writeArrayFieldStart("links");
            for (CheckedLink link : equation.links()) {
                link(json, link);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!document.notes().isEmpty()) {
            json.writeArrayFieldStart("notes");
            for (String note : document.notes()) {
                json.writeString(note);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void link(JsonGenerator json, CheckedLink link) throws IOException {
        json.writeStartObject();
        json.writeStringField("left", link.left());
        json.writeStringField("right", link.right());
        json.writeStringField("verdict", link.verdict().word());
        json.writeStringField("reading", link.reading());
        json.writeStringField("reason", link.reason());
        optional(json, "fix", link.fix());
        json.writeFieldName("counterexample");
        if (link.counterexample().isPresent()) {
            CounterexampleJson.write(json, link.counterexample().get());
        } else {
            json.writeNull();
        }
        optional(json, "note", link.note());
        json.writeEndObject();
    }

    private static void optional(JsonGenerator json, String name, Optional<String> value) throws IOException {
        json.writeFieldName(name);
        if (value.isPresent()) {
            json.writeString(value.get());
        } else {
            json.writeNull();
        }
    }
}
