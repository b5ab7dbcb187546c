package io.deltafold.cli;

import io.deltafold.Deltafold;
import io.deltafold.Derivative;
import io.deltafold.JsonAnswer;
import io.deltafold.emit.NotEmittable;
import io.deltafold.matrix.Shape;
import io.deltafold.report.Picture;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code deltafold derive}: one derivative, verified, as an equation or code. */
@Command(
        name = "derive",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Prints a verified derivative.",
        footer = {
            "",
            "Examples:",
            "  deltafold derive 'A = Z@W + B' --wrt W",
            "      \\frac{\\partial L}{\\partial W} = Z^{\\top} \\frac{\\partial L}{\\partial A}",
            "  deltafold derive 'X : R[m,n]; y : R[m]; norm2(X@w - y)^2' --wrt w --to text",
            "      ∂Y/∂w = 2 Xᵀ (X w - y)",
            "  deltafold derive 'A*x' --dialect matlab --wrt x --form jacobian",
            "  deltafold derive 'S : R[n,n] symmetric; logdet(S)' --wrt S --symmetric entries",
            "  echo 'f = sum(exp(x))' | deltafold derive - --wrt x --form hessian --to numpy",
            "",
            "A program is declarations and definitions, separated by new lines or ';':",
            "  X : R[m, n]         a matrix          S : R[n, n] symmetric positive-definite",
            "  w : R[n]            a column vector   t : R    a scalar",
            "  r = X @ w - y       a definition; the last statement is what is differentiated",
            "Shapes that are not declared are inferred and reported."
        })
final class DeriveCommand implements Callable<Integer> {
    private static final List<String> TARGETS =
            List.of("latex", "text", "source", "index", "json", "markdown", "svg", "png", "numpy", "java");
    private static final List<String> PLANNED = List.of("html", "mathml", "torch", "jax", "julia", "matlab");

    private final Console console;

    @Mixin
    private ProgramOptions program = new ProgramOptions();

    @Mixin
    private DerivativeOptions wanted = new DerivativeOptions();

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            defaultValue = "latex",
            description = "latex (default), text, source, index, json, markdown, svg, png, numpy, java.")
    private String target = "latex";

    DeriveCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (!TARGETS.contains(target)) {
            throw Choices.unknown("format", target, TARGETS, PLANNED);
        }
        Deltafold parsed = program.parse(console);
        List<Derivative> derivatives = parsed.derivatives(wanted.variables(), wanted.request());
        List<String> printed = new ArrayList<>();
        if (target.equals("json")) {
            printed.add(new JsonAnswer(Optional.empty(), OptionalDouble.empty())
                    .success(derivatives, List.of("latex", "text", "source")));
        } else if (target.equals("svg")) {
            printed.add(Picture.svg(allEquations(derivatives)));
        } else if (!target.equals("png")) {
            derivatives.forEach(derivative -> printed.add(print(derivative)));
        }
        if (target.equals("png")) {
            byte[] picture = Picture.png(allEquations(derivatives));
            console.out().write(picture, 0, picture.length);
        }
        printed.forEach(text -> console.out().print(text.endsWith("\n") ? text : text + "\n"));
        if (!program.isQuiet() && !target.equals("json")) {
            notes(derivatives);
        }
        return 0;
    }

    /** One under another, for a picture. */
    private static String allEquations(List<Derivative> derivatives) {
        List<String> equations =
                derivatives.stream().map(Derivative::latexEquation).toList();
        return equations.size() == 1
                ? equations.get(0)
                : "\\begin{array}{l}" + String.join("\\\\", equations) + "\\end{array}";
    }

    private String print(Derivative derivative) {
        try {
            return switch (target) {
                case "latex" -> derivative.latexEquation();
                case "text" -> derivative.textEquation();
                case "index" -> derivative.indexEquation();
                case "markdown" -> "$$\n" + derivative.latexEquation() + "\n$$\n";
                case "source" ->
                    derivative
                            .source()
                            .orElseThrow(() -> new UsageError(
                                    "the result has no matrix form: "
                                            + derivative.whyNoMatrixForm().orElse(""),
                                    "ask for --to index, or for --form vec"));
                case "numpy" -> derivative.numpy().text();
                case "java" -> derivative.java().text();
                default -> throw new IllegalStateException("unknown format " + target);
            };
        } catch (NotEmittable notEmittable) {
            throw new UsageError(
                    "there is no " + target + " for this result: " + notEmittable.reason(), "ask for another format");
        }
    }

    private void notes(List<Derivative> derivatives) {
        Derivative first = derivatives.get(0);
        List<String> assumed = new ArrayList<>();
        first.program().assumed().forEach((name, shape) -> assumed.add(name + " : " + shape));
        if (!assumed.isEmpty()) {
            note("assumed " + String.join(", ", assumed));
        }
        first.notes().forEach(this::note);
        for (Derivative derivative : derivatives) {
            note("the result by " + derivative.wrt().name() + " is " + shape(derivative.shape()));
            derivative.whyNoMatrixForm().ifPresent(why -> note("no matrix form: " + why));
            derivative.conventions().forEach(this::note);
        }
        first.conditions().forEach(condition -> note("condition: " + condition));
        for (Derivative derivative : derivatives) {
            note("verified: " + derivative.verification().how());
        }
    }

    private static String shape(Shape shape) {
        return shape.isScalar() ? "a scalar" : shape.toString();
    }

    private void note(String text) {
        console.err().println("note: " + text);
    }
}
