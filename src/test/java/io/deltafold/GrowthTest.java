package io.deltafold;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltafold.diff.Reverse;
import io.deltafold.index.Expand;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.Tensor;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Inference;
import io.deltafold.matrix.Program;
import io.deltafold.number.Coefficient;
import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.Source;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cost grows with the size of the problem and no faster: counts, not seconds. */
final class GrowthTest {
    private static final int[] DEPTHS = {8, 64, 512};

    /** What differentiating by all variables at once leaves in the graph. */
    private record Cost(int nodes, int factors) {}

    private static String chain(int n) {
        return declarations(n) + "tr("
                + IntStream.rangeClosed(1, n).mapToObj(k -> "W" + k).collect(Collectors.joining(" @ ")) + ")";
    }

    private static String network(int n) {
        StringBuilder text = new StringBuilder(declarations(n)).append("x, y : R[d]\n");
        for (int k = 1; k <= n; k++) {
            text.append("H" + k + " = tanh(W" + k + " @ " + (k == 1 ? "x" : "H" + (k - 1)) + ")\n");
        }
        return text + "f = norm2(H" + n + " - y)**2";
    }

    private static String declarations(int n) {
        return IntStream.rangeClosed(1, n)
                .mapToObj(k -> "W" + k + " : R[d, d]\n")
                .collect(Collectors.joining());
    }

    private static Cost cost(String text) {
        Program program = Inference.program(new Source("growth", text), Dialect.NUMPY, Optional.empty());
        Graph graph = new Graph();
        Expand expand = new Expand(graph);
        Node value = graph.scalar(Coefficient.ONE);
        for (Definition definition : program.definitions()) {
            Tensor tensor = expand.expand(definition.value()).standard(graph);
            expand.define(definition.name(), tensor);
            value = tensor.node();
        }
        List<Node.Variable> variables = program.variables().stream()
                .map(symbol -> (Node.Variable) graph.variable(symbol))
                .toList();
        Reverse.sweep(graph, value, graph.scalar(Coefficient.ONE), variables);
        int factors = IntStream.range(0, graph.size())
                .mapToObj(graph::node)
                .mapToInt(node ->
                        node instanceof Node.Product product ? product.factors().size() : 0)
                .sum();
        return new Cost(graph.size(), factors);
    }

    private static void requireLinear(java.util.function.IntFunction<String> program) {
        Cost[] costs =
                IntStream.of(DEPTHS).mapToObj(n -> cost(program.apply(n))).toArray(Cost[]::new);
        double nodesPerLayer = (double) (costs[1].nodes() - costs[0].nodes()) / (DEPTHS[1] - DEPTHS[0]);
        double factorsPerLayer = (double) (costs[1].factors() - costs[0].factors()) / (DEPTHS[1] - DEPTHS[0]);
        double nodesPerLaterLayer = (double) (costs[2].nodes() - costs[1].nodes()) / (DEPTHS[2] - DEPTHS[1]);
        double factorsPerLaterLayer = (double) (costs[2].factors() - costs[1].factors()) / (DEPTHS[2] - DEPTHS[1]);
        assertThat(nodesPerLayer).isPositive();
        assertThat(nodesPerLaterLayer).isLessThanOrEqualTo(nodesPerLayer * 1.05);
        assertThat(factorsPerLaterLayer).isLessThanOrEqualTo(factorsPerLayer * 1.05);
    }

    @Test
    void chainsAreDifferentiatedInLinearSize() {
        requireLinear(GrowthTest::chain);
    }

    @Test
    void networksAreDifferentiatedInLinearSize() {
        requireLinear(GrowthTest::network);
    }

    @Test
    void resultsPrintInLinearLength() {
        int[] lengths = IntStream.of(DEPTHS)
                .map(n -> Deltafold.parse(network(n)).derivative("W1").latex().length())
                .toArray();
        double first = (double) (lengths[1] - lengths[0]) / (DEPTHS[1] - DEPTHS[0]);
        double later = (double) (lengths[2] - lengths[1]) / (DEPTHS[2] - DEPTHS[1]);
        // Names of layers grow by a digit.
        assertThat(later).isLessThan(first * 1.25);
    }

    @Test
    void twoThousandLayersAreNoProblem() {
        Derivative network = Deltafold.parse(network(2000)).derivative("W1");
        assertThat(network.text()).startsWith("(∂f/∂H1 ⊙ (1 - H1⊙²)) xᵀ where ∂f/∂H2000 = 2 (H2000 - y), ");
        assertThat(network.latex()).contains("H_{2000}");
        assertThat(network.source().orElseThrow()).contains("df_dH2000");
        assertThat(network.verification().points()).isEqualTo(3);
        Derivative chain = Deltafold.parse(chain(2000)).derivative("W1000");
        assertThat(chain.text()).startsWith("W999ᵀ W998ᵀ");
        assertThat(chain.verification().points()).isEqualTo(3);
    }
}
