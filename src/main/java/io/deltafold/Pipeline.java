package io.deltafold;

import io.deltafold.diff.Forward;
import io.deltafold.diff.Reverse;
import io.deltafold.emit.Notation;
import io.deltafold.emit.SourceText;
import io.deltafold.fold.Contract;
import io.deltafold.fold.Cuts;
import io.deltafold.fold.KroneckerFold;
import io.deltafold.fold.NoMatrixForm;
import io.deltafold.fold.Refold;
import io.deltafold.index.Expand;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.index.Tensor;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Inference;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Program;
import io.deltafold.matrix.Property;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import io.deltafold.scalar.NotDifferentiable;
import io.deltafold.syntax.Diagnostic;
import io.deltafold.syntax.InputError;
import io.deltafold.syntax.Source;
import io.deltafold.verify.Claim;
import io.deltafold.verify.DerivativeCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One derivation from a program to a verified derivative: expand, differentiate, contract, fold, print, verify. */
final class Pipeline {
    private static final long LONGEST_INDEX_FORMULA = 2000;

    private final Program program;
    private final Request request;
    private final Symbol wrt;
    private final Symbol value;
    private final Form form;
    private final FreeNames names;
    private final Optional<Symbol> upstream;
    private final Graph graph = new Graph();
    private final List<Definition> definitions = new ArrayList<>();
    private final Map<Node, Cuts.Name> offered = new HashMap<>();
    private final Map<Symbol, Node> definedNodes = new LinkedHashMap<>();
    private Notation notation = Notation.standard();

    Pipeline(Program program, Request request) {
        this.program = program;
        this.request = request;
        this.wrt = program.variable(request.wrt()).orElseThrow(() -> unknownVariable(program, request.wrt()));
        this.value = program.value().symbol();
        this.form = request.form().orElse(value.shape().isScalar() ? Form.GRADIENT : Form.VJP);
        this.names = new FreeNames(program);
        this.upstream = form == Form.VJP ? Optional.of(upstreamSymbol()) : Optional.empty();
        requireScalarWhereNeeded();
    }

    private static InputError unknownVariable(Program program, String name) {
        String variables =
                String.join(", ", program.variables().stream().map(Symbol::name).toList());
        boolean defined = program.definition(name).isPresent();
        return new InputError(
                program.source(),
                Diagnostic.of(
                        "unknown-variable",
                        defined
                                ? name + " is defined by the program, it is no variable"
                                : "there is no variable called " + name,
                        program.valueSpan(),
                        variables.isEmpty() ? "the program has no variables" : "the variables are: " + variables));
    }

    private void requireScalarWhereNeeded() {
        boolean needsScalar = form == Form.GRADIENT || form == Form.HESSIAN;
        if (needsScalar && !value.shape().isScalarLike()) {
            throw refuse(
                    "not-scalar",
                    "a " + (form == Form.HESSIAN ? "Hessian" : form.word()) + " needs a scalar value, but "
                            + value.name() + " is " + value.shape().phrase(),
                    "ask for --form vjp, jacobian or vec, or sum the value up: sum(...)");
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

    Derivative run() {
        try {
            return derive();
        } catch (NotDifferentiable beyond) {
            throw refuse("unsupported", String.valueOf(beyond.getMessage()), "leave this function out");
        }
    }

    private Derivative derive() {
        Tensor valueTensor = expand();
        Node.Variable variable = (Node.Variable) graph.variable(wrt);
        String loss = form == Form.VJP ? names.free("loss", List.of("L", "J", "E", "F", "C")) : value.name();
        boolean triangular = wrt.has(Property.UPPER_TRIANGULAR) || wrt.has(Property.LOWER_TRIANGULAR);
        if (triangular && !wrt.has(Property.DIAGONAL) && request.symmetric() != SymmetricConvention.AMBIENT) {
            throw refuse(
                    "unsupported",
                    "the gradient in the space of triangular matrices is not supported yet",
                    "--symmetric ambient gives the gradient over all matrices; its triangle is the one you want");
        }
        upstream.ifPresent(symbol -> notation =
                request.upstream().isPresent() ? notation : notation.withDerivative(symbol.name(), loss, value.name()));
        Structure structure = Structure.of(wrt, request.symmetric(), form);
        Node root = differentiate(valueTensor, variable, structure, loss);
        Cuts cuts = Cuts.choose(List.of(root), offered, () -> names.numbered("t"));
        List<Node> named = new ArrayList<>(cuts.names().keySet());
        Graph target = new Graph(true);
        List<Node> contracted = Contract.contract(target, cuts.apply(graph, List.of(root)));
        Node folded = contracted.get(0);
        Optional<Formula> formula = Optional.empty();
        Optional<String> why = Optional.empty();
        Shape shape = shape(valueTensor);
        try {
            formula = Optional.of(fold(folded, contracted.subList(1, contracted.size()), named, cuts, valueTensor));
        } catch (NoMatrixForm none) {
            why = Optional.of(none.why());
            folded = uncut(target, root);
        }
        Node result = slowFirst(target, folded, valueTensor);
        Verification verification = verify(formula, result, structure);
        return derivative(valueTensor, structure, loss, result, formula, shape, why, verification);
    }

    private Tensor expand() {
        Expand expand = new Expand(graph);
        Tensor last = null;
        try {
            for (Definition definition : program.definitions()) {
                Tensor tensor = expand.expand(definition.value()).standard(graph);
                expand.define(definition.name(), tensor);
                definitions.add(definition);
                last = tensor;
                if (definition.name().equals(program.valueName())) {
                    break;
                }
                if (tensor.isPlain() && tensor.node().children().size() > 0) {
                    offered.putIfAbsent(tensor.node(), new Cuts.Name(definition.symbol(), Coefficient.ONE));
                    definedNodes.put(definition.symbol(), tensor.node());
                }
            }
        } catch (Expand.Unsupported unsupported) {
            throw refuse("unsupported", String.valueOf(unsupported.getMessage()), "rewrite this part, or ask for less");
        }
        return java.util.Objects.requireNonNull(last);
    }

    private Node differentiate(Tensor valueTensor, Node.Variable variable, Structure structure, String loss) {
        Node y = valueTensor.node();
        return switch (form) {
            case GRADIENT ->
                structure.apply(graph, reverse(y, graph.constant(Coefficient.ONE, y.sizes()), variable, loss));
            case VJP -> structure.apply(graph, reverse(y, upstreamNode(valueTensor), variable, loss));
            case JACOBIAN, VEC -> Forward.derivative(graph, fastFirst(valueTensor), variable);
            case HESSIAN ->
                Forward.derivative(
                        graph, reverse(y, graph.constant(Coefficient.ONE, y.sizes()), variable, loss), variable);
        };
    }

    private Node reverse(Node y, Node seed, Node.Variable variable, String loss) {
        Reverse reverse = Reverse.sweep(graph, y, seed, List.of(variable));
        definedNodes.forEach((symbol, node) -> nameAdjoint(reverse.adjoint(node), symbol, loss));
        return reverse.adjoint(variable);
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
    private Node upstreamNode(Tensor tensor) {
        Symbol symbol = upstream.orElseThrow();
        if (tensor.axes().stream().anyMatch(axis -> axis.size() > 1)) {
            throw refuse(
                    "unsupported",
                    "the vector-Jacobian product of a stacked value (vec, kron) is not supported yet",
                    "ask for --form vec");
        }
        ProductBuilder builder = new ProductBuilder(graph).sizes(tensor.node().sizes());
        int[] subscripts = new int[tensor.order()];
        for (int axis = 0; axis < subscripts.length; axis++) {
            subscripts[axis] = tensor.axes().get(axis).size() == 1
                    ? tensor.axes().get(axis).get(0)
                    : builder.index(Size.ONE);
        }
        return builder.factor(graph.variable(symbol), Subscripts.of(subscripts))
                .outputs(Subscripts.range(0, tensor.node().order()))
                .build();
    }

    /** The value with the fast index of a stacked axis first, as matrices have it. */
    private Node fastFirst(Tensor tensor) {
        if (tensor.order() == 1 && tensor.axes().get(0).size() == 2) {
            return graph.permuted(tensor.node(), Subscripts.of(1, 0));
        }
        return tensor.node();
    }

    /** The result in one piece, for an index formula, which has no names for parts. */
    private Node uncut(Graph target, Node root) {
        Node whole = Contract.contract(target, List.of(root)).get(0);
        if (Cuts.length(whole) > LONGEST_INDEX_FORMULA) {
            throw refuse(
                    "too-long",
                    "the result has no matrix form, and its index formula is too long to be of use",
                    "ask for the derivative of a part of the program: --of NAME");
        }
        return whole;
    }

    /** The result with the axes of a stacked value in the order of its entries again. */
    private Node slowFirst(Graph target, Node result, Tensor tensor) {
        boolean swapped = (form == Form.JACOBIAN || form == Form.VEC)
                && tensor.order() == 1
                && tensor.axes().get(0).size() == 2;
        if (!swapped) {
            return result;
        }
        Subscripts rest = Subscripts.range(2, result.order() - 2);
        return target.permuted(result, Subscripts.of(1, 0).then(rest));
    }

    private Shape shape(Tensor tensor) {
        Size rows = value.shape().count();
        Size columns = wrt.shape().count();
        return switch (form) {
            case GRADIENT, VJP -> wrt.shape();
            case VEC -> Shape.matrix(rows, columns);
            case HESSIAN -> wrt.shape().isScalar() ? Shape.SCALAR : Shape.matrix(columns, columns);
            case JACOBIAN -> {
                if (isMatrixJacobian(tensor)) {
                    yield wrt.shape().isScalar() ? value.shape() : Shape.matrix(rows, columns);
                }
                List<Size> sizes = new ArrayList<>(value.shape().sizes());
                sizes.addAll(wrt.shape().sizes());
                yield new Shape(sizes);
            }
        };
    }

    private boolean isMatrixJacobian(Tensor tensor) {
        return tensor.order() < 2 && wrt.shape().rank() < 2 || wrt.shape().isScalar() && tensor.order() < 3;
    }

    private Formula fold(Node result, List<Node> parts, List<Node> named, Cuts cuts, Tensor tensor)
            throws NoMatrixForm {
        Refold refold = new Refold(Map.of());
        List<Definition> where = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Symbol symbol = java.util.Objects.requireNonNull(cuts.names().get(named.get(i)))
                    .symbol();
            if (program.definition(symbol.name()).isEmpty()) {
                where.add(new Definition(symbol, refold.fold(parts.get(i))));
            }
        }
        return References.needed(where, foldResult(result, refold, tensor));
    }

    private MatrixExpr foldResult(Node result, Refold refold, Tensor tensor) throws NoMatrixForm {
        int rows = tensor.node().order();
        return switch (form) {
            case GRADIENT, VJP -> refold.fold(result);
            case HESSIAN -> wrt.shape().isMatrix() ? new KroneckerFold(refold).fold(result, 2) : refold.fold(result);
            case VEC -> asMatrix(result, refold, rows);
            case JACOBIAN -> {
                if (!isMatrixJacobian(tensor)) {
                    throw new NoMatrixForm(
                            "a Jacobian is a matrix only between vectors and scalars; between stacked axes it is one"
                                    + " under --form vec");
                }
                yield wrt.shape().isScalar() && rows < 3 ? refold.fold(result) : asMatrix(result, refold, rows);
            }
        };
    }

    /** A matrix whose rows run over the stacked value and whose columns run over the stacked variable. */
    private MatrixExpr asMatrix(Node result, Refold refold, int rows) throws NoMatrixForm {
        return new KroneckerFold(refold).fold(result, rows);
    }

    private Verification verify(Optional<Formula> formula, Node result, Structure structure) {
        Claim.Kind kind = switch (form) {
            case GRADIENT, VJP -> Claim.Kind.GRADIENT;
            case JACOBIAN -> Claim.Kind.JACOBIAN;
            case VEC -> formula.isPresent() ? Claim.Kind.VEC : Claim.Kind.JACOBIAN;
            case HESSIAN -> Claim.Kind.HESSIAN;
        };
        Optional<Formula> shown = formula.map(this::readBack);
        Claim claim = new Claim(
                program.variables(),
                definitions,
                wrt,
                upstream,
                kind,
                structure.space(),
                shown,
                formula.isPresent() ? Optional.empty() : Optional.of(result));
        int points;
        try {
            points = DerivativeCheck.points(claim, program.sizeNames());
        } catch (DerivativeCheck.Mismatch mismatch) {
            throw new InternalError("verification", String.valueOf(mismatch.getMessage()), mismatch);
        }
        if (points == 0) {
            throw refuse(
                    "unverified",
                    "the derivative could not be verified: no point was found at which the value is defined",
                    "declare what is known of the variables, for example: x : R[n] positive");
        }
        return new Verification("compared with dual numbers of the input at " + points + " random points", points);
    }

    /** The formula as a reader of its printed source would get it. */
    private Formula readBack(Formula formula) {
        List<Symbol> known = new ArrayList<>(program.variables());
        definitions.forEach(d -> known.add(d.symbol()));
        upstream.ifPresent(known::add);
        List<Definition> where = new ArrayList<>();
        for (Definition part : formula.where()) {
            where.add(new Definition(part.symbol(), readBack(part.value(), known)));
            known.add(part.symbol());
        }
        return new Formula(where, readBack(formula.value(), known));
    }

    private MatrixExpr readBack(MatrixExpr expression, List<Symbol> known) {
        String text = SourceText.print(expression);
        try {
            return Inference.expression(new Source("result", text), known, program.sizeNames());
        } catch (InputError unreadable) {
            throw new InternalError("printing", "the result cannot be read back: " + text, unreadable);
        }
    }

    private Derivative derivative(
            Tensor valueTensor,
            Structure structure,
            String loss,
            Node result,
            Optional<Formula> formula,
            Shape shape,
            Optional<String> why,
            Verification verification) {
        List<String> conditions = Conditions.of(valueTensor.node(), notation, new Refold(Map.of()));
        Set<String> notes = new LinkedHashSet<>(program.notes());
        notes.addAll(names.reports());
        if (result.isZero()) {
            notes.add(value.name() + " does not depend on " + wrt.name()
                    + (form == Form.HESSIAN ? " to second order" : "") + ": the derivative is zero");
        }
        boolean ofEntries = form == Form.JACOBIAN || form == Form.VEC;
        IndexEquation index = new IndexEquation(
                result,
                form == Form.VJP ? loss : value.name(),
                ofEntries ? valueTensor.node().order() : 0,
                wrt.name(),
                wrt.shape().rank(),
                form == Form.HESSIAN ? 2 : 1,
                notation);
        List<String> conventions = new ArrayList<>(structure.conventions());
        if (form == Form.VEC || form == Form.HESSIAN && wrt.shape().isMatrix()) {
            conventions.add("vec stacks columns");
        }
        if (form == Form.JACOBIAN && formula.isPresent()) {
            conventions.add("J[i,j] = ∂" + value.name() + "[i]/∂" + wrt.name() + "[j]");
        }
        return new Derivative(
                program,
                form,
                wrt,
                upstream,
                shape,
                formula,
                index,
                notation,
                new LeftHandSide(form, form == Form.VJP ? loss : value.name(), wrt, notation).sides(),
                new Derivative.Findings(conditions, conventions, List.copyOf(notes), why, verification));
    }
}
