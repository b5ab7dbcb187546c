/**
 * Matrix expressions with shapes: what people write and read. Shape rules, properties, and inference from the syntax
 * tree.
 *
 * <p>Invariant: a {@link io.deltafold.matrix.MatrixExpr} is well shaped from the moment it exists. Knows nothing of
 * indices and derivatives.
 */
@NullMarked
package io.deltafold.matrix;

import org.jspecify.annotations.NullMarked;
