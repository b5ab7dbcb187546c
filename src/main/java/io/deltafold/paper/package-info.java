/**
 * Documents checked: formulas understood in their context, and a verdict on every link of every chain of equalities.
 *
 * <p>Invariant: a true equation is never refuted. What was not understood says so. The engine is used through its front
 * door; there is no second way to differentiate here.
 */
@NullMarked
package io.deltafold.paper;

import org.jspecify.annotations.NullMarked;
