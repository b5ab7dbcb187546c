package io.deltafold.fold;

import io.deltafold.index.ConstantTensor;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A sum of parts that are put at different places along one axis, S₁ A + S₂ B, as a stack: vstack(A, B). */
final class Stacks {
    private final Refold refold;

    Stacks(Refold refold) {
        this.refold = refold;
    }

    private record Part(Size offset, Size length, Node node, Coefficient coefficient) {}

    Optional<FoldedTerm> fold(Node.Sum sum) throws NoMatrixForm {
        for (int axis = 0; axis < sum.order(); axis++) {
            List<Part> parts = new ArrayList<>();
            for (Node.Term term : sum.terms()) {
                part(term, axis).ifPresent(parts::add);
            }
            Optional<List<Part>> ordered = parts.size() == sum.terms().size() ? ordered(parts) : Optional.empty();
            if (ordered.isPresent()) {
                return Optional.of(FoldedTerm.of(stack(ordered.get(), axis, new Shape(sum.sizes()))));
            }
        }
        return Optional.empty();
    }

    /** The parts one after another from the start; empty where they overlap or cannot be compared. */
    private static Optional<List<Part>> ordered(List<Part> parts) {
        List<Part> rest = new ArrayList<>(parts);
        List<Part> ordered = new ArrayList<>();
        Size at = Size.ZERO;
        while (!rest.isEmpty()) {
            Size start = at;
            Optional<Part> next =
                    rest.stream().filter(p -> p.offset().equals(start)).findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            rest.remove(next.get());
            ordered.add(next.get());
            at = at.plus(next.get().length());
        }
        return Optional.of(ordered);
    }

    private MatrixExpr stack(List<Part> parts, int axis, Shape shape) throws NoMatrixForm {
        List<MatrixExpr> stacked = new ArrayList<>();
        Size filled = Size.ZERO;
        for (Part part : parts) {
            stacked.add(refold.termOf(part.node()).times(part.coefficient()).expression());
            filled = filled.plus(part.length());
        }
        Size rest = shape.sizes().get(axis).minus(filled);
        if (!rest.isZero()) {
            List<Size> sizes = new ArrayList<>(shape.sizes());
            sizes.set(axis, rest);
            stacked.add(new MatrixExpr.Zeros(new Shape(sizes)));
        }
        return MatrixExpr.call(
                axis == 0 ? MatrixFunction.VSTACK : MatrixFunction.HSTACK, stacked.toArray(MatrixExpr[]::new));
    }

    /** The term without its selection along an axis, where it has one. */
    private static Optional<Part> part(Node.Term term, int axis) {
        if (term.node() instanceof Node.Constant constant
                && constant.tensor() instanceof ConstantTensor.Selection selection
                && axis == 0) {
            Graph graph = new Graph();
            Node identity = graph.delta(List.of(selection.columns()));
            return Optional.of(new Part(selection.offset(), selection.columns(), identity, term.coefficient()));
        }
        if (!(term.node() instanceof Node.Product product) || !product.outputs().isDistinct()) {
            return Optional.empty();
        }
        int output = product.outputs().get(axis);
        for (Node.Factor factor : product.factors()) {
            boolean alone = product.factors().stream()
                            .filter(f -> f.subscripts().contains(output))
                            .count()
                    == 1;
            if (alone
                    && factor.node() instanceof Node.Constant constant
                    && constant.tensor() instanceof ConstantTensor.Unit unit
                    && factor.subscripts().get(0) == output) {
                return Optional.of(new Part(
                        unit.position().minus(Size.ONE),
                        Size.ONE,
                        without(product, factor, output, output),
                        term.coefficient()));
            }
            if (factor.node() instanceof Node.Constant constant
                    && constant.tensor() instanceof ConstantTensor.Selection selection
                    && factor.subscripts().get(0) == output
                    && product.factors().stream()
                                    .filter(f -> f.subscripts().contains(output))
                                    .count()
                            == 1
                    && !product.outputs().contains(factor.subscripts().get(1))) {
                return Optional.of(new Part(
                        selection.offset(),
                        selection.columns(),
                        without(product, factor, output, factor.subscripts().get(1)),
                        term.coefficient()));
            }
        }
        return Optional.empty();
    }

    /** The product without a factor; its axis has another index, and the index that it had counts no more. */
    private static Node without(Node.Product product, Node.Factor factor, int output, int inner) {
        List<Size> sizes = new ArrayList<>(product.indexSizes());
        sizes.set(output, Size.ONE);
        Subscripts outputs = product.outputs().map(i -> i == output ? inner : i);
        // A fresh graph does not mind that its nodes are another's.
        ProductBuilder builder = new ProductBuilder(new Graph())
                .coefficient(product.coefficient())
                .sizes(sizes);
        product.factors().stream()
                .filter(f -> !f.equals(factor))
                .forEach(f -> builder.factor(f.node(), f.subscripts()));
        return builder.outputs(outputs).build();
    }
}
