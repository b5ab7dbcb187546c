package io.deltafold;

import io.deltafold.matrix.Symbol;
import java.util.Optional;

/**
 * One derivative of those that are asked for together.
 *
 * @param second the variable of the second differentiation: the first one again, but for a mixed Hessian
 * @param direction in which the variable moves, for a form that is a function of it
 */
record Target(Symbol wrt, Symbol second, Optional<Symbol> direction, Structure structure) {
    boolean isMixed() {
        return !wrt.name().equals(second.name());
    }
}
