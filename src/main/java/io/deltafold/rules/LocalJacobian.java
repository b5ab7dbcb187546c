package io.deltafold.rules;

import io.deltafold.index.Node;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import java.util.List;

/**
 * One term of ∂Y[outputs]/∂X[inputs]: coefficient · Π factors. Indices 0 … are Y's axes, then X's axes follow, then those
 * that are summed; a Kronecker delta is a factor too.
 *
 * @param summed the sizes of the summed indices
 */
public record LocalJacobian(Coefficient coefficient, List<Node.Factor> factors, List<Size> summed) {
    public LocalJacobian {
        factors = List.copyOf(factors);
        summed = List.copyOf(summed);
    }

    /** A term without a sum. */
    public LocalJacobian(Coefficient coefficient, List<Node.Factor> factors) {
        this(coefficient, factors, List.of());
    }
}
