package io.deltafold.paper;

import io.deltafold.fold.Substitution;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Symbol;
import java.util.List;

/** An expression with the properties of its variables changed. */
final class Symbols {
    private Symbols() {}

    static MatrixExpr replaced(MatrixExpr e, List<Symbol> variables) {
        MatrixExpr changed = e;
        for (Symbol symbol : variables) {
            Symbol plain = new Symbol(symbol.name(), symbol.shape());
            changed = Substitution.of(changed, MatrixExpr.reference(plain), MatrixExpr.reference(symbol));
        }
        return changed;
    }
}
