package io.deltafold.index;

import io.deltafold.index.Node.Factor;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The canonical order of a product's factors and indices: products that differ in the names of summed indices or in the
 * order of factors become one node.
 *
 * <p>Colours of indices are refined over the incidence of indices and factors; where they stay equal, one index after
 * another is singled out and the least code is taken. The branching is capped: beyond the cap two equal products may
 * stay two nodes, which is never wrong.
 */
final class CanonicalOrder {
    private static final int MOST_LEAVES = 64;

    private final Graph graph;
    private final Coefficient coefficient;
    private final List<Factor> factors;
    private final Subscripts outputs;
    private final List<Size> sizes;
    private int leaves;
    private List<Factor> best = List.of();
    private int[] bestNumbers = new int[0];

    CanonicalOrder(Graph graph, Coefficient coefficient, List<Factor> factors, Subscripts outputs, List<Size> sizes) {
        this.graph = graph;
        this.coefficient = coefficient;
        this.factors = factors;
        this.outputs = outputs;
        this.sizes = sizes;
    }

    Node intern() {
        int[] numbers = new int[sizes.size()];
        Arrays.fill(numbers, -1);
        int next = 0;
        for (int axis = 0; axis < outputs.size(); axis++) {
            int index = outputs.get(axis);
            if (numbers[index] < 0) {
                numbers[index] = next++;
            }
        }
        if (distinctNodes()) {
            List<Factor> sorted = new ArrayList<>(factors);
            sorted.sort(Comparator.comparingInt(f -> f.node().id()));
            for (Factor factor : sorted) {
                for (int i = 0; i < factor.subscripts().size(); i++) {
                    int index = factor.subscripts().get(i);
                    if (numbers[index] < 0) {
                        numbers[index] = next++;
                    }
                }
            }
            return node(sorted, numbers);
        }
        search(colours(numbers, next));
        return node(best, bestNumbers);
    }

    private Node node(List<Factor> sorted, int[] numbers) {
        TreeMap<Integer, Size> named = new TreeMap<>();
        for (int index = 0; index < numbers.length; index++) {
            if (numbers[index] >= 0) {
                named.put(numbers[index], sizes.get(index));
            }
        }
        List<Factor> renamed = new ArrayList<>();
        sorted.forEach(f -> renamed.add(new Factor(f.node(), f.subscripts().map(i -> numbers[i]))));
        return graph.rawProduct(
                coefficient,
                graph.symmetry().orient(renamed),
                outputs.map(i -> numbers[i]),
                List.copyOf(named.values()));
    }

    private boolean distinctNodes() {
        Set<Node> seen = new HashSet<>();
        return factors.stream()
                .allMatch(f -> seen.add(f.node())
                        && (f.node().order() < 2 || !graph.symmetry().isSymmetric(f.node()) || factors.size() == 1));
    }

    /** A colour for each index that occurs; outputs have the first colours, in order. */
    private int[] colours(int[] numbers, int outputCount) {
        int[] colours = new int[sizes.size()];
        Arrays.fill(colours, -1);
        Set<String> sizeTexts = new TreeSet<>();
        sizes.forEach(s -> sizeTexts.add(s.toString()));
        List<String> order = new ArrayList<>(sizeTexts);
        for (Factor factor : factors) {
            for (int i = 0; i < factor.subscripts().size(); i++) {
                int index = factor.subscripts().get(i);
                colours[index] = numbers[index] >= 0
                        ? numbers[index]
                        : outputCount
                                + Collections.binarySearch(
                                        order, sizes.get(index).toString());
            }
        }
        for (int axis = 0; axis < outputs.size(); axis++) {
            colours[outputs.get(axis)] = numbers[outputs.get(axis)];
        }
        return colours;
    }

    private int[] refine(int[] start) {
        int[] colours = start;
        int classes = -1;
        while (true) {
            TreeMap<String, List<Integer>> signatures = new TreeMap<>();
            int[] current = colours;
            List<List<String>> incidences = new ArrayList<>();
            sizes.forEach(size -> incidences.add(new ArrayList<>()));
            for (Factor factor : factors) {
                List<String> positions = new ArrayList<>();
                factor.subscripts().stream().forEach(i -> positions.add(key(current[i])));
                boolean symmetric = graph.symmetry().isSymmetric(factor.node());
                if (symmetric) {
                    Collections.sort(positions);
                }
                String signature = key(factor.node().id()) + positions;
                for (int i = 0; i < factor.subscripts().size(); i++) {
                    incidences.get(factor.subscripts().get(i)).add(signature + (symmetric ? "" : "@" + i));
                }
            }
            for (int index = 0; index < current.length; index++) {
                if (current[index] >= 0) {
                    Collections.sort(incidences.get(index));
                    signatures
                            .computeIfAbsent(key(current[index]) + incidences.get(index), k -> new ArrayList<>())
                            .add(index);
                }
            }
            if (signatures.size() == classes) {
                return colours;
            }
            classes = signatures.size();
            int[] refined = new int[current.length];
            Arrays.fill(refined, -1);
            int colour = 0;
            for (List<Integer> members : signatures.values()) {
                for (int index : members) {
                    refined[index] = colour;
                }
                colour += members.size();
            }
            colours = refined;
        }
    }

    private static String key(int number) {
        return String.valueOf(100_000_000 + number);
    }

    private void search(int[] start) {
        int[] colours = refine(start);
        Map<Integer, List<Integer>> classes = new TreeMap<>();
        for (int index = 0; index < colours.length; index++) {
            if (colours[index] >= 0) {
                classes.computeIfAbsent(colours[index], k -> new ArrayList<>()).add(index);
            }
        }
        for (List<Integer> members : classes.values()) {
            if (members.size() > 1) {
                for (int chosen : members) {
                    if (leaves >= MOST_LEAVES) {
                        return;
                    }
                    int[] split = colours.clone();
                    for (int index = 0; index < split.length; index++) {
                        if (split[index] >= 0) {
                            split[index] = 2 * split[index] + 1;
                        }
                    }
                    split[chosen]--;
                    search(split);
                }
                return;
            }
        }
        leaf(colours);
    }

    private void leaf(int[] colours) {
        leaves++;
        int[] numbers = colours.clone();
        List<Factor> sorted = new ArrayList<>();
        for (Factor factor : factors) {
            sorted.add(
                    graph.symmetry().isSymmetric(factor.node())
                                    && numbers[factor.subscripts().get(0)]
                                            > numbers[factor.subscripts().get(1)]
                            ? new Factor(
                                    factor.node(),
                                    Subscripts.of(
                                            factor.subscripts().get(1),
                                            factor.subscripts().get(0)))
                            : factor);
        }
        sorted.sort(Comparator.comparing(f -> code(f, numbers)));
        if (best.isEmpty() || code(sorted, numbers).compareTo(code(best, bestNumbers)) < 0) {
            best = sorted;
            bestNumbers = numbers;
        }
    }

    private static String code(Factor factor, int[] numbers) {
        StringBuilder code = new StringBuilder(key(factor.node().id()));
        factor.subscripts().stream().forEach(i -> code.append(key(numbers[i])));
        return code.toString();
    }

    private static String code(List<Factor> sorted, int[] numbers) {
        StringBuilder code = new StringBuilder();
        sorted.forEach(f -> code.append(code(f, numbers)).append(';'));
        return code.toString();
    }
}
