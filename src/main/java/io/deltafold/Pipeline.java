package io.deltafold;

import io.deltafold.diff.Forward;
import io.deltafold.diff.Reverse;
import io.deltafold.emit.Notation;
import io.deltafold.fold.Contract;
import io.deltafold.fold.Cuts;
import io.deltafold.fold.EinsumFold;
import io.deltafold.fold.NoMatrixForm;
import io.deltafold.fold.Refold;
import io.deltafold.index.ConstantTensor;
import io.deltafold.index.Expand;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.index.Tensor;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Program;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import io.deltafold.scalar.NotDifferentiable;
import io.deltafold.syntax.Diagnostic;
import io.deltafold.syntax.InputError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One derivation from a program to verified derivatives: expand, differentiate, contract, fold, print, verify. What
 * several variables have in common, the expansion and the reverse sweep, is done once.
 */
final class Pipeline {
    private static final long LONGEST_INDEX_FORMULA = 2000;

    private final Program program;
    private final Request request;
    private final Symbol value;
    private final Form form;
    private final FreeNames names;
    private final Optional<Symbol> upstream;
    private final List<Target> targets = new ArrayList<>();
    private final Graph graph = new Graph();
    private final Map<Node, Cuts.Name> offered = new HashMap<>();
    private Notation notation = Notation.standard();

    /** @param variables those by which the value is differentiated; for a Hessian two or more give the mixed blocks */
    Pipeline(Program program, List<String> variables, Request request) {
        this.program = program;
        this.request = request;
        this.value = program.value().symbol();
        this.form = request.form().orElse(value.shape().isScalar() ? Form.GRADIENT : Form.VJP);
        this.names = new FreeNames(program);
        List<Symbol> wrt = variables.stream().map(this::variable).toList();
        requireScalarWhereNeeded();
        wrt.forEach(this::requireColumns);
        this.upstream = form == Form.VJP ? Optional.of(upstreamSymbol()) : Optional.empty();
        boolean mixed = form == Form.HESSIAN && wrt.size() > 1;
        List<String> directions = new ArrayList<>();
        for (Symbol first : wrt) {
            Optional<Symbol> direction = form.isDirectional() ? Optional.of(direction(first)) : Optional.empty();
            direction.ifPresent(symbol -> directions.add(symbol.name()));
            Structure structure = Structure.of(first, request.symmetric(), form);
            for (Symbol second : mixed ? wrt : List.of(first)) {
                if (!mixed || !second.name().equals(first.name())) {
                    targets.add(new Target(first, second, direction, structure));
                }
            }
        }
        // Several variables may move in directions of one name, but nothing else may have it.
        directions.forEach(names::take);
    }

    private Symbol variable(String name) {
        Optional<Symbol> found = program.variable(name);
        if (found.isPresent()) {
            return found.get();
        }
        String variables =
                String.join(", ", program.variables().stream().map(Symbol::name).toList());
        String why = program.definition(name).isPresent()
                ? name + " is defined by the program, it is no variable"
                : program.sizeNames().contains(name)
                        ? name + " is a whole number (a size, a position or an exponent), it is no variable"
                        : "there is no variable called " + name;
        throw refuse(
                "unknown-variable",
                why,
                variables.isEmpty() ? "the program has no variables" : "the variables are: " + variables);
    }

    private void requireScalarWhereNeeded() {
        if (form.needsScalar() && !value.shape().isScalarLike()) {
            throw refuse(
                    "not-scalar",
                    "a " + (form == Form.HESSIAN ? "Hessian" : form.word()) + " needs a scalar value, but "
                            + value.name() + " is " + value.shape().phrase(),
                    "ask for --form vjp, jacobian or vec, or sum the value up: sum(...)");
        }
    }

    /** Columns are stacked of matrices. */
    private void requireColumns(Symbol wrt) {
        for (Symbol symbol : List.of(value, wrt)) {
            if (form == Form.VEC && symbol.shape().rank() > 2) {
                throw refuse(
                        "not-a-matrix",
                        symbol.name() + " is " + symbol.shape().phrase() + ": it has no columns that could be stacked",
                        "ask for --form jacobian");
            }
        }
    }

    private InputError refuse(String code, String message, String hint) {
        return new InputError(program.source(), Diagnostic.of(code, message, program.valueSpan(), hint));
    }

    private Symbol upstreamSymbol() {
        String name =
                request.upstream().orElseGet(() -> names.free("upstream gradient", List.of("G", "U", "H", "E", "D")));
        if (request.upstream().isPresent() && names.isTaken(name)) {
            throw refuse(
                    "name-clash",
                    "the upstream gradient cannot be called " + name,
                    "the program uses that name itself");
        }
        names.take(name);
        return new Symbol(name, value.shape());
    }

    /** dX for a differential, V for a direction. */
    private Symbol direction(Symbol wrt) {
        if (form == Form.DIFFERENTIAL) {
            String name = names.fresh("d" + wrt.name());
            notation = notation.with(
                    name,
                    new Notation.Spelling(
                            "\\mathrm{d}" + notation.latex(wrt.name()), "d" + notation.text(wrt.name()), false));
            return new Symbol(name, wrt.shape());
        }
        String name = names.free(
                "direction",
                wrt.shape().isMatrix() ? List.of("V", "D", "P", "Q", "H") : List.of("v", "d", "p", "q", "h"));
        return new Symbol(name, wrt.shape());
    }

    Graph graph() {
        return graph;
    }

    FreeNames names() {
        return names;
    }

    Target target(int position) {
        return targets.get(position);
    }

    List<Derivative> run() {
        try {
            return derive(Expansion.of(program, graph));
        } catch (NotDifferentiable beyond) {
            throw refuse("unsupported", String.valueOf(beyond.getMessage()), "ask for another form, or leave it out");
        } catch (Expand.Unsupported unsupported) {
            throw refuse("unsupported", String.valueOf(unsupported.getMessage()), "rewrite this part, or ask for less");
        }
    }

    private List<Derivative> derive(Expansion expansion) {
        expansion.named().forEach((symbol, node) -> offered.putIfAbsent(node, new Cuts.Name(symbol, Coefficient.ONE)));
        String loss = form == Form.VJP ? names.free("loss", List.of("L", "J", "E", "F", "C")) : value.name();
        upstream.ifPresent(symbol -> notation =
                request.upstream().isPresent() ? notation : notation.withDerivative(symbol.name(), loss, value.name()));
        List<Node> roots = differentiate(expansion, loss);
        Cuts cuts = Cuts.choose(roots, offered, () -> names.numbered("t"));
        Graph contractions = new Graph(true);
        List<Node> contracted = Contract.contract(contractions, cuts.apply(graph, roots));
        Folding folding = new Folding(
                program,
                cuts,
                contracted.subList(roots.size(), contracted.size()),
                Contract.contract(contractions, List.copyOf(expansion.named().values())),
                List.copyOf(expansion.named().keySet()),
                names::isTaken);
        List<Derivative> derivatives = new ArrayList<>();
        for (int i = 0; i < roots.size(); i++) {
            derivatives.add(finish(expansion, loss, i, roots.get(i), contracted.get(i), contractions, folding));
        }
        return derivatives;
    }

    /** Folds, verifies and describes one derivative. */
    private Derivative finish(
            Expansion expansion,
            String loss,
            int position,
            Node root,
            Node contracted,
            Graph contractions,
            Folding folding) {
        Target target = targets.get(position);
        ResultShape result = new ResultShape(form, target, value, expansion.value());
        Optional<Formula> formula = Optional.empty();
        Optional<String> why = Optional.empty();
        Node folded = contracted;
        try {
            formula = Optional.of(folding.formula(refold -> result.fold(contracted, refold, contractions)));
        } catch (NoMatrixForm none) {
            why = Optional.of(none.why());
            folded = uncut(contractions, root);
        }
        Node entries = result.entries(contractions, folded);
        boolean plain = formula.isEmpty();
        Optional<Formula> source = plain ? einsum(entries) : formula;
        Optional<Formula> computed = plain ? einsum(result.stacked(contractions, entries)) : formula;
        Optional<Symbol> parameter = upstream.isPresent() ? upstream : target.direction();
        ResultCheck check = new ResultCheck(program, expansion.definitions(), parameter);
        int points = check.points(target, result.kind(!plain), plain, source, entries);
        if (points == 0) {
            throw refuse(
                    "unverified",
                    "the derivative could not be verified: no point was found at which the value is defined",
                    "declare what is known of the variables, for example: x : R[n] positive");
        }
        if (plain && computed.isPresent()) {
            check.points(target, result.kind(true), false, computed, entries);
        }
        Derivative.Findings findings = new Derivative.Findings(
                conditions(expansion, target, contractions),
                conventions(target, formula.isPresent()),
                notes(target, entries),
                why,
                new Verification(ResultCheck.how(expansion, points), points));
        EquationSides sides =
                new EquationSides(form, form == Form.VJP ? loss : value.name(), expansion.value(), target, notation);
        return new Derivative(
                program,
                form,
                target,
                parameter,
                result.shape(),
                formula,
                source,
                computed,
                sides,
                entries,
                notation,
                findings);
    }

    private List<Node> differentiate(Expansion expansion, String loss) {
        Node y = expansion.value().node();
        List<Node> roots = new ArrayList<>();
        if (form == Form.JACOBIAN || form == Form.VEC || form == Form.DIFFERENTIAL || form == Form.JVP) {
            for (Target target : targets) {
                ResultShape shape = new ResultShape(form, target, value, expansion.value());
                if (shape.isInnerProduct()) {
                    Node.Variable variable = (Node.Variable) graph.variable(target.wrt());
                    roots.add(Reverse.sweep(graph, y, graph.constant(Coefficient.ONE, y.sizes()), List.of(variable))
                            .adjoint(variable));
                    continue;
                }
                Node source = shape.fastFirst(graph);
                Node.Variable wrt = (Node.Variable) graph.variable(target.wrt());
                roots.add(
                        target.direction().isPresent()
                                ? Forward.along(
                                        graph,
                                        source,
                                        wrt,
                                        graph.variable(target.direction().get()))
                                : Forward.derivative(graph, source, wrt));
            }
            return roots;
        }
        Node seed = form == Form.VJP ? upstreamNode(expansion.value()) : graph.constant(Coefficient.ONE, y.sizes());
        List<Node.Variable> variables = targets.stream()
                .map(target -> (Node.Variable) graph.variable(target.wrt()))
                .distinct()
                .toList();
        Reverse reverse = Reverse.sweep(graph, y, seed, variables);
        expansion.named().forEach((symbol, node) -> nameAdjoint(reverse.adjoint(node), symbol, loss));
        for (Target target : targets) {
            Node gradient = reverse.adjoint(graph.variable(target.wrt()));
            Node.Variable second = (Node.Variable) graph.variable(target.second());
            roots.add(
                    switch (form) {
                        case HESSIAN -> Forward.derivative(graph, gradient, second);
                        case HVP ->
                            Forward.along(
                                    graph,
                                    gradient,
                                    second,
                                    graph.variable(target.direction().orElseThrow()));
                        default -> target.structure().apply(graph, gradient);
                    });
        }
        return roots;
    }

    private void nameAdjoint(Node adjoint, Symbol symbol, String loss) {
        Coefficient scale = adjoint instanceof Node.Product product ? product.coefficient() : Coefficient.ONE;
        Node plain = graph.scaled(Coefficient.ONE.dividedBy(scale), adjoint);
        if (!plain.children().isEmpty() && !offered.containsKey(plain)) {
            String name = names.fresh("d" + loss + "_d" + symbol.name());
            offered.put(plain, new Cuts.Name(new Symbol(name, symbol.shape()), scale));
            notation = notation.withDerivative(name, loss, symbol.name());
        }
    }

    /** The upstream gradient with the primitive axes of the value. */
    Node upstreamNode(Tensor tensor) {
        Symbol symbol = upstream.orElseThrow();
        ProductBuilder builder = new ProductBuilder(graph).sizes(tensor.node().sizes());
        int[] subscripts = new int[tensor.order()];
        for (int axis = 0; axis < subscripts.length; axis++) {
            Subscripts own = tensor.axes().get(axis);
            if (own.size() > 2) {
                throw new NotDifferentiable(
                        "the vector-Jacobian product of a value with more than two indices stacked is not supported");
            }
            if (own.size() == 2) {
                List<Size> sizes = tensor.sizes(axis);
                subscripts[axis] = builder.index(sizes.get(0).times(sizes.get(1)));
                builder.factor(
                        graph.constant(new ConstantTensor.Stacking(sizes.get(1), sizes.get(0))),
                        Subscripts.of(subscripts[axis], own.get(1), own.get(0)));
            } else {
                subscripts[axis] = own.size() == 1 ? own.get(0) : builder.index(Size.ONE);
            }
        }
        return builder.factor(graph.variable(symbol), Subscripts.of(subscripts))
                .outputs(Subscripts.range(0, tensor.node().order()))
                .build();
    }

    /** The result in one piece, for an index formula, which has no names for parts. */
    private Node uncut(Graph contractions, Node root) {
        Node whole = Contract.contract(contractions, List.of(root)).get(0);
        if (Cuts.length(whole) > LONGEST_INDEX_FORMULA) {
            throw refuse(
                    "too-long",
                    "the result has no matrix form, and its index formula is too long to be of use",
                    "ask for the derivative of a part of the program: --of NAME");
        }
        return whole;
    }

    private static Optional<Formula> einsum(Node entries) {
        try {
            return Optional.of(Formula.of(new EinsumFold(new Refold(Map.of())).fold(entries)));
        } catch (NoMatrixForm none) {
            return Optional.empty();
        }
    }

    /** Where the value is defined and differentiable, and the declared properties that the result rests on. */
    private List<String> conditions(Expansion expansion, Target target, Graph contractions) {
        List<String> conditions =
                new ArrayList<>(Conditions.of(expansion.value().node(), notation, new Refold(Map.of())));
        contractions.symmetry().used().stream()
                .filter(sentence -> !sentence.startsWith(target.wrt().name() + " is "))
                .forEach(conditions::add);
        return conditions;
    }

    private List<String> conventions(Target target, boolean matrixForm) {
        List<String> conventions = new ArrayList<>(target.structure().conventions());
        boolean matrices =
                target.wrt().shape().isMatrix() || target.second().shape().isMatrix();
        if (form == Form.VEC || form == Form.HESSIAN && matrices) {
            conventions.add("vec stacks columns");
        }
        if (form == Form.JACOBIAN && matrixForm) {
            conventions.add("J[i,j] = ∂" + value.name() + "[i]/∂" + target.wrt().name() + "[j]");
        }
        target.direction()
                .filter(direction -> form != Form.DIFFERENTIAL)
                .ifPresent(direction -> conventions.add(direction.name() + " is the direction in which "
                        + target.wrt().name() + " moves"));
        return conventions;
    }

    private List<String> notes(Target target, Node entries) {
        Set<String> notes = new LinkedHashSet<>(program.notes());
        notes.addAll(names.reports());
        if (entries.isZero()) {
            String why = form == Form.HESSIAN || form == Form.HVP
                    ? target.isMixed()
                            ? " does not couple " + target.wrt().name() + " and "
                                    + target.second().name()
                            : " does not depend on " + target.wrt().name() + " to second order"
                    : " does not depend on " + target.wrt().name();
            notes.add(value.name() + why + ": the derivative is zero");
        }
        return List.copyOf(notes);
    }
}
