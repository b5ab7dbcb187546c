package io.deltafold.matrix;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** A named tensor: a variable, a parameter or an earlier definition. */
public record Symbol(String name, Shape shape, Set<Property> properties) {
    public Symbol {
        EnumSet<Property> copy = EnumSet.noneOf(Property.class);
        copy.addAll(properties);
        properties = Collections.unmodifiableSet(copy);
    }

    public Symbol(String name, Shape shape) {
        this(name, shape, Set.of());
    }

    public boolean has(Property property) {
        return properties.contains(property);
    }
}
