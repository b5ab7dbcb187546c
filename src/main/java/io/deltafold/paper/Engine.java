package io.deltafold.paper;

import io.deltafold.Deltafold;
import io.deltafold.Derivative;
import io.deltafold.Form;
import io.deltafold.Request;
import io.deltafold.fold.Substitution;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Operands;
import io.deltafold.matrix.Program;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Size;
import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.InputError;
import io.deltafold.syntax.Source;
import io.deltafold.syntax.Span;
import io.deltafold.tex.Tex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Derivatives of expressions of a document by the engine's front door, verified there. */
final class Engine {
    private static final String VALUE = "value_";

    private final Elaborator elaborator;

    Engine(Elaborator elaborator) {
        this.elaborator = elaborator;
    }

    /** ∂f/∂X of a scalar, in the shape of X. */
    MatrixExpr gradient(MatrixExpr value, Binding variable, Span span) {
        Shape shape = shapeOf(variable, span);
        if (elaborator.sizes().onlyShapes()) {
            return placeholder(shape);
        }
        return derived(value, variable, shape, Form.GRADIENT, Optional.empty(), span);
    }

    /** J[i…, j…] = ∂Y[i…]/∂X[j…]. */
    MatrixExpr jacobian(MatrixExpr value, Binding variable, Span span) {
        Shape shape = shapeOf(variable, span);
        if (elaborator.sizes().onlyShapes()) {
            List<Size> sizes = new ArrayList<>(value.shape().sizes());
            sizes.addAll(shape.sizes());
            return placeholder(new Shape(sizes));
        }
        return derived(value, variable, shape, Form.JACOBIAN, Optional.empty(), span);
    }

    /** ∂vec(Y)/∂vec(X)ᵀ. */
    MatrixExpr vec(MatrixExpr value, Binding variable, Span span) {
        Shape shape = shapeOf(variable, span);
        if (elaborator.sizes().onlyShapes()) {
            Size rows = value.shape().count();
            return placeholder(
                    value.shape().isScalar()
                            ? Shape.vector(shape.count())
                            : shape.isScalar() ? Shape.vector(rows) : Shape.matrix(rows, shape.count()));
        }
        return derived(value, variable, shape, Form.VEC, Optional.empty(), span);
    }

    /** ∂²f/∂x∂xᵀ. */
    MatrixExpr hessian(MatrixExpr value, Binding variable, Span span) {
        Shape shape = shapeOf(variable, span);
        if (elaborator.sizes().onlyShapes()) {
            return placeholder(shape.isScalar() ? Shape.SCALAR : Shape.matrix(shape.count(), shape.count()));
        }
        return derived(value, variable, shape, Form.HESSIAN, Optional.empty(), span);
    }

    /** The derivative of a value where the variable moves in a direction. */
    MatrixExpr along(MatrixExpr value, Binding variable, MatrixExpr direction, Span span) {
        Shape shape = shapeOf(variable, span);
        if (elaborator.sizes().onlyShapes()) {
            elaborator.fitted(direction, shape, span);
            return placeholder(value.shape());
        }
        return derived(value, variable, shape, Form.JVP, Optional.of(direction), span);
    }

    /** Σ G ⊙ ∂Y/∂X for a given G of the shape of Y. */
    MatrixExpr pulledBack(MatrixExpr value, Binding variable, Symbol upstream, Span span) {
        Shape shape = shapeOf(variable, span);
        if (elaborator.sizes().onlyShapes()) {
            return placeholder(shape);
        }
        return derived(value, variable, shape, Form.VJP, Optional.of(MatrixExpr.reference(upstream)), span);
    }

    private static MatrixExpr placeholder(Shape shape) {
        return shape.isScalar() ? MatrixExpr.number(1) : new MatrixExpr.Zeros(shape);
    }

    Shape shapeOf(Binding variable, Span span) {
        if (elaborator.rule(variable).isPresent()) {
            return elaborator.shown(elaborator.reference(variable, span).shape());
        }
        return elaborator.shape(variable);
    }

    /** ∂L/∂X of a function of which only the arguments are known: free where X is one, else by the chain rule. */
    MatrixExpr lossGradient(Binding loss, Binding variable, Span span) {
        Set<Binding> arguments = arguments(loss);
        if (arguments.isEmpty() || arguments.contains(variable)) {
            return MatrixExpr.reference(free(loss, variable, span));
        }
        List<MatrixExpr> terms = new ArrayList<>();
        for (Binding argument : arguments) {
            MatrixExpr value = elaborator.reference(argument, span);
            if (depends(value, variable)) {
                Symbol upstream = free(loss, argument, span);
                terms.add(
                        value.shape().isScalar()
                                ? elaborator.fit(
                                        span,
                                        () -> MatrixExpr.hadamard(
                                                List.of(
                                                        MatrixExpr.reference(upstream),
                                                        gradient(value, variable, span)),
                                                elaborator.sizes()))
                                : pulledBack(value, variable, upstream, span));
            }
        }
        if (terms.isEmpty()) {
            throw new NotUnderstood(span, "how " + loss.latex() + " depends on " + variable.latex() + " is not said");
        }
        return elaborator.fit(span, () -> MatrixExpr.sum(terms, elaborator.sizes()));
    }

    /** The gradient by an argument of an unknown function: anything of the argument's shape. */
    private Symbol free(Binding loss, Binding argument, Span span) {
        Shape shape = shapeOf(argument, span);
        Symbol symbol = new Symbol("d" + loss.name() + "_d" + argument.name(), shape);
        elaborator.sides().variable(symbol);
        elaborator.sides().freeGradients().add(symbol.name());
        elaborator.sides().spellDerivative(symbol.name(), loss.latex(), argument.latex());
        return symbol;
    }

    /** The arguments of an unknown function, without those on which another one depends. */
    private Set<Binding> arguments(Binding loss) {
        Set<Binding> all = new LinkedHashSet<>();
        Set<String> keys = new LinkedHashSet<>(loss.arguments());
        if (keys.isEmpty()) {
            keys.addAll(elaborator.reading().losses().of(loss));
        }
        keys.forEach(key -> elaborator.start().binding(key).ifPresent(all::add));
        Set<Binding> last = new LinkedHashSet<>(all);
        last.removeIf(candidate -> all.stream()
                .anyMatch(other -> !other.equals(candidate)
                        && dependsByRule(other, candidate, new LinkedHashSet<>())
                        && !dependsByRule(candidate, other, new LinkedHashSet<>())));
        return last;
    }

    /** Whether the definition of a name leads to another name. */
    boolean dependsByRule(Binding of, Binding on, Set<Binding> seen) {
        if (of.equals(on)) {
            return true;
        }
        if (!seen.add(of) || elaborator.rule(of).isEmpty()) {
            return false;
        }
        Rule rule = elaborator.rule(of).get();
        Deque<Tex> open = new ArrayDeque<>(List.of(rule.body()));
        while (!open.isEmpty()) {
            Tex tex = open.pop();
            Optional<Binding> named = Keys.whole(tex).flatMap(rule.scope()::binding);
            if (named.isPresent()) {
                if (dependsByRule(named.get(), on, seen)) {
                    return true;
                }
                continue;
            }
            if (named.isEmpty()) {
                named = Keys.letter(tex).flatMap(rule.scope()::otherCase).flatMap(rule.scope()::binding);
            }
            if (named.isPresent() && dependsByRule(named.get(), on, seen)) {
                return true;
            }
            TexParts.of(tex).forEach(open::push);
        }
        return false;
    }

    /** Whether a value depends on a variable through the definitions, or would if its definition were put in. */
    boolean depends(MatrixExpr value, Binding variable) {
        return elaborator.sizes().onlyShapes()
                || names(value, variable.name()).contains(variable.name())
                || elaborator.rule(variable).isPresent()
                        && abstracted(value, variable).isPresent();
    }

    /** All names that a value leads to, those behind a cut name aside. */
    private Set<String> names(MatrixExpr value, String cut) {
        Map<String, Definition> definitions = elaborator.sides().definitions();
        Set<String> seen = new LinkedHashSet<>();
        Deque<MatrixExpr> open = new ArrayDeque<>(List.of(value));
        while (!open.isEmpty()) {
            MatrixExpr e = open.pop();
            if (e instanceof MatrixExpr.Reference reference
                    && seen.add(reference.symbol().name())) {
                Definition definition = definitions.get(reference.symbol().name());
                if (definition != null && !definition.name().equals(cut)) {
                    open.push(definition.value());
                }
            }
            Operands.of(e).forEach(open::push);
        }
        return seen;
    }

    /** The value with the variable's name in the place of what it is defined to be: Y = XW as Y = F where F = XW. */
    private Optional<MatrixExpr> abstracted(MatrixExpr value, Binding variable) {
        elaborator.reference(variable, new Span(0, 0));
        Definition definition = elaborator.sides().definitions().get(variable.name());
        if (definition == null) {
            return Optional.empty();
        }
        MatrixExpr name = MatrixExpr.reference(definition.symbol());
        MatrixExpr open = value;
        for (int level = 0; level < 3; level++) {
            MatrixExpr replaced = Substitution.of(open, definition.value(), name);
            if (names(replaced, variable.name()).contains(variable.name())) {
                return Optional.of(replaced);
            }
            MatrixExpr before = open;
            for (Definition inner : elaborator.sides().ordered()) {
                if (!inner.name().equals(variable.name())) {
                    open = Substitution.of(open, MatrixExpr.reference(inner.symbol()), inner.value());
                }
            }
            if (open.equals(before)) {
                break;
            }
        }
        return Optional.empty();
    }

    private MatrixExpr derived(
            MatrixExpr of, Binding variable, Shape shape, Form form, Optional<MatrixExpr> parameter, Span span) {
        MatrixExpr value = of;
        if (!names(value, variable.name()).contains(variable.name())) {
            value = abstracted(of, variable)
                    .orElseThrow(() -> new NotUnderstood(
                            span, "as far as the document says, this does not depend on " + variable.latex()));
        }
        Symbol wrt = new Symbol(variable.name(), shape, elaborator.properties(variable));
        Program program = program(value, wrt, parameter);
        Request request =
                Request.by(wrt.name()).form(form).symmetric(elaborator.reading().symmetric());
        try {
            if (form == Form.VJP) {
                String upstream = ((MatrixExpr.Reference) parameter.orElseThrow())
                        .symbol()
                        .name();
                return inlined(Deltafold.of(program).derivative(request.upstream(upstream)), value);
            }
            Derivative derivative = Deltafold.of(program).derivative(request);
            MatrixExpr result = inlined(derivative, value);
            if (form == Form.JVP) {
                MatrixExpr direction = elaborator.fitted(parameter.orElseThrow(), shape, span);
                return Substitution.of(
                        result, MatrixExpr.reference(derivative.direction().orElseThrow()), direction);
            }
            return result;
        } catch (InputError refused) {
            throw new NotUnderstood(
                    span,
                    "the engine refuses this derivative: "
                            + refused.diagnostics().get(0).message());
        }
    }

    /** The result without names for its parts, and without the name of the value. */
    private static MatrixExpr inlined(Derivative derivative, MatrixExpr of) {
        Formula formula = derivative
                .tensorFormula()
                .orElseThrow(() -> new NotUnderstood(new Span(0, 0), "this derivative has only an index formula"));
        MatrixExpr value = formula.value();
        for (int i = formula.where().size() - 1; i >= 0; i--) {
            Definition part = formula.where().get(i);
            value = Substitution.of(value, MatrixExpr.reference(part.symbol()), part.value());
        }
        MatrixExpr name = MatrixExpr.reference(derivative.program().value().symbol());
        return Substitution.of(value, name, of);
    }

    /** The value over those variables and definitions that it needs, with the variable cut free of its definition. */
    private Program program(MatrixExpr value, Symbol wrt, Optional<MatrixExpr> parameter) {
        Sides sides = elaborator.sides();
        Set<String> needed = names(value, wrt.name());
        List<Symbol> variables = new ArrayList<>();
        List<Definition> definitions = new ArrayList<>();
        Set<String> sizeNames = new LinkedHashSet<>(sides.wholeNumbers());
        for (Symbol symbol : sides.variables().values()) {
            boolean upstream = parameter
                    .filter(p -> p.equals(MatrixExpr.reference(symbol)))
                    .isPresent();
            if (needed.contains(symbol.name()) && !symbol.name().equals(wrt.name()) && !upstream) {
                variables.add(symbol);
            }
        }
        variables.add(wrt);
        for (Definition definition : sides.ordered()) {
            if (needed.contains(definition.name()) && !definition.name().equals(wrt.name())) {
                definitions.add(definition);
            }
        }
        variables.forEach(v -> v.shape().sizes().forEach(s -> sizeNames.addAll(s.names())));
        definitions.add(new Definition(new Symbol(VALUE, value.shape().map(elaborator.sizes()::resolve)), value));
        return new Program(
                new Source("document", ""),
                Dialect.NUMPY,
                sizeNames,
                variables,
                definitions,
                VALUE,
                new Span(0, 0),
                false,
                Map.of(),
                List.of());
    }
}
