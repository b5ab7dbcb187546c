package io.deltafold.explain;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Symbol;
import java.util.List;
import java.util.Optional;

/** Intermediate results as equations between matrices. */
record Headings(Problem problem, Typeset typeset) {
    /** The definition in matrix form, or the name alone where there is none. */
    Shown of(Stages.Stage stage) {
        Shown name = typeset.entry(stage.symbol().name(), List.of());
        Optional<MatrixExpr> own = problem.definitions().stream()
                .filter(d -> d.name().equals(stage.symbol().name()))
                .map(Definition::value)
                .findFirst();
        boolean asWritten = own.isPresent() && stage.leaves().stream().allMatch(leaf -> isKnown(leaf.symbol()));
        return (asWritten ? own : MatrixForm.of(stage.body()))
                .map(form -> name.then(" = ", " = ", typeset.matrix(form)))
                .orElse(name);
    }

    private boolean isKnown(Symbol symbol) {
        return problem.program().variable(symbol.name()).isPresent()
                || problem.program().definition(symbol.name()).isPresent();
    }
}
