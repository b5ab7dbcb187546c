package io.deltafold.explain;

import io.deltafold.rewrite.Rule;

/**
 * The rules of index notation. Those that differentiate read the engine's table of local derivatives; each is applied to
 * every factor of a line that it is for.
 */
sealed interface EntryRule extends Rule<EntrySum>
        permits IndependenceRule,
                DifferentiationRule,
                FunctionRule,
                DeltaRule,
                SubstitutionRule,
                ContractionRule,
                LikeTermsRule {}
