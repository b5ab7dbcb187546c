package io.deltafold.paper;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of a document at one place. Immutable. */
final class Scope {
    static final Scope EMPTY = new Scope(Map.of(), Set.of());

    private final Map<String, Binding> bindings;
    private final Set<String> sizes;

    private Scope(Map<String, Binding> bindings, Set<String> sizes) {
        this.bindings = bindings;
        this.sizes = sizes;
    }

    Optional<Binding> binding(String key) {
        return Optional.ofNullable(bindings.get(key));
    }

    Set<String> keys() {
        return Collections.unmodifiableSet(bindings.keySet());
    }

    Scope with(String key, Binding binding) {
        Map<String, Binding> changed = new LinkedHashMap<>(bindings);
        changed.put(key, binding);
        return new Scope(changed, sizes);
    }

    /** Whether a letter is the size of something. */
    boolean isSize(String letter) {
        return sizes.contains(letter);
    }

    Scope withSizes(Set<String> letters) {
        if (sizes.containsAll(letters)) {
            return this;
        }
        Set<String> changed = new LinkedHashSet<>(sizes);
        changed.addAll(letters);
        return new Scope(bindings, changed);
    }

    /** The bound name in the other case: A for a, as in a_{ij}. */
    Optional<String> otherCase(String key) {
        if (key.isEmpty() || !Character.isLowerCase(key.charAt(0))) {
            return Optional.empty();
        }
        String other = Character.toUpperCase(key.charAt(0)) + key.substring(1);
        return bindings.containsKey(other) ? Optional.of(other) : Optional.empty();
    }
}
