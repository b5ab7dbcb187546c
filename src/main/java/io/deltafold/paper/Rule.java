package io.deltafold.paper;

import io.deltafold.tex.Tex;
import java.util.List;

/**
 * A definition in a document: A = ZW, f(x) = xᵀAx, or by entries Y_{ij} = (XW)_{ij} + b_j.
 *
 * @param body the right side
 * @param indices the index letters of a definition by entries; else empty
 * @param parameters the keys of the arguments of a function; else empty
 * @param scope the names as they were there
 */
record Rule(Tex body, List<String> indices, List<String> parameters, Scope scope) {
    Rule {
        indices = List.copyOf(indices);
        parameters = List.copyOf(parameters);
    }
}
