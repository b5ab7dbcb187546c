/**
 * Printers of matrix expressions: LaTeX, Unicode text, the expression language, NumPy and Java.
 *
 * <p>Invariant: a printer formats the value it is given. It may choose between notations of the same value (the order
 * of a product's scalars, brackets of an associative product), but never rewrites it. Knows nothing of derivatives,
 * indices and verification.
 */
@NullMarked
package io.deltafold.emit;

import org.jspecify.annotations.NullMarked;
