package io.deltafold.emit;

import java.util.HashSet;
import java.util.Set;

/** Gives out names of generated code, each once; a name that is taken gets an underscore. */
final class Identifiers {
    private final Set<String> taken;

    /** No name is in {@code reserved}. */
    Identifiers(Set<String> reserved) {
        this.taken = new HashSet<>(reserved);
    }

    /** {@code wanted}, or with as many underscores as it takes to be free. */
    String claim(String wanted) {
        String name = wanted;
        while (!taken.add(name)) {
            name += "_";
        }
        return name;
    }

    /** stem1, stem2 …: the first that is free from {@code number} on. */
    String numbered(String stem, int number) {
        int next = number;
        while (!taken.add(stem + next)) {
            next++;
        }
        return stem + next;
    }
}
