package io.deltafold.fold;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.number.Coefficient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Contraction: nested products become one, nested sums become one, like terms are collected, and the properties of
 * parameters are used. Copies into a graph that knows symmetry, because no derivative is taken any more.
 */
public final class Contract {
    private static final int MOST_FACTORS = 4096;
    private static final int MOST_SHARED_FACTORS = 8;
    private static final int MOST_TERMS = 256;
    private static final int MOST_SHARED_TERMS = 8;

    private final Graph target;
    private final Map<Node, Integer> uses = new HashMap<>();
    private final Map<Node, Node> contracted = new HashMap<>();

    private Contract(Graph target) {
        this.target = target;
    }

    /** The contracted copies of the roots. */
    public static List<Node> contract(Graph target, List<Node> roots) {
        Contract contract = new Contract(target);
        List<Node> order = Graph.reachable(roots);
        order.forEach(node -> node.children().forEach(child -> contract.uses.merge(child, 1, Integer::sum)));
        order.forEach(node -> contract.contracted.put(node, contract.copy(node)));
        return roots.stream().map(contract::of).toList();
    }

    private Node of(Node node) {
        return java.util.Objects.requireNonNull(contracted.get(node));
    }

    private Node copy(Node node) {
        if (node instanceof Node.Variable variable) {
            return target.variable(variable.symbol());
        } else if (node instanceof Node.Product product) {
            return product(product);
        } else if (node instanceof Node.Sum sum) {
            return sum(sum);
        }
        return target.rebuild(node, this::of);
    }

    private Node product(Node.Product product) {
        boolean shared = product.factors().stream()
                .anyMatch(f -> f.node() instanceof Node.Product && uses.getOrDefault(f.node(), 0) > 1);
        ProductBuilder builder = new ProductBuilder(target)
                .coefficient(product.coefficient())
                .sizes(product.indexSizes())
                .flatten(shared ? MOST_SHARED_FACTORS : MOST_FACTORS);
        product.factors().forEach(f -> builder.factor(of(f.node()), f.subscripts()));
        Node built = builder.outputs(product.outputs()).build();
        return built instanceof Node.Product flat ? distributed(flat) : built;
    }

    /** A sum of tensors of order three or more is no matrix, but what each of its terms makes of the product may be one. */
    private Node distributed(Node.Product product) {
        for (int position = 0; position < product.factors().size(); position++) {
            Node.Factor factor = product.factors().get(position);
            if (factor.node() instanceof Node.Sum sum
                    && sum.order() > 2
                    && sum.terms().size() <= MOST_TERMS) {
                List<Node.Term> terms = new ArrayList<>();
                for (Node.Term term : sum.terms()) {
                    ProductBuilder builder = new ProductBuilder(target)
                            .coefficient(product.coefficient())
                            .coefficient(term.coefficient())
                            .sizes(product.indexSizes())
                            .flatten(MOST_FACTORS);
                    for (int i = 0; i < product.factors().size(); i++) {
                        Node node = i == position
                                ? term.node()
                                : product.factors().get(i).node();
                        builder.factor(node, product.factors().get(i).subscripts());
                    }
                    Node part = builder.outputs(product.outputs()).build();
                    terms.add(new Node.Term(
                            Coefficient.ONE, part instanceof Node.Product inner ? distributed(inner) : part));
                }
                return target.sum(terms, product.sizes());
            }
        }
        return product;
    }

    private Node sum(Node.Sum sum) {
        List<Node.Term> terms = new ArrayList<>();
        for (Node.Term term : sum.terms()) {
            Node node = of(term.node());
            boolean single = uses.getOrDefault(term.node(), 0) <= 1;
            List<Node.Term> inner = terms(node);
            boolean fits = inner.size() <= MOST_SHARED_TERMS || single && inner.size() + terms.size() <= MOST_TERMS;
            if (!inner.isEmpty() && fits) {
                Coefficient outer = term.coefficient();
                inner.forEach(t -> terms.add(new Node.Term(outer.times(t.coefficient()), t.node())));
            } else {
                terms.add(new Node.Term(term.coefficient(), node));
            }
        }
        return target.sum(terms, sum.sizes());
    }

    /** The terms of a sum, or of a sum with its axes permuted, such as (A + B)ᵀ = Aᵀ + Bᵀ; none for anything else. */
    private List<Node.Term> terms(Node node) {
        if (node instanceof Node.Sum sum) {
            return sum.terms();
        }
        if (node instanceof Node.Product product
                && product.factors().size() == 1
                && product.factors().get(0).node() instanceof Node.Sum sum
                && product.outputs().isDistinct()
                && product.factors().get(0).subscripts().isDistinct()
                && product.outputs().size() == sum.order()
                && product.indexSizes().size() == sum.order()) {
            List<Node.Term> permuted = new ArrayList<>();
            for (Node.Term term : sum.terms()) {
                Node view = new ProductBuilder(target)
                        .sizes(product.indexSizes())
                        .factor(term.node(), product.factors().get(0).subscripts())
                        .outputs(product.outputs())
                        .build();
                permuted.add(new Node.Term(product.coefficient().times(term.coefficient()), view));
            }
            return permuted;
        }
        return List.of();
    }
}
