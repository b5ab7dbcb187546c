package io.deltafold;

import io.deltafold.diff.Reverse;
import io.deltafold.emit.Notation;
import io.deltafold.explain.Explainer;
import io.deltafold.explain.Explanation;
import io.deltafold.explain.Method;
import io.deltafold.explain.NotExplained;
import io.deltafold.explain.Problem;
import io.deltafold.explain.Shown;
import io.deltafold.index.Node;
import io.deltafold.index.Tensor;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Program;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.syntax.Diagnostic;
import io.deltafold.syntax.InputError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Explanations: each derivative is found and verified first, and then derived line by line. */
final class Walkthrough {
    private final Program program;
    private final List<String> variables;
    private final Request request;
    private final Method method;
    private final Map<String, Integer> sizes;

    Walkthrough(Program program, List<String> variables, Request request, Method method, Map<String, Integer> sizes) {
        this.sizes = sizes;
        this.program = program;
        this.variables = variables;
        this.request = request;
        this.method = method;
    }

    /** One explanation for each derivative. */
    List<Explanation> explain() {
        List<Explanation> explanations = new ArrayList<>();
        int count = new Pipeline(program, variables, request).run().size();
        for (int position = 0; position < count; position++) {
            explanations.add(explain(position));
        }
        return explanations;
    }

    private Explanation explain(int position) {
        Pipeline pipeline = new Pipeline(program, variables, request);
        Derivative derivative = pipeline.run().get(position);
        try {
            if (derivative.form() == Form.HESSIAN || derivative.form() == Form.HVP) {
                return second(pipeline, derivative);
            }
            Expansion expansion = Expansion.of(program, pipeline.graph());
            Symbol value = new Symbol(
                    program.valueName(), new Shape(expansion.value().node().sizes()));
            return Explainer.explain(
                    problem(pipeline, position, derivative, expansion, expansion.value(), value, derivative.wrt()),
                    method,
                    sizes);
        } catch (NotExplained reason) {
            throw new InputError(
                    program.source(),
                    Diagnostic.of(
                            "not-explained",
                            "no derivation by the method " + method.word() + ": " + reason.why(),
                            program.valueSpan(),
                            "the methods are " + String.join(", ", Method.words())));
        } catch (Explainer.Wrong wrong) {
            throw new InternalError("explanation", String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** A second derivative: the gradient first, and then its Jacobian. */
    private Explanation second(Pipeline pipeline, Derivative derivative) {
        Request first = new Request(
                derivative.wrt().name(), Optional.of(Form.GRADIENT), SymmetricConvention.AMBIENT, Optional.empty());
        Pipeline gradientPipeline =
                new Pipeline(program, List.of(derivative.wrt().name()), first);
        Derivative gradient = gradientPipeline.run().get(0);
        Expansion own = Expansion.of(program, gradientPipeline.graph());
        Symbol value =
                new Symbol(program.valueName(), new Shape(own.value().node().sizes()));
        Explanation found = Explainer.explain(
                problem(gradientPipeline, 0, gradient, own, own.value(), value, gradient.wrt()), method, sizes);
        Expansion expansion = Expansion.of(program, pipeline.graph());
        Node.Variable wrt = (Node.Variable) pipeline.graph().variable(derivative.wrt());
        Node one = pipeline.graph()
                .constant(Coefficient.ONE, expansion.value().node().sizes());
        // As it was differentiated, not as it was shown: the structure of the variable is used in what is shown.
        Tensor tensor =
                Tensor.of(Reverse.sweep(pipeline.graph(), expansion.value().node(), one, List.of(wrt))
                        .adjoint(wrt));
        Shape shape = new Shape(tensor.node().sizes());
        String letter = shape.isMatrix() ? "G" : "g";
        Symbol symbol = new Symbol(pipeline.names().fresh(letter), shape);
        return found.then(Explainer.explain(
                problem(
                        pipeline,
                        0,
                        derivative,
                        expansion,
                        tensor,
                        symbol,
                        derivative.second().orElse(derivative.wrt())),
                method,
                sizes));
    }

    private Problem problem(
            Pipeline pipeline,
            int position,
            Derivative derivative,
            Expansion expansion,
            Tensor tensor,
            Symbol value,
            Symbol wrt) {
        EquationSides sides = derivative.sides();
        derivative
                .formula()
                .ifPresent(formula ->
                        formula.where().forEach(part -> pipeline.names().take(part.name())));
        Map<Symbol, Node> named = new LinkedHashMap<>(expansion.named());
        return new Problem(
                program,
                expansion.definitions(),
                named,
                pipeline.graph(),
                tensor.node(),
                value,
                wrt,
                sides.top(),
                derivative
                        .upstream()
                        .map(symbol -> new Problem.Upstream(symbol, pipeline.upstreamNode(expansion.value()))),
                derivative.direction(),
                stacked(derivative, wrt),
                gradient -> pipeline.target(position).structure().apply(pipeline.graph(), gradient),
                derivative.conventions(),
                left(derivative),
                derivative.formula(),
                derivative.entries(),
                new Shown(
                        sides.entryEquation(derivative.entries(), true),
                        sides.entryEquation(derivative.entries(), false)),
                derivative.notation(),
                new LetterChoice(pipeline.names()));
    }

    /** The Jacobian between stacked columns, for the method that goes through it. */
    private Optional<Formula> stacked(Derivative derivative, Symbol wrt) {
        if (method != Method.VEC) {
            return Optional.empty();
        }
        boolean isSecond = derivative.form() == Form.HESSIAN || derivative.form() == Form.HVP;
        Form form = isSecond ? Form.HESSIAN : Form.VEC;
        List<String> both =
                derivative.second().isPresent() ? List.of(derivative.wrt().name(), wrt.name()) : List.of(wrt.name());
        Request vec = new Request(both.get(0), Optional.of(form), SymmetricConvention.AMBIENT, Optional.empty());
        return new Pipeline(program, both, vec).run().get(0).formula();
    }

    /** ∂A/∂W for a Jacobian that is no matrix; as in the answer otherwise. */
    private static Shown left(Derivative derivative) {
        EquationSides sides = derivative.sides();
        if (derivative.form() != Form.JACOBIAN || derivative.hasMatrixForm()) {
            return new Shown(sides.left(true), sides.left(false));
        }
        Notation notation = derivative.notation();
        String top = sides.top();
        String bottom = derivative.wrt().name();
        return new Shown(
                "\\frac{\\partial " + notation.latex(top) + "}{\\partial " + notation.latex(bottom) + "}",
                "∂" + notation.text(top) + "/∂" + notation.text(bottom));
    }
}
