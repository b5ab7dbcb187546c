package io.deltafold.verify;

import io.deltafold.index.Node;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Symbol;
import java.util.List;
import java.util.Optional;

/**
 * A derivative that is to be shown.
 *
 * @param inputs all variables of the program, without the upstream gradient
 * @param definitions the program's definitions up to the value, which is the last
 * @param wrt the variable
 * @param second the variable of the second differentiation, which for most is the same
 * @param parameter the upstream gradient of a vector-Jacobian product, or the direction
 * @param kind what the result is
 * @param rowByRow whether the entries of a Hessian stand row by row, as the axes do, rather than with columns stacked
 * @param space where the variable moves
 * @param result the formula as it is printed
 * @param index the index formula, for a result without matrix form
 */
public record Claim(
        List<Symbol> inputs,
        List<Definition> definitions,
        Symbol wrt,
        Symbol second,
        Optional<Symbol> parameter,
        Kind kind,
        boolean rowByRow,
        Space space,
        Optional<Formula> result,
        Optional<Node> index) {
    public Claim {
        inputs = List.copyOf(inputs);
        definitions = List.copyOf(definitions);
    }

    /** How the result relates to the value. */
    public enum Kind {
        /** ⟨result, dX⟩ = df, or ⟨G, dY⟩ for a vector-Jacobian product. */
        GRADIENT,
        /** result · dx = dy, entries of both sides row by row. */
        JACOBIAN,
        /** result · vec(dX) = vec(dY), columns stacked. */
        VEC,
        /** d₁ᵀ result d₂ = d₁d₂f. */
        HESSIAN,
        /** result = dY for the direction that the formula is given. */
        DIRECTIONAL,
        /** ⟨d₁, result⟩ = d₁d₂f for the direction d₂ that the formula is given. */
        HESSIAN_PRODUCT
    }

    /** The matrices that the variable is among, and so the directions in which it moves. */
    public enum Space {
        ALL,
        SYMMETRIC,
        /** Symmetric, and the result counts each pair of entries once. */
        SYMMETRIC_ENTRIES,
        SKEW_SYMMETRIC,
        DIAGONAL,
        UPPER_TRIANGULAR,
        LOWER_TRIANGULAR
    }
}
