package io.deltafold;

import io.deltafold.fold.Cuts;
import io.deltafold.fold.NoMatrixForm;
import io.deltafold.fold.Refold;
import io.deltafold.index.Node;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Program;
import io.deltafold.matrix.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Results as formulas, with the named parts that several of them may share. */
final class Folding {
    /** Folds a result. */
    @FunctionalInterface
    interface Fold {
        MatrixExpr with(Refold refold) throws NoMatrixForm;
    }

    private final Program program;
    private final List<Symbol> symbols;
    private final List<Node> parts;
    private final Refold refold = new Refold(Map.of());

    /** @param parts what the cuts name, contracted, in their order */
    Folding(Program program, Cuts cuts, List<Node> parts) {
        this.program = program;
        this.symbols = cuts.names().values().stream().map(Cuts.Name::symbol).toList();
        this.parts = parts;
    }

    /** The result with the parts that it needs. */
    Formula formula(Fold fold) throws NoMatrixForm {
        List<Definition> where = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (program.definition(symbols.get(i).name()).isEmpty()) {
                where.add(new Definition(symbols.get(i), refold.fold(parts.get(i))));
            }
        }
        return References.needed(where, fold.with(refold));
    }
}
