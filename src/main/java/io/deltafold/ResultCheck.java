package io.deltafold;

import io.deltafold.emit.SourceText;
import io.deltafold.index.Node;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Inference;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Program;
import io.deltafold.matrix.Symbol;
import io.deltafold.syntax.InputError;
import io.deltafold.syntax.Source;
import io.deltafold.verify.Claim;
import io.deltafold.verify.DerivativeCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a result, as a reader of its printed source would get it, with the program. */
final class ResultCheck {
    private final Program program;
    private final List<Definition> definitions;
    private final Optional<Symbol> parameter;

    /** @param parameter the upstream gradient or the direction, which the formula takes beside the variables */
    ResultCheck(Program program, List<Definition> definitions, Optional<Symbol> parameter) {
        this.program = program;
        this.definitions = definitions;
        this.parameter = parameter;
    }

    /**
     * The number of random points at which the result held; zero where none was found.
     *
     * @param rowByRow whether the entries stand as the axes do, rather than with columns stacked
     * @param formula what is printed; where it is empty the index formula is compared
     * @throws InternalError where the result is wrong
     */
    int points(Target target, Claim.Kind kind, boolean rowByRow, Optional<Formula> formula, Node index) {
        Claim claim = new Claim(
                program.variables(),
                definitions,
                target.wrt(),
                target.second(),
                parameter,
                kind,
                rowByRow,
                target.structure().space(),
                formula.map(this::readBack),
                formula.isPresent() ? Optional.empty() : Optional.of(index));
        try {
            return DerivativeCheck.points(claim, program.sizeNames());
        } catch (DerivativeCheck.Mismatch mismatch) {
            String shown = formula.map(f -> " (" + SourceText.print(f) + ")").orElse("");
            throw new InternalError("verification", mismatch.getMessage() + shown, mismatch);
        }
    }

    /** The method in words. */
    static String how(Expansion expansion, int points) {
        return "compared with dual numbers of the input at " + points + " random points";
    }

    private Formula readBack(Formula formula) {
        List<Symbol> known = new ArrayList<>(program.variables());
        definitions.forEach(d -> known.add(d.symbol()));
        parameter.ifPresent(known::add);
        List<Definition> where = new ArrayList<>();
        for (Definition part : formula.where()) {
            where.add(new Definition(part.symbol(), readBack(part.value(), known)));
            known.add(part.symbol());
        }
        return new Formula(where, readBack(formula.value(), known));
    }

    private MatrixExpr readBack(MatrixExpr expression, List<Symbol> known) {
        String text = SourceText.print(expression);
        try {
            return Inference.expression(new Source("result", text), known, program.sizeNames());
        } catch (InputError unreadable) {
            throw new InternalError("printing", "the result cannot be read back: " + text, unreadable);
        }
    }
}
