package io.deltafold.paper;

import io.deltafold.matrix.Property;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Shapes of names that no declaration tells: by how they are used, and else by the usual meaning of letters. */
final class Guess {
    private static final String SCALARS = "abcdefgijklmnopqrst";

    private Guess() {}

    static Shape shape(Binding binding, Set<Property> properties, SizeSystem sizes) {
        int rank = rank(binding, properties);
        List<Size> found = new ArrayList<>();
        boolean square =
                binding.usage().contains("square") || properties.stream().anyMatch(Property::needsSquare);
        for (int axis = 0; axis < rank; axis++) {
            found.add(axis == 1 && square ? found.get(0) : sizes.unknown());
        }
        return new Shape(found);
    }

    private static int rank(Binding binding, Set<Property> properties) {
        List<String> usage = binding.usage();
        if (usage.contains("matrix") || properties.stream().anyMatch(Property::needsSquare)) {
            return 2;
        }
        if (usage.contains("vector")) {
            return 1;
        }
        if (usage.contains("scalar")) {
            return 0;
        }
        char letter = binding.name().charAt(0);
        boolean greek = binding.name().replaceAll("_.*", "").length() > 1;
        if (greek) {
            return Character.isUpperCase(letter) ? 2 : usage.contains("transposed") ? 1 : 0;
        }
        if (Character.isUpperCase(letter)) {
            return 2;
        }
        if (usage.contains("bold") || usage.contains("transposed")) {
            return 1;
        }
        return SCALARS.indexOf(letter) >= 0 ? 0 : 1;
    }
}
