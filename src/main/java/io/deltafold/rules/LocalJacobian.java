package io.deltafold.rules;

import io.deltafold.index.Node;
import io.deltafold.number.Coefficient;
import java.util.List;

/**
 * One term of ∂Y[outputs]/∂X[inputs]: coefficient · Π factors. Indices 0 … are Y's axes, then X's axes follow; a Kronecker
 * delta is a factor too.
 */
public record LocalJacobian(Coefficient coefficient, List<Node.Factor> factors) {
    public LocalJacobian {
        factors = List.copyOf(factors);
    }
}
