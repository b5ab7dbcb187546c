package io.deltafold.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import io.deltafold.Deltafold;
import io.deltafold.Form;
import io.deltafold.Request;
import io.deltafold.explain.Explanation;
import io.deltafold.explain.Line;
import io.deltafold.explain.Method;
import io.deltafold.report.ExplanationJson;
import io.deltafold.report.ExplanationText;
import io.deltafold.syntax.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random programs explained by every method: each explanation is made, with all its lines compared and its steps
 * replayed, or the method says why it does not apply. The methods that work for everything have no other excuse than
 * that {@code derive} has.
 */
final class ExplanationPropertiesTest {
    private static final int MOST_OF_A_KIND = 3;

    @Test
    void everyMethodExplainsOrSaysWhyNot() {
        run(1, Integer.getInteger("deltafold.programs", 250));
    }

    @Test
    @Tag("long")
    void everyMethodExplainsManyPrograms() {
        run(1_000_000, Integer.getInteger("deltafold.programs", 20_000));
    }

    private static void run(long firstSeed, int programs) {
        Map<String, Integer> outcomes = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + programs; seed++) {
            RandomPrograms.Generated generated = RandomPrograms.program(seed);
            String variable = generated.variables().get((int)
                    (seed % generated.variables().size()));
            Form[] forms = Form.values();
            Request plain = Request.by(variable);
            Request request = seed % 3 == 0 ? plain.form(forms[(int) (seed / 3 % forms.length)]) : plain;
            String derived = derived(generated.text(), variable, request);
            if (!derived.isEmpty()) {
                if (derived.startsWith("FAILED")) {
                    failures.add("seed " + seed + ", " + request + "\n" + generated.text() + "\n" + derived);
                }
                continue;
            }
            for (Method method : Method.values()) {
                String outcome = outcome(generated.text(), variable, request, method);
                String kind = method.word() + " "
                        + (outcome.startsWith("FAILED")
                                ? outcome.substring(0, Math.min(40, outcome.length()))
                                : outcome);
                outcomes.merge(kind, 1, Integer::sum);
                if (outcome.startsWith("FAILED") && outcomes.getOrDefault(kind, 0) <= MOST_OF_A_KIND) {
                    failures.add(
                            "seed " + seed + ", " + method + ", " + request + "\n" + generated.text() + "\n" + outcome);
                }
            }
        }
        if (!failures.isEmpty()) {
            fail(String.join("\n\n", failures) + "\n" + outcomes);
        }
        for (Method method : List.of(Method.INDEX, Method.CHAIN)) {
            int made = outcomes.getOrDefault(method.word() + " explained", 0);
            int not = outcomes.getOrDefault(method.word() + " not explained", 0);
            assertThat(made).as("%s of %s", method, outcomes).isGreaterThan(20 * not);
        }
    }

    /** Empty where there is a derivative to explain. */
    private static String derived(String text, String variable, Request request) {
        try {
            Deltafold.parse(text).derivatives(List.of(variable), request);
            return "";
        } catch (InputError refused) {
            return "refused";
        } catch (RuntimeException failure) {
            return "FAILED " + failure;
        }
    }

    private static String outcome(String text, String variable, Request request, Method method) {
        try {
            List<Explanation> explanations =
                    Deltafold.parse(text).explain(List.of(variable), request, method, Map.of());
            for (Explanation explanation : explanations) {
                assertThat(explanation.points()).isPositive();
                assertThat(ExplanationText.print(explanation, Line.Detail.BRIEF))
                        .contains(explanation.result().text());
            }
            assertThat(ExplanationJson.print(explanations, Line.Detail.FULL)).contains("\"ok\":true");
            return "explained";
        } catch (InputError refused) {
            Optional<String> other = refused.diagnostics().stream()
                    .map(diagnostic -> diagnostic.code())
                    .filter(code -> !code.equals("not-explained") && !code.equals("unsupported"))
                    .findFirst();
            return other.map(code -> "FAILED with the code " + code).orElse("not explained");
        } catch (RuntimeException failure) {
            StackTraceElement[] trace = failure.getStackTrace();
            return "FAILED " + failure + (trace.length == 0 ? "" : " at " + trace[0]);
        }
    }
}
