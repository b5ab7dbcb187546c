package io.deltafold.explain;

import io.deltafold.index.Node;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The last lines of a gradient: what was read off, the intermediate results put in, the structure of the variable. */
final class Ending {
    private static final Reason INSERTED = new Reason(
            "substitution",
            "the intermediate results put in",
            "equals may be put in place of equals",
            "this derivation");
    private static final Reason STRUCTURE = new Reason(
            "structure",
            "structure of the variable",
            "the gradient in the space of the variable",
            "Magnus and Neudecker; Matrix Cookbook (137)–(142)");

    private static final Reason ALONG = new Reason(
            "direction", "along a direction", "df = ⟨∂f/∂X, dX⟩", "Magnus and Neudecker 5.4, the differential");

    private static final Reason STACKED =
            new Reason("vec", "columns stacked", "∂f/∂vec(X)ᵀ = vec(∂f/∂X)ᵀ", "Magnus and Neudecker 9.3");

    private Ending() {}

    /**
     * Writes them.
     *
     * @param gradient the gradient over all matrices, and its form where it has one
     * @param why how the form was found
     */
    static void write(
            Proof proof, Problem problem, Typeset typeset, Node gradient, Optional<MatrixExpr> form, Reason why) {
        if (problem.direction().isPresent()) {
            along(proof, problem, typeset, gradient, form, why);
            return;
        }
        Shape asked = problem.result().map(r -> r.value().shape()).orElse(Shape.SCALAR);
        boolean isStacked = problem.wrt().shape().isMatrix()
                && asked.isMatrix()
                && !asked.equals(problem.wrt().shape());
        if (isStacked && form.isPresent() && problem.result().isPresent()) {
            stacked(proof, problem, typeset, gradient, form.get(), why);
            return;
        }
        Node structured = problem.structure().apply(gradient);
        boolean ambient = structured.equals(gradient);
        Optional<Formula> result = problem.result();
        Optional<Shown> shown = form.map(typeset::matrix);
        boolean isLast = ambient && shown.isPresent() && shown.equals(result.map(typeset::matrix));
        Shown left = ambient ? problem.left() : new Shown("G", "G");
        List<Reason> all = new ArrayList<>(List.of(why));
        if (!isIdentified(why)) {
            all.addAll(MatrixForm.properties(gradient));
        }
        form.ifPresent(f -> proof.begin(
                left,
                new Quantity.Tensor(gradient),
                typeset.matrix(f),
                Quantity.Matrix.of(f),
                isLast ? Line.Detail.BRIEF : Line.Detail.NORMAL,
                all.toArray(Reason[]::new)));
        if (result.isEmpty() || isLast) {
            return;
        }
        Shown last = typeset.matrix(result.get());
        Quantity value = new Quantity.Matrix(result.get());
        if (ambient && form.isPresent()) {
            proof.then(last, value, Line.Detail.BRIEF, INSERTED);
        } else {
            Reason reason = ambient ? why : STRUCTURE;
            proof.begin(problem.left(), new Quantity.Tensor(structured), last, value, Line.Detail.BRIEF, reason);
        }
    }

    /** ⟨∂f/∂X, V⟩, which is the result of the forms that have a direction. */
    private static void along(
            Proof proof, Problem problem, Typeset typeset, Node gradient, Optional<MatrixExpr> form, Reason why) {
        String top = problem.upstream().isPresent()
                ? problem.loss()
                : problem.valueSymbol().name();
        Shown left = typeset.quotient(top, List.of(), problem.wrt().name(), List.of());
        form.ifPresent(f -> proof.begin(
                left,
                new Quantity.Tensor(gradient),
                typeset.matrix(f),
                Quantity.Matrix.of(f),
                Line.Detail.NORMAL,
                why));
        MatrixExpr direction = MatrixExpr.reference(problem.direction().orElseThrow());
        if (form.isPresent() && problem.result().isPresent()) {
            proof.begin(
                    problem.left(),
                    Quantity.Matrix.of(DifferentialMethod.inner(form.get(), direction)),
                    typeset.matrix(problem.result().get()),
                    new Quantity.Matrix(problem.result().get()),
                    Line.Detail.BRIEF,
                    ALONG);
        }
    }

    /** ∂f/∂vec(X)ᵀ, which is vec(∂f/∂X)ᵀ. */
    private static void stacked(
            Proof proof, Problem problem, Typeset typeset, Node gradient, MatrixExpr form, Reason why) {
        proof.begin(
                typeset.quotient(
                        problem.valueSymbol().name(), List.of(), problem.wrt().name(), List.of()),
                new Quantity.Tensor(gradient),
                typeset.matrix(form),
                Quantity.Matrix.of(form),
                Line.Detail.NORMAL,
                why);
        Formula result = problem.result().orElseThrow();
        MatrixExpr row = MatrixExpr.transpose(MatrixExpr.call(MatrixFunction.VEC, form));
        proof.begin(
                problem.left(),
                Quantity.Matrix.of(row),
                typeset.matrix(result),
                new Quantity.Matrix(result),
                Line.Detail.BRIEF,
                STACKED);
    }

    /** Whether the form was found before, and what it rests on said there. */
    private static boolean isIdentified(Reason why) {
        return why.id().equals("identification");
    }
}
