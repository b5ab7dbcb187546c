/**
 * Rules, the steps that they make, and derivations that replay.
 *
 * <p>Invariant: a step's {@code after} is what its rule makes of its {@code before}, and each step begins where the one
 * before it ended. There is no mathematics in here.
 */
@NullMarked
package io.deltafold.rewrite;

import org.jspecify.annotations.NullMarked;
