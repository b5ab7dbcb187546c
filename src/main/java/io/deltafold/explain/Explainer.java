package io.deltafold.explain;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Symbol;
import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Explains a derivative by one of the methods. */
public final class Explainer {
    /** Two lines of an explanation are not equal: an internal error, never shown. */
    public static final class Wrong extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Wrong(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private final Problem problem;
    private final Stages stages;
    private final Typeset typeset;
    private final LineCheck check;
    /** The direction in which the variable moves: its differential, or the form's own direction. */
    private final Symbol moved;

    private Explainer(Problem problem, Method method) {
        this.problem = problem;
        this.stages = Stages.of(problem, method == Method.CHAIN ? Stages.Grain.FINE : Stages.Grain.COARSE);
        this.typeset = new Typeset(
                problem.notation(), names(), new HashSet<>(problem.letters().taken()));
        boolean isGiven = problem.direction().isPresent() && method != Method.SINGLE_ENTRY;
        this.moved = problem.direction()
                .filter(direction -> isGiven)
                .orElseGet(() -> new Symbol(
                        problem.letters().fresh("d" + problem.wrt().name()),
                        problem.wrt().shape()));
        if (!isGiven || moved.name().startsWith("d")) {
            typeset.nameDifferential(moved.name(), problem.wrt().name());
        }
        List<Symbol> directions = new ArrayList<>();
        problem.upstream().ifPresent(upstream -> directions.add(upstream.symbol()));
        directions.add(moved);
        problem.direction().filter(direction -> !direction.equals(moved)).ifPresent(directions::add);
        this.check = new LineCheck(
                problem.graph(),
                problem.program().variables(),
                directions,
                problem.definitions(),
                problem.program().sizeNames());
        for (Definition definition : problem.definitions()) {
            check.define(definition.symbol(), Quantity.Matrix.of(MatrixExpr.reference(definition.symbol())));
        }
        problem.result()
                .ifPresent(result ->
                        result.where().forEach(part -> check.define(part.symbol(), Quantity.Matrix.of(part.value()))));
        problem.upstream()
                .ifPresent(upstream -> typeset.nameDerivative(
                        upstream.symbol().name(),
                        problem.loss(),
                        problem.valueSymbol().name(),
                        0));
    }

    private IndexNames names() {
        Set<String> letters = new HashSet<>();
        problem.program().variables().forEach(symbol -> letters.add(symbol.name()));
        problem.definitions().forEach(definition -> letters.add(definition.name()));
        problem.direction().ifPresent(symbol -> letters.add(symbol.name()));
        stages.all().forEach(stage -> letters.add(stage.symbol().name()));
        Set<String> taken = new HashSet<>();
        // The entries of K are written k, and a size that is a number of the formula is no index.
        letters.forEach(name -> taken.add(name.length() == 1 ? name.toLowerCase(Locale.ROOT) : name));
        for (Node node : Graph.reachable(List.of(problem.value()))) {
            if (node instanceof Node.Product product) {
                taken.addAll(product.coefficient().names());
            } else if (node instanceof Node.Sum sum) {
                sum.terms().forEach(term -> taken.addAll(term.coefficient().names()));
            }
        }
        return IndexNames.without(taken);
    }

    /**
     * The explanation, every line compared with the one before.
     *
     * @param sizes for what is written out; two where nothing is said
     * @throws NotExplained where the method does not apply
     * @throws Wrong where two lines differ
     */
    public static Explanation explain(Problem problem, Method method, Map<String, Integer> sizes) {
        return new Explainer(problem, method).explain(method, sizes);
    }

    private Explanation explain(Method method, Map<String, Integer> asked) {
        try {
            return checked(method, asked);
        } catch (LineCheck.Mismatch mismatch) {
            throw new Wrong(String.valueOf(mismatch.getMessage()), mismatch);
        }
    }

    private Explanation checked(Method method, Map<String, Integer> asked) {
        List<Section> sections = stages.relevant().isEmpty()
                ? independent()
                : switch (method) {
                    case INDEX, CHAIN -> new IndexMethod(problem, stages, typeset, check).sections();
                    case DIFFERENTIAL -> new DifferentialMethod(problem, stages, typeset, check, moved).sections();
                    case SINGLE_ENTRY -> new SingleEntryMethod(problem, typeset, check, moved).sections();
                    case VEC -> new VecMethod(problem, typeset, check, moved).sections();
                    case ELEMENTS -> new ElementsMethod(problem, typeset, check, sizes(asked)).sections();
                };
        int points = check();
        Shown right = problem.result().map(typeset::matrix).orElse(problem.entriesShown());
        Shown result = problem.result().isPresent()
                ? new Shown(
                        problem.left().latex() + " = " + right.latex(),
                        problem.left().text() + " = " + right.text())
                : right;
        return new Explanation(method, statement(), facts(), problem.conventions(), sections, result, points);
    }

    private int check() {
        int points = check.points();
        if (points == 0) {
            throw new NotExplained("no point was found at which all lines have a value");
        }
        return points;
    }

    private List<Shown> statement() {
        List<Shown> statement = new ArrayList<>();
        for (Definition definition : problem.definitions()) {
            Shown name = typeset.entry(definition.name(), List.of());
            Shown value = typeset.matrix(definition.value());
            statement.add(new Shown(name.latex() + " = " + value.latex(), name.text() + " = " + value.text()));
        }
        return statement;
    }

    private List<Shown> facts() {
        return problem.program().variables().stream().map(typeset::declaration).toList();
    }

    /** f does not depend on X: one line. */
    private List<Section> independent() {
        Shown zero = problem.result().map(typeset::matrix).orElse(new Shown("0", "0"));
        Reason constant = new Reason(
                "independence",
                problem.valueSymbol().name() + " does not depend on "
                        + problem.wrt().name(),
                "∂u/∂x = 0 where u does not depend on x",
                "definition of the partial derivative");
        Quantity value = new Quantity.Tensor(problem.entries());
        return List.of(new Proof(check, problem.left(), "")
                .begin(problem.left(), zero, value, Line.Detail.BRIEF, constant)
                .section());
    }

    /** All sizes of the program, those that are not asked for two. */
    private Map<String, Integer> sizes(Map<String, Integer> asked) {
        Map<String, Integer> sizes = new TreeMap<>();
        problem.program().sizeNames().forEach(name -> sizes.put(name, 2));
        asked.forEach((name, size) -> {
            if (!sizes.containsKey(name)) {
                throw new NotExplained("the program has no size " + name + "; it has " + sizes.keySet());
            }
            sizes.put(name, size);
        });
        return sizes;
    }
}
