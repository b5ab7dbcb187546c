/**
 * Derivations as a person would write them, by six methods: index notation, explicit elements, single-entry matrices,
 * differentials, the chain through named intermediate results, and vec.
 *
 * <p>Invariant: every shown line has a value, and it is equal to the value of the line before; lines in index notation are
 * made by rules and replay. Knows nothing of documents: how an explanation is printed is {@code report}'s.
 */
@NullMarked
package io.deltafold.explain;

import org.jspecify.annotations.NullMarked;
