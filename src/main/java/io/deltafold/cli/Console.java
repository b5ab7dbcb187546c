package io.deltafold.cli;

import java.io.InputStream;
import java.io.PrintStream;

/** Where a command reads and prints; both streams are UTF-8. */
record Console(InputStream in, PrintStream out, PrintStream err) {}
