package io.deltafold.index;

import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * A node read as a scalar, vector or matrix: every axis is a tuple of the node's primitive axes, slowest first. vec and
 * kron only regroup; a literal size of one may be an empty tuple.
 */
public record Tensor(Node node, List<Subscripts> axes) {
    public Tensor {
        axes = List.copyOf(axes);
    }

    /** The node with one primitive axis for each axis. */
    public static Tensor of(Node node) {
        List<Subscripts> axes = new ArrayList<>();
        for (int axis = 0; axis < node.order(); axis++) {
            axes.add(Subscripts.of(axis));
        }
        return new Tensor(node, axes);
    }

    public int order() {
        return axes.size();
    }

    /** The primitive sizes of an axis. */
    public List<Size> sizes(int axis) {
        return axes.get(axis).stream().mapToObj(node.sizes()::get).toList();
    }

    /** Whether every axis is one primitive axis. */
    public boolean isPlain() {
        return axes.stream().allMatch(axis -> axis.size() == 1);
    }

    /** The same tensor with its primitive axes in the order of its axes. */
    public Tensor standard(Graph graph) {
        Subscripts order = Subscripts.of();
        List<Subscripts> grouped = new ArrayList<>();
        for (Subscripts axis : axes) {
            grouped.add(Subscripts.range(order.size(), axis.size()));
            order = order.then(axis);
        }
        return new Tensor(graph.permuted(node, order), grouped);
    }
}
