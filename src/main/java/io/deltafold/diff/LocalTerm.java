package io.deltafold.diff;

import io.deltafold.index.Node;
import io.deltafold.index.Subscripts;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * One term of the derivative of a node by what it is made of: coefficient · Σ Π factors · ∂child[at], for each entry
 * [outputs] of the node.
 *
 * @param factors without the child
 * @param position where among the factors the child stands
 * @param indexSizes the sizes of all indices; those that are no output are summed
 */
public record LocalTerm(
        Coefficient coefficient,
        List<Node.Factor> factors,
        int position,
        Node child,
        Subscripts at,
        Subscripts outputs,
        List<Size> indexSizes) {
    public LocalTerm {
        factors = List.copyOf(factors);
        indexSizes = List.copyOf(indexSizes);
    }

    /** Whether the term is a multiple of the child's derivative. */
    boolean isScaling() {
        return factors.isEmpty() && at.equals(outputs) && at.isDistinct();
    }

    /** The factors with another node in the child's place. */
    List<Node.Factor> with(Node node, Subscripts subscripts) {
        List<Node.Factor> all = new ArrayList<>(factors);
        all.add(position, new Node.Factor(node, subscripts));
        return all;
    }
}
