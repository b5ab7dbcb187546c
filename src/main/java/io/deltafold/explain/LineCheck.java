package io.deltafold.explain;

import io.deltafold.evaluate.Doubles;
import io.deltafold.evaluate.Evaluator;
import io.deltafold.evaluate.Singular;
import io.deltafold.evaluate.Tensor;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Operands;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Size;
import io.deltafold.verify.NodeValue;
import io.deltafold.verify.Samples;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares every line of an explanation with the one before at random points. A derivative that is still to be taken is
 * a central difference of what is differentiated, so that no rule vouches for itself.
 */
final class LineCheck {
    /** Two lines differ: an internal error, never shown. */
    static final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Mismatch(String message) {
            super(message);
        }
    }

    private record Pair(Quantity before, Quantity after, String shown) {}

    private static final int POINTS = 2;
    private static final int ATTEMPTS = 60;
    private static final double TOLERANCE = 1e-5;
    private static final double STEP = 1e-5;

    private final Graph graph;
    private final List<Definition> program;
    private final Samples samples;
    private final List<Symbol> directions;
    private final Map<Symbol, Quantity> definitions = new LinkedHashMap<>();
    private final List<Pair> pairs = new ArrayList<>();
    private final List<LineCheck> others = new ArrayList<>();

    /**
     * @param directions symbols of arbitrary value: the upstream gradient, differentials
     * @param program the definitions up to the value
     */
    LineCheck(
            Graph graph,
            List<Symbol> variables,
            List<Symbol> directions,
            List<Definition> program,
            Set<String> sizeNames) {
        this.graph = graph;
        this.program = program;
        this.directions = directions;
        this.samples =
                new Samples(variables, program.stream().map(Definition::value).toList(), sizeNames);
    }

    /** Gives a symbol the value of a quantity, made of symbols defined before; what it was before is forgotten. */
    void define(Symbol symbol, Quantity value) {
        definitions.keySet().removeIf(known -> known.name().equals(symbol.name()));
        definitions.put(symbol, value);
    }

    /** Claims that two quantities are equal. */
    void equal(Quantity before, Quantity after, String shown) {
        pairs.add(new Pair(before, after, shown));
    }

    /** Another check that has to hold too. */
    void also(LineCheck other) {
        others.add(other);
    }

    /** The number of points at which all claims held; zero where none was found in the domain. */
    int points() {
        int held = 0;
        for (int attempt = 0; attempt < ATTEMPTS && held < POINTS; attempt++) {
            Optional<Samples.Sample> sample = samples.attempt(attempt);
            if (sample.isPresent() && holds(sample.get())) {
                held++;
            }
        }
        for (LineCheck other : others) {
            held = Math.min(held, other.points());
        }
        return held;
    }

    private boolean holds(Samples.Sample sample) {
        try {
            At at = new At(sample);
            List<Tensor<Double>> before = new ArrayList<>();
            List<Tensor<Double>> after = new ArrayList<>();
            for (Pair pair : pairs) {
                before.add(at.value(pair.before()));
                after.add(at.value(pair.after()));
            }
            boolean finite = before.stream().allMatch(LineCheck::isFinite)
                    && after.stream().allMatch(LineCheck::isFinite);
            for (int i = 0; finite && i < pairs.size(); i++) {
                requireEqual(before.get(i), after.get(i), pairs.get(i).shown());
            }
            return finite;
        } catch (Singular outside) {
            return false;
        }
    }

    private static boolean isFinite(Tensor<Double> tensor) {
        return tensor.entries().stream().allMatch(v -> Double.isFinite(v) && Math.abs(v) < 1e6);
    }

    private static void requireEqual(Tensor<Double> before, Tensor<Double> after, String shown) {
        List<Double> a = before.entries();
        List<Double> b = after.entries();
        if (a.size() != b.size()) {
            throw new Mismatch("a line has " + b.size() + " entries, the one before " + a.size() + ": " + shown);
        }
        double scale = 1;
        for (int i = 0; i < a.size(); i++) {
            scale = Math.max(scale, Math.max(Math.abs(a.get(i)), Math.abs(b.get(i))));
        }
        for (int i = 0; i < a.size(); i++) {
            if (Math.abs(a.get(i) - b.get(i)) > TOLERANCE * scale) {
                throw new Mismatch("a line is " + b.get(i) + ", the one before " + a.get(i) + ": " + shown);
            }
        }
    }

    /** The values at one point. */
    private final class At {
        private final Map<String, Integer> sizes;
        /** Of tensors with their primitive axes. */
        private final Map<String, Tensor<Double>> entries;

        /** Of symbols with their declared shapes. */
        private final Map<String, Tensor<Double>> matrices;

        At(Samples.Sample sample) {
            this.sizes = sample.sizes();
            this.matrices = new HashMap<>(sample.values());
            for (Symbol direction : directions) {
                matrices.put(direction.name(), sample.points().direction(direction));
            }
            Evaluator<Double> evaluator = new Evaluator<>(new Doubles(), sizes, matrices);
            evaluator.define(program);
            program.forEach(definition ->
                    matrices.put(definition.name(), evaluator.value(MatrixExpr.reference(definition.symbol()))));
            this.entries = new HashMap<>(matrices);
            definitions.forEach((symbol, quantity) -> {
                List<Integer> shape = numeric(symbol.shape().sizes());
                Tensor<Double> value = value(quantity).reshaped(shape);
                entries.put(symbol.name(), value);
                matrices.putIfAbsent(symbol.name(), value);
            });
        }

        private List<Integer> numeric(List<Size> symbolic) {
            return symbolic.stream().map(size -> size.evaluate(sizes)).toList();
        }

        Tensor<Double> value(Quantity quantity) {
            if (quantity instanceof Quantity.Tensor tensor) {
                return new NodeValue(sizes, entries).of(tensor.node());
            } else if (quantity instanceof Quantity.Matrix matrix) {
                Evaluator<Double> evaluator = new Evaluator<>(new Doubles(), sizes, referenced(matrix.formula()));
                evaluator.define(matrix.formula().where());
                return evaluator.value(matrix.formula().value());
            }
            if (quantity instanceof Quantity.Tuple tuple) {
                NodeValue values = new NodeValue(sizes, entries);
                List<Double> all = new ArrayList<>();
                tuple.entries().forEach(entry -> all.addAll(values.of(entry).entries()));
                return new Tensor<>(List.of(all.size()), all);
            }
            EntrySum line = ((Quantity.Entries) quantity).line();
            Map<String, Tensor<Double>> extended = new HashMap<>();
            Node node = line.node(graph, partial -> {
                List<Size> all = new ArrayList<>(partial.node().sizes());
                all.addAll(partial.by().sizes());
                Symbol symbol = new Symbol(
                        "partial#" + partial.node().id() + "#" + partial.by().id(), new Shape(all));
                extended.computeIfAbsent(symbol.name(), name -> difference(partial.node(), partial.by()));
                return graph.variable(symbol);
            });
            variables(node).forEach(name -> extended.computeIfAbsent(name, entries::get));
            return new NodeValue(sizes, extended).of(node);
        }

        /** What a formula refers to: a copy of everything for each line would be quadratic. */
        private Map<String, Tensor<Double>> referenced(Formula formula) {
            Map<String, Tensor<Double>> values = new HashMap<>();
            Deque<MatrixExpr> open = new ArrayDeque<>(List.of(formula.value()));
            formula.where().forEach(part -> open.push(part.value()));
            while (!open.isEmpty()) {
                MatrixExpr e = open.pop();
                if (e instanceof MatrixExpr.Reference reference) {
                    String name = reference.symbol().name();
                    Tensor<Double> value = matrices.get(name);
                    if (value != null) {
                        values.put(name, value);
                    }
                }
                Operands.of(e).forEach(open::push);
            }
            return values;
        }

        private static List<String> variables(Node node) {
            List<String> names = new ArrayList<>();
            for (Node part : Graph.reachable(List.of(node))) {
                if (part instanceof Node.Variable variable) {
                    names.add(variable.symbol().name());
                }
            }
            return names;
        }

        /** ∂node/∂by by central differences; a symbol that is defined stands for its definition. */
        private Tensor<Double> difference(Node node, Node.Variable by) {
            Node body = node;
            if (node instanceof Node.Variable variable
                    && !node.equals(by)
                    && definitions.get(variable.symbol()) instanceof Quantity.Tensor definition) {
                body = definition.node();
            }
            String name = by.symbol().name();
            Tensor<Double> x = java.util.Objects.requireNonNull(entries.get(name));
            List<List<Double>> columns = new ArrayList<>();
            for (int place = 0; place < x.entries().size(); place++) {
                List<Double> up = moved(body, name, x, place, STEP);
                List<Double> down = moved(body, name, x, place, -STEP);
                List<Double> column = new ArrayList<>();
                for (int i = 0; i < up.size(); i++) {
                    column.add((up.get(i) - down.get(i)) / (2 * STEP));
                }
                columns.add(column);
            }
            List<Integer> shape = new ArrayList<>(numeric(body.sizes()));
            int rows = Tensor.count(shape);
            shape.addAll(x.sizes());
            List<Double> result = new ArrayList<>();
            for (int row = 0; row < rows; row++) {
                for (List<Double> column : columns) {
                    result.add(column.get(row));
                }
            }
            return new Tensor<>(shape, result);
        }

        private List<Double> moved(Node body, String name, Tensor<Double> x, int place, double step) {
            List<Double> changed = new ArrayList<>(x.entries());
            changed.set(place, changed.get(place) + step);
            Map<String, Tensor<Double>> environment = new HashMap<>();
            variables(body).forEach(known -> environment.computeIfAbsent(known, entries::get));
            environment.put(name, new Tensor<>(x.sizes(), changed));
            return new NodeValue(sizes, environment).of(body).entries();
        }
    }
}
