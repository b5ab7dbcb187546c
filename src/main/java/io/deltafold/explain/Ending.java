package io.deltafold.explain;

import io.deltafold.index.Node;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
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

    private Ending() {}

    /**
     * Writes them.
     *
     * @param gradient the gradient over all matrices, and its form where it has one
     * @param why how the form was found
     */
    static void write(
            Proof proof, Problem problem, Typeset typeset, Node gradient, Optional<MatrixExpr> form, Reason why) {
        Node structured = problem.structure().apply(gradient);
        boolean ambient = structured.equals(gradient);
        Optional<Formula> result = problem.result();
        Optional<Shown> shown = form.map(typeset::matrix);
        boolean isLast = ambient && shown.isPresent() && shown.equals(result.map(typeset::matrix));
        Shown left = ambient ? problem.left() : new Shown("G", "G");
        form.ifPresent(f -> proof.begin(
                left,
                new Quantity.Tensor(gradient),
                typeset.matrix(f),
                Quantity.Matrix.of(f),
                isLast ? Line.Detail.BRIEF : Line.Detail.NORMAL,
                why));
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
}
