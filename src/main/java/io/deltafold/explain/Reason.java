package io.deltafold.explain;

import io.deltafold.rewrite.Rule;

/**
 * Why a line follows from the one before.
 *
 * @param id for machines
 * @param name what people call it
 * @param statement the rule in mathematics
 * @param source book and equation, or where it was said
 */
public record Reason(String id, String name, String statement, String source) {
    static Reason of(Rule<?> rule) {
        return new Reason(rule.id(), rule.name(), rule.statement(), rule.source());
    }
}
