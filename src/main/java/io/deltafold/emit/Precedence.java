package io.deltafold.emit;

/** How tightly a fragment of program text holds together, loosest first. */
enum Precedence {
    SUM,
    /** A chain of * / @. */
    TERM,
    SIGNED,
    POWER,
    ATOM
}
