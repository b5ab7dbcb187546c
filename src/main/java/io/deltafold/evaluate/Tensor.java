package io.deltafold.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A dense tensor, row-major. Vectors have one size; read as a matrix they are columns. */
public record Tensor<V>(List<Integer> sizes, List<V> entries) {
    /** Copies, and requires as many entries as the sizes say. */
    public Tensor {
        sizes = List.copyOf(sizes);
        entries = List.copyOf(entries);
        if (entries.size() != count(sizes)) {
            throw new IllegalArgumentException(entries.size() + " entries for the sizes " + sizes);
        }
    }

    public static <V> Tensor<V> scalar(V value) {
        return new Tensor<>(List.of(), List.of(value));
    }

    /** The number of entries of a tensor of these sizes. */
    public static int count(List<Integer> sizes) {
        int count = 1;
        for (int size : sizes) {
            count *= size;
        }
        return count;
    }

    public int rows() {
        return sizes.isEmpty() ? 1 : sizes.get(0);
    }

    public int columns() {
        return sizes.size() < 2 ? 1 : sizes.get(1);
    }

    /** The entry of the tensor read as a matrix. */
    public V at(int row, int column) {
        return entries.get(row * columns() + column);
    }

    public boolean isSingle() {
        return entries.size() == 1;
    }

    /** The same entries under other sizes. */
    public Tensor<V> reshaped(List<Integer> others) {
        return sizes.equals(others) ? this : new Tensor<>(others, entries);
    }

    /** A function of every entry. */
    public <W> Tensor<W> map(Function<V, W> function) {
        List<W> mapped = new ArrayList<>(entries.size());
        for (V entry : entries) {
            mapped.add(function.apply(entry));
        }
        return new Tensor<>(sizes, mapped);
    }
}
