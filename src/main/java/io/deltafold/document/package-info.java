/**
 * LaTeX and Markdown documents cut into prose, headings and formulas, each with its place in the file.
 *
 * <p>Invariant: no text makes it throw; every character of a formula knows where in the file it came from, also after
 * the document's own macros were expanded. It does not look into the mathematics.
 */
@NullMarked
package io.deltafold.document;

import org.jspecify.annotations.NullMarked;
