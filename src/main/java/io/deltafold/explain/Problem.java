package io.deltafold.explain;

import io.deltafold.emit.Notation;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Program;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A derivative that the engine has found and verified, with what is needed to explain it.
 *
 * @param definitions those up to the value, which is the last
 * @param named the nodes of the definitions
 * @param value the value's node, with its primitive axes
 * @param valueSymbol the value's name, with the sizes of these axes
 * @param loss the name of what the upstream gradient is the derivative of; the value itself without one
 * @param upstream the symbol of the upstream gradient and its node, with the value's primitive axes
 * @param stacked ∂vec(Y)/∂vec(X)ᵀ, for the method that needs it
 * @param direction in which the variable moves, where the form has one
 * @param structure makes the gradient in the variable's space of the gradient over all matrices
 * @param conventions what the answer says about that space
 * @param left the left-hand side of the result
 * @param result the right-hand side, where there is a matrix form
 * @param entries the result in index notation
 */
public record Problem(
        Program program,
        List<Definition> definitions,
        Map<Symbol, Node> named,
        Graph graph,
        Node value,
        Symbol valueSymbol,
        Symbol wrt,
        String loss,
        Optional<Upstream> upstream,
        Optional<Symbol> direction,
        Optional<Formula> stacked,
        UnaryOperator<Node> structure,
        List<String> conventions,
        Shown left,
        Optional<Formula> result,
        Node entries,
        Shown entriesShown,
        Notation notation,
        Letters letters) {

    /** The upstream gradient. */
    public record Upstream(Symbol symbol, Node node) {}

    /** Finds names that nothing else has. */
    public interface Letters {
        /** A letter for an intermediate result of that shape; it is taken then. */
        String intermediate(Shape shape);

        /** A name like the wish; it is taken then. */
        String fresh(String wish);

        /** All names of the program. */
        Set<String> taken();
    }

    /** Whether the result has the axes of the value too: a Jacobian, or one contracted with a direction. */
    boolean isJacobian() {
        return upstream.isEmpty() && value.order() > 0;
    }

    /** Whether a stage is the value itself without an upstream gradient: its derivative by itself is one. */
    boolean isSeed(Stages.Stage stage, Stages.Stage last) {
        return stage.equals(last) && upstream.isEmpty();
    }
}
