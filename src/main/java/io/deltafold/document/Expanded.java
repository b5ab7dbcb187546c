package io.deltafold.document;

import java.util.ArrayList;
import java.util.List;

/** Text that is put together from pieces of a file, every character with the offset it came from. */
final class Expanded {
    private final StringBuilder text = new StringBuilder();
    private final List<Integer> origins = new ArrayList<>();

    /** A stretch of a source as it stands. */
    static Expanded of(String source, int from, int to) {
        Expanded expanded = new Expanded();
        for (int i = from; i < to; i++) {
            expanded.add(source.charAt(i), i);
        }
        return expanded;
    }

    void add(char c, int origin) {
        text.append(c);
        origins.add(origin);
    }

    void add(Expanded other, int from, int to) {
        for (int i = from; i < to; i++) {
            add(other.text.charAt(i), other.origins.get(i));
        }
    }

    int length() {
        return text.length();
    }

    char charAt(int at) {
        return text.charAt(at);
    }

    int origin(int at) {
        return origins.get(at);
    }

    String text() {
        return text.toString();
    }

    /** The origins, and the end's. */
    List<Integer> origins(int end) {
        List<Integer> all = new ArrayList<>(origins);
        all.add(end);
        return all;
    }
}
