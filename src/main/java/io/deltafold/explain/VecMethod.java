package io.deltafold.explain;

import io.deltafold.diff.Forward;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Stacked columns: vec(dY) = K vec(dX) with a Kronecker form K, and the gradient by Kᵀ. */
final class VecMethod {
    private static final Reason DIFFERENTIAL = new Reason(
            "differential",
            "differential",
            "d(A X B) = A dX B; what is not linear is linearised",
            "Magnus and Neudecker 8");
    private static final Reason STACKED = new Reason(
            "vec-of-product",
            "vec of a product",
            "vec(A X B) = (Bᵀ ⊗ A) vec(X), vec(A ⊙ X) = diag(vec(A)) vec(X)",
            "Matrix Cookbook (520); Magnus and Neudecker 2.4");
    private static final Reason COLLECTED = new Reason(
            "like-terms",
            "dx on the right",
            "aᵀ dx = dxᵀ a, U dx + V dx = (U + V) dx",
            "a scalar is its own transpose");
    private static final Reason READ = new Reason(
            "identification",
            "identification",
            "vec(dY) = K vec(dX) for all dX, so ∂vec(Y)/∂vec(X)ᵀ = K",
            "first identification theorem, Magnus and Neudecker 5.7, 9.3");
    private static final Reason CHAIN = new Reason(
            "chain-rule", "chain rule", "∂L/∂vec(X) = (∂vec(Y)/∂vec(X)ᵀ)ᵀ ∂L/∂vec(Y)", "Magnus and Neudecker 5.8");
    private static final Reason TRANSPOSED = new Reason(
            "vec-of-product",
            "vec of a product, backwards",
            "(Bᵀ ⊗ A)ᵀ vec(G) = (B ⊗ Aᵀ) vec(G) = vec(Aᵀ G Bᵀ)",
            "Matrix Cookbook (510), (520)");
    private static final Reason UNSTACKED =
            new Reason("unvec", "columns side by side again", "vec(A) = vec(B), so A = B", "definition of vec");

    private final Problem problem;
    private final Graph graph;
    private final Typeset typeset;
    private final LineCheck check;
    private final Symbol moved;

    VecMethod(Problem problem, Typeset typeset, LineCheck check, Symbol moved) {
        this.problem = problem;
        this.graph = problem.graph();
        this.typeset = typeset;
        this.check = check;
        this.moved = moved;
    }

    List<Section> sections() {
        Symbol value = problem.program().value().symbol();
        boolean isValue = value.name().equals(problem.valueSymbol().name());
        if (isValue && value.shape().rank() != problem.value().order()) {
            throw new NotExplained(value.name() + " is stacked already or a row; --method index goes entry by entry");
        }
        MatrixExpr kronecker = problem.stacked()
                .filter(formula -> formula.where().isEmpty())
                .orElseThrow(
                        () -> new NotExplained("the Jacobian has no short Kronecker form; --method index does without"))
                .value();
        Node.Variable wrt = (Node.Variable) graph.variable(problem.wrt());
        MatrixExpr dy = MatrixForm.termwise(graph, Forward.along(graph, problem.value(), wrt, graph.variable(moved)));
        List<Section> sections = new ArrayList<>();
        String y = problem.valueSymbol().name();
        Shown name = typeset.entry(y, List.of());
        Shown d = problem.direction().isPresent()
                ? problem.left()
                : new Shown("\\mathrm{d}" + name.latex(), "d" + name.text());
        boolean stacks = dy.shape().isMatrix() || problem.wrt().shape().isMatrix();
        Proof proof = new Proof(check, stackedName(d, dy.shape()), shapes());
        proof.begin(d, typeset.matrix(dy), Quantity.Matrix.of(dy), Line.Detail.BRIEF, DIFFERENTIAL);
        MatrixExpr left = stack(dy);
        MatrixExpr right = product(kronecker, stack(MatrixExpr.reference(moved)));
        proof.begin(
                stackedName(d, dy.shape()),
                Quantity.Matrix.of(left),
                typeset.matrix(right),
                Quantity.Matrix.of(right),
                Line.Detail.BRIEF,
                stacks ? STACKED : COLLECTED);
        Shown jacobian = jacobianName(name);
        proof.begin(jacobian, typeset.matrix(kronecker), Quantity.Matrix.of(kronecker), Line.Detail.BRIEF, READ);
        sections.add(proof.section());
        if (problem.isJacobian() || problem.direction().isPresent()) {
            return sections;
        }
        sections.add(gradient(kronecker));
        return sections;
    }

    private Section gradient(MatrixExpr kronecker) {
        Proof proof = new Proof(check, problem.left(), "");
        Node adjoint = MatrixForm.adjoint(problem);
        MatrixExpr gradient = MatrixForm.required(adjoint);
        MatrixExpr upstream = problem.upstream()
                .map(up -> stack(MatrixForm.required(up.node())))
                .orElse(MatrixExpr.number(1));
        MatrixExpr chained = upstream.equals(MatrixExpr.number(1))
                ? MatrixExpr.transpose(kronecker)
                : product(MatrixExpr.transpose(kronecker), upstream);
        Shown left = stackedName(problem.left(), problem.wrt().shape());
        MatrixExpr stacked = stack(gradient);
        proof.begin(left, typeset.matrix(chained), Quantity.Matrix.of(chained), Line.Detail.BRIEF, CHAIN);
        proof.then(typeset.matrix(stacked), Quantity.Matrix.of(stacked), Line.Detail.NORMAL, TRANSPOSED);
        Ending.write(proof, problem, typeset, adjoint, Optional.of(gradient), UNSTACKED);
        return proof.section();
    }

    private static MatrixExpr product(MatrixExpr a, MatrixExpr b) {
        return a.shape().isScalar() || b.shape().isScalar()
                ? MatrixExpr.hadamard(List.of(a, b))
                : MatrixExpr.matMul(List.of(a, b));
    }

    private static MatrixExpr stack(MatrixExpr e) {
        return e.shape().isMatrix() ? MatrixExpr.call(MatrixFunction.VEC, e) : e;
    }

    private static Shown stackedName(Shown name, Shape shape) {
        return shape.isMatrix()
                ? new Shown("\\operatorname{vec}\\left(" + name.latex() + "\\right)", "vec(" + name.text() + ")")
                : name;
    }

    private Shown jacobianName(Shown value) {
        Shown top = stackedName(value, new Shape(problem.value().sizes()));
        Shown bottom = stackedName(
                typeset.entry(problem.wrt().name(), List.of()), problem.wrt().shape());
        boolean scalar = problem.wrt().shape().isScalar();
        return new Shown(
                "\\frac{\\partial " + top.latex() + "}{\\partial " + bottom.latex() + (scalar ? "" : "^{\\top}") + "}",
                "∂" + top.text() + "/∂" + bottom.text() + (scalar ? "" : "ᵀ"));
    }

    /** The order-4 shape, and the shape between stacked columns. */
    private String shapes() {
        Shape value = new Shape(problem.value().sizes());
        if (!value.isMatrix() || !problem.wrt().shape().isMatrix()) {
            return "";
        }
        List<String> sizes = new ArrayList<>();
        value.sizes().forEach(size -> sizes.add(size.toString()));
        problem.wrt().shape().sizes().forEach(size -> sizes.add(size.toString()));
        return "The Jacobian has order 4 and the shape " + String.join("×", sizes)
                + "; between stacked columns it is a matrix of " + value.count() + " rows and "
                + problem.wrt().shape().count() + " columns.";
    }
}
