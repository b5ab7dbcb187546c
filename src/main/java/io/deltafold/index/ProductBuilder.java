package io.deltafold.index;

import io.deltafold.index.Node.Factor;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.Power;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Builds a product in normal form: views, scalings and deltas among the factors are absorbed by renaming indices, equal
 * factors become powers, an index that nothing carries becomes its size, and factors stand in canonical order.
 */
public final class ProductBuilder {
    private final Graph graph;
    private Coefficient coefficient = Coefficient.ONE;
    private final List<Size> sizes = new ArrayList<>();
    private final List<Factor> factors = new ArrayList<>();
    private Subscripts outputs = Subscripts.of();
    private int[] parent = new int[8];
    private int limit;

    public ProductBuilder(Graph graph) {
        this.graph = graph;
    }

    public ProductBuilder coefficient(Coefficient value) {
        coefficient = coefficient.times(value);
        return this;
    }

    /** Adds indices of these sizes; the first call makes the indices 0, 1, … */
    public ProductBuilder sizes(List<Size> more) {
        more.forEach(this::index);
        return this;
    }

    /** A new index. */
    public int index(Size size) {
        int index = sizes.size();
        sizes.add(size);
        if (index >= parent.length) {
            parent = Arrays.copyOf(parent, 2 * parent.length);
        }
        parent[index] = index;
        return index;
    }

    public ProductBuilder factor(Node node, Subscripts subscripts) {
        factors.add(new Factor(node, subscripts));
        return this;
    }

    public ProductBuilder outputs(Subscripts indices) {
        outputs = indices;
        return this;
    }

    /** Also absorbs products among the factors while they have at most this many factors together. */
    public ProductBuilder flatten(int mostFactors) {
        limit = mostFactors;
        return this;
    }

    /** A copy of a product with another coefficient. */
    ProductBuilder like(Node.Product product, Coefficient other) {
        sizes(product.indexSizes());
        factors.addAll(product.factors());
        outputs = product.outputs();
        return coefficient(other);
    }

    private int find(int index) {
        int root = index;
        while (parent[root] != root) {
            root = parent[root];
        }
        parent[index] = root;
        return root;
    }

    /** Makes two indices one, as a Kronecker delta between them would. */
    public ProductBuilder tied(int a, int b) {
        tie(a, b);
        return this;
    }

    /** An index that nothing carries any more, though it was summed over: it does not count. */
    void retire(int index) {
        sizes.set(index, Size.ONE);
    }

    private void tie(int a, int b) {
        int left = find(a);
        int right = find(b);
        parent[Math.max(left, right)] = Math.min(left, right);
    }

    /** The node; zero if a factor is. */
    public Node build() {
        Optional<List<Factor>> all = absorbed();
        if (all.isEmpty()) {
            return graph.zero(outputs.stream().mapToObj(sizes::get).toList());
        }
        List<Factor> absorbed = all.get();
        if (coefficient.isZero()) {
            return graph.zero(outputs.stream().mapToObj(sizes::get).toList());
        }
        tieSingles();
        List<Factor> renamed = new ArrayList<>();
        absorbed.forEach(f -> renamed.add(new Factor(f.node(), f.subscripts().map(this::find))));
        List<Factor> merged = graph.symmetry().orient(mergePowers(renamed));
        Optional<List<Factor>> cancelled = new Cancellation(graph, this, outputs.map(this::find)).apply(merged);
        while (cancelled.isPresent()) {
            merged = new ArrayList<>();
            for (Factor factor : cancelled.get()) {
                merged.add(new Factor(factor.node(), factor.subscripts().map(this::find)));
            }
            merged = graph.symmetry().orient(mergePowers(merged));
            cancelled = new Cancellation(graph, this, outputs.map(this::find)).apply(merged);
        }
        Subscripts out = outputs.map(this::find);
        dropBareIndices(merged, out);
        if (coefficient.isOne()
                && merged.size() == 1
                && graph.symmetry().same(merged.get(0), out)
                && out.isDistinct()) {
            return merged.get(0).node();
        }
        return new CanonicalOrder(graph, coefficient, merged, out, sizes).intern();
    }

    /** A summed index with a single value is any other such index: x[n,1] y[1] = x[n,·]. */
    private void tieSingles() {
        int representative = -1;
        for (int axis = 0; axis < outputs.size() && representative < 0; axis++) {
            int output = find(outputs.get(axis));
            representative = sizes.get(output).isOne() ? output : -1;
        }
        Subscripts out = outputs.map(this::find);
        for (int index = 0; index < sizes.size(); index++) {
            if (find(index) == index && sizes.get(index).isOne() && !out.contains(index)) {
                if (representative < 0) {
                    representative = index;
                } else {
                    tie(index, representative);
                }
            }
        }
    }

    /** The factors with the products among them taken apart; empty where one of them is zero. */
    private Optional<List<Factor>> absorbed() {
        List<Factor> absorbed = new ArrayList<>();
        java.util.ArrayDeque<Factor> open = new java.util.ArrayDeque<>(factors);
        List<Factor> held = new ArrayList<>();
        boolean holding = true;
        int room = limit - factors.size();
        while (true) {
            while (!open.isEmpty()) {
                Factor factor = open.pollFirst();
                if (factor.node().isZero()) {
                    return Optional.empty();
                }
                if (!(factor.node() instanceof Node.Product product)) {
                    absorbed.add(factor);
                    continue;
                }
                coefficient = coefficient.times(product.coefficient());
                int count = product.factors().size();
                boolean fits = count <= 1 || count - 1 <= room;
                boolean summed = product.indexSizes().size() > product.outputs().size();
                if (fits && !(holding && summed)) {
                    room -= Math.max(0, count - 1);
                    List<Factor> inner = absorb(product, factor.subscripts());
                    for (int i = inner.size() - 1; i >= 0; i--) {
                        open.addFirst(inner.get(i));
                    }
                } else {
                    Node plain = product.coefficient().isOne()
                            ? product
                            : new ProductBuilder(graph)
                                    .like(product, Coefficient.ONE)
                                    .build();
                    (fits ? held : absorbed).add(new Factor(plain, factor.subscripts()));
                }
            }
            if (held.isEmpty()) {
                return Optional.of(absorbed);
            }
            // A sum of products that a power of it stands beside stays whole: u u⁻² = u⁻¹.
            for (Factor factor : held) {
                (isBaseOfAPower(factor, absorbed) ? absorbed : open).add(factor);
            }
            held.clear();
            holding = false;
        }
    }

    private boolean isBaseOfAPower(Factor factor, List<Factor> others) {
        return others.stream()
                .anyMatch(other -> other.node() instanceof Node.Map map
                        && map.function() instanceof Power
                        && map.arguments().get(0) == factor.node()
                        && other.subscripts()
                                .map(this::find)
                                .equals(factor.subscripts().map(this::find)));
    }

    /** The factors of a product in this product's indices; its outputs are tied to the given subscripts. */
    private List<Factor> absorb(Node.Product product, Subscripts subscripts) {
        int[] rename = new int[product.indexSizes().size()];
        Arrays.fill(rename, -1);
        for (int axis = 0; axis < product.outputs().size(); axis++) {
            int inner = product.outputs().get(axis);
            if (rename[inner] < 0) {
                rename[inner] = subscripts.get(axis);
            } else {
                tie(rename[inner], subscripts.get(axis));
            }
        }
        for (int inner = 0; inner < rename.length; inner++) {
            if (rename[inner] < 0) {
                rename[inner] = index(product.indexSizes().get(inner));
            }
        }
        List<Factor> result = new ArrayList<>();
        for (Factor factor : product.factors()) {
            result.add(new Factor(factor.node(), factor.subscripts().map(i -> rename[i])));
        }
        return result;
    }

    /** u^a · u^b = u^(a+b) for the same entries of the same tensor. */
    private List<Factor> mergePowers(List<Factor> all) {
        if (all.size() < 2) {
            return all;
        }
        Map<Factor, Rational> exponents = new LinkedHashMap<>();
        for (Factor factor : all) {
            boolean isPower = factor.node() instanceof Node.Map map && map.function() instanceof Power;
            Rational exponent = Rational.ONE;
            Factor base = factor;
            if (isPower && factor.node() instanceof Node.Map map && map.function() instanceof Power power) {
                exponent = power.exponent();
                base = new Factor(map.arguments().get(0), factor.subscripts());
            }
            exponents.merge(base, exponent, Rational::plus);
        }
        if (exponents.size() == all.size()) {
            return all;
        }
        List<Factor> merged = new ArrayList<>();
        boolean again = false;
        for (Map.Entry<Factor, Rational> entry : exponents.entrySet()) {
            if (!entry.getValue().isZero()) {
                Node power = graph.power(entry.getKey().node(), entry.getValue());
                again |= power instanceof Node.Product;
                merged.add(new Factor(power, entry.getKey().subscripts()));
            }
        }
        if (!again) {
            return merged;
        }
        List<Factor> flat = new ArrayList<>();
        for (Factor factor : merged) {
            if (factor.node() instanceof Node.Product product
                    && product.factors().size() <= 1) {
                coefficient = coefficient.times(product.coefficient());
                absorb(product, factor.subscripts())
                        .forEach(f ->
                                flat.add(new Factor(f.node(), f.subscripts().map(this::find))));
            } else {
                flat.add(factor);
            }
        }
        return flat;
    }

    private void dropBareIndices(List<Factor> merged, Subscripts out) {
        boolean[] carried = new boolean[sizes.size()];
        merged.forEach(f -> f.subscripts().stream().forEach(i -> carried[i] = true));
        out.stream().forEach(i -> carried[i] = true);
        for (int index = 0; index < carried.length; index++) {
            if (!carried[index] && find(index) == index) {
                coefficient = coefficient.times(Coefficient.of(sizes.get(index)));
            }
        }
    }
}
