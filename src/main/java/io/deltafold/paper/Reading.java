package io.deltafold.paper;

import io.deltafold.SymmetricConvention;
import java.util.Set;

/**
 * One way to read the derivatives of an equation.
 *
 * @param differentials the keys of the names of which the equation has differentials
 * @param losses what unknown functions depend on
 */
record Reading(Layout layout, SymmetricConvention symmetric, Set<String> differentials, Losses losses) {
    Reading with(Layout other) {
        return new Reading(other, symmetric, differentials, losses);
    }

    Reading with(SymmetricConvention other) {
        return new Reading(layout, other, differentials, losses);
    }
}
