package io.deltafold.fold;

import io.deltafold.index.ConstantTensor;
import io.deltafold.index.Subscripts;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.SizeEquality;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A product as a graph: indices are vertices, matrices edges, vectors labels, outputs marked vertices. Reducing it
 * eliminates every summed vertex of degree at most two; what is left when nothing applies is the irreducible core, and
 * then the graph with an edge between its outputs has treewidth above two.
 */
final class IndexGraph {
    /** A matrix whose rows run over {@code from} and whose columns run over {@code to}. */
    private static final class Edge {
        private final int from;
        private final int to;
        private final MatrixExpr matrix;

        Edge(int from, int to, MatrixExpr matrix) {
            this.from = from;
            this.to = to;
            this.matrix = matrix;
        }

        int other(int vertex) {
            return from == vertex ? to : from;
        }

        /** The matrix with its rows over {@code vertex}. */
        MatrixExpr rowsOver(int vertex) {
            return from == vertex ? matrix : Transposes.of(matrix);
        }
    }

    private final List<Size> sizes;
    private final List<List<MatrixExpr>> labels = new ArrayList<>();
    private final List<Set<Edge>> incident = new ArrayList<>();
    private final Set<Integer> outputs;
    private final List<MatrixExpr> scalars = new ArrayList<>();
    private Coefficient coefficient = Coefficient.ONE;
    private final Map<Integer, List<Size>> units = new TreeMap<>();
    private final List<Stack> stackings = new ArrayList<>();

    /** A stacked vertex and the two that it stacks. */
    private record Stack(int whole, int row, int column, ConstantTensor.Stacking tensor) {
        boolean touches(int vertex) {
            return vertex == whole || vertex == row || vertex == column;
        }
    }

    IndexGraph(List<Size> sizes, Set<Integer> outputs) {
        this.sizes = sizes;
        this.outputs = outputs;
        for (int vertex = 0; vertex < sizes.size(); vertex++) {
            labels.add(new ArrayList<>());
            incident.add(new LinkedHashSet<>());
        }
    }

    /** A number and scalars that the whole product is multiplied with. */
    void scale(Coefficient factor, List<MatrixExpr> values) {
        coefficient = coefficient.times(factor);
        scalars.addAll(values);
    }

    /** The coefficient of the product with the numbers that stood in front of its factors. */
    Coefficient scaled(Coefficient own) {
        return own.times(coefficient);
    }

    void scalar(MatrixExpr value) {
        scalars.add(value);
    }

    void label(int vertex, MatrixExpr vector) {
        labels.get(vertex).add(vector);
    }

    void edge(int from, int to, MatrixExpr matrix) {
        if (from == to) {
            label(from, diagonal(matrix));
            return;
        }
        Edge edge = new Edge(from, to, matrix);
        incident.get(from).add(edge);
        incident.get(to).add(edge);
    }

    /** The vertex is tied to one position, counted from one. */
    void unit(int vertex, Size position) {
        units.merge(vertex, List.of(position), (a, b) -> {
            List<Size> all = new ArrayList<>(a);
            all.addAll(b);
            return all;
        });
    }

    /** The first vertex runs over the stacked columns of a matrix between the others. */
    void stacking(ConstantTensor.Stacking stacking, Subscripts at) {
        stackings.add(new Stack(at.get(0), at.get(1), at.get(2), stacking));
    }

    /** What stands at a vertex that is tied to a position: entries of vectors, rows and columns of matrices. */
    private void substituteUnits() {
        units.forEach((vertex, positions) -> {
            Size at = positions.get(0);
            List<MatrixExpr> vectors = new ArrayList<>(labels.get(vertex));
            positions
                    .subList(1, positions.size())
                    .forEach(other -> vectors.add(new MatrixExpr.Unit(other, sizes.get(vertex))));
            labels.get(vertex).clear();
            vectors.forEach(v -> scalars.add(v.shape().isScalar() ? v : Entries.of(v, at)));
            for (Edge edge : List.copyOf(incident.get(vertex))) {
                remove(edge);
                int other = edge.other(vertex);
                MatrixExpr columns = edge.from == vertex ? Transposes.of(edge.matrix) : edge.matrix;
                label(other, Entries.column(columns, at));
            }
            if (outputs.contains(vertex)) {
                label(vertex, new MatrixExpr.Unit(at, sizes.get(vertex)));
            }
        });
        units.clear();
    }

    /** A stacked vertex that only vectors carry is an unvec; a stacked pair that nothing else carries is a vec. */
    private boolean resolveStacking() throws NoMatrixForm {
        for (Stack stack : List.copyOf(stackings)) {
            boolean shared = stackings.stream()
                    .anyMatch(other -> !other.equals(stack)
                            && (other.touches(stack.whole())
                                    || other.touches(stack.row())
                                    || other.touches(stack.column())));
            if (shared) {
                continue;
            }
            if (!outputs.contains(stack.whole())
                    && incident.get(stack.whole()).isEmpty()
                    && !labels.get(stack.whole()).isEmpty()) {
                MatrixExpr vector = vector(stack.whole());
                labels.get(stack.whole()).clear();
                stackings.remove(stack);
                edge(
                        stack.row(),
                        stack.column(),
                        MatrixExpr.unvec(
                                vector, stack.tensor().rows(), stack.tensor().columns(), SizeEquality.STRICT));
                return true;
            }
            boolean pair = !outputs.contains(stack.row())
                    && !outputs.contains(stack.column())
                    && Set.of(stack.column()).containsAll(neighbours(stack.row()))
                    && Set.of(stack.row()).containsAll(neighbours(stack.column()));
            if (pair) {
                MatrixExpr matrix = lonely(stack.row(), stack.column());
                stackings.remove(stack);
                label(stack.whole(), MatrixExpr.call(MatrixFunction.VEC, matrix));
                return true;
            }
        }
        return false;
    }

    /** Takes the matrix between two vertices, with their labels, out of the graph. */
    private MatrixExpr lonely(int row, int column) {
        boolean joined = neighbours(row).contains(column);
        MatrixExpr matrix = joined ? between(row, column) : multiply(vector(row), Transposes.of(vector(column)));
        if (joined && isLabelled(row)) {
            matrix = multiply(diagonalMatrix(row), matrix);
        }
        if (joined && isLabelled(column)) {
            matrix = multiply(matrix, diagonalMatrix(column));
        }
        labels.get(row).clear();
        labels.get(column).clear();
        List.copyOf(incident.get(row)).forEach(this::remove);
        return matrix;
    }

    private static MatrixExpr diagonal(MatrixExpr matrix) {
        if (Masks.triangle(matrix).isPresent()) {
            return new MatrixExpr.Ones(Shape.vector(matrix.shape().rows()));
        }
        return MatrixExpr.call(MatrixFunction.DIAGVEC, matrix);
    }

    List<MatrixExpr> scalars() {
        return scalars;
    }

    /** The vertices that an edge joins to this one. */
    Set<Integer> neighbours(int vertex) {
        Set<Integer> found = new LinkedHashSet<>();
        incident.get(vertex).forEach(edge -> found.add(edge.other(vertex)));
        return found;
    }

    /** The matrix between two vertices, rows over the first; they are joined by one edge after reduction. */
    MatrixExpr between(int rows, int columns) {
        for (Edge edge : incident.get(rows)) {
            if (edge.other(rows) == columns) {
                return edge.rowsOver(rows);
            }
        }
        throw new IllegalStateException("no edge between " + rows + " and " + columns);
    }

    /** Eliminates summed vertices until none has degree two or less, and merges parallel edges. */
    void reduce() throws NoMatrixForm {
        substituteUnits();
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int vertex = 0; vertex < sizes.size() && !changed; vertex++) {
                changed = !outputs.contains(vertex) && isAlive(vertex) && eliminate(vertex, 1);
            }
            for (int vertex = 0; vertex < sizes.size() && !changed; vertex++) {
                changed = !outputs.contains(vertex)
                        && isAlive(vertex)
                        && !touchesEntrywise(vertex)
                        && eliminate(vertex, 2);
            }
            changed = changed || mergeParallel();
            for (int vertex = 0; vertex < sizes.size() && !changed; vertex++) {
                changed = !outputs.contains(vertex) && isAlive(vertex) && eliminate(vertex, 2);
            }
            changed = changed || resolveStacking();
        }
        if (!stackings.isEmpty()) {
            throw new NoMatrixForm("a stacked axis (vec, unvec) ties indices that are no matrix");
        }
        for (int vertex = 0; vertex < sizes.size(); vertex++) {
            if (!outputs.contains(vertex) && isAlive(vertex)) {
                throw new NoMatrixForm("a summed index ties "
                        + neighbours(vertex).size() + " others together: the index graph has treewidth above 2");
            }
        }
    }

    /**
     * Whether an edge here is an entrywise function, such as 1 − H²: it is the factor of a Hadamard product, and is
     * multiplied as a matrix only where nothing else is left.
     */
    private boolean touchesEntrywise(int vertex) {
        return incident.get(vertex).size() == 2
                && incident.get(vertex).stream().anyMatch(edge -> isEntrywise(edge.matrix));
    }

    private static boolean isEntrywise(MatrixExpr e) {
        if (e instanceof MatrixExpr.Sum sum) {
            return sum.terms().stream().anyMatch(t -> t.shape().isScalar() || isEntrywise(t));
        } else if (e instanceof MatrixExpr.Negate negate) {
            return isEntrywise(negate.operand());
        } else if (e instanceof MatrixExpr.Transpose transpose) {
            return isEntrywise(transpose.operand());
        }
        return e instanceof MatrixExpr.Apply || e instanceof MatrixExpr.Power || e instanceof MatrixExpr.Hadamard;
    }

    private boolean isAlive(int vertex) {
        return !incident.get(vertex).isEmpty() || !labels.get(vertex).isEmpty();
    }

    private boolean eliminate(int vertex, int mostEdges) {
        int degree = incident.get(vertex).size();
        if (degree > mostEdges || stackings.stream().anyMatch(stack -> stack.touches(vertex))) {
            return false;
        }
        if (degree == 0 && labels.get(vertex).stream().anyMatch(l -> l.shape().isScalar())) {
            labels.get(vertex).forEach(l -> scalars.add(l.shape().isScalar() ? l : total(List.of(l))));
        } else if (degree == 0) {
            scalars.add(total(labels.get(vertex)));
        } else if (degree == 1) {
            leaf(vertex);
        } else {
            series(vertex);
        }
        labels.get(vertex).clear();
        return true;
    }

    /** Σᵢ of the product of vectors: an inner product, a squared norm or a sum. */
    private static MatrixExpr total(List<MatrixExpr> vectors) {
        if (vectors.size() == 1) {
            MatrixExpr only = vectors.get(0);
            if (only instanceof MatrixExpr.Power power && power.exponent().equals(Rational.TWO)) {
                return MatrixExpr.power(MatrixExpr.call(MatrixFunction.NORM2, power.base()), Rational.TWO);
            }
            if (only instanceof MatrixExpr.MatMul product
                    && product.factors().size() == 2
                    && product.factors().get(1) instanceof MatrixExpr.Ones) {
                return totalOf(product.factors().get(0));
            }
            if (only instanceof MatrixExpr.Call call && call.function() == MatrixFunction.DIAGVEC) {
                return MatrixExpr.call(
                        MatrixFunction.TR, fewestTransposes(call.arguments().get(0)));
            }
            return MatrixExpr.call(MatrixFunction.SUM, only);
        }
        List<MatrixExpr> ordered = new ArrayList<>(vectors);
        ordered.sort((a, b) -> Integer.compare(weight(a), weight(b)));
        MatrixExpr first = ordered.get(0);
        MatrixExpr rest = Compose.hadamard(ordered.subList(1, ordered.size()));
        List<MatrixExpr> factors = new ArrayList<>(List.of(Transposes.of(first)));
        if (rest instanceof MatrixExpr.MatMul product) {
            factors.addAll(product.factors());
        } else {
            factors.add(rest);
        }
        return fewestTransposes(MatrixExpr.matMul(factors));
    }

    /** Of a scalar product or of what stands in a trace, and its transpose, the one that is easier to read. */
    private static MatrixExpr fewestTransposes(MatrixExpr e) {
        if (!(e instanceof MatrixExpr.MatMul product)) {
            return e instanceof MatrixExpr.Transpose transpose ? transpose.operand() : e;
        }
        List<MatrixExpr> reversed = new ArrayList<>();
        for (int i = product.factors().size() - 1; i >= 0; i--) {
            reversed.add(Transposes.of(product.factors().get(i)));
        }
        boolean better = Transposes.count(reversed) < Transposes.count(product.factors());
        return MatrixExpr.matMul(Powers.collect(better ? reversed : product.factors()));
    }

    /** Quotients are not transposed alone; matrix products stand last. */
    private static int weight(MatrixExpr vector) {
        if (vector instanceof MatrixExpr.MatMul product) {
            return product.factors().size();
        }
        return vector instanceof MatrixExpr.Power power && power.exponent().signum() < 0 ? 100 : 0;
    }

    private static MatrixExpr totalOf(MatrixExpr any) {
        MatrixExpr matrix = any instanceof MatrixExpr.Transpose transpose ? transpose.operand() : any;
        if (matrix instanceof MatrixExpr.Power power && power.exponent().equals(Rational.TWO)) {
            return MatrixExpr.power(MatrixExpr.call(MatrixFunction.NORMF, power.base()), Rational.TWO);
        }
        return MatrixExpr.call(MatrixFunction.SUM, matrix);
    }

    /** A summed vertex with one edge: a matrix times a vector. */
    private void leaf(int vertex) {
        Edge edge = incident.get(vertex).iterator().next();
        int to = edge.other(vertex);
        remove(edge);
        label(to, multiply(edge.rowsOver(to), vector(vertex)));
    }

    /** A summed vertex with two edges: M · N, or M · diag(v) · N. */
    private void series(int vertex) {
        Iterator<Edge> edges = incident.get(vertex).iterator();
        Edge first = edges.next();
        Edge second = edges.next();
        remove(first);
        remove(second);
        int from = first.other(vertex);
        int to = second.other(vertex);
        if (from == to) {
            cycle(vertex, from, first, second);
            return;
        }
        // Read in the direction in which fewer matrices have to be transposed.
        boolean backwards = first.from == vertex && second.to == vertex;
        Edge left = backwards ? second : first;
        Edge right = backwards ? first : second;
        int start = left.other(vertex);
        int end = right.other(vertex);
        edge(start, end, through(left.rowsOver(start), vertex, right.rowsOver(vertex)));
    }

    /** Two edges between the same vertices, one of them summed: (M ⊙ N) 1, or the diagonal of M N. */
    private void cycle(int vertex, int at, Edge first, Edge second) {
        boolean sameDirection = first.from == second.from
                || Transposes.isSymmetric(first.matrix)
                || Transposes.isSymmetric(second.matrix);
        if (sameDirection
                && (outputs.contains(at)
                        || incident.get(at).size() + labels.get(at).size() > 0)) {
            MatrixExpr both = Compose.hadamard(List.of(first.rowsOver(at), second.rowsOver(at)));
            label(at, multiply(both, vector(vertex)));
            return;
        }
        Edge left = first.from == vertex && second.to == vertex ? second : first;
        Edge right = left == first ? second : first;
        label(at, diagonal(through(left.rowsOver(at), vertex, right.rowsOver(vertex))));
    }

    private MatrixExpr through(MatrixExpr left, int vertex, MatrixExpr right) {
        if (labels.get(vertex).isEmpty()) {
            return multiply(left, right);
        }
        return multiply(multiply(left, diagonalMatrix(vertex)), right);
    }

    /** diag of the labels of a vertex. */
    MatrixExpr diagonalMatrix(int vertex) {
        return MatrixExpr.call(MatrixFunction.DIAG, vector(vertex));
    }

    /** The labels of a vertex as one vector; ones where it has none. */
    MatrixExpr vector(int vertex) {
        MatrixExpr ones = new MatrixExpr.Ones(Shape.vector(sizes.get(vertex)));
        if (labels.get(vertex).isEmpty()) {
            return ones;
        }
        MatrixExpr product = Compose.hadamard(labels.get(vertex));
        // A row times a vector is a scalar, which stands for the only entry of a vector of size one.
        return product.shape().isScalar() ? MatrixExpr.hadamard(List.of(product, ones)) : product;
    }

    /** Whether a vertex has labels. */
    boolean isLabelled(int vertex) {
        return !labels.get(vertex).isEmpty();
    }

    /** The matrix product as one flat chain; equal neighbours become powers. */
    static MatrixExpr multiply(MatrixExpr left, MatrixExpr right) {
        List<MatrixExpr> factors = new ArrayList<>();
        for (MatrixExpr side : List.of(left, right)) {
            if (side instanceof MatrixExpr.MatMul product) {
                factors.addAll(product.factors());
            } else {
                factors.add(side);
            }
        }
        boolean others = factors.stream().anyMatch(f -> !(f instanceof MatrixExpr.Identity));
        factors.removeIf(f -> others && f instanceof MatrixExpr.Identity);
        return MatrixExpr.matMul(Selections.apply(factors));
    }

    private void remove(Edge edge) {
        incident.get(edge.from).remove(edge);
        incident.get(edge.to).remove(edge);
    }

    /** Edges between the same vertices: the Hadamard product. */
    private boolean mergeParallel() {
        for (int vertex = 0; vertex < sizes.size(); vertex++) {
            List<Edge> edges = new ArrayList<>(incident.get(vertex));
            for (int i = 0; i < edges.size(); i++) {
                int at = vertex;
                int to = edges.get(i).other(vertex);
                List<Edge> parallel = edges.subList(i, edges.size()).stream()
                        .filter(edge -> edge.other(at) == to)
                        .toList();
                if (parallel.size() > 1) {
                    parallel.forEach(this::remove);
                    int rows = edges.get(i).from;
                    edge(
                            rows,
                            edges.get(i).to,
                            Compose.hadamard(
                                    parallel.stream().map(e -> e.rowsOver(rows)).toList()));
                    return true;
                }
            }
        }
        return false;
    }
}
