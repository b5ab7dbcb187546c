package io.deltafold.rewrite;

/**
 * What a rule says of itself: why a line follows from the one before.
 *
 * @param id a word for machines: {@code product-rule}
 * @param name what people call it: "product rule"
 * @param statement the rule in mathematics
 * @param source book and equation, or where it was said
 */
public record Reason(String id, String name, String statement, String source) {}
