package io.deltafold;

import io.deltafold.emit.Notation;
import io.deltafold.emit.Text;
import io.deltafold.fold.CommonParts;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Results as formulas, with the named parts that several of them may share. */
final class Folding {
    /** Folds a result. */
    @FunctionalInterface
    interface Fold {
        MatrixExpr with(Refold refold) throws NoMatrixForm;
    }

    private static final long LONGEST_NAMED = 160;

    private final Program program;
    private final List<Symbol> symbols;
    private final List<Node> parts;
    private final Refold refold = new Refold(Map.of());
    private final CommonParts common;

    /**
     * @param parts what the cuts name, contracted, in their order
     * @param definitions the program's definitions, contracted, with their symbols
     * @param isTaken whether a name is used already
     */
    Folding(
            Program program,
            Cuts cuts,
            List<Node> parts,
            List<Node> definitions,
            List<Symbol> definitionSymbols,
            Predicate<String> isTaken) {
        this.program = program;
        this.symbols = cuts.names().values().stream().map(Cuts.Name::symbol).toList();
        this.parts = parts;
        LinkedHashMap<MatrixExpr, Symbol> named = new LinkedHashMap<>();
        for (int i = 0; i < definitions.size(); i++) {
            if (Cuts.length(definitions.get(i)) <= LONGEST_NAMED) {
                Symbol symbol = definitionSymbols.get(i);
                folded(definitions.get(i)).ifPresent(e -> named.putIfAbsent(e, symbol));
            }
        }
        this.common = new CommonParts(
                named, isTaken, e -> Text.print(e, Notation.standard()).length());
    }

    private Optional<MatrixExpr> folded(Node node) {
        try {
            return Optional.of(refold.fold(node));
        } catch (NoMatrixForm none) {
            return Optional.empty();
        }
    }

    /** The result with the parts that it needs. */
    Formula formula(Fold fold) throws NoMatrixForm {
        List<Definition> where = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            if (program.definition(symbols.get(i).name()).isEmpty()) {
                where.add(new Definition(symbols.get(i), refold.fold(parts.get(i))));
            }
        }
        MatrixExpr value = fold.with(refold);
        if (!where.isEmpty()) {
            return References.needed(where, value);
        }
        return common.extract(value);
    }
}
