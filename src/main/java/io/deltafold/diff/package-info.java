/**
 * Differentiation by the Kronecker-delta rule: forward on whole expressions, reverse on one definition at a time.
 *
 * <p>Invariant: forward and reverse give equal tensors. Knows nothing of matrix notation.
 */
@NullMarked
package io.deltafold.diff;

import org.jspecify.annotations.NullMarked;
