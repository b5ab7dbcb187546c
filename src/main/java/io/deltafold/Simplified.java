package io.deltafold;

import io.deltafold.emit.Latex;
import io.deltafold.emit.Notation;
import io.deltafold.emit.SourceText;
import io.deltafold.emit.Text;
import io.deltafold.fold.Contract;
import io.deltafold.fold.NoMatrixForm;
import io.deltafold.fold.Refold;
import io.deltafold.index.Expand;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Program;
import io.deltafold.verify.Equality;
import io.deltafold.verify.Verdict;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value in its shortest matrix form: contracted and folded back, verified against the original.
 *
 * @param whyUnchanged the reason, where the value is shown as it was written
 */
public record Simplified(Program program, MatrixExpr value, Optional<String> whyUnchanged, Verdict verdict) {
    static Simplified of(Program program) {
        Definition wanted = program.value();
        Optional<String> why = Optional.empty();
        MatrixExpr folded = wanted.value();
        try {
            Graph graph = new Graph();
            Node node = Expansion.of(program, graph).value().standard(graph).node();
            Node contracted = Contract.contract(new Graph(true), List.of(node)).get(0);
            MatrixExpr result = new Refold(Map.of()).fold(contracted);
            if (result.shape().equals(wanted.value().shape())) {
                folded = result;
            } else {
                why = Optional.of("its axes are grouped (a row, vec, kron)");
            }
        } catch (NoMatrixForm none) {
            why = Optional.of(none.why());
        } catch (Expand.Unsupported unsupported) {
            why = Optional.of(String.valueOf(unsupported.getMessage()));
        }
        List<Definition> before = program.definitions().stream()
                .filter(d -> !d.name().equals(wanted.name()))
                .toList();
        Verdict verdict =
                new Equality(program.variables(), before, program.sizeNames(), wanted.value(), folded).decide();
        if (verdict.kind() == Verdict.Kind.REFUTED) {
            throw new InternalError(
                    "simplification",
                    SourceText.print(folded) + " is not equal to the input",
                    new IllegalStateException(verdict.why()));
        }
        return new Simplified(program, folded, why, verdict);
    }

    /** In LaTeX. */
    public String latex() {
        return Latex.print(value, Notation.standard());
    }

    /** In Unicode text. */
    public String text() {
        return Text.print(value, Notation.standard());
    }

    /** In the expression language. */
    public String source() {
        return SourceText.print(value);
    }
}
