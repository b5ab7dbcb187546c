/**
 * The command line: parses arguments, calls the library, prints. Thin: no mathematics.
 */
@NullMarked
package io.deltafold.cli;

import org.jspecify.annotations.NullMarked;
