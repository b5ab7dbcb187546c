package io.deltafold.fold;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.Subscripts;
import io.deltafold.index.TensorFunction;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.SizeEquality;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Products with stacks of powers as explicit sums: Σ_{r=0}^{k−1} (Xʳ)ᵀ G (X^{k−1−r})ᵀ. */
final class PowerSums {
    private static final List<String> NAMES = List.of("r", "s", "t", "u", "q");

    private PowerSums() {}

    /** Xʳ, or X^{k−1−r}, where r is the summed index of the stack. */
    static MatrixExpr power(Node.Product product, TensorFunction.PowerStack stack, int index, MatrixExpr base)
            throws NoMatrixForm {
        if (product.outputs().contains(index)) {
            throw new NoMatrixForm("the powers of a matrix are no matrix");
        }
        Size r = Size.named(name(product));
        Size exponent = stack.descending() ? stack.count().minus(Size.ONE).minus(r) : r;
        return MatrixExpr.matrixPower(base, exponent, SizeEquality.STRICT);
    }

    /** The term as a sum over the range of the powers; unchanged where there are none. */
    static FoldedTerm around(Node.Product product, FoldedTerm term) throws NoMatrixForm {
        Optional<Integer> index = Optional.empty();
        Optional<Size> count = Optional.empty();
        for (Node.Factor factor : product.factors()) {
            if (factor.node() instanceof Node.Call call && call.function() instanceof TensorFunction.PowerStack stack) {
                if (index.isPresent() && index.get() != factor.subscripts().get(0)) {
                    throw new NoMatrixForm("powers are summed over two ranges");
                }
                index = Optional.of(factor.subscripts().get(0));
                count = Optional.of(stack.count());
            }
        }
        if (index.isEmpty() || count.isEmpty()) {
            return term;
        }
        for (Node.Factor factor : product.factors()) {
            boolean stack =
                    factor.node() instanceof Node.Call call && call.function() instanceof TensorFunction.PowerStack;
            Subscripts at = factor.subscripts();
            if (!stack && at.contains(index.get())) {
                throw new NoMatrixForm("the range of a sum over powers is the axis of a tensor");
            }
        }
        MatrixExpr body =
                new FoldedTerm(io.deltafold.number.Coefficient.ONE, term.scalars(), term.factors()).expression();
        MatrixExpr sum =
                new MatrixExpr.IndexSum(name(product), Size.ZERO, count.get().minus(Size.ONE), body);
        return sum.shape().isScalar()
                ? new FoldedTerm(term.coefficient(), List.of(sum), List.of())
                : new FoldedTerm(term.coefficient(), List.of(), List.of(sum));
    }

    /** A name for the index that nothing in the product has. */
    private static String name(Node.Product product) {
        Set<String> taken = new HashSet<>();
        for (Node node : Graph.reachable(new ArrayList<>(List.of(product)))) {
            if (node instanceof Node.Variable variable) {
                taken.add(variable.symbol().name());
            }
            node.sizes().forEach(size -> taken.addAll(size.names()));
        }
        return NAMES.stream().filter(name -> !taken.contains(name)).findFirst().orElse("r_");
    }
}
