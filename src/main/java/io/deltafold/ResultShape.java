package io.deltafold;

import io.deltafold.fold.KroneckerFold;
import io.deltafold.fold.NoMatrixForm;
import io.deltafold.fold.Refold;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
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
    MatrixExpr fold(Node result, Refold refold) throws NoMatrixForm {
        int rows = tensor.node().order();
        int order = target.wrt().shape().rank();
        return switch (form) {
            case GRADIENT, VJP, HVP -> refold.fold(result);
            case DIFFERENTIAL, JVP -> {
                if (!tensor.isPlain() && tensor.order() > 0 && rows > 0) {
                    yield stackedAs(tensor, result, refold);
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
                yield order == 0 && rows < 3 ? refold.fold(result) : new KroneckerFold(refold).fold(result, rows);
            }
        };
    }

    /** A value whose axes are regrouped (a row from a vector, a stacked matrix) is folded with these axes. */
    private static MatrixExpr stackedAs(Tensor tensor, Node result, Refold refold) throws NoMatrixForm {
        if (tensor.axes().stream().anyMatch(axis -> axis.size() > 1)) {
            return new KroneckerFold(refold).fold(result, tensor.axes().get(0).size());
        }
        // A row or a column: one of two axes is a literal one.
        MatrixExpr folded = refold.fold(result);
        boolean row = tensor.axes().get(0).size() == 0;
        return row && folded.shape().isVector() ? MatrixExpr.transpose(folded) : folded;
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
    Node slowFirst(Graph graph, Node result) {
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
