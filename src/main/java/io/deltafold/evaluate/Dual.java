package io.deltafold.evaluate;

/** value + tangent ε with ε² = 0: the tangent is an exact directional derivative. */
public record Dual<V>(V value, V tangent) {}
