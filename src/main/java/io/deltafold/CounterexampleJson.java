package io.deltafold;

import com.fasterxml.jackson.core.JsonGenerator;
import io.deltafold.verify.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Counterexamples in JSON: sizes, the entries of every variable, the entry that differs and its two values. */
public final class CounterexampleJson {
    private CounterexampleJson() {}

    /** Writes one as an object. */
    public static void write(JsonGenerator json, Verdict.Counterexample c) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("sizes");
        for (Map.Entry<String, Integer> size : c.sizes().entrySet()) {
            json.writeNumberField(size.getKey(), size.getValue());
        }
        json.writeEndObject();
        json.writeObjectFieldStart("values");
        for (Map.Entry<String, List<List<String>>> value : c.values().entrySet()) {
            json.writeStringField(value.getKey(), matrix(value.getValue()));
        }
        json.writeEndObject();
        json.writeArrayFieldStart("entry");
        for (int position : c.entry()) {
            json.writeNumber(position);
        }
        json.writeEndArray();
        json.writeStringField("left", c.left());
        json.writeStringField("right", c.right());
        json.writeEndObject();
    }

    /** The entries of a tensor row by row: {@code [1, 2; 3, 4]}; a number alone without brackets. */
    public static String matrix(List<List<String>> rows) {
        if (rows.size() == 1 && rows.get(0).size() == 1) {
            return rows.get(0).get(0);
        }
        return rows.stream().map(row -> String.join(", ", row)).collect(Collectors.joining("; ", "[", "]"));
    }
}
