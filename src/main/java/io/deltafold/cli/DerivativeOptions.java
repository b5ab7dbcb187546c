package io.deltafold.cli;

import io.deltafold.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which derivative a command is about. */
final class DerivativeOptions {
    @Option(
            names = "--wrt",
            required = true,
            split = ",",
            paramLabel = "NAME",
            description = "The variable, or several: --wrt W,b.")
    private List<String> wrt = new ArrayList<>();

    @Option(
            names = "--form",
            paramLabel = "FORM",
            description =
                    "gradient (default for a scalar), vjp (default otherwise), jacobian, vec, differential, hessian, hvp, jvp.")
    private Optional<String> form = Optional.empty();

    @Option(
            names = "--symmetric",
            paramLabel = "CONVENTION",
            defaultValue = "projected",
            description = "For a symmetric variable: projected (default), entries or ambient.")
    private String symmetric = "projected";

    @Option(names = "--upstream", paramLabel = "NAME", description = "The name of the upstream gradient.")
    private Optional<String> upstream = Optional.empty();

    List<String> variables() {
        return wrt.stream().map(String::strip).toList();
    }

    Request request() {
        return new Request(variables().get(0), form.map(Choices::form), Choices.symmetric(symmetric), upstream);
    }
}
