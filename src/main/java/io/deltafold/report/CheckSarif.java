package io.deltafold.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.deltafold.paper.CheckedDocument;
import io.deltafold.paper.CheckedEquation;
import io.deltafold.paper.CheckedLink;
import io.deltafold.paper.ClaimVerdict;
import io.deltafold.syntax.Source;
import io.deltafold.syntax.Span;
import java.util.List;
import java.util.Map;

/** Checked documents as SARIF 2.1.0, for tools that review code. What is in order gives no result. */
public final class CheckSarif {
    private static final Map<ClaimVerdict, String> RULES = Map.of(
            ClaimVerdict.REFUTED, "The two sides are not equal.",
            ClaimVerdict.CONDITIONAL, "The equation holds only under a further condition.",
            ClaimVerdict.CONVENTION, "The equation holds only in another layout or as a shorthand.",
            ClaimVerdict.UNDECIDED, "The equation was understood but could not be decided.",
            ClaimVerdict.NOT_UNDERSTOOD, "The equation was not understood.");

    private CheckSarif() {}

    /** The log. */
    public static String print(List<CheckedDocument> documents) {
        ObjectNode log = new ObjectMapper().createObjectNode();
        log.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        log.put("version", "2.1.0");
        ObjectNode run = log.putArray("runs").addObject();
        ObjectNode driver = run.putObject("tool").putObject("driver");
        driver.put("name", "deltafold");
        ArrayNode rules = driver.putArray("rules");
        for (ClaimVerdict verdict : ClaimVerdict.values()) {
            String text = RULES.get(verdict);
            if (text != null) {
                ObjectNode rule = rules.addObject();
                rule.put("id", verdict.word());
                rule.putObject("shortDescription").put("text", text);
                rule.putObject("defaultConfiguration").put("level", level(verdict));
            }
        }
        run.put("columnKind", "unicodeCodePoints");
        ArrayNode results = run.putArray("results");
        for (CheckedDocument document : documents) {
            Source source = new Source(document.file(), document.text());
            for (CheckedEquation equation : document.equations()) {
                for (CheckedLink link : equation.links()) {
                    if (RULES.containsKey(link.verdict())) {
                        result(results.addObject(), source, link);
                    }
                }
            }
        }
        return log.toPrettyString();
    }

    private static String level(ClaimVerdict verdict) {
        return switch (verdict) {
            case REFUTED -> "error";
            case CONDITIONAL, CONVENTION -> "warning";
            default -> "note";
        };
    }

    private static void result(ObjectNode result, Source source, CheckedLink link) {
        result.put("ruleId", link.verdict().word());
        result.put("level", level(link.verdict()));
        String fix = link.fix().map(f -> " Right is: " + f).orElse("");
        result.putObject("message").put("text", link.left() + " = " + link.right() + ": " + link.reason() + "." + fix);
        ObjectNode place = result.putArray("locations").addObject().putObject("physicalLocation");
        place.putObject("artifactLocation").put("uri", uri(source.name()));
        region(place.putObject("region"), source, link.rightSpan());
        int hash = (link.left() + "=" + link.right()).replaceAll("\\s+", "").hashCode();
        result.putObject("partialFingerprints").put("equation/v1", Integer.toHexString(hash));
        if (link.fix().isPresent() && link.fixIsCertain()) {
            ObjectNode repair = result.putArray("fixes").addObject();
            repair.putObject("description").put("text", "Replace the right side");
            ObjectNode change = repair.putArray("artifactChanges").addObject();
            change.putObject("artifactLocation").put("uri", uri(source.name()));
            ObjectNode replacement = change.putArray("replacements").addObject();
            region(replacement.putObject("deletedRegion"), source, link.rightSpan());
            replacement.putObject("insertedContent").put("text", link.fix().get());
        }
    }

    private static String uri(String file) {
        return file.replace('\\', '/').replace(" ", "%20").replaceAll("^([A-Za-z]):", "file:///$1:");
    }

    private static void region(ObjectNode region, Source source, Span span) {
        region.put("startLine", source.line(span.start()));
        region.put("startColumn", source.column(span.start()));
        region.put("endLine", source.line(span.end()));
        region.put("endColumn", source.column(span.end()));
    }
}
