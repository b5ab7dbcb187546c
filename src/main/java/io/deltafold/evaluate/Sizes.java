package io.deltafold.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Numbers for size names at which expressions are evaluated. */
public final class Sizes {
    /** Small numbers first: they keep the evaluation cheap. */
    private static final List<Integer> LENGTHS = List.of(2, 3, 5, 4, 7, 6);

    private Sizes() {}

    /** All different and at least two, in an order that depends on the seed, so that no two axes are confused. */
    public static Map<String, Integer> different(Collection<String> names, long seed) {
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            lengths.add(i < LENGTHS.size() ? LENGTHS.get(i) : i + 2);
        }
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, Integer> sizes = new LinkedHashMap<>();
        for (String name : names) {
            sizes.put(name, lengths.remove(random.nextInt(lengths.size())));
        }
        return Collections.unmodifiableMap(sizes);
    }

    /** Different, but each is one with an even chance, and at least one of them is. */
    public static Map<String, Integer> someOnes(Collection<String> names, long seed) {
        Map<String, Integer> sizes = new LinkedHashMap<>(different(names, seed));
        SplittableRandom random = new SplittableRandom(~seed);
        int certain = names.isEmpty() ? 0 : random.nextInt(names.size());
        int position = 0;
        for (String name : names) {
            if (random.nextBoolean() || position == certain) {
                sizes.put(name, 1);
            }
            position++;
        }
        return Collections.unmodifiableMap(sizes);
    }

    /** All one. */
    public static Map<String, Integer> ones(Collection<String> names) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        names.forEach(name -> sizes.put(name, 1));
        return Collections.unmodifiableMap(sizes);
    }
}
