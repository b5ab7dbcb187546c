package io.deltafold.index;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** An immutable list of indices, which are local integers. */
public final class Subscripts {
    private static final Subscripts EMPTY = new Subscripts(new int[0]);

    private final int[] indices;

    private Subscripts(int[] indices) {
        this.indices = indices;
    }

    public static Subscripts of(int... indices) {
        return indices.length == 0 ? EMPTY : new Subscripts(indices.clone());
    }

    /** from, from + 1, … */
    public static Subscripts range(int from, int count) {
        return new Subscripts(IntStream.range(from, from + count).toArray());
    }

    public int size() {
        return indices.length;
    }

    public int get(int position) {
        return indices[position];
    }

    public IntStream stream() {
        return Arrays.stream(indices);
    }

    public boolean contains(int index) {
        for (int i : indices) {
            if (i == index) {
                return true;
            }
        }
        return false;
    }

    public Subscripts map(IntUnaryOperator rename) {
        int[] renamed = new int[indices.length];
        for (int i = 0; i < renamed.length; i++) {
            renamed[i] = rename.applyAsInt(indices[i]);
        }
        return new Subscripts(renamed);
    }

    /** These, then those. */
    public Subscripts then(Subscripts others) {
        int[] all = Arrays.copyOf(indices, indices.length + others.indices.length);
        System.arraycopy(others.indices, 0, all, indices.length, others.indices.length);
        return new Subscripts(all);
    }

    /** Whether this is 0, 1, 2, … */
    public boolean isRange() {
        for (int i = 0; i < indices.length; i++) {
            if (indices[i] != i) {
                return false;
            }
        }
        return true;
    }

    /** Whether no index occurs twice. */
    public boolean isDistinct() {
        return stream().distinct().count() == indices.length;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof Subscripts subscripts && Arrays.equals(indices, subscripts.indices);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(indices);
    }

    @Override
    public String toString() {
        return Arrays.toString(indices);
    }
}
