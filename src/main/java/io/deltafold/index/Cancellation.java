package io.deltafold.index;

import io.deltafold.index.Node.Factor;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Property;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A⁻¹ A = A A⁻¹ = I and Qᵀ Q = Q Qᵀ = I within a product: two factors that are contracted over an index of their own
 * become a Kronecker delta. Terminates because the number of factors falls.
 */
final class Cancellation {
    private final Graph graph;
    private final ProductBuilder builder;
    private final Subscripts outputs;

    Cancellation(Graph graph, ProductBuilder builder, Subscripts outputs) {
        this.graph = graph;
        this.builder = builder;
        this.outputs = outputs;
    }

    /** The factors without one such pair, whose free indices are tied in the builder; empty where there is none. */
    Optional<List<Factor>> apply(List<Factor> factors) {
        if (!graph.symmetry().isActive()) {
            return Optional.empty();
        }
        Optional<List<Factor>> powers = powers(factors);
        if (powers.isPresent()) {
            return powers;
        }
        Optional<List<Factor>> merged = new PowersOfProducts(builder, outputs).apply(factors);
        if (merged.isPresent()) {
            return merged;
        }
        Optional<List<Factor>> around = new CommutingPowers(graph, builder, outputs).apply(factors);
        if (around.isPresent()) {
            return around;
        }
        Optional<List<Factor>> shortened = shortened(factors);
        if (shortened.isPresent()) {
            return shortened;
        }
        for (int i = 0; i < factors.size(); i++) {
            for (int j = 0; j < factors.size(); j++) {
                if (i != j && cancels(factors, factors.get(i), factors.get(j))) {
                    List<Factor> rest = new ArrayList<>(factors);
                    rest.remove(Math.max(i, j));
                    rest.remove(Math.min(i, j));
                    return Optional.of(rest);
                }
            }
        }
        return Optional.empty();
    }

    /**
     * Xʳ X^{k−1−r} = X^{k−1} for every r: the two stacks become one power, and the sum over r counts k times.
     */
    private Optional<List<Factor>> powers(List<Factor> factors) {
        for (Factor a : factors) {
            for (Factor b : factors) {
                if (isStack(a, false) && isStack(b, true)) {
                    Subscripts up = a.subscripts();
                    Subscripts down = b.subscripts();
                    boolean together = up.get(0) == down.get(0) && isOwn(up.get(0), factors);
                    boolean forward = up.get(2) == down.get(1) && isOwn(up.get(2), factors);
                    boolean backward = down.get(2) == up.get(1) && isOwn(up.get(1), factors);
                    if (together && (forward || backward)) {
                        List<Factor> rest = new ArrayList<>(factors);
                        rest.remove(a);
                        rest.remove(b);
                        rest.add(power(a, forward ? up.get(1) : down.get(1), forward ? down.get(2) : up.get(2)));
                        spend(forward ? up.get(2) : up.get(1), forward ? up.get(1) : up.get(2));
                        return Optional.of(rest);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** (A B)⁻¹ A = B⁻¹ and B (A B)⁻¹ = A⁻¹ for square matrices, which are all invertible where the product is. */
    private Optional<List<Factor>> shortened(List<Factor> factors) {
        for (Factor a : factors) {
            Optional<MatrixChain> chain = a.node() instanceof Node.Call call && call.is(MatrixFunction.INV)
                    ? MatrixChain.of(graph, call.argument())
                    : Optional.empty();
            if (chain.isEmpty()) {
                continue;
            }
            List<Node> matrices = chain.get().matrices();
            for (int side = 0; side < 2; side++) {
                int at = a.subscripts().get(1 - side);
                Node end = matrices.get(side == 0 ? 0 : matrices.size() - 1);
                for (Factor b : factors) {
                    boolean joined = !b.equals(a)
                            && b.node().order() == 2
                            && b.subscripts().contains(at);
                    if (joined
                            && b.subscripts().isDistinct()
                            && isOwn(at, factors)
                            && matrix(b, at, side).equals(end)) {
                        int other = b.subscripts().get(b.subscripts().get(0) == at ? 1 : 0);
                        List<Node> rest = side == 0
                                ? matrices.subList(1, matrices.size())
                                : matrices.subList(0, matrices.size() - 1);
                        Node inverse = graph.call(MatrixFunction.INV, new MatrixChain(rest).product(graph));
                        List<Factor> changed = new ArrayList<>(factors);
                        changed.remove(a);
                        changed.remove(b);
                        int kept = a.subscripts().get(side);
                        changed.add(new Factor(
                                inverse, side == 0 ? Subscripts.of(kept, other) : Subscripts.of(other, kept)));
                        spend(at, other);
                        return Optional.of(changed);
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** The matrix of a factor with its rows (side 0) or its columns (side 1) at an index. */
    private Node matrix(Factor factor, int at, int side) {
        boolean asIs = factor.subscripts().get(side) == at;
        return asIs ? factor.node() : graph.permuted(factor.node(), Subscripts.of(1, 0));
    }

    private static boolean isStack(Factor factor, boolean descending) {
        return factor.node() instanceof Node.Call call
                && call.function() instanceof TensorFunction.PowerStack stack
                && stack.descending() == descending;
    }

    private Factor power(Factor stack, int row, int column) {
        Node.Call call = (Node.Call) stack.node();
        Size exponent = stack.node().sizes().get(0).minus(Size.ONE);
        return new Factor(graph.call(new TensorFunction.Power(exponent), call.argument()), Subscripts.of(row, column));
    }

    private boolean cancels(List<Factor> factors, Factor a, Factor b) {
        if (a.node() instanceof Node.Constant left
                && left.tensor() instanceof ConstantTensor.Stacking
                && a.node() == b.node()) {
            return stackings(factors, a, b);
        }
        if (a.node().order() != 2 || b.node().order() != 2) {
            return false;
        }
        boolean inverse =
                a.node() instanceof Node.Call call && call.is(MatrixFunction.INV) && call.argument() == b.node();
        boolean orthogonal = a.node() == b.node()
                && a.node() instanceof Node.Variable variable
                && variable.symbol().has(Property.ORTHOGONAL);
        boolean symmetric = graph.symmetry().isSymmetric(b.node());
        for (int p = 0; p < 2; p++) {
            for (int q = 0; q < 2; q++) {
                boolean fits = inverse && (p != q || symmetric) || orthogonal && (p == q || symmetric);
                int index = a.subscripts().get(p);
                if (fits && index == b.subscripts().get(q) && isOwn(index, factors)) {
                    if (orthogonal && a.node() instanceof Node.Variable variable) {
                        graph.symmetry().use(variable.symbol().name() + " is orthogonal");
                    }
                    builder.tied(a.subscripts().get(1 - p), b.subscripts().get(1 - q));
                    spend(index, a.subscripts().get(1 - p));
                    return true;
                }
            }
        }
        return false;
    }

    /** Stacking twice in the same way: Σ_q V[q,i,j] V[q,k,l] = δ[i,k] δ[j,l] and Σ_ij V[p,i,j] V[q,i,j] = δ[p,q]. */
    private boolean stackings(List<Factor> factors, Factor a, Factor b) {
        Subscripts left = a.subscripts();
        Subscripts right = b.subscripts();
        boolean whole = left.get(0) == right.get(0) && isOwn(left.get(0), factors);
        boolean parts = left.get(1) == right.get(1)
                && left.get(2) == right.get(2)
                && isOwn(left.get(1), factors)
                && isOwn(left.get(2), factors);
        if (!whole && !parts) {
            return false;
        }
        if (whole) {
            builder.tied(left.get(1), right.get(1));
            builder.tied(left.get(2), right.get(2));
            builder.retire(left.get(0));
        } else {
            builder.tied(left.get(0), right.get(0));
            builder.retire(left.get(1));
            builder.retire(left.get(2));
        }
        return true;
    }

    /** A contracted index that is gone, tied to another of its size; left alone it would count as a free sum. */
    private void spend(int index, int other) {
        builder.tied(index, other);
    }

    /** Whether an index is summed and occurs twice in all. */
    private boolean isOwn(int index, List<Factor> factors) {
        long occurrences = factors.stream()
                .flatMapToInt(factor -> factor.subscripts().stream())
                .filter(i -> i == index)
                .count();
        return occurrences == 2 && !outputs.contains(index);
    }
}
