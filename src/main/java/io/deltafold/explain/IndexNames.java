package io.deltafold.explain;

import io.deltafold.emit.PlainIndexStyle;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Letters for indices that mean nothing else in the program. */
record IndexNames(List<String> axes, List<String> summed) {
    private static final List<String> AXES = List.of("i", "j", "k", "l", "u", "v", "s", "t", "r", "p");
    private static final List<String> SUMMED = List.of("p", "r", "s", "t", "u", "v", "h", "o", "a", "e");

    /** @param taken one-letter names that stand for something else */
    static IndexNames without(Set<String> taken) {
        return new IndexNames(free(AXES, taken), free(SUMMED, taken));
    }

    private static List<String> free(List<String> letters, Set<String> taken) {
        List<String> free =
                letters.stream().filter(letter -> !taken.contains(letter)).toList();
        return free.isEmpty() ? letters.stream().map(letter -> letter + "'").toList() : free;
    }

    String fresh(Set<String> used) {
        return PlainIndexStyle.fresh(summed, used);
    }

    /** Indices for axes of the given sizes, the first letters that are not used. */
    List<Index> axes(List<Size> sizes, Set<String> used) {
        List<Index> indices = new ArrayList<>();
        for (Size size : sizes) {
            String name = PlainIndexStyle.fresh(axes, used);
            used.add(name);
            indices.add(new Index(name, size));
        }
        return indices;
    }
}
