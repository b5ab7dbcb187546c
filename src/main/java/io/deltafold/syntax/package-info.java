/**
 * Text to syntax tree: sources and places in them, diagnostics, the tree, the parser. The only importer of the
 * expression grammar.
 *
 * <p>Invariant: every tree node carries the place it came from. Knows nothing of shapes.
 */
@NullMarked
package io.deltafold.syntax;

import org.jspecify.annotations.NullMarked;
