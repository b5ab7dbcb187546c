package io.deltafold.fold;

import io.deltafold.index.Node;
import io.deltafold.index.Subscripts;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A tensor of order three or four as a matrix between stacked axes: ∂vec(Y)/∂vec(X)ᵀ as a sum of Kronecker products,
 * with diag(vec(·)) where an entrywise function stands between, under the convention that vec stacks columns.
 */
public final class KroneckerFold {
    private final Refold refold;

    public KroneckerFold(Refold refold) {
        this.refold = refold;
    }

    /**
     * The matrix whose rows run over the first {@code rows} axes of the node, columns stacked, and whose columns run over
     * the others in the same way.
     */
    public MatrixExpr fold(Node node, int rows) throws NoMatrixForm {
        if (node.order() <= 2) {
            return flat(node, rows);
        }
        if (node instanceof Node.Sum sum) {
            if (sum.isZero()) {
                return new MatrixExpr.Zeros(Shape.matrix(
                        count(node.sizes().subList(0, rows)), count(node.sizes().subList(rows, node.order()))));
            }
            List<FoldedTerm> terms = new ArrayList<>();
            for (Node.Term term : sum.terms()) {
                terms.add(term(term.node(), rows).times(term.coefficient()));
            }
            return CommonFactors.sum(terms);
        }
        return term(node, rows).expression();
    }

    /** A scalar, vector or matrix, stacked where both its axes are rows or both are columns. */
    private MatrixExpr flat(Node node, int rows) throws NoMatrixForm {
        FoldedTerm term = refold.termOf(node);
        if (term.factors().isEmpty()) {
            return term.expression();
        }
        boolean stacked = node.order() == 2 && rows != 1;
        MatrixExpr body = stacked ? MatrixExpr.call(MatrixFunction.VEC, term.body()) : term.body();
        MatrixExpr placed = rows == 0 ? Transposes.of(body) : body;
        return term.withFactors(placed instanceof MatrixExpr.MatMul chain ? chain.factors() : List.of(placed))
                .expression();
    }

    private static Size count(List<Size> sizes) {
        return sizes.stream().reduce(Size.ONE, Size::times);
    }

    private FoldedTerm term(Node node, int rows) throws NoMatrixForm {
        if (!(node instanceof Node.Product product)) {
            throw new NoMatrixForm("a tensor of order " + node.order() + " is no matrix");
        }
        Set<Integer> outputs = new HashSet<>();
        product.outputs().stream().forEach(outputs::add);
        IndexGraph graph = refold.graph(product, outputs);
        graph.reduce();
        MatrixExpr body = Layout.crosses(product, graph, rows)
                ? commuted(product, rows)
                : new Layout(product, graph, rows).matrix();
        return new FoldedTerm(
                graph.scaled(product.coefficient()),
                graph.scalars(),
                body instanceof MatrixExpr.MatMul chain ? chain.factors() : List.of(body));
    }

    /** K M, where M has its stacked row axes the other way round: vec(Y) = K vec(Yᵀ). */
    private MatrixExpr commuted(Node.Product product, int rows) throws NoMatrixForm {
        if (rows != 2) {
            throw new NoMatrixForm("the axes of rows and columns cross");
        }
        Subscripts out = product.outputs();
        Subscripts swapped = Subscripts.of(out.get(1), out.get(0))
                .then(Subscripts.of(out.stream().skip(2).toArray()));
        IndexGraph graph = refold.graph(product, swapped.stream().boxed().collect(Collectors.toSet()));
        graph.reduce();
        if (Layout.crosses(swapped, graph, rows)) {
            throw new NoMatrixForm("the axes of rows and columns cross in both orders");
        }
        Size m = product.sizes().get(0);
        Size n = product.sizes().get(1);
        MatrixExpr inner = new Layout(product.indexSizes(), swapped, graph, rows).matrix();
        return IndexGraph.multiply(new MatrixExpr.Commutation(n, m), inner);
    }

    /** The four places of a Kronecker product: slow and fast index of the rows and of the columns. */
    private static final class Layout {
        private final List<Size> sizes;
        private final IndexGraph graph;
        private final OptionalInt slowRow;
        private final OptionalInt fastRow;
        private final OptionalInt slowColumn;
        private final OptionalInt fastColumn;

        Layout(Node.Product product, IndexGraph graph, int rows) throws NoMatrixForm {
            this(product.indexSizes(), product.outputs(), graph, rows);
        }

        Layout(List<Size> sizes, Subscripts out, IndexGraph graph, int rows) throws NoMatrixForm {
            this.sizes = sizes;
            this.graph = graph;
            int columns = out.size() - rows;
            if (rows > 2 || columns > 2) {
                throw new NoMatrixForm("more than two axes are stacked");
            }
            OptionalInt slowRowIndex = rows == 2 ? OptionalInt.of(out.get(1)) : OptionalInt.empty();
            OptionalInt fastRowIndex = rows > 0 ? OptionalInt.of(out.get(0)) : OptionalInt.empty();
            OptionalInt slowColumnIndex = columns == 2 ? OptionalInt.of(out.get(rows + 1)) : OptionalInt.empty();
            OptionalInt fastColumnIndex = columns > 0 ? OptionalInt.of(out.get(rows)) : OptionalInt.empty();
            // A single axis is the slow one where it belongs to the other side's slow one.
            if (rows == 1 && columns == 2 && joined(fastRowIndex, slowColumnIndex)) {
                slowRowIndex = fastRowIndex;
                fastRowIndex = OptionalInt.empty();
            } else if (columns == 1 && rows == 2 && joined(slowRowIndex, fastColumnIndex)) {
                slowColumnIndex = fastColumnIndex;
                fastColumnIndex = OptionalInt.empty();
            }
            slowRow = slowRowIndex;
            fastRow = fastRowIndex;
            slowColumn = slowColumnIndex;
            fastColumn = fastColumnIndex;
        }

        static boolean crosses(Node.Product product, IndexGraph graph, int rows) throws NoMatrixForm {
            return crosses(product.outputs(), graph, rows);
        }

        /** Whether the slow index of the rows belongs to the fast one of the columns, or the other way round. */
        static boolean crosses(Subscripts out, IndexGraph graph, int rows) throws NoMatrixForm {
            Layout layout = new Layout(List.of(), out, graph, rows);
            boolean slowTied = same(layout.slowRow, layout.slowColumn);
            boolean fastTied = same(layout.fastRow, layout.fastColumn);
            // An index that rows and columns share carries the edges of both, so its edges cross nothing.
            return !slowTied
                            && !fastTied
                            && (layout.joined(layout.slowRow, layout.fastColumn)
                                    || layout.joined(layout.fastRow, layout.slowColumn))
                    || same(layout.slowRow, layout.fastColumn)
                    || same(layout.fastRow, layout.slowColumn);
        }

        private static boolean same(OptionalInt a, OptionalInt b) {
            return a.isPresent() && b.isPresent() && a.getAsInt() == b.getAsInt();
        }

        private boolean joined(OptionalInt a, OptionalInt b) {
            return a.isPresent()
                    && b.isPresent()
                    && (a.getAsInt() == b.getAsInt()
                            || graph.neighbours(a.getAsInt()).contains(b.getAsInt()));
        }

        MatrixExpr matrix() throws NoMatrixForm {
            List<MatrixExpr> chain = new ArrayList<>();
            boolean rowsTied = joined(slowRow, fastRow);
            boolean sameEdge = same(slowRow, slowColumn) && same(fastRow, fastColumn);
            boolean columnsTied = joined(slowColumn, fastColumn) && !sameEdge;
            boolean across = joined(slowRow, slowColumn) || joined(fastRow, fastColumn);
            if (!across) {
                MatrixExpr left = stacked(slowRow, fastRow, rowsTied);
                MatrixExpr right = stacked(slowColumn, fastColumn, columnsTied);
                if (fastRow.isEmpty() && slowRow.isEmpty()) {
                    return Transposes.of(right);
                }
                return fastColumn.isEmpty() && slowColumn.isEmpty()
                        ? left
                        : IndexGraph.multiply(left, Transposes.of(right));
            }
            if (rowsTied) {
                chain.add(diagonal(slowRow, fastRow));
            }
            MatrixExpr slow = pair(slowRow, slowColumn);
            MatrixExpr fast = pair(fastRow, fastColumn);
            if (slow.shape().isScalar() || fast.shape().isScalar()) {
                chain.add(slow.shape().isScalar() ? fast : slow);
            } else {
                chain.add(
                        slow instanceof MatrixExpr.Identity a && fast instanceof MatrixExpr.Identity b
                                ? new MatrixExpr.Identity(a.size().times(b.size()))
                                : MatrixExpr.kronecker(List.of(slow, fast)));
            }
            if (columnsTied) {
                chain.add(diagonal(slowColumn, fastColumn));
            }
            if (chain.size() > 1) {
                chain.removeIf(MatrixExpr.Identity.class::isInstance);
            }
            return MatrixExpr.matMul(chain);
        }

        /** diag(vec(F)) for the edge between the two indices of one side. */
        private MatrixExpr diagonal(OptionalInt slow, OptionalInt fast) throws NoMatrixForm {
            return MatrixExpr.call(MatrixFunction.DIAG, vec(slow.getAsInt(), fast.getAsInt()));
        }

        private MatrixExpr vec(int slow, int fast) throws NoMatrixForm {
            if (slow == fast) {
                throw new NoMatrixForm("a diagonal is stacked");
            }
            return MatrixExpr.call(MatrixFunction.VEC, graph.between(fast, slow));
        }

        private MatrixExpr stacked(OptionalInt slow, OptionalInt fast, boolean tied) throws NoMatrixForm {
            if (tied) {
                MatrixExpr vector = vec(slow.getAsInt(), fast.getAsInt());
                boolean labels = graph.isLabelled(slow.getAsInt()) || graph.isLabelled(fast.getAsInt());
                if (labels) {
                    throw new NoMatrixForm("a stacked matrix is scaled along its axes");
                }
                return vector;
            }
            List<MatrixExpr> vectors = new ArrayList<>();
            slow.ifPresent(index -> vectors.add(graph.vector(index)));
            fast.ifPresent(index -> vectors.add(graph.vector(index)));
            return vectors.isEmpty() ? MatrixExpr.number(1) : MatrixExpr.kronecker(vectors);
        }

        /** The matrix between a row index and a column index; a vector or a row where one of them is missing. */
        private MatrixExpr pair(OptionalInt row, OptionalInt column) {
            return Powers.of(between(row, column));
        }

        private MatrixExpr between(OptionalInt row, OptionalInt column) {
            if (row.isEmpty() && column.isEmpty()) {
                return MatrixExpr.number(1);
            }
            if (row.isEmpty()) {
                return Transposes.of(graph.vector(column.getAsInt()));
            }
            if (column.isEmpty()) {
                return graph.vector(row.getAsInt());
            }
            int a = row.getAsInt();
            int b = column.getAsInt();
            if (a == b) {
                return graph.isLabelled(a) ? graph.diagonalMatrix(a) : new MatrixExpr.Identity(sizes.get(a));
            }
            if (!joined(row, column)) {
                return IndexGraph.multiply(graph.vector(a), Transposes.of(graph.vector(b)));
            }
            MatrixExpr matrix = graph.between(a, b);
            if (graph.isLabelled(a)) {
                matrix = IndexGraph.multiply(graph.diagonalMatrix(a), matrix);
            }
            if (graph.isLabelled(b)) {
                matrix = IndexGraph.multiply(matrix, graph.diagonalMatrix(b));
            }
            return matrix;
        }
    }
}
