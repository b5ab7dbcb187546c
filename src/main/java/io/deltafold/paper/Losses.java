package io.deltafold.paper;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** By what the document differentiates its unknown functions: a loss L with ∂L/∂A depends on A. */
final class Losses {
    private final Map<Binding, Set<String>> wrt = new HashMap<>();

    void add(Binding function, String key) {
        wrt.computeIfAbsent(function, f -> new LinkedHashSet<>()).add(key);
    }

    /** The keys by which a function is differentiated somewhere. */
    Set<String> of(Binding function) {
        return wrt.getOrDefault(function, Collections.emptySet());
    }
}
