package io.deltafold.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * Tensors of different sizes entry by entry: a scalar with anything, 1×n and m×1 with m×n, a column n×1 with a vector.
 */
final class Broadcast {
    private Broadcast() {}

    /** The tensor with its axes of size one repeated up to the given sizes. */
    static <V> Tensor<V> spread(Tensor<V> tensor, List<Integer> sizes) {
        if (tensor.sizes().equals(sizes)) {
            return tensor;
        }
        int count = Tensor.count(sizes);
        if (longAxes(tensor.sizes()).equals(longAxes(sizes))) {
            return tensor.reshaped(sizes);
        }
        List<V> source = tensor.entries();
        List<V> entries = new ArrayList<>(count);
        int[] strides = strides(tensor, sizes);
        int[] index = new int[sizes.size()];
        for (int i = 0; i < count; i++) {
            int place = 0;
            for (int axis = 0; axis < index.length; axis++) {
                place += index[axis] * strides[axis];
            }
            entries.add(source.get(place));
            advance(index, sizes);
        }
        return new Tensor<>(sizes, entries);
    }

    private static List<Integer> longAxes(List<Integer> sizes) {
        List<Integer> others = new ArrayList<>(sizes);
        others.removeIf(size -> size == 1);
        return others;
    }

    /** How far each axis moves in the tensor's entries: not at all where it is repeated. */
    private static int[] strides(Tensor<?> tensor, List<Integer> sizes) {
        int[] strides = new int[sizes.size()];
        if (tensor.isSingle()) {
            return strides;
        }
        List<Integer> own = tensor.sizes();
        if (own.size() != sizes.size()) {
            throw new IllegalArgumentException("a tensor of the sizes " + own + " cannot stand for " + sizes);
        }
        int stride = 1;
        for (int axis = own.size() - 1; axis >= 0; axis--) {
            int size = own.get(axis);
            if (size != 1 && size != sizes.get(axis)) {
                throw new IllegalArgumentException("a tensor of the sizes " + own + " cannot stand for " + sizes);
            }
            strides[axis] = size == 1 ? 0 : stride;
            stride *= size;
        }
        return strides;
    }

    private static void advance(int[] index, List<Integer> sizes) {
        for (int axis = index.length - 1; axis >= 0; axis--) {
            if (++index[axis] < sizes.get(axis)) {
                return;
            }
            index[axis] = 0;
        }
    }

    /** An operation on two operands of a larger whole, whose sizes the result has unless smaller ones are enough. */
    static <V> Tensor<V> combine(List<Integer> whole, Tensor<V> a, Tensor<V> b, BinaryOperator<V> operation) {
        List<V> entries = new ArrayList<>();
        if (a.isSingle() && !b.isSingle()) {
            V left = a.entries().get(0);
            for (V right : b.entries()) {
                entries.add(operation.apply(left, right));
            }
            return new Tensor<>(b.sizes(), entries);
        }
        if (b.isSingle()) {
            V right = b.entries().get(0);
            for (V left : a.entries()) {
                entries.add(operation.apply(left, right));
            }
            return new Tensor<>(a.sizes(), entries);
        }
        boolean same = a.sizes().equals(b.sizes());
        List<V> left = same ? a.entries() : spread(a, whole).entries();
        List<V> right = same ? b.entries() : spread(b, whole).entries();
        for (int i = 0; i < left.size(); i++) {
            entries.add(operation.apply(left.get(i), right.get(i)));
        }
        return new Tensor<>(same ? a.sizes() : whole, entries);
    }
}
