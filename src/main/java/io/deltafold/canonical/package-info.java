/**
 * Canonical forms for comparison: products are distributed over sums, functions are written in a few others,
 * denominators are cleared. Two expressions whose difference has the canonical form zero are equal.
 *
 * <p>Invariant: every step is an identity on the domain of both sides; a budget may leave a form unfinished, which can
 * only hide an equality. Never used on what is printed.
 */
@NullMarked
package io.deltafold.canonical;

import org.jspecify.annotations.NullMarked;
