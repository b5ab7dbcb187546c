package io.deltafold.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.deltafold.Deltafold;
import io.deltafold.Derivative;
import io.deltafold.Form;
import io.deltafold.InternalError;
import io.deltafold.JsonAnswer;
import io.deltafold.Request;
import io.deltafold.SymmetricConvention;
import io.deltafold.explain.Line;
import io.deltafold.explain.Method;
import io.deltafold.report.ExplanationJson;
import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.InputError;
import io.deltafold.syntax.Source;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** One request of {@code deltafold batch}. */
final class BatchRequest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> FIELDS =
            Set.of("id", "source", "wrt", "of", "form", "to", "dialect", "symmetric", "upstream", "steps");
    private static final List<String> DEFAULT_FORMATS = List.of("latex", "text", "source");

    private final JsonNode json;

    private BatchRequest(JsonNode json) {
        this.json = json;
    }

    /** The answer to a line. */
    static String answer(String line) {
        long start = System.nanoTime();
        JsonNode json;
        try {
            json = MAPPER.readTree(line);
        } catch (JsonProcessingException malformed) {
            return failed(Optional.empty(), "bad-json", "the line is no JSON: " + malformed.getOriginalMessage());
        }
        if (!json.isObject()) {
            return failed(Optional.empty(), "bad-json", "a request is a JSON object");
        }
        Optional<String> id = Optional.ofNullable(json.get("id")).map(JsonNode::toString);
        try {
            BatchRequest request = new BatchRequest(json);
            List<String> formats = request.formats();
            List<Derivative> derivatives = request.derivatives();
            List<String> steps = request.steps();
            // The formats are made while the time runs: they are part of the answer.
            String trial = new JsonAnswer(id, OptionalDouble.empty()).success(derivatives, formats, steps);
            double seconds = (System.nanoTime() - start) / 1e9;
            return trial.substring(0, trial.length() - 1) + ",\"seconds\":" + seconds + "}";
        } catch (InputError error) {
            return new JsonAnswer(id, OptionalDouble.empty()).failure(error);
        } catch (UsageError error) {
            return failed(id, "bad-request", error.getMessage() + "; " + error.hint());
        } catch (InternalError error) {
            return failed(id, "internal-error", String.valueOf(error.getMessage()));
        } catch (RuntimeException unforeseen) {
            // One line must not take the others with it; the answer says that this is a fault of ours.
            return failed(id, "internal-error", unforeseen + "; please report this with the input");
        }
    }

    private static String failed(Optional<String> id, String code, String message) {
        return new JsonAnswer(id, OptionalDouble.empty()).failure(code, message);
    }

    private List<Derivative> derivatives() {
        for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw new UsageError(
                        "there is no field " + name,
                        "the fields are " + String.join(", ", new java.util.TreeSet<>(FIELDS)));
            }
        }
        return parsed().derivatives(variables(), request());
    }

    /** The derivations, where they are asked for: one for each derivative. */
    private List<String> steps() {
        JsonNode wanted = json.path("steps");
        if (!wanted.isMissingNode() && !wanted.isBoolean()) {
            throw new UsageError("the field steps is neither true nor false", "leave it out, or set it");
        }
        if (!wanted.asBoolean(false)) {
            return List.of();
        }
        return parsed().explain(variables(), request(), Method.INDEX, Map.of()).stream()
                .map(explanation -> ExplanationJson.sections(explanation, Line.Detail.NORMAL))
                .toList();
    }

    private Deltafold parsed() {
        String source =
                text("source").orElseThrow(() -> new UsageError("the field source is missing", "give a program"));
        Dialect dialect = Choices.dialect(text("dialect").orElse("numpy"));
        return Deltafold.parse(new Source("request", source), dialect, text("of"));
    }

    private List<String> variables() {
        List<String> variables = strings("wrt");
        if (variables.isEmpty()) {
            throw new UsageError("the field wrt is missing", "give a variable, or a list of variables");
        }
        return variables;
    }

    private Request request() {
        Optional<Form> form = text("form").map(Choices::form);
        SymmetricConvention symmetric = Choices.symmetric(text("symmetric").orElse("projected"));
        return new Request(variables().get(0), form, symmetric, text("upstream"));
    }

    private List<String> formats() {
        List<String> formats = strings("to");
        for (String format : formats) {
            if (!JsonAnswer.FORMATS.contains(format)) {
                throw Choices.unknown(
                        "format",
                        format,
                        JsonAnswer.FORMATS,
                        List.of("html", "mathml", "svg", "png", "torch", "jax", "julia", "matlab"));
            }
        }
        return formats.isEmpty() ? DEFAULT_FORMATS : formats;
    }

    private Optional<String> text(String field) {
        JsonNode node = json.get(field);
        if (node == null || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isTextual()) {
            throw new UsageError("the field " + field + " is no text", "put it in quotes");
        }
        return Optional.of(node.textValue());
    }

    private List<String> strings(String field) {
        JsonNode node = json.get(field);
        if (node == null || !node.isArray()) {
            return text(field).map(List::of).orElse(List.of());
        }
        List<String> values = new ArrayList<>();
        for (JsonNode item : node) {
            if (!item.isTextual()) {
                throw new UsageError("the field " + field + " is no list of texts", "put its items in quotes");
            }
            values.add(item.textValue());
        }
        return values;
    }
}
