package io.deltafold.index;

import io.deltafold.index.Node.Factor;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Property;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Sᵀ = S: knows which nodes are symmetric matrices, from declared properties and from their structure. */
public final class Symmetry {
    private final Graph graph;
    private final boolean active;
    private final Map<Node, Boolean> known = new HashMap<>();
    private final Set<String> used = new TreeSet<>();

    Symmetry(Graph graph, boolean active) {
        this.graph = graph;
        this.active = active;
    }

    /** The properties of variables that normal forms in this graph may rest on, as sentences. */
    public Set<String> used() {
        return used;
    }

    void use(String sentence) {
        used.add(sentence);
    }

    /** Whether properties may be used at all in this graph. */
    boolean isActive() {
        return active;
    }

    /** Whether the node is a matrix that equals its transpose. */
    public boolean isSymmetric(Node node) {
        if (!active
                || node.order() != 2
                || !node.sizes().get(0).equals(node.sizes().get(1))) {
            return false;
        }
        Boolean answer = known.get(node);
        if (answer == null) {
            answer = decide(node);
            known.put(node, answer);
        }
        return answer;
    }

    private boolean decide(Node node) {
        if (node instanceof Node.Variable variable) {
            if (variable.symbol().has(Property.SYMMETRIC)) {
                used.add(variable.symbol().name() + " is symmetric");
            }
            return variable.symbol().has(Property.SYMMETRIC);
        } else if (node instanceof Node.Call call) {
            boolean keeps = call.is(MatrixFunction.INV)
                    || call.is(MatrixFunction.ADJ)
                    || call.is(MatrixFunction.PINV)
                    || call.is(MatrixFunction.EXPM)
                    || call.is(MatrixFunction.DEXPM)
                    || call.function() instanceof TensorFunction.Power;
            return keeps && call.arguments().stream().allMatch(this::isSymmetric);
        } else if (node instanceof Node.Map map) {
            return map.arguments().stream().allMatch(this::isSymmetric);
        } else if (node instanceof Node.Sum sum) {
            return sum.terms().stream().allMatch(term -> isSymmetric(term.node()));
        } else if (node instanceof Node.Product product) {
            if (product.factors().size() > MOST_FACTORS) {
                return false;
            }
            if (isProjector(product)) {
                return true;
            }
            Subscripts swapped =
                    Subscripts.of(product.outputs().get(1), product.outputs().get(0));
            ProductBuilder transposed =
                    new ProductBuilder(graph).coefficient(product.coefficient()).sizes(product.indexSizes());
            product.factors().forEach(f -> transposed.factor(f.node(), f.subscripts()));
            known.put(node, false);
            return transposed.outputs(swapped).build() == node;
        }
        return false;
    }

    private static final int MOST_FACTORS = 64;

    /** X X⁺ and X⁺ X are symmetric (Penrose). */
    private static boolean isProjector(Node.Product product) {
        if (product.factors().size() != 2 || product.indexSizes().size() != 3) {
            return false;
        }
        Factor a = product.factors().get(0);
        Factor b = product.factors().get(1);
        Factor pseudo = isPseudoInverse(a.node(), b.node()) ? a : b;
        Factor matrix = pseudo.equals(a) ? b : a;
        if (!isPseudoInverse(pseudo.node(), matrix.node())) {
            return false;
        }
        Subscripts p = pseudo.subscripts();
        Subscripts x = matrix.subscripts();
        return p.get(0) == x.get(1) && p.get(1) != x.get(0) || p.get(1) == x.get(0) && p.get(0) != x.get(1);
    }

    private static boolean isPseudoInverse(Node node, Node of) {
        return node instanceof Node.Call call && call.is(MatrixFunction.PINV) && call.argument() == of;
    }

    /** Factors that are symmetric matrices, with their subscripts in ascending order. */
    List<Factor> orient(List<Factor> factors) {
        if (!active) {
            return factors;
        }
        List<Factor> oriented = new ArrayList<>();
        for (Factor factor : factors) {
            Subscripts s = factor.subscripts();
            boolean swap = s.size() == 2 && s.get(0) > s.get(1) && isSymmetric(factor.node());
            oriented.add(swap ? new Factor(factor.node(), Subscripts.of(s.get(1), s.get(0))) : factor);
        }
        return oriented;
    }

    /** Whether a factor with these outputs is the node itself. */
    boolean same(Factor factor, Subscripts outputs) {
        Subscripts s = factor.subscripts();
        if (s.equals(outputs)) {
            return true;
        }
        return s.size() == 2
                && outputs.size() == 2
                && s.get(0) == outputs.get(1)
                && s.get(1) == outputs.get(0)
                && isSymmetric(factor.node());
    }
}
