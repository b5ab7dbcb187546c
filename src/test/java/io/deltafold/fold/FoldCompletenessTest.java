package io.deltafold.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltafold.index.Expand;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Size;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A product of generic matrices folds exactly when its index graph, with its outputs joined, has treewidth at most 2. */
final class FoldCompletenessTest {
    private static final int GRAPHS = 10_000;

    @Test
    void foldsExactlyAtTreewidthTwo() {
        SplittableRandom random = new SplittableRandom(17);
        int folded = 0;
        int irreducible = 0;
        for (int round = 0; round < GRAPHS; round++) {
            Graph graph = new Graph();
            int vertices = random.nextInt(1, 9);
            int edges = random.nextInt(0, 15);
            int[] outputs = random.ints(random.nextInt(3), 0, vertices).toArray();
            ProductBuilder builder = new ProductBuilder(graph).sizes(Collections.nCopies(vertices, Size.named("n")));
            Map<Integer, Set<Integer>> neighbours = new TreeMap<>();
            for (int v = 0; v < vertices; v++) {
                neighbours.put(v, new HashSet<>());
            }
            for (int e = 0; e < edges; e++) {
                int a = random.nextInt(vertices);
                int b = random.nextInt(vertices);
                boolean matrix = random.nextInt(5) > 0;
                Shape shape = matrix ? Shape.matrix(Size.named("n"), Size.named("n")) : Shape.vector(Size.named("n"));
                Node tensor = graph.variable(new Symbol("M" + e, shape));
                builder.factor(tensor, matrix ? Subscripts.of(a, b) : Subscripts.of(a));
                if (matrix) {
                    join(neighbours, a, b);
                }
            }
            if (outputs.length == 2) {
                join(neighbours, outputs[0], outputs[1]);
            }
            Node node = builder.outputs(Subscripts.of(outputs)).build();
            Optional<MatrixExpr> formula = fold(node);
            assertThat(formula.isPresent()).as("round %d: %s", round, node).isEqualTo(hasTreewidthTwo(neighbours));
            if (formula.isPresent()) {
                folded++;
                requireSame(graph, node, formula.get());
            } else {
                irreducible++;
            }
        }
        assertThat(folded).isGreaterThan(GRAPHS / 2);
        assertThat(irreducible).isGreaterThan(GRAPHS / 100);
    }

    private static void join(Map<Integer, Set<Integer>> neighbours, int a, int b) {
        if (a != b) {
            neighbours.get(a).add(b);
            neighbours.get(b).add(a);
        }
    }

    private static Optional<MatrixExpr> fold(Node node) {
        try {
            return Optional.of(new Refold(Map.of()).fold(node));
        } catch (NoMatrixForm none) {
            assertThat(none.why()).contains("treewidth");
            return Optional.empty();
        }
    }

    /** Treewidth is at most two when vertices of degree at most two can be removed, their neighbours joined, to the end. */
    private static boolean hasTreewidthTwo(Map<Integer, Set<Integer>> neighbours) {
        while (!neighbours.isEmpty()) {
            Optional<Integer> leaf = neighbours.keySet().stream()
                    .filter(v -> neighbours.get(v).size() <= 2)
                    .findFirst();
            if (leaf.isEmpty()) {
                return false;
            }
            Set<Integer> around = neighbours.remove(leaf.get());
            for (int v : around) {
                neighbours.get(v).remove(leaf.get());
                around.stream()
                        .filter(w -> w != v)
                        .forEach(w -> neighbours.get(v).add(w));
            }
        }
        return true;
    }

    /** expand(fold(n)) = n, as the same object. */
    private static void requireSame(Graph graph, Node node, MatrixExpr formula) {
        Node again = new Expand(graph).expand(formula).standard(graph).node();
        List<Node> both = Contract.contract(new Graph(true), List.of(node, again));
        assertThat(both.get(1)).as("%s", formula).isSameAs(both.get(0));
    }
}
