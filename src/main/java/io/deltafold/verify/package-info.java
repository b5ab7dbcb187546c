/**
 * Judgement by value: derivatives against dual numbers of the input, before anything is shown.
 *
 * <p>Invariant: both sides are evaluated from matrix expressions as they are printed, so that no stage is trusted.
 */
@NullMarked
package io.deltafold.verify;

import org.jspecify.annotations.NullMarked;
