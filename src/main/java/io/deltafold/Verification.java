package io.deltafold;

/**
 * How a result was verified.
 *
 * @param how the method, in words
 * @param points the number of random points at which it held
 */
public record Verification(String how, int points) {}
