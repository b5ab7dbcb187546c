package io.deltafold.cli;

import io.deltafold.Form;
import io.deltafold.SymmetricConvention;
import io.deltafold.syntax.Dialect;
import java.util.Arrays;
import java.util.List;

/** Words of the command line and of requests that stand for choices. */
final class Choices {
    private Choices() {}

    static Form form(String word) {
        return Form.named(word)
                .orElseThrow(() -> unknown(
                        "form",
                        word,
                        Arrays.stream(Form.values()).map(Form::word).toList(),
                        List.of()));
    }

    static SymmetricConvention symmetric(String word) {
        return SymmetricConvention.named(word)
                .orElseThrow(() -> unknown(
                        "symmetric convention",
                        word,
                        Arrays.stream(SymmetricConvention.values())
                                .map(SymmetricConvention::word)
                                .toList(),
                        List.of()));
    }

    static Dialect dialect(String word) {
        return switch (word) {
            case "numpy" -> Dialect.NUMPY;
            case "matlab" -> Dialect.MATLAB;
            default -> throw unknown("dialect", word, List.of("numpy", "matlab"), List.of());
        };
    }

    static UsageError unknown(String what, String word, List<String> known, List<String> planned) {
        String hint = "choose one of " + String.join(", ", known);
        return planned.contains(word)
                ? new UsageError("the " + what + " " + word + " is not supported yet", hint)
                : new UsageError("there is no " + what + " called " + word, hint);
    }
}
