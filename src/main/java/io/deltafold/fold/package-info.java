/**
 * Index notation back to matrix form: contraction of like terms, the decidable fold of a product's index graph, common
 * factors.
 *
 * <p>Invariant: expanding what was folded gives the node that was folded (without factoring). Knows nothing of output
 * formats.
 */
@NullMarked
package io.deltafold.fold;

import org.jspecify.annotations.NullMarked;
