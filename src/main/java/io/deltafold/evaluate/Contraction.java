package io.deltafold.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** einsum, entry by entry: the sum over all letters that are no output. */
final class Contraction<V> {
    private final Arithmetic<V> arithmetic;
    private final List<String> inputs;
    private final String output;

    Contraction(Arithmetic<V> arithmetic, List<String> inputs, String output) {
        this.arithmetic = arithmetic;
        this.inputs = inputs;
        this.output = output;
    }

    Tensor<V> of(List<Tensor<V>> operands) {
        Map<Character, Integer> sizes = new TreeMap<>();
        for (int i = 0; i < operands.size(); i++) {
            for (int axis = 0; axis < inputs.get(i).length(); axis++) {
                sizes.put(inputs.get(i).charAt(axis), operands.get(i).sizes().get(axis));
            }
        }
        List<Character> letters = new ArrayList<>(sizes.keySet());
        List<Integer> shape =
                output.chars().mapToObj(letter -> sizes.get((char) letter)).toList();
        List<V> entries = new ArrayList<>(Collections.nCopies(Tensor.count(shape), arithmetic.zero()));
        List<Integer> limits = letters.stream().map(sizes::get).toList();
        int[] index = new int[letters.size()];
        int[] outputs = places(output, letters);
        List<int[]> subscripts =
                inputs.stream().map(input -> places(input, letters)).toList();
        do {
            V term = arithmetic.one();
            for (int i = 0; i < operands.size(); i++) {
                V entry = operands.get(i).entries().get(place(operands.get(i).sizes(), subscripts.get(i), index));
                term = i == 0 ? entry : arithmetic.times(term, entry);
            }
            int at = place(shape, outputs, index);
            entries.set(at, arithmetic.plus(entries.get(at), term));
        } while (advance(index, limits));
        return new Tensor<>(shape, entries);
    }

    private static int[] places(String subscripts, List<Character> letters) {
        return subscripts.chars().map(letter -> letters.indexOf((char) letter)).toArray();
    }

    private static int place(List<Integer> sizes, int[] subscripts, int[] index) {
        int place = 0;
        for (int axis = 0; axis < subscripts.length; axis++) {
            place = place * sizes.get(axis) + index[subscripts[axis]];
        }
        return place;
    }

    private static boolean advance(int[] index, List<Integer> limits) {
        for (int i = index.length - 1; i >= 0; i--) {
            if (++index[i] < limits.get(i)) {
                return true;
            }
            index[i] = 0;
        }
        return false;
    }
}
