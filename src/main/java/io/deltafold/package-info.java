/**
 * Deltafold: verified derivatives of matrix expressions. {@link io.deltafold.Deltafold} is the front door.
 */
@NullMarked
package io.deltafold;

import org.jspecify.annotations.NullMarked;
