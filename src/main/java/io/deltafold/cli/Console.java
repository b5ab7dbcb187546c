package io.deltafold.cli;

import java.io.InputStream;
import java.io.PrintStream;

/**
 * Where a command reads and prints; both streams are UTF-8.
 *
 * @param isTerminal whether somebody watches: only then is anything coloured or progress shown
 */
record Console(InputStream in, PrintStream out, PrintStream err, boolean isTerminal) {
    Console(InputStream in, PrintStream out, PrintStream err) {
        this(in, out, err, false);
    }
}
