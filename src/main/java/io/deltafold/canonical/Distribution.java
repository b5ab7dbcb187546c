package io.deltafold.canonical;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.index.TensorFunction;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.Power;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Products over sums: a (b + c) = a b + a c, within a budget of terms. */
final class Distribution {
    private static final int MOST_TERMS = 2000;
    private static final int FLAT = Integer.MAX_VALUE / 2;

    private final Graph graph;

    Distribution(Graph graph) {
        this.graph = graph;
    }

    /** The product with its factors changed and all sums among them distributed. */
    Node product(Node.Product product, UnaryOperator<Node> change) {
        List<Node> nodes = product.factors().stream()
                .map(factor -> change.apply(factor.node()))
                .toList();
        List<Subscripts> subscripts =
                product.factors().stream().map(Node.Factor::subscripts).toList();
        return distributed(product.coefficient(), nodes, subscripts, product.outputs(), product.indexSizes());
    }

    /** The n-th power entry by entry. */
    Node power(Node base, int exponent) {
        List<Node> nodes = new ArrayList<>();
        List<Subscripts> subscripts = new ArrayList<>();
        for (int i = 0; i < exponent; i++) {
            nodes.add(base);
            subscripts.add(Subscripts.range(0, base.order()));
        }
        return distributed(Coefficient.ONE, nodes, subscripts, Subscripts.range(0, base.order()), base.sizes());
    }

    Node scalarTimes(Node scalar, Node tensor) {
        return distributed(
                Coefficient.ONE,
                List.of(scalar, tensor),
                List.of(Subscripts.of(), Subscripts.range(0, tensor.order())),
                Subscripts.range(0, tensor.order()),
                tensor.sizes());
    }

    /** The terms of coefficient · node. */
    List<Node.Term> scaled(Coefficient coefficient, Node node) {
        return terms(node).stream()
                .map(term -> new Node.Term(coefficient.times(term.coefficient()), term.node()))
                .toList();
    }

    private static List<Node.Term> terms(Node node) {
        return node instanceof Node.Sum sum ? sum.terms() : List.of(new Node.Term(Coefficient.ONE, node));
    }

    private Node distributed(
            Coefficient coefficient,
            List<Node> nodes,
            List<Subscripts> subscripts,
            Subscripts outputs,
            List<Size> indexSizes) {
        long count = 1;
        for (Node node : nodes) {
            count = Math.min(Integer.MAX_VALUE, count * Math.max(1, terms(node).size()));
        }
        boolean within = count <= MOST_TERMS;
        List<Node.Term> result = new ArrayList<>();
        int[] choice = new int[nodes.size()];
        List<Size> sizes = outputs.stream().mapToObj(indexSizes::get).toList();
        boolean zero = nodes.stream().anyMatch(Node::isZero);
        while (!zero) {
            Coefficient factor = coefficient;
            ProductBuilder builder = new ProductBuilder(graph).sizes(indexSizes).flatten(FLAT);
            for (int i = 0; i < nodes.size(); i++) {
                if (within) {
                    Node.Term term = terms(nodes.get(i)).get(choice[i]);
                    factor = factor.times(term.coefficient());
                    attach(builder, term.node(), subscripts.get(i));
                } else {
                    attach(builder, nodes.get(i), subscripts.get(i));
                }
            }
            Node built = builder.coefficient(factor).outputs(outputs).build();
            result.add(
                    new Node.Term(Coefficient.ONE, built instanceof Node.Product flat ? ordered(merged(flat)) : built));
            if (!within || !advance(choice, nodes)) {
                break;
            }
        }
        return graph.sum(result, sizes);
    }

    /** f(X)[i,i] = f(X[i,i]). */
    private void attach(ProductBuilder builder, Node node, Subscripts subscripts) {
        if (!(node instanceof Node.Map map) || subscripts.isDistinct()) {
            builder.factor(node, subscripts);
            return;
        }
        int[] distinct = subscripts.stream().distinct().toArray();
        List<Node> arguments = new ArrayList<>();
        for (Node argument : map.arguments()) {
            ProductBuilder diagonal = new ProductBuilder(graph);
            int[] own = new int[subscripts.size()];
            int[] outputs = new int[distinct.length];
            for (int k = 0; k < distinct.length; k++) {
                int first = subscripts.stream().boxed().toList().indexOf(distinct[k]);
                outputs[k] = diagonal.index(argument.sizes().get(first));
                for (int axis = 0; axis < own.length; axis++) {
                    own[axis] = subscripts.get(axis) == distinct[k] ? outputs[k] : own[axis];
                }
            }
            arguments.add(diagonal.factor(argument, Subscripts.of(own))
                    .outputs(Subscripts.of(outputs))
                    .build());
        }
        builder.factor(graph.map(map.function(), arguments), Subscripts.of(distinct));
    }

    private static boolean advance(int[] choice, List<Node> nodes) {
        for (int i = choice.length - 1; i >= 0; i--) {
            if (++choice[i] < terms(nodes.get(i)).size()) {
                return true;
            }
            choice[i] = 0;
        }
        return false;
    }

    /** Σ_r Xʳ A X^{k−1−r} read backwards, with k − 1 − r for r: of the two the one that was there first. */
    private Node ordered(Node node) {
        if (!(node instanceof Node.Product product)
                || product.factors().stream().noneMatch(f -> isStack(f.node()))) {
            return node;
        }
        ProductBuilder builder =
                new ProductBuilder(graph).coefficient(product.coefficient()).sizes(product.indexSizes());
        for (Node.Factor factor : product.factors()) {
            builder.factor(backwards(factor.node()), factor.subscripts());
        }
        Node other = builder.outputs(product.outputs()).build();
        return other.id() < node.id() ? other : node;
    }

    private static boolean isStack(Node node) {
        return node instanceof Node.Call call && call.function() instanceof TensorFunction.PowerStack;
    }

    private Node backwards(Node node) {
        return node instanceof Node.Call call && call.function() instanceof TensorFunction.PowerStack stack
                ? graph.call(new TensorFunction.PowerStack(stack.count(), !stack.descending()), call.arguments())
                : node;
    }

    /**
     * u · uᵖ = uᵖ⁺¹ where u is a scalar that is itself a sum of products, such as xᵀx beside (xᵀx)⁻¹: the factors that
     * are joined with no output are compared with the bases of the powers.
     */
    private Node merged(Node.Product product) {
        Map<Node, Rational> powers = new LinkedHashMap<>();
        for (Node.Factor factor : product.factors()) {
            if (factor.node() instanceof Node.Map map
                    && map.function() instanceof Power power
                    && map.order() == 0
                    && power.exponent().signum() < 0) {
                powers.put(map.arguments().get(0), power.exponent());
            }
        }
        if (powers.isEmpty()) {
            return product;
        }
        int[] component = components(product);
        for (int root = 0; root < component.length; root++) {
            int wanted = root;
            List<Node.Factor> own = new ArrayList<>();
            List<Node.Factor> others = new ArrayList<>();
            for (Node.Factor factor : product.factors()) {
                boolean inside = factor.subscripts().size() > 0
                        && component[factor.subscripts().get(0)] == wanted;
                (inside ? own : others).add(factor);
            }
            boolean closed = product.outputs().stream().noneMatch(i -> component[i] == wanted);
            if (own.isEmpty() || !closed) {
                continue;
            }
            ProductBuilder scalar = new ProductBuilder(graph).sizes(product.indexSizes());
            own.forEach(f -> scalar.factor(f.node(), f.subscripts()));
            // Indices outside the component must not count as free sums here, nor those inside it there.
            for (int i = 0; i < component.length; i++) {
                if (component[i] != wanted) {
                    scalar.tied(i, wanted);
                }
            }
            Node base = scalar.outputs(Subscripts.of()).build();
            if (powers.containsKey(base)) {
                ProductBuilder rest = new ProductBuilder(graph)
                        .coefficient(product.coefficient())
                        .sizes(sizesWithout(product, component, wanted))
                        .factor(base, Subscripts.of());
                others.forEach(f -> rest.factor(f.node(), f.subscripts()));
                Node reduced = rest.outputs(product.outputs()).build();
                return reduced instanceof Node.Product again && !again.equals(product) ? merged(again) : reduced;
            }
        }
        return product;
    }

    private static List<Size> sizesWithout(Node.Product product, int[] component, int root) {
        List<Size> sizes = new ArrayList<>(product.indexSizes());
        for (int i = 0; i < component.length; i++) {
            if (component[i] == root) {
                sizes.set(i, Size.ONE);
            }
        }
        return sizes;
    }

    /** For each index the least index that factors join it with. */
    private static int[] components(Node.Product product) {
        int[] root = new int[product.indexSizes().size()];
        Arrays.setAll(root, i -> i);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Node.Factor factor : product.factors()) {
                int least = factor.subscripts().stream().map(i -> root[i]).min().orElse(0);
                for (int i = 0; i < factor.subscripts().size(); i++) {
                    int index = factor.subscripts().get(i);
                    changed |= root[index] != least;
                    root[index] = least;
                }
            }
        }
        return root;
    }
}
