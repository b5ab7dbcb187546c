package io.deltafold.explain;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * What rules need to know beyond the line: the graph, what depends on what, which letters are free for indices.
 *
 * @param named functions that have a name of their own: s for softmax(x) where s = softmax(x)
 */
record RuleContext(Graph graph, BiPredicate<Node, Node.Variable> depends, IndexNames names, Map<Node, Node> named) {
    Node byName(Node node) {
        return named.getOrDefault(node, node);
    }
}
