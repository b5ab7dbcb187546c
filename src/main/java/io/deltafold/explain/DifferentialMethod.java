package io.deltafold.explain;

import io.deltafold.diff.Forward;
import io.deltafold.diff.Reverse;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Differentials: dS of every intermediate result, put into dL = ⟨∂L/∂S, dS⟩ = tr((∂L/∂S)ᵀ dS) from the value back, and the
 * gradient read off where ⟨G, dX⟩ is reached.
 */
final class DifferentialMethod {
    private static final Reason DIFFERENTIAL = new Reason(
            "differential",
            "differential",
            "d(U + V) = dU + dV, d(U V) = dU V + U dV, d(U⁻¹) = −U⁻¹ dU U⁻¹, d f(U) = f′(U) ⊙ dU",
            "Matrix Cookbook (33)–(46); Magnus and Neudecker 8");
    private static final Reason INNER = new Reason(
            "inner-product",
            "definition of the gradient",
            "dL = ⟨∂L/∂Y, dY⟩, with the Frobenius product ⟨A, B⟩ = tr(Aᵀ B) = Σ a[i,j] b[i,j]",
            "Magnus and Neudecker 5.4; Minka, section 2");
    private static final Reason INSERT =
            new Reason("insertion", "the differential put in", "dY as found above", "this derivation");
    private static final Reason CYCLIC = new Reason(
            "cyclic-property",
            "cyclic property of the trace",
            "tr(A B C) = tr(C A B), tr(A) = tr(Aᵀ), ⟨A, B ⊙ C⟩ = ⟨A ⊙ B, C⟩",
            "Matrix Cookbook (11)–(16)");
    private static final Reason COLLECTED =
            new Reason("like-terms", "collected", "U dX + V dX = (U + V) dX", "distributive law");
    private static final Reason IDENTIFICATION = new Reason(
            "identification",
            "identification",
            "dL = ⟨G, dX⟩ for all dX, so ∂L/∂X = G",
            "first identification theorem, Magnus and Neudecker 5.7");
    private static final Reason INSERTED = new Reason(
            "substitution",
            "the intermediate results put in",
            "equals may be put in place of equals",
            "this derivation");
    private static final Reason TOTAL = new Reason(
            "sum-over-uses", "sum over all uses", "∂L/∂u = Σ over everything that u acts on", "Matrix Cookbook (136)");

    private final Problem problem;
    private final Graph graph;
    private final Typeset typeset;
    private final LineCheck check;
    private final Headings headings;
    private final List<Stages.Stage> stages;
    private final Stages.Stage last;
    private final Symbol moved;
    private final Map<String, Symbol> differentials = new LinkedHashMap<>();
    private final Map<String, Node> forms = new LinkedHashMap<>();
    /** The adjoints, as far as they are summed up. */
    private final Map<String, List<Node>> contributions = new LinkedHashMap<>();

    /** @param moved the differential of the variable */
    DifferentialMethod(Problem problem, Stages stages, Typeset typeset, LineCheck check, Symbol moved) {
        this.problem = problem;
        this.graph = problem.graph();
        this.typeset = typeset;
        this.check = check;
        this.headings = new Headings(problem, typeset);
        this.stages = stages.relevant();
        this.last = this.stages.get(this.stages.size() - 1);
        this.moved = moved;
        differentials.put(problem.wrt().name(), moved);
        stages.all().forEach(stage -> check.define(stage.symbol(), new Quantity.Tensor(stage.body())));
    }

    List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        for (Stages.Stage stage : stages) {
            Proof proof = forward(stage);
            if (problem.isSeed(stage, last) && !problem.isJacobian()) {
                readOff(
                        proof,
                        stage,
                        graph.constant(Coefficient.ONE, stage.body().sizes()));
            }
            sections.add(proof.section());
        }
        if (problem.isJacobian()) {
            sections.add(linear());
            return sections;
        }
        problem.upstream().ifPresent(u -> contributions.put(last.symbol().name(), new ArrayList<>(List.of(u.node()))));
        for (int i = stages.size() - 1; i >= 0; i--) {
            if (!problem.isSeed(stages.get(i), last)) {
                sections.add(backward(stages.get(i)));
            }
        }
        sections.add(result());
        return sections;
    }

    /** dS by the differentials of what S is made of. */
    private Proof forward(Stages.Stage stage) {
        Proof proof = new Proof(check, headings.of(stage), "");
        List<Node.Term> sum = new ArrayList<>();
        List<EntryTerm> terms = new ArrayList<>();
        IndexNames names = typeset.names();
        java.util.Set<String> used = new java.util.HashSet<>();
        List<Index> own = names.axes(stage.body().sizes(), used);
        for (Node.Variable leaf : stage.leaves()) {
            Node direction = graph.variable(differential(leaf.symbol().name()));
            sum.add(new Node.Term(Coefficient.ONE, Forward.along(graph, stage.body(), leaf, direction)));
            List<Index> by = names.axes(leaf.sizes(), new java.util.HashSet<>(used));
            terms.add(new EntryTerm(
                    Coefficient.ONE,
                    by,
                    List.of(
                            new EntryFactor.Partial(stage.body(), own, leaf, by),
                            new EntryFactor.Element(direction, by))));
        }
        Node node = graph.sum(sum, stage.body().sizes());
        String name = problem.letters().fresh("d" + stage.symbol().name());
        Symbol symbol = new Symbol(name, stage.symbol().shape());
        typeset.nameDifferential(name, stage.symbol().name());
        differentials.put(stage.symbol().name(), symbol);
        forms.put(stage.symbol().name(), node);
        Quantity value = new Quantity.Entries(new EntrySum(own, terms));
        check.define(symbol, value);
        MatrixExpr raw = MatrixForm.termwise(graph, node);
        MatrixExpr folded = MatrixForm.required(node);
        Shown left = typeset.entry(name, List.of());
        proof.begin(left, value, typeset.matrix(raw), Quantity.Matrix.of(raw), Line.Detail.BRIEF, DIFFERENTIAL);
        if (!typeset.matrix(raw).equals(typeset.matrix(folded)) && !problem.isSeed(stage, last)) {
            proof.then(typeset.matrix(folded), Quantity.Matrix.of(folded), Line.Detail.NORMAL, COLLECTED);
        }
        return proof;
    }

    private Symbol differential(String name) {
        return java.util.Objects.requireNonNull(differentials.get(name));
    }

    private Shown lossDifferential() {
        Shown loss = typeset.entry(problem.loss(), List.of());
        return new Shown("\\mathrm{d}" + loss.latex(), "d" + loss.text());
    }

    /** ⟨∂L/∂S, dS⟩ with dS put in, and what is read off it. */
    private Section backward(Stages.Stage stage) {
        MatrixExpr raw = MatrixForm.termwise(
                graph, java.util.Objects.requireNonNull(forms.get(stage.symbol().name())));
        Node adjoint = adjoint(stage);
        MatrixExpr gradient = MatrixForm.required(adjoint);
        MatrixExpr inner =
                inner(gradient, MatrixExpr.reference(differential(stage.symbol().name())));
        Shown product = typeset.matrix(inner);
        Proof proof = new Proof(check, product, "");
        Quantity start = Quantity.Matrix.of(inner);
        MatrixExpr inserted = inner(gradient, raw);
        if (stage.equals(last)) {
            proof.begin(lossDifferential(), product, start, Line.Detail.BRIEF, INNER);
            proof.then(typeset.matrix(inserted), Quantity.Matrix.of(inserted), Line.Detail.NORMAL, INSERT);
        } else {
            proof.begin(
                    product, start, typeset.matrix(inserted), Quantity.Matrix.of(inserted), Line.Detail.NORMAL, INSERT);
        }
        readOff(proof, stage, adjoint);
        return proof.section();
    }

    /** ⟨∂L/∂u, du⟩ for everything that the stage is made of, and ∂L/∂u. */
    private void readOff(Proof proof, Stages.Stage stage, Node adjoint) {
        List<MatrixExpr> products = new ArrayList<>();
        List<Node> parts = new ArrayList<>();
        for (Node.Variable leaf : stage.leaves()) {
            Node part =
                    Reverse.sweep(graph, stage.body(), adjoint, List.of(leaf)).adjoint(leaf);
            parts.add(part);
            products.add(inner(
                    MatrixForm.required(part),
                    MatrixExpr.reference(differential(leaf.symbol().name()))));
        }
        MatrixExpr sum = products.size() == 1 ? products.get(0) : MatrixExpr.sum(products);
        List<Reason> why = new ArrayList<>(List.of(CYCLIC));
        for (Node part : parts) {
            MatrixForm.properties(part).stream()
                    .filter(property -> !why.contains(property))
                    .forEach(why::add);
        }
        proof.then(typeset.matrix(sum), Quantity.Matrix.of(sum), Line.Detail.BRIEF, why);
        for (int i = 0; i < parts.size(); i++) {
            String leaf = stage.leaves().get(i).symbol().name();
            contributions.computeIfAbsent(leaf, n -> new ArrayList<>()).add(parts.get(i));
            if (uses(leaf) == 1 && !leaf.equals(problem.wrt().name())) {
                named(proof, leaf, parts.get(i));
            }
        }
    }

    private long uses(String leaf) {
        return stages.stream()
                .flatMap(stage -> stage.leaves().stream())
                .filter(variable -> variable.symbol().name().equals(leaf))
                .count();
    }

    /** ∂L/∂u for an intermediate result, with a name for what follows. */
    private void named(Proof proof, String name, Node part) {
        Shape shape = new Shape(part.sizes());
        Symbol symbol = new Symbol(problem.letters().fresh("d" + problem.loss() + "_d" + name), shape);
        typeset.nameDerivative(symbol.name(), problem.loss(), name, 0);
        Quantity value = new Quantity.Tensor(part);
        check.define(symbol, value);
        MatrixExpr form = MatrixForm.required(part);
        proof.begin(
                typeset.entry(symbol.name(), List.of()),
                value,
                typeset.matrix(form),
                Quantity.Matrix.of(form),
                Line.Detail.BRIEF,
                IDENTIFICATION);
        contributions.put(name, new ArrayList<>(List.of(graph.variable(symbol))));
    }

    private Node adjoint(Stages.Stage stage) {
        List<Node> all = contributions.getOrDefault(stage.symbol().name(), List.of());
        List<Node.Term> terms =
                all.stream().map(node -> new Node.Term(Coefficient.ONE, node)).toList();
        return graph.sum(terms, stage.body().sizes());
    }

    /** ⟨A, B⟩ as tr(Aᵀ B) for matrices, aᵀ b for vectors, a b for scalars. */
    static MatrixExpr inner(MatrixExpr a, MatrixExpr b) {
        if (b.shape().isScalar()) {
            return MatrixExpr.hadamard(List.of(a, b));
        }
        MatrixExpr product = MatrixExpr.matMul(List.of(MatrixExpr.transpose(a), b));
        return b.shape().isVector() && product.shape().isScalarLike()
                ? product
                : MatrixExpr.call(MatrixFunction.TR, product);
    }

    private Section result() {
        Proof proof = new Proof(check, problem.left(), "");
        String name = problem.wrt().name();
        List<Node> parts = contributions.getOrDefault(name, List.of());
        List<Node.Term> terms =
                parts.stream().map(part -> new Node.Term(Coefficient.ONE, part)).toList();
        Node total = graph.sum(terms, problem.wrt().shape().sizes());
        Reason why = parts.size() > 1 ? TOTAL : IDENTIFICATION;
        Ending.write(proof, problem, typeset, total, Optional.of(MatrixForm.required(total)), why);
        return proof.section();
    }

    /** The differential of a value that is no scalar is the result, or its Jacobian is read off. */
    private Section linear() {
        Proof proof = new Proof(check, problem.left(), "");
        Node total = Forward.along(
                graph, problem.value(), (Node.Variable) graph.variable(problem.wrt()), graph.variable(moved));
        MatrixExpr whole = MatrixForm.required(total);
        Symbol ds = differential(last.symbol().name());
        if (stages.size() > 1) {
            proof.begin(
                    typeset.entry(ds.name(), List.of()),
                    new Quantity.Tensor(graph.variable(ds)),
                    typeset.matrix(whole),
                    Quantity.Matrix.of(whole),
                    Line.Detail.NORMAL,
                    INSERTED);
        }
        EntrySum entries = jacobian();
        if (problem.direction().isEmpty()) {
            check.equal(new Quantity.Entries(entries), new Quantity.Tensor(problem.entries()), "the result");
        }
        if (problem.result().isEmpty()) {
            Node node = Forward.derivative(graph, problem.value(), (Node.Variable) graph.variable(problem.wrt()));
            int order = problem.value().order();
            proof.begin(
                    typeset.quotient(
                            problem.valueSymbol().name(),
                            entries.free().subList(0, order),
                            problem.wrt().name(),
                            entries.free().subList(order, entries.free().size())),
                    new Quantity.Entries(entries),
                    typeset.entry(node, entries.free()),
                    new Quantity.Tensor(node),
                    Line.Detail.BRIEF,
                    JACOBIAN);
            return proof.section();
        }
        Formula result = problem.result().get();
        boolean isGiven = problem.direction().isPresent();
        Quantity value = isGiven ? new Quantity.Matrix(result) : Quantity.Matrix.of(whole);
        proof.begin(
                problem.left(),
                Quantity.Matrix.of(whole),
                typeset.matrix(result),
                value,
                Line.Detail.BRIEF,
                isGiven ? IDENTIFICATION : JACOBIAN);
        return proof.section();
    }

    private static final Reason JACOBIAN = new Reason(
            "identification",
            "identification",
            "dy = J dx for all dx, so ∂y/∂xᵀ = J; vec(dY) = J vec(dX), so ∂vec(Y)/∂vec(X)ᵀ = J; entry by entry",
            "first identification theorem, Magnus and Neudecker 5.7");

    private EntrySum jacobian() {
        java.util.Set<String> used = new java.util.HashSet<>();
        List<Index> free = new ArrayList<>(typeset.names().axes(problem.value().sizes(), used));
        List<Index> own = List.copyOf(free);
        List<Index> by = typeset.names().axes(problem.wrt().shape().sizes(), used);
        free.addAll(by);
        return EntrySum.of(
                free, new EntryFactor.Partial(problem.value(), own, (Node.Variable) graph.variable(problem.wrt()), by));
    }
}
