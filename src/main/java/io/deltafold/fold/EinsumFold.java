package io.deltafold.fold;

import io.deltafold.index.Node;
import io.deltafold.index.Subscripts;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import io.deltafold.scalar.Power;
import java.util.ArrayList;
import java.util.List;

/**
 * Nodes of any order as expressions with einsum, for what has no matrix form: {@code einsum("ik,jl->ijkl", Z, I(p))}. A
 * delta is an identity, an axis that nothing carries a vector of ones.
 */
public final class EinsumFold {
    private static final String LETTERS = "ijklmnopqrstuvwxyzabcdefghABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final Refold refold;

    public EinsumFold(Refold refold) {
        this.refold = refold;
    }

    /**
     * The node as an expression of its own order.
     *
     * @throws NoMatrixForm where even einsum cannot say it
     */
    public MatrixExpr fold(Node node) throws NoMatrixForm {
        if (node.order() <= 2) {
            try {
                return refold.fold(node);
            } catch (NoMatrixForm none) {
                return general(node);
            }
        }
        return general(node);
    }

    private MatrixExpr general(Node node) throws NoMatrixForm {
        if (node instanceof Node.Variable variable) {
            return MatrixExpr.reference(variable.symbol());
        } else if (node instanceof Node.Product product) {
            return product(product);
        } else if (node instanceof Node.Sum sum) {
            if (sum.isZero()) {
                return new MatrixExpr.Zeros(new Shape(sum.sizes()));
            }
            List<MatrixExpr> terms = new ArrayList<>();
            for (Node.Term term : sum.terms()) {
                terms.add(scaled(term.coefficient(), fold(term.node())));
            }
            return MatrixExpr.sum(terms);
        } else if (node instanceof Node.Map map) {
            List<MatrixExpr> arguments = new ArrayList<>();
            for (Node argument : map.arguments()) {
                arguments.add(fold(argument));
            }
            return map.function() instanceof Power power
                    ? MatrixExpr.power(arguments.get(0), power.exponent())
                    : MatrixExpr.apply(map.function(), arguments);
        }
        throw new NoMatrixForm("a function of a tensor of order " + node.order() + " has no name");
    }

    private static MatrixExpr scaled(Coefficient coefficient, MatrixExpr e) {
        return Compose.scaled(coefficient, List.of(), List.of(e));
    }

    private MatrixExpr product(Node.Product product) throws NoMatrixForm {
        if (product.indexSizes().size() > LETTERS.length()) {
            throw new NoMatrixForm("einsum has not enough letters");
        }
        List<String> inputs = new ArrayList<>();
        List<MatrixExpr> operands = new ArrayList<>();
        boolean[] carried = new boolean[product.indexSizes().size()];
        for (Node.Factor factor : product.factors()) {
            inputs.add(letters(factor.subscripts()));
            operands.add(fold(factor.node()));
            factor.subscripts().stream().forEach(i -> carried[i] = true);
        }
        StringBuilder output = new StringBuilder();
        int next = product.indexSizes().size();
        Subscripts outputs = product.outputs();
        for (int axis = 0; axis < outputs.size(); axis++) {
            int index = outputs.get(axis);
            Size size = product.indexSizes().get(index);
            String letter = String.valueOf(LETTERS.charAt(index));
            if (output.indexOf(letter) >= 0) {
                // einsum knows no repeated output: the second axis is tied to the first by an identity.
                if (next >= LETTERS.length()) {
                    throw new NoMatrixForm("einsum has not enough letters");
                }
                String fresh = String.valueOf(LETTERS.charAt(next++));
                inputs.add(letter + fresh);
                operands.add(new MatrixExpr.Identity(size));
                carried[index] = true;
                output.append(fresh);
            } else {
                output.append(letter);
            }
        }
        for (int axis = 0; axis < outputs.size(); axis++) {
            int index = outputs.get(axis);
            if (!carried[index]) {
                carried[index] = true;
                inputs.add(String.valueOf(LETTERS.charAt(index)));
                operands.add(
                        new MatrixExpr.Ones(Shape.vector(product.indexSizes().get(index))));
            }
        }
        if (operands.isEmpty()) {
            return scaled(product.coefficient(), MatrixExpr.number(1));
        }
        return scaled(product.coefficient(), MatrixExpr.einsum(inputs, output.toString(), operands));
    }

    private static String letters(Subscripts subscripts) {
        StringBuilder text = new StringBuilder();
        subscripts.stream().forEach(i -> text.append(LETTERS.charAt(i)));
        return text.toString();
    }
}
