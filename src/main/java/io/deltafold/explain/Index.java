package io.deltafold.explain;

import io.deltafold.number.Size;

/** An index of a formula: its name and the size of its range. */
record Index(String name, Size size) {}
