/**
 * Explanations as pages: text for a terminal, LaTeX, Markdown, HTML, JSON, pictures.
 *
 * <p>Invariant: what comes from the program is escaped for the format. Knows nothing of how a derivation is found.
 */
@NullMarked
package io.deltafold.report;

import org.jspecify.annotations.NullMarked;
