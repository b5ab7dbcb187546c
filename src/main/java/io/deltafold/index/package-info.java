/**
 * The index graph: a program of tensor definitions, each a small index expression over others.
 *
 * <p>Invariant: nodes are interned, children have smaller ids than their parents, an index that is not an output is
 * summed, and every node is in normal form. Knows nothing of derivatives and of matrix notation.
 */
@NullMarked
package io.deltafold.index;

import org.jspecify.annotations.NullMarked;
