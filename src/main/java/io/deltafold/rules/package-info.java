/**
 * Tables of rules and nothing else: the derivative of every tensor function as an index expression, with its statement
 * and source.
 *
 * <p>Invariant: a function without a rule does not compile; nothing differentiates to zero by default.
 */
@NullMarked
package io.deltafold.rules;

import org.jspecify.annotations.NullMarked;
