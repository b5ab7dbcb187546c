/**
 * Exact numbers: rationals, sizes (polynomials in size names) and coefficients (quotients of sizes).
 *
 * <p>Invariant: every value is immutable and in lowest terms as far as its class promises. Knows nothing of
 * expressions.
 */
@NullMarked
package io.deltafold.number;

import org.jspecify.annotations.NullMarked;
