/**
 * LaTeX mathematics read into a tree of what was written.
 *
 * <p>The only importer of the grammar LatexMath. It gives nothing a meaning: it does not know what a transpose, a
 * derivative or a shape is.
 */
@NullMarked
package io.deltafold.tex;

import org.jspecify.annotations.NullMarked;
