package io.deltafold;

import io.deltafold.fold.InnerProduct;
import io.deltafold.fold.KroneckerFold;
import io.deltafold.fold.NoMatrixForm;
import io.deltafold.fold.Refold;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.index.Tensor;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Size;
import io.deltafold.verify.Claim;
import java.util.ArrayList;
import java.util.List;

/** What a form makes of the axes of the value and of the variable. */
record ResultShape(Form form, Target target, Symbol value, Tensor tensor) {
    private static final int FLAT = Integer.MAX_VALUE / 2;

    Shape shape() {
        Size rows = value.shape().count();
        Size columns = target.wrt().shape().count();
        return switch (form) {
            case GRADIENT, VJP, HVP -> target.wrt().shape();
            case DIFFERENTIAL, JVP -> value.shape();
            case VEC -> Shape.matrix(rows, columns);
            case HESSIAN -> {
                boolean scalars = target.wrt().shape().isScalar()
                        && target.second().shape().isScalar();
                yield scalars
                        ? Shape.SCALAR
                        : Shape.matrix(columns, target.second().shape().count());
            }
            case JACOBIAN -> {
                if (isMatrixJacobian()) {
                    yield target.wrt().shape().isScalar() ? value.shape() : Shape.matrix(rows, columns);
                }
                List<Size> sizes = new ArrayList<>(value.shape().sizes());
                sizes.addAll(target.wrt().shape().sizes());
                yield new Shape(sizes);
            }
        };
    }

    /** Whether the result is the inner product of the gradient of a scalar with the direction. */
    boolean isInnerProduct() {
        return (form == Form.DIFFERENTIAL || form == Form.JVP)
                && value.shape().isScalar()
                && target.wrt().shape().rank() <= 2;
    }

    /** The entries of the result: the inner product where the node is the gradient. */
    Node entries(Graph graph, Node result) {
        if (!isInnerProduct()) {
            return slowFirst(graph, result);
        }
        Subscripts all = Subscripts.range(0, result.order());
        return new ProductBuilder(graph)
                .sizes(result.sizes())
                .factor(result, all)
                .factor(graph.variable(target.direction().orElseThrow()), all)
                .outputs(Subscripts.of())
                .build();
    }

    private boolean isMatrixJacobian() {
        int order = target.wrt().shape().rank();
        return tensor.order() < 2 && order < 2 || order == 0 && tensor.order() < 3;
    }

    /** How the result is compared with the value. */
    Claim.Kind kind(boolean matrixForm) {
        return switch (form) {
            case GRADIENT, VJP -> Claim.Kind.GRADIENT;
            case JACOBIAN -> Claim.Kind.JACOBIAN;
            case VEC -> matrixForm ? Claim.Kind.VEC : Claim.Kind.JACOBIAN;
            case HESSIAN -> Claim.Kind.HESSIAN;
            case DIFFERENTIAL, JVP -> Claim.Kind.DIRECTIONAL;
            case HVP -> Claim.Kind.HESSIAN_PRODUCT;
        };
    }

    /** The node as a matrix expression of this shape. */
    MatrixExpr fold(Node result, Refold refold, Graph graph) throws NoMatrixForm {
        int rows = tensor.node().order();
        int order = target.wrt().shape().rank();
        return switch (form) {
            case GRADIENT, VJP, HVP -> refold.fold(result);
            case DIFFERENTIAL, JVP -> {
                if (isInnerProduct()) {
                    yield InnerProduct.of(
                            refold,
                            result,
                            MatrixExpr.reference(target.direction().orElseThrow()));
                }
                if (!tensor.isPlain() && tensor.order() > 0 && rows > 0) {
                    yield stackedAs(result, refold, graph);
                }
                yield refold.fold(result);
            }
            case HESSIAN ->
                order == 1 && target.second().shape().rank() == 1
                        ? refold.fold(result)
                        : new KroneckerFold(refold).fold(result, order);
            case VEC -> new KroneckerFold(refold).fold(result, rows);
            case JACOBIAN -> {
                if (!isMatrixJacobian()) {
                    throw new NoMatrixForm(
                            "a Jacobian is a matrix only between vectors and scalars; between stacked axes it is one"
                                    + " under --form vec");
                }
                if (order == 0 && tensor.order() == 2 && !tensor.isPlain()) {
                    yield stackedAs(result, refold, graph);
                }
                yield order == 0 && rows < 3 ? refold.fold(result) : new KroneckerFold(refold).fold(result, rows);
            }
        };
    }

    /** A value whose axes are regrouped (a row from a vector, a stacked matrix) is folded with these axes. */
    private MatrixExpr stackedAs(Node result, Refold refold, Graph graph) throws NoMatrixForm {
        if (tensor.axes().stream().anyMatch(axis -> axis.size() > 1)) {
            Subscripts order = Subscripts.of();
            for (Subscripts axis : tensor.axes()) {
                // A vector has its fast index first already; a matrix has each axis slow index first.
                boolean swap = tensor.order() == 2 && axis.size() == 2;
                order = order.then(swap ? Subscripts.of(axis.get(1), axis.get(0)) : axis);
            }
            Node fastFirst = tensor.order() == 2 ? permuted(graph, result, order) : result;
            return new KroneckerFold(refold)
                    .fold(fastFirst, tensor.axes().get(0).size());
        }
        MatrixExpr folded = refold.fold(result);
        boolean row = tensor.axes().get(0).size() == 0;
        return row && folded.shape().isVector() ? MatrixExpr.transpose(folded) : folded;
    }

    /** Term by term, so that every product stays in one piece. */
    private static Node permuted(Graph graph, Node node, Subscripts order) {
        if (node instanceof Node.Sum sum) {
            List<Node.Term> terms = sum.terms().stream()
                    .map(term -> new Node.Term(term.coefficient(), permuted(graph, term.node(), order)))
                    .toList();
            return graph.sum(
                    terms,
                    order.stream().mapToObj(axis -> node.sizes().get(axis)).toList());
        }
        return new ProductBuilder(graph)
                .sizes(node.sizes())
                .flatten(FLAT)
                .factor(node, Subscripts.range(0, node.order()))
                .outputs(order)
                .build();
    }

    /** The value with the fast index of a stacked axis first, as matrices have it. */
    Node fastFirst(Graph graph) {
        boolean stacked = tensor.order() == 1 && tensor.axes().get(0).size() == 2;
        return stacked ? graph.permuted(tensor.node(), Subscripts.of(1, 0)) : tensor.node();
    }

    /** The entries in the order of a matrix between stacked axes: columns before rows, as vec has it. */
    Node stacked(Graph graph, Node entries) {
        if (form != Form.HESSIAN && form != Form.VEC) {
            return entries;
        }
        Subscripts order = Subscripts.of();
        for (int axis = tensor.order() - 1; axis >= 0 && form == Form.VEC; axis--) {
            order = order.then(tensor.axes().get(axis));
        }
        order = order.then(columnsFirst(order.size(), target.wrt()));
        if (form == Form.HESSIAN) {
            order = order.then(columnsFirst(order.size(), target.second()));
        }
        return graph.permuted(entries, order);
    }

    private static Subscripts columnsFirst(int from, Symbol symbol) {
        int rank = symbol.shape().rank();
        return rank == 2 ? Subscripts.of(from + 1, from) : Subscripts.range(from, rank);
    }

    /** The result with the axes of a stacked value in the order of its entries again. */
    private Node slowFirst(Graph graph, Node result) {
        boolean swapped = (form == Form.JACOBIAN || form == Form.VEC || form == Form.JVP || form == Form.DIFFERENTIAL)
                && tensor.order() == 1
                && tensor.axes().get(0).size() == 2;
        if (!swapped) {
            return result;
        }
        Subscripts rest = Subscripts.range(2, result.order() - 2);
        return graph.permuted(result, Subscripts.of(1, 0).then(rest));
    }
}
