package io.deltafold.properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.deltafold.Deltafold;
import io.deltafold.Derivative;
import io.deltafold.Form;
import io.deltafold.Request;
import io.deltafold.SymmetricConvention;
import io.deltafold.syntax.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random programs: every derivative is verified by the engine against dual numbers, or refused with a reason. A mismatch
 * is an internal error and fails here, with the program shrunk.
 */
final class DerivativePropertiesTest {
    private static final Set<String> REFUSALS =
            Set.of("unsupported", "unverified", "not-scalar", "shape-mismatch", "too-long");

    private static final int MOST_OF_A_KIND = 3;

    @Test
    void everyDerivativeIsVerifiedOrRefused() {
        run(1, Integer.getInteger("deltafold.programs", 3000));
    }

    @Test
    @Tag("long")
    void everyDerivativeOfManyProgramsIsVerifiedOrRefused() {
        run(1_000_000, Integer.getInteger("deltafold.programs", 200_000));
    }

    private static void run(long firstSeed, int programs) {
        Map<String, Integer> outcomes = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        for (long seed = firstSeed; seed < firstSeed + programs; seed++) {
            RandomPrograms.Generated generated = RandomPrograms.program(seed);
            for (String variable : generated.variables()) {
                for (Request request : requests(variable, seed)) {
                    String outcome = outcome(generated.text(), request);
                    outcomes.merge(kind(outcome), 1, Integer::sum);
                    boolean isFirstOfItsKind = outcomes.getOrDefault(kind(outcome), 0) <= MOST_OF_A_KIND;
                    if (outcome.startsWith("FAILED") && isFirstOfItsKind) {
                        failures.add(shrunk(generated.text(), request, outcome));
                    }
                }
            }
        }
        if (!failures.isEmpty()) {
            fail(String.join("\n\n", failures) + "\n" + outcomes);
        }
        int verified = outcomes.getOrDefault("verified", 0);
        int all = outcomes.values().stream().mapToInt(i -> i).sum();
        assertThat(verified).as("verified of %s", outcomes).isGreaterThan(all * 6 / 10);
    }

    private static List<Request> requests(String variable, long seed) {
        Request plain = Request.by(variable);
        return switch ((int) (seed % 6)) {
            case 4 -> List.of(plain.form(Form.JVP), plain.form(Form.HVP));
            case 5 -> List.of(plain, plain.form(Form.DIFFERENTIAL));
            case 0 -> List.of(plain, plain.form(Form.JACOBIAN));
            case 1 -> List.of(plain, plain.form(Form.VEC));
            case 2 -> List.of(plain, plain.form(Form.HESSIAN));
            default ->
                List.of(plain.symmetric(SymmetricConvention.ENTRIES), plain.symmetric(SymmetricConvention.AMBIENT));
        };
    }

    /** {@code verified}, the code of a refusal, or what went wrong after the word FAILED. */
    private static String outcome(String program, Request request) {
        try {
            Derivative derivative = Deltafold.parse(program).derivative(request);
            assertThat(derivative.latex()).isNotEmpty();
            assertThat(derivative.text()).isNotEmpty();
            assertThat(derivative.indexEquation()).isNotEmpty();
            boolean inTheVariablesShape = derivative.form() == Form.GRADIENT || derivative.form() == Form.VJP;
            if (inTheVariablesShape
                    && derivative.formula().isPresent()
                    && !derivative.formula().get().value().shape().equals(derivative.shape())) {
                return "FAILED shape " + derivative.formula().get().value().shape() + " instead of "
                        + derivative.shape();
            }
            return derivative.verification().points() > 0 ? "verified" : "FAILED unverified";
        } catch (InputError refusal) {
            String code = refusal.diagnostics().get(0).code();
            return REFUSALS.contains(code) ? code : "FAILED refused as " + code + "\n" + refusal.render();
        } catch (RuntimeException | StackOverflowError problem) {
            StackTraceElement[] trace = problem.getStackTrace();
            return "FAILED " + problem + "\n  at " + (trace.length > 0 ? trace[0] : "?");
        }
    }

    /** The outcome without its numbers. */
    private static String kind(String outcome) {
        String line = outcome.lines().findFirst().orElse("");
        return line.substring(0, Math.min(line.length(), 60)).replaceAll("[-0-9.]+.*", "");
    }

    /** The failing program with as little as still fails, as text for a test. */
    private static String shrunk(String program, Request request, String outcome) {
        String smallest = program;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (String candidate : Shrinker.candidates(smallest)) {
                if (candidate.contains(request.wrt())
                        && kind(outcome(candidate, request)).equals(kind(outcome))) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return outcome(smallest, request) + "\nDeltafold.parse(\"\"\"\n" + smallest + "\n\"\"\").derivative(" + request
                + ")\nfirst seen as " + outcome;
    }
}
