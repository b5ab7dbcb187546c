package io.deltafold.properties;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltafold.diff.Forward;
import io.deltafold.diff.Reverse;
import io.deltafold.emit.SourceText;
import io.deltafold.evaluate.Doubles;
import io.deltafold.evaluate.Evaluator;
import io.deltafold.evaluate.Points;
import io.deltafold.evaluate.Singular;
import io.deltafold.evaluate.Tensor;
import io.deltafold.fold.Contract;
import io.deltafold.fold.NoMatrixForm;
import io.deltafold.fold.Refold;
import io.deltafold.index.Expand;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Inference;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Program;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.scalar.NotDifferentiable;
import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What must hold between the stages, on random programs. */
final class StagePropertiesTest {
    private static final int PROGRAMS = 1500;

    private static Program program(long seed) {
        return Inference.program(
                new Source("seed " + seed, RandomPrograms.program(seed).text()), Dialect.NUMPY, Optional.empty());
    }

    /** The value's node in a graph; empty where the program has no index form or its value stacks axes. */
    private static Optional<Node> expanded(Graph graph, Program program) {
        Expand expand = new Expand(graph);
        try {
            Optional<Node> last = Optional.empty();
            for (Definition definition : program.definitions()) {
                var tensor = expand.expand(definition.value()).standard(graph);
                expand.define(definition.name(), tensor);
                last = tensor.isPlain() ? Optional.of(tensor.node()) : Optional.empty();
            }
            return last;
        } catch (Expand.Unsupported unsupported) {
            return Optional.empty();
        }
    }

    private static Optional<Program> wellShaped(long seed) {
        try {
            return Optional.of(program(seed));
        } catch (io.deltafold.syntax.InputError refused) {
            return Optional.empty();
        }
    }

    @Test
    void forwardContractedWithTheUpstreamIsReverse() {
        int compared = 0;
        int identical = 0;
        for (long seed = 1; seed <= PROGRAMS; seed++) {
            Graph graph = new Graph();
            Optional<Program> program = wellShaped(seed);
            Optional<Node> value = program.flatMap(p -> expanded(graph, p));
            if (value.isEmpty()) {
                continue;
            }
            Node y = value.get();
            Node upstream = graph.variable(new Symbol("upstream", new io.deltafold.matrix.Shape(y.sizes())));
            for (Symbol symbol : program.orElseThrow().variables()) {
                Node.Variable x = (Node.Variable) graph.variable(symbol);
                Node reverse = Reverse.sweep(graph, y, upstream, List.of(x)).adjoint(x);
                Subscripts out = Subscripts.range(0, y.order());
                Subscripts in = Subscripts.range(y.order(), x.order());
                Optional<Node> jacobian = jacobian(graph, y, x);
                if (jacobian.isEmpty()) {
                    continue;
                }
                Node forward = new ProductBuilder(graph)
                        .sizes(y.sizes())
                        .sizes(x.sizes())
                        .factor(upstream, out)
                        .factor(jacobian.get(), out.then(in))
                        .outputs(in)
                        .build();
                List<Node> both = Contract.contract(new Graph(true), List.of(forward, reverse));
                compared++;
                identical += both.get(0) == both.get(1) ? 1 : 0;
                requireEqualValues(program.orElseThrow(), upstream, both, seed);
            }
        }
        assertThat(compared).isGreaterThan(PROGRAMS);
        assertThat(identical).as("of %d canonically equal", compared).isGreaterThan(compared / 3);
    }

    /** The matrix exponential has no Jacobian in entries. */
    private static Optional<Node> jacobian(Graph graph, Node y, Node.Variable x) {
        try {
            return Optional.of(Forward.derivative(graph, y, x));
        } catch (NotDifferentiable beyond) {
            return Optional.empty();
        }
    }

    private static void requireEqualValues(Program program, Node upstream, List<Node> both, long seed) {
        Refold refold = new Refold(Map.of());
        MatrixExpr a;
        MatrixExpr b;
        try {
            a = refold.fold(both.get(0));
            b = refold.fold(both.get(1));
        } catch (NoMatrixForm none) {
            return;
        }
        List<Symbol> symbols = new ArrayList<>(program.variables());
        symbols.add(((Node.Variable) upstream).symbol());
        requireClose(value(program, symbols, a, seed), value(program, symbols, b, seed), String.valueOf(seed));
    }

    private static List<Double> value(Program program, List<Symbol> symbols, MatrixExpr e, long seed) {
        Map<String, Integer> sizes = new HashMap<>();
        int next = 2;
        for (String name : program.sizeNames()) {
            sizes.put(name, next++);
        }
        Points points = new Points(seed, sizes);
        Map<String, Tensor<Double>> values = new HashMap<>();
        symbols.forEach(symbol -> values.put(symbol.name(), points.value(symbol)));
        Evaluator<Double> evaluator = new Evaluator<>(new Doubles(), sizes, values);
        try {
            evaluator.define(program.definitions());
            return evaluator.value(e).entries();
        } catch (Singular outside) {
            return List.of(Double.NaN);
        }
    }

    private static void requireClose(List<Double> a, List<Double> b, String what) {
        double scale = 1;
        for (int i = 0; i < a.size(); i++) {
            scale = Math.max(scale, Math.abs(a.get(i)));
        }
        for (int i = 0; i < a.size(); i++) {
            double x = a.get(i);
            double y = b.get(b.size() == 1 ? 0 : i);
            boolean undefined = !Double.isFinite(x) || !Double.isFinite(y);
            assertThat(undefined || Math.abs(x - y) <= 1e-8 * scale)
                    .as("seed %s: %s and %s", what, x, y)
                    .isTrue();
        }
    }

    @Test
    void foldingIsUndoneByExpanding() {
        int folded = 0;
        int identical = 0;
        for (long seed = 1; seed <= PROGRAMS; seed++) {
            Graph graph = new Graph();
            Optional<Program> program = wellShaped(seed);
            Optional<Node> value = program.flatMap(p -> expanded(graph, p));
            if (value.isEmpty()) {
                continue;
            }
            Graph target = new Graph(true);
            Node node = Contract.contract(target, List.of(value.get())).get(0);
            MatrixExpr expression;
            try {
                expression = new Refold(Map.of()).fold(node);
            } catch (NoMatrixForm none) {
                continue;
            }
            folded++;
            Graph fresh = new Graph();
            Node again = new Expand(fresh).expand(expression).standard(fresh).node();
            Node contracted = Contract.contract(target, List.of(again)).get(0);
            identical += contracted == node ? 1 : 0;
            Program p = program.orElseThrow();
            requireClose(
                    value(p, p.variables(), MatrixExpr.reference(p.value().symbol()), seed),
                    value(p, p.variables(), expression, seed),
                    seed + " " + p.source().text() + " as " + expression);
        }
        assertThat(folded).isGreaterThan(PROGRAMS * 8 / 10);
        assertThat(identical).as("of %d came back as the same node", folded).isGreaterThan(folded / 2);
    }

    @Test
    void printedProgramsReadBackToEqualValues() {
        int compared = 0;
        for (long seed = 1; seed <= PROGRAMS; seed++) {
            Optional<Program> program = wellShaped(seed);
            if (program.isEmpty()) {
                continue;
            }
            Program p = program.get();
            List<Symbol> known = new ArrayList<>(p.variables());
            p.definitions().forEach(d -> known.add(d.symbol()));
            MatrixExpr value = p.value().value();
            String text = SourceText.print(value);
            MatrixExpr read = Inference.expression(new Source("printed", text), known, p.sizeNames());
            assertThat(read.shape()).as(text).isEqualTo(value.shape());
            requireClose(
                    value(p, p.variables(), value, seed), value(p, p.variables(), read, seed), String.valueOf(seed));
            compared++;
        }
        assertThat(compared).isGreaterThan(PROGRAMS * 8 / 10);
    }

    @Test
    void productsThatDifferInNamesAndOrderAreOneNode() {
        SplittableRandom random = new SplittableRandom(5);
        io.deltafold.number.Size n = io.deltafold.number.Size.named("n");
        Graph graph = new Graph();
        List<Node> tensors = List.of(
                graph.variable(new Symbol("A", io.deltafold.matrix.Shape.matrix(n, n))),
                graph.variable(new Symbol("B", io.deltafold.matrix.Shape.matrix(n, n))),
                graph.variable(new Symbol("x", io.deltafold.matrix.Shape.vector(n))));
        for (int round = 0; round < 2000; round++) {
            int indices = random.nextInt(1, 5);
            List<Node.Factor> factors = new ArrayList<>();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                Node tensor = tensors.get(random.nextInt(3));
                int[] subscripts = random.ints(tensor.order(), 0, indices).toArray();
                factors.add(new Node.Factor(tensor, Subscripts.of(subscripts)));
            }
            int[] outputs = random.ints(random.nextInt(3), 0, indices).toArray();
            Node first = product(graph, indices, factors, Subscripts.of(outputs), n);
            int[] renamed = shuffled(indices, random);
            List<Node.Factor> reordered = new ArrayList<>();
            for (int i : shuffled(factors.size(), random)) {
                Node.Factor factor = factors.get(i);
                reordered.add(new Node.Factor(factor.node(), factor.subscripts().map(k -> renamed[k])));
            }
            Node second =
                    product(graph, indices, reordered, Subscripts.of(outputs).map(k -> renamed[k]), n);
            assertThat(second).as("%s and %s", first, second).isSameAs(first);
        }
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] order = java.util.stream.IntStream.range(0, count).toArray();
        for (int i = count - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }

    private static Node product(
            Graph graph, int indices, List<Node.Factor> factors, Subscripts outputs, io.deltafold.number.Size n) {
        ProductBuilder builder =
                new ProductBuilder(graph).coefficient(Coefficient.ONE).sizes(Collections.nCopies(indices, n));
        factors.forEach(f -> builder.factor(f.node(), f.subscripts()));
        return builder.outputs(outputs).build();
    }
}
