/**
 * One evaluator of matrix expressions over different numbers: doubles, dual numbers, a prime field.
 *
 * <p>Invariant: shares no code with differentiation, so that it can judge it. Knows nothing of indices.
 */
@NullMarked
package io.deltafold.evaluate;

import org.jspecify.annotations.NullMarked;
