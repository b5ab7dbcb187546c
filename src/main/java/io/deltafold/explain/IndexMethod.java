package io.deltafold.explain;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import io.deltafold.rewrite.Derivation;
import io.deltafold.rewrite.Reason;
import io.deltafold.rewrite.Step;
import io.deltafold.rules.DerivativeRule;
import io.deltafold.scalar.NotDifferentiable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Entries, Kronecker deltas, contraction: each intermediate result entry by entry, its derivative by what it is made of,
 * the chain rule from the value back, and the sums read as matrix products. With a fine grain every operation is an
 * intermediate result.
 */
final class IndexMethod {
    private static final Reason ELEMENTS =
            new Reason("elements", "entry by entry", "(A B)[i,j] = Σ_p A[i,p] B[p,j]", "definition of the operations");
    private static final Reason READING = new Reason(
            "matrix-form",
            "reading the sums as products",
            "Σ_p a[i,p] b[p,j] = (A B)[i,j], a[j,i] = (Aᵀ)[i,j], Σ_i a[i,i] = tr A",
            "definition of the matrix product, transpose and trace");

    private final Problem problem;
    private final Graph graph;
    private final Typeset typeset;
    private final LineCheck check;
    private final List<Stages.Stage> stages;
    private final Stages.Stage last;
    private final EntryRules rules;
    private final Headings headings;
    private final List<Section> sections = new ArrayList<>();
    private final List<Index> lead;
    private final Map<String, List<Local>> consumers = new LinkedHashMap<>();
    private final Map<String, Integer> uses = new HashMap<>();
    private final Map<String, Node> adjoints = new LinkedHashMap<>();

    /**
     * The derivative of an intermediate result by one thing that it is made of.
     *
     * @param value empty for a function that only has an adjoint
     */
    private record Local(Stages.Stage stage, List<Index> own, List<Index> by, Optional<EntrySum> value) {}

    IndexMethod(Problem problem, Stages stages, Typeset typeset, LineCheck check) {
        this.problem = problem;
        this.graph = problem.graph();
        this.typeset = typeset;
        this.check = check;
        this.stages = stages.relevant();
        this.last = this.stages.get(this.stages.size() - 1);
        this.headings = new Headings(problem, typeset);
        Map<Node, Node> named = new HashMap<>();
        for (Stages.Stage stage : this.stages) {
            if (stage.body() instanceof Node.Call || stage.body() instanceof Node.Map) {
                named.put(stage.body(), graph.variable(stage.symbol()));
            }
            stage.leaves().forEach(leaf -> uses.merge(leaf.symbol().name(), 1, Integer::sum));
        }
        this.rules = new EntryRules(graph, typeset.names(), named);
        Set<String> used = new HashSet<>();
        this.lead = problem.isJacobian() ? typeset.names().axes(last.body().sizes(), used) : List.of();
        stages.all().forEach(stage -> check.define(stage.symbol(), new Quantity.Tensor(stage.body())));
    }

    List<Section> sections() {
        for (Stages.Stage stage : stages) {
            sections.add(local(stage));
        }
        for (int i = stages.size() - 2; i >= 0; i--) {
            if (!isDirect(stages.get(i).symbol().name())) {
                sections.add(adjoint(stages.get(i)));
            }
        }
        sections.add(result());
        return sections;
    }

    private Section local(Stages.Stage stage) {
        Shown heading = headings.of(stage);
        Proof proof = new Proof(check, heading, "");
        Set<String> used = new HashSet<>();
        List<Index> own = stage.equals(last) && problem.isJacobian()
                ? lead
                : typeset.names().axes(stage.body().sizes(), used);
        own.forEach(index -> used.add(index.name()));
        Shown entry = typeset.entry(stage.symbol().name(), own);
        Shown written = typeset.entry(stage.body(), own);
        if (!heading.text().equals(entry.text() + " = " + written.text())) {
            proof.begin(entry, written, new Quantity.Tensor(stage.body()), Line.Detail.BRIEF, ELEMENTS);
        }
        for (Node.Variable leaf : stage.leaves()) {
            List<Index> by = typeset.names().axes(leaf.sizes(), new HashSet<>(used));
            List<Index> free = new ArrayList<>(own);
            free.addAll(by);
            if (Stages.isWithoutJacobian(stage.body()) && !problem.isJacobian()) {
                consumers
                        .computeIfAbsent(leaf.symbol().name(), name -> new ArrayList<>())
                        .add(new Local(stage, own, by, Optional.empty()));
                continue;
            }
            EntrySum start = EntrySum.of(free, new EntryFactor.Partial(stage.body(), own, leaf, by));
            Derivation<EntrySum> derivation = differentiated(start);
            Shown left =
                    typeset.quotient(stage.symbol().name(), own, leaf.symbol().name(), by);
            show(proof, left, derivation);
            consumers
                    .computeIfAbsent(leaf.symbol().name(), name -> new ArrayList<>())
                    .add(new Local(stage, own, by, Optional.of(derivation.end())));
            boolean isVariable = leaf.symbol().name().equals(problem.wrt().name());
            if (!isVariable && isDirect(leaf.symbol().name())) {
                conclude(proof, leaf.symbol().name(), by, derivation.end());
            }
        }
        return proof.section();
    }

    /** Whether the value is made of the thing itself, and nothing else is: its local derivative is its adjoint. */
    private boolean isDirect(String name) {
        List<Local> known = consumers.getOrDefault(name, List.of());
        return uses.getOrDefault(name, 0) == 1
                && known.size() == 1
                && known.get(0).value().isPresent()
                && problem.isSeed(known.get(0).stage(), last);
    }

    private Derivation<EntrySum> differentiated(EntrySum start) {
        try {
            return replayed(rules.differentiate(start));
        } catch (NotDifferentiable infinite) {
            throw new NotExplained(infinite.getMessage() + "; --method differential goes without it");
        }
    }

    private static Derivation<EntrySum> replayed(Derivation<EntrySum> derivation) {
        if (!derivation.replays()) {
            throw new LineCheck.Mismatch("a derivation does not replay");
        }
        return derivation;
    }

    private void show(Proof proof, Shown left, Derivation<EntrySum> derivation) {
        List<Step<EntrySum>> steps = derivation.steps();
        Quantity start = new Quantity.Entries(derivation.start());
        for (int i = 0; i < steps.size(); i++) {
            Step<EntrySum> step = steps.get(i);
            Line.Detail detail = i == steps.size() - 1
                    ? Line.Detail.BRIEF
                    : EntryRules.opens(step.rule())
                                    && EntryRules.opens(steps.get(i + 1).rule())
                            ? Line.Detail.FULL
                            : Line.Detail.NORMAL;
            Shown right = typeset.line(step.after());
            Quantity value = new Quantity.Entries(step.after());
            Reason reason = step.rule().reason();
            if (i == 0) {
                proof.begin(left, start, right, value, detail, reason);
            } else {
                proof.then(right, value, detail, reason);
            }
        }
    }

    private String top() {
        return problem.isJacobian() ? problem.valueSymbol().name() : problem.loss();
    }

    private Section adjoint(Stages.Stage stage) {
        String name = stage.symbol().name();
        Proof proof = new Proof(check, typeset.quotient(top(), List.of(), name, List.of()), "");
        List<Index> at = new ArrayList<>();
        EntrySum sum = chained(proof, name, at);
        conclude(proof, name, at, sum);
        return proof.section();
    }

    /** The adjoint of an intermediate result: its matrix form, and a name for what follows. */
    private void conclude(Proof proof, String name, List<Index> at, EntrySum sum) {
        List<Index> free = new ArrayList<>(lead);
        free.addAll(at);
        EntrySum own = EntryRules.renamed(sum, free, typeset.names());
        List<Size> sizes = free.stream().map(Index::size).toList();
        Symbol symbol = new Symbol(problem.letters().fresh("d" + top() + "_d" + name), new Shape(sizes));
        typeset.nameDerivative(symbol.name(), top(), name, lead.size());
        Quantity value = new Quantity.Entries(own);
        check.define(symbol, value);
        adjoints.put(name, graph.variable(symbol));
        if (lead.isEmpty() && !at.isEmpty()) {
            MatrixForm.of(node(own))
                    .ifPresent(form -> proof.begin(
                            typeset.entry(symbol.name(), List.of()),
                            value,
                            typeset.matrix(form),
                            Quantity.Matrix.of(form),
                            Line.Detail.BRIEF,
                            READING));
        }
    }

    private Node node(EntrySum line) {
        return line.node(graph, partial -> {
            throw new IllegalStateException("a derivative is still to be taken");
        });
    }

    /** The chain rule for one variable, with the lines that it takes; gives the contracted sum. */
    private EntrySum chained(Proof proof, String name, List<Index> at) {
        List<Local> uses = consumers.getOrDefault(name, List.of());
        Set<String> used = new HashSet<>();
        lead.forEach(index -> used.add(index.name()));
        boolean clash = uses.get(0).by().stream().anyMatch(index -> used.contains(index.name()));
        at.addAll(
                clash
                        ? typeset.names()
                                .axes(uses.get(0).by().stream().map(Index::size).toList(), used)
                        : uses.get(0).by());
        at.forEach(index -> used.add(index.name()));
        List<Index> free = new ArrayList<>(lead);
        free.addAll(at);
        Shown left = typeset.quotient(top(), lead, name, at);
        List<EntryTerm> chain = new ArrayList<>();
        EntryRules.Locals locals = new EntryRules.Locals();
        List<Reason> why = new ArrayList<>();
        for (Local use : uses) {
            if (use.value().isEmpty()) {
                Node.Call call = (Node.Call) use.stage().body();
                Node pulled = DerivativeRule.pulledBack(graph, call, adjointOf(use.stage()));
                chain.add(new EntryTerm(
                        Coefficient.ONE, List.of(), List.of(new EntryFactor.Element(pulled, List.copyOf(at)))));
                why.add(rules.function(DerivativeRule.of(call.function())).reason());
                continue;
            }
            List<Index> own = problem.isSeed(use.stage(), last)
                    ? lead
                    : typeset.names().axes(use.stage().body().sizes(), new HashSet<>(used));
            Node.Variable stage = (Node.Variable) graph.variable(use.stage().symbol());
            Node.Variable by = (Node.Variable) graph.variable(symbolOf(name));
            List<EntryFactor> factors = new ArrayList<>();
            List<Index> both = new ArrayList<>(problem.isSeed(use.stage(), last) ? List.of() : lead);
            both.addAll(own);
            if (!problem.isSeed(use.stage(), last)) {
                factors.add(new EntryFactor.Element(adjointOf(use.stage()), both));
            }
            factors.add(new EntryFactor.Partial(stage, own, by, at));
            chain.add(new EntryTerm(Coefficient.ONE, problem.isSeed(use.stage(), last) ? List.of() : own, factors));
            locals.put(stage, by, use.value().get());
        }
        Derivation<EntrySum> derivation = new Derivation<>(new EntrySum(free, chain));
        Reason chainRule = new Reason(
                "chain-rule",
                "chain rule",
                "∂L/∂x[k] = Σ_i ∂L/∂y[i] ∂y[i]/∂x[k], over all y that x acts on",
                "Matrix Cookbook (136)");
        if (chain.size() > why.size()) {
            why.add(0, chainRule);
        }
        proof.begin(
                left,
                typeset.line(derivation.start()),
                new Quantity.Entries(derivation.start()),
                Line.Detail.NORMAL,
                why.toArray(Reason[]::new));
        rules.substitute(derivation, locals);
        for (int i = 0; i < derivation.steps().size(); i++) {
            Step<EntrySum> step = derivation.steps().get(i);
            proof.then(
                    typeset.line(step.after()),
                    new Quantity.Entries(step.after()),
                    i == derivation.steps().size() - 1 ? Line.Detail.BRIEF : Line.Detail.NORMAL,
                    step.rule().reason());
        }
        return replayed(derivation).end();
    }

    private Node adjointOf(Stages.Stage stage) {
        if (stage.equals(last)) {
            return problem.upstream().orElseThrow().node();
        }
        return java.util.Objects.requireNonNull(adjoints.get(stage.symbol().name()));
    }

    private Symbol symbolOf(String name) {
        if (name.equals(problem.wrt().name())) {
            return problem.wrt();
        }
        return stages.stream()
                .map(Stages.Stage::symbol)
                .filter(symbol -> symbol.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Section result() {
        Proof proof = new Proof(check, problem.left(), "");
        String name = problem.wrt().name();
        List<Index> at = new ArrayList<>();
        EntrySum sum;
        if (isDirect(name)) {
            Local direct = java.util.Objects.requireNonNull(consumers.get(name)).get(0);
            at.addAll(direct.by());
            sum = direct.value().orElseThrow();
        } else {
            sum = chained(proof, name, at);
        }
        if (problem.direction().isPresent()) {
            sum = moved(proof, sum, at);
            finish(proof, new Quantity.Entries(sum), true);
            return proof.section();
        }
        if (problem.isJacobian()) {
            check.equal(new Quantity.Entries(sum), new Quantity.Tensor(problem.entries()), "the result");
            finish(proof, new Quantity.Entries(sum), false);
            return proof.section();
        }
        Node node = node(sum);
        Ending.write(proof, problem, typeset, node, MatrixForm.of(node), READING);
        return proof.section();
    }

    private EntrySum moved(Proof proof, EntrySum sum, List<Index> at) {
        Symbol direction = problem.direction().orElseThrow();
        List<EntryTerm> terms = new ArrayList<>();
        for (EntryTerm term : sum.terms()) {
            List<Index> summed = new ArrayList<>(term.summed());
            summed.addAll(at);
            List<EntryFactor> factors = new ArrayList<>(term.factors());
            factors.add(new EntryFactor.Element(graph.variable(direction), at));
            terms.add(new EntryTerm(term.coefficient(), summed, factors));
        }
        Derivation<EntrySum> derivation = new Derivation<>(new EntrySum(lead, terms));
        Reason along = new Reason(
                "direction",
                "along a direction",
                "dy[i] = Σ_k ∂y[i]/∂x[k] dx[k]",
                "Magnus and Neudecker 5.4, the differential");
        Shown left = typeset.entryOf(problem.left(), lead);
        proof.begin(
                left,
                typeset.line(derivation.start()),
                new Quantity.Entries(derivation.start()),
                Line.Detail.NORMAL,
                along);
        rules.contract(derivation);
        derivation
                .steps()
                .forEach(step -> proof.then(
                        typeset.line(step.after()),
                        new Quantity.Entries(step.after()),
                        Line.Detail.BRIEF,
                        step.rule().reason()));
        return replayed(derivation).end();
    }

    /** The result as the engine gives it. */
    private void finish(Proof proof, Quantity value, boolean isPlain) {
        Optional<Formula> formula = problem.result();
        if (formula.isPresent()) {
            Quantity result = isPlain ? new Quantity.Matrix(formula.get()) : value;
            proof.begin(problem.left(), value, typeset.matrix(formula.get()), result, Line.Detail.BRIEF, READING);
        }
    }
}
