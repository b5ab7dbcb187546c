package io.deltafold.verify;

import io.deltafold.canonical.CanonicalForm;
import io.deltafold.evaluate.Arithmetic;
import io.deltafold.evaluate.Doubles;
import io.deltafold.evaluate.Evaluator;
import io.deltafold.evaluate.Exact;
import io.deltafold.evaluate.FieldPoints;
import io.deltafold.evaluate.NotRational;
import io.deltafold.evaluate.Points;
import io.deltafold.evaluate.PrimeField;
import io.deltafold.evaluate.Singular;
import io.deltafold.evaluate.Tensor;
import io.deltafold.index.Expand;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Are two expressions equal? Canonical forms prove it; small whole numbers refute it; random points, and random points of
 * a prime field for rational expressions, can only agree.
 */
public final class Equality {
    private static final int SEEDS = 6;
    private static final int LARGEST_SIZE = 3;
    private static final int POINTS = 12;
    private static final int ATTEMPTS = 120;
    private static final int FIELD_POINTS = 3;
    private static final double TOLERANCE = 1e-7;

    private final List<Symbol> variables;
    private final List<Definition> definitions;
    private final Set<String> sizeNames;
    private final MatrixExpr left;
    private final MatrixExpr right;

    /** @param definitions what the expressions may refer to beside the variables */
    public Equality(
            List<Symbol> variables,
            List<Definition> definitions,
            Set<String> sizeNames,
            MatrixExpr left,
            MatrixExpr right) {
        this.variables = List.copyOf(variables);
        this.definitions = List.copyOf(definitions);
        this.sizeNames = sizeNames;
        this.left = left;
        this.right = right;
    }

    /** The answer. */
    public Verdict decide() {
        if (!left.shape().equals(right.shape())) {
            return Verdict.of(
                    Verdict.Kind.REFUTED,
                    "the shapes differ: " + left.shape().phrase() + " and "
                            + right.shape().phrase());
        }
        if (isProved()) {
            return Verdict.of(Verdict.Kind.PROVED, "both have the same canonical form");
        }
        Optional<Verdict.Counterexample> counterexample = counterexample();
        if (counterexample.isPresent()) {
            return new Verdict(Verdict.Kind.REFUTED, "the values differ at a point", counterexample);
        }
        return atRandomPoints();
    }

    private boolean isProved() {
        try {
            Graph graph = new Graph();
            Expand expand = new Expand(graph);
            for (Definition definition : definitions) {
                expand.define(
                        definition.name(), expand.expand(definition.value()).standard(graph));
            }
            Node a = expand.expand(left).standard(graph).node();
            Node b = expand.expand(right).standard(graph).node();
            return new CanonicalForm(new Graph(true)).areEqual(a, b);
        } catch (Expand.Unsupported noIndexForm) {
            return false;
        }
    }

    /** The first point of small whole numbers at which the values differ, sizes of one first. */
    private Optional<Verdict.Counterexample> counterexample() {
        List<String> names = new ArrayList<>(new TrialSizes(variables, expressions(), sizeNames).names());
        for (int sum = 0; sum <= names.size() * (LARGEST_SIZE - 1); sum++) {
            for (Map<String, Integer> sizes : assignments(names, sum)) {
                for (long seed = 1; seed <= SEEDS; seed++) {
                    Optional<Verdict.Counterexample> found = differenceAt(sizes, seed);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
            if (names.size() > 4 && sum > 4) {
                break;
            }
        }
        return Optional.empty();
    }

    private List<MatrixExpr> expressions() {
        List<MatrixExpr> all =
                new ArrayList<>(definitions.stream().map(Definition::value).toList());
        all.add(left);
        all.add(right);
        return all;
    }

    /** All sizes from one whose excess over one adds up to a sum. */
    private static List<Map<String, Integer>> assignments(List<String> names, int sum) {
        List<Map<String, Integer>> found = new ArrayList<>();
        assign(names, 0, sum, new LinkedHashMap<>(), found);
        return found;
    }

    private static void assign(
            List<String> names, int from, int rest, Map<String, Integer> sizes, List<Map<String, Integer>> found) {
        if (from == names.size()) {
            if (rest == 0) {
                found.add(new LinkedHashMap<>(sizes));
            }
            return;
        }
        for (int excess = 0; excess <= Math.min(rest, LARGEST_SIZE - 1); excess++) {
            sizes.put(names.get(from), 1 + excess);
            assign(names, from + 1, rest - excess, sizes, found);
        }
    }

    private Optional<Verdict.Counterexample> differenceAt(Map<String, Integer> sizes, long seed) {
        try {
            Points points = new Points(seed, sizes);
            Map<String, Tensor<Double>> values = new TreeMap<>();
            for (Symbol symbol : variables) {
                values.put(symbol.name(), points.integers(symbol, seed <= SEEDS / 2 ? 1 : 3));
            }
            if (values.values().stream().flatMap(t -> t.entries().stream()).anyMatch(v -> v.isNaN())) {
                return Optional.empty();
            }
            try {
                return exactDifference(sizes, values);
            } catch (NotRational irrational) {
                return realDifference(sizes, values);
            }
        } catch (Singular | ArithmeticException outside) {
            return Optional.empty();
        }
    }

    private Optional<Verdict.Counterexample> exactDifference(
            Map<String, Integer> sizes, Map<String, Tensor<Double>> values) {
        Exact exact = new Exact();
        Map<String, Tensor<Rational>> rational = new HashMap<>();
        values.forEach((name, value) -> rational.put(name, value.map(exact::of)));
        Tensor<Rational> a = value(exact, sizes, rational, left);
        Tensor<Rational> b = value(exact, sizes, rational, right);
        for (int place = 0; place < a.entries().size(); place++) {
            if (!a.entries().get(place).equals(b.entries().get(place))) {
                return Optional.of(counterexample(
                        sizes,
                        values,
                        a,
                        place,
                        a.entries().get(place).toString(),
                        b.entries().get(place).toString()));
            }
        }
        return Optional.empty();
    }

    private Optional<Verdict.Counterexample> realDifference(
            Map<String, Integer> sizes, Map<String, Tensor<Double>> values) {
        Tensor<Double> a = value(new Doubles(), sizes, values, left);
        Tensor<Double> b = value(new Doubles(), sizes, values, right);
        if (!isFinite(a) || !isFinite(b)) {
            return Optional.empty();
        }
        for (int place = 0; place < a.entries().size(); place++) {
            double x = a.entries().get(place);
            double y = b.entries().get(place);
            if (differ(x, y)) {
                return Optional.of(counterexample(sizes, values, a, place, Double.toString(x), Double.toString(y)));
            }
        }
        return Optional.empty();
    }

    private static boolean differ(double x, double y) {
        return Math.abs(x - y) > TOLERANCE * Math.max(1, Math.max(Math.abs(x), Math.abs(y)));
    }

    private static boolean isFinite(Tensor<Double> tensor) {
        return tensor.entries().stream().allMatch(v -> Double.isFinite(v) && Math.abs(v) < 1e9);
    }

    private <V> Tensor<V> value(
            Arithmetic<V> arithmetic, Map<String, Integer> sizes, Map<String, Tensor<V>> values, MatrixExpr e) {
        Evaluator<V> evaluator = new Evaluator<>(arithmetic, sizes, values);
        evaluator.define(definitions);
        return evaluator.value(e);
    }

    private static Verdict.Counterexample counterexample(
            Map<String, Integer> sizes,
            Map<String, Tensor<Double>> values,
            Tensor<?> shape,
            int place,
            String left,
            String right) {
        Map<String, List<List<String>>> entries = new TreeMap<>();
        values.forEach((name, tensor) -> {
            List<List<String>> rows = new ArrayList<>();
            int columns = tensor.sizes().isEmpty()
                    ? 1
                    : tensor.sizes().size() == 1
                            ? tensor.entries().size()
                            : tensor.sizes().get(tensor.sizes().size() - 1);
            for (int from = 0; from < tensor.entries().size(); from += columns) {
                rows.add(tensor.entries().subList(from, from + columns).stream()
                        .map(v -> v == Math.rint(v) ? String.valueOf(v.longValue()) : v.toString())
                        .toList());
            }
            entries.put(name, rows);
        });
        List<Integer> position = new ArrayList<>();
        int rest = place;
        for (int axis = shape.sizes().size() - 1; axis >= 0; axis--) {
            position.add(0, rest % shape.sizes().get(axis) + 1);
            rest /= shape.sizes().get(axis);
        }
        return new Verdict.Counterexample(new TreeMap<>(sizes), entries, position, left, right);
    }

    private Verdict atRandomPoints() {
        TrialSizes trials = new TrialSizes(variables, expressions(), sizeNames);
        int agreed = 0;
        for (int attempt = 0; attempt < ATTEMPTS && agreed < POINTS; attempt++) {
            Optional<Map<String, Integer>> sizes = trials.attempt(attempt);
            if (sizes.isPresent()) {
                Optional<Optional<Verdict.Counterexample>> outcome = randomPoint(attempt, sizes.get());
                if (outcome.isPresent() && outcome.get().isPresent()) {
                    return new Verdict(Verdict.Kind.REFUTED, "the values differ at a random point", outcome.get());
                }
                agreed += outcome.isPresent() ? 1 : 0;
            }
        }
        if (agreed == 0) {
            return Verdict.of(Verdict.Kind.UNDECIDED, "no point was found at which both are defined");
        }
        int field = fieldPoints(trials);
        String strength =
                field == 0 ? "" : " and, exactly, at " + field + " random points of the field of 2^61 - 1 elements";
        return Verdict.of(
                Verdict.Kind.AGREES, "the values agree at " + agreed + " random points" + strength + "; no proof");
    }

    /** Empty where the point lies outside the domain; else the difference, if any. */
    private Optional<Optional<Verdict.Counterexample>> randomPoint(int attempt, Map<String, Integer> sizes) {
        try {
            Points points = new Points(104729L * attempt + 3, sizes);
            boolean positive = attempt % 2 == 1;
            Map<String, Tensor<Double>> values = new TreeMap<>();
            for (Symbol symbol : variables) {
                Tensor<Double> value = points.value(symbol);
                boolean free = symbol.properties().isEmpty();
                values.put(symbol.name(), positive && free ? value.map(Math::abs) : value);
            }
            Tensor<Double> a = value(new Doubles(), sizes, values, left);
            Tensor<Double> b = value(new Doubles(), sizes, values, right);
            return isFinite(a) && isFinite(b) ? Optional.of(realDifference(sizes, values)) : Optional.empty();
        } catch (Singular | ArithmeticException outside) {
            return Optional.empty();
        }
    }

    /** The number of field points at which both sides are defined and equal; zero where they are not rational. */
    private int fieldPoints(TrialSizes trials) {
        int agreed = 0;
        try {
            for (int attempt = 0; attempt < ATTEMPTS && agreed < FIELD_POINTS; attempt++) {
                Optional<Map<String, Integer>> sizes = trials.attempt(attempt);
                Optional<Boolean> equal = sizes.isPresent() ? fieldPoint(attempt, sizes.get()) : Optional.empty();
                if (equal.isPresent() && !equal.get()) {
                    return 0;
                }
                agreed += equal.isPresent() ? 1 : 0;
            }
        } catch (NotRational irrational) {
            return 0;
        }
        return agreed;
    }

    /** Empty where a side is not defined at the point. */
    private Optional<Boolean> fieldPoint(int attempt, Map<String, Integer> sizes) {
        try {
            FieldPoints points = new FieldPoints(attempt, sizes);
            Map<String, Tensor<PrimeField.Residue>> values = new HashMap<>();
            variables.forEach(symbol -> values.put(symbol.name(), points.value(symbol)));
            PrimeField field = new PrimeField();
            return Optional.of(value(field, sizes, values, left).equals(value(field, sizes, values, right)));
        } catch (Singular | ArithmeticException outside) {
            return Optional.empty();
        }
    }
}
