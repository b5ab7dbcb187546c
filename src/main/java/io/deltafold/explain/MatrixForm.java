package io.deltafold.explain;

import io.deltafold.diff.Reverse;
import io.deltafold.fold.Contract;
import io.deltafold.fold.Cuts;
import io.deltafold.fold.NoMatrixForm;
import io.deltafold.fold.Refold;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Coefficient;
import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes in matrix notation, for lines of an explanation. */
final class MatrixForm {
    private static final long LONGEST = 120;

    private MatrixForm() {}

    /** The node in its shortest form; empty where it has none. */
    static Optional<MatrixExpr> of(Node node) {
        try {
            Node contracted = Contract.contract(new Graph(true), List.of(node)).get(0);
            return Optional.of(new Refold(Map.of()).fold(contracted));
        } catch (NoMatrixForm none) {
            return Optional.empty();
        }
    }

    /** The declared properties that the shortest form rests on, as reasons. */
    static List<Reason> properties(Node node) {
        Graph graph = new Graph(true);
        Contract.contract(graph, List.of(node));
        return graph.symmetry().used().stream()
                .map(sentence ->
                        new Reason("property", sentence, "a property of the parameter", "declared by the program"))
                .toList();
    }

    /** The same for what a method cannot do without. */
    static MatrixExpr required(Node node) {
        return of(node).orElseThrow(() ->
                new NotExplained("an intermediate result has no matrix form; --method index does without"));
    }

    /** The form without the use of properties such as Aᵀ = A. */
    private static MatrixExpr plain(Node node) {
        try {
            Node contracted = Contract.contract(new Graph(), List.of(node)).get(0);
            return new Refold(Map.of()).fold(contracted);
        } catch (NoMatrixForm none) {
            return required(node);
        }
    }

    /** A sum with each term in its own form, as the product rule leaves it. */
    static MatrixExpr termwise(Graph graph, Node node) {
        if (!(node instanceof Node.Sum sum) || sum.isZero()) {
            return plain(node);
        }
        List<MatrixExpr> terms = new ArrayList<>();
        for (Node.Term term : sum.terms()) {
            terms.add(plain(graph.scaled(term.coefficient(), term.node())));
        }
        MatrixExpr all = MatrixExpr.sum(terms);
        return all.shape().equals(new Shape(node.sizes())) ? all : plain(node);
    }

    /**
     * The gradient over all matrices, short enough for one formula.
     *
     * @throws NotExplained where it is too long to be read
     */
    static Node adjoint(Problem problem) {
        Graph graph = problem.graph();
        Node.Variable wrt = (Node.Variable) graph.variable(problem.wrt());
        Node upstream = problem.upstream()
                .map(Problem.Upstream::node)
                .orElseGet(() -> graph.constant(Coefficient.ONE, problem.value().sizes()));
        Node adjoint =
                Reverse.sweep(graph, problem.value(), upstream, List.of(wrt)).adjoint(wrt);
        if (Cuts.length(adjoint) > LONGEST) {
            throw new NotExplained("the result is too long for one formula; --method chain goes in steps");
        }
        return adjoint;
    }
}
