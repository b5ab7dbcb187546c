/**
 * Scalar functions: name, derivative, domain, kink and numeric value; the only importer of Symja, which is loaded
 * lazily, when the built-in table does not know a function.
 *
 * <p>Invariant: the derivative of a function is again an expression over scalar functions of this package. Knows
 * nothing of tensors, indices or printing of matrices.
 */
@NullMarked
package io.deltafold.scalar;

import org.jspecify.annotations.NullMarked;
