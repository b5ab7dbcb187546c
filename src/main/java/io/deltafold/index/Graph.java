package io.deltafold.index;

import io.deltafold.index.Node.Factor;
import io.deltafold.index.Node.Term;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.Power;
import io.deltafold.scalar.ScalarFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Makes nodes: in normal form, each only once. Not shared between threads. */
public final class Graph {
    private final Map<Object, Node> interned = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Symmetry symmetry;

    /** A graph that knows no properties, as differentiation needs it. */
    public Graph() {
        this(false);
    }

    /** @param symmetric whether the axes of symmetric matrices are interchangeable */
    public Graph(boolean symmetric) {
        this.symmetry = new Symmetry(this, symmetric);
    }

    /** Which matrices are symmetric, as far as this graph may know. */
    public Symmetry symmetry() {
        return symmetry;
    }

    private record ProductKey(Coefficient coefficient, List<Factor> factors, Subscripts outputs, List<Size> sizes) {}

    private record SumKey(List<Term> terms, List<Size> sizes) {}

    private record MapKey(ScalarFunction function, List<Node> arguments) {}

    private record CallKey(TensorFunction function, List<Node> arguments) {}

    /** The number of nodes made so far. */
    public int size() {
        return nodes.size();
    }

    /** The node with an id. */
    public Node node(int id) {
        return nodes.get(id);
    }

    private Node intern(Object key, IntFunction<Node> make) {
        Node known = interned.get(key);
        if (known != null) {
            return known;
        }
        Node made = make.apply(nodes.size());
        nodes.add(made);
        interned.put(key, made);
        return made;
    }

    public Node variable(Symbol symbol) {
        return intern(symbol, id -> new Node.Variable(id, symbol));
    }

    /** The zero tensor. */
    public Node zero(List<Size> sizes) {
        return intern(new SumKey(List.of(), sizes), id -> new Node.Sum(id, List.of(), sizes));
    }

    /** A number. */
    public Node scalar(Coefficient value) {
        return constant(value, List.of());
    }

    /** A tensor whose entries are all {@code value}. */
    public Node constant(Coefficient value, List<Size> sizes) {
        return new ProductBuilder(this)
                .coefficient(value)
                .sizes(sizes)
                .outputs(Subscripts.range(0, sizes.size()))
                .build();
    }

    /** The tensor δ with two groups of axes of the given sizes. */
    public Node delta(List<Size> sizes) {
        Subscripts once = Subscripts.range(0, sizes.size());
        return new ProductBuilder(this).sizes(sizes).outputs(once.then(once)).build();
    }

    /** coefficient · node. */
    public Node scaled(Coefficient coefficient, Node node) {
        return coefficient.isOne() ? node : product(coefficient, List.of(node));
    }

    /** The product entry by entry of tensors of equal sizes. */
    public Node product(Coefficient coefficient, List<Node> factors) {
        ProductBuilder builder = new ProductBuilder(this).coefficient(coefficient);
        Subscripts all = Subscripts.range(0, factors.get(0).order());
        builder.sizes(factors.get(0).sizes());
        factors.forEach(factor -> builder.factor(factor, all));
        return builder.outputs(all).build();
    }

    /** The tensor with its axes in another order: axis k of the result is axis {@code order.get(k)} of the node. */
    public Node permuted(Node node, Subscripts order) {
        if (order.isRange()) {
            return node;
        }
        return new ProductBuilder(this)
                .sizes(node.sizes())
                .factor(node, Subscripts.range(0, node.order()))
                .outputs(order)
                .build();
    }

    /** The linear combination, with equal nodes collected; all have the given sizes. */
    public Node sum(List<Term> terms, List<Size> sizes) {
        Map<Node, Coefficient> collected = new LinkedHashMap<>();
        for (Term term : terms) {
            if (!term.node().sizes().equals(sizes)) {
                throw new IllegalArgumentException(
                        "a term of sizes " + term.node().sizes() + " in a sum of " + sizes);
            }
            Coefficient coefficient = term.coefficient();
            Node node = term.node();
            if (node instanceof Node.Sum inner && inner.terms().size() == 1) {
                coefficient = coefficient.times(inner.terms().get(0).coefficient());
                node = inner.terms().get(0).node();
            }
            if (node instanceof Node.Product product && !product.coefficient().isOne()) {
                coefficient = coefficient.times(product.coefficient());
                node = new ProductBuilder(this).like(product, Coefficient.ONE).build();
            }
            if (!node.isZero()) {
                collected.merge(node, coefficient, Coefficient::plus);
            }
        }
        List<Term> kept = new ArrayList<>();
        collected.forEach((node, coefficient) -> {
            if (!coefficient.isZero()) {
                kept.add(new Term(coefficient, node));
            }
        });
        if (kept.isEmpty()) {
            return zero(sizes);
        }
        if (kept.size() == 1) {
            return scaled(kept.get(0).coefficient(), kept.get(0).node());
        }
        return intern(new SumKey(List.copyOf(kept), sizes), id -> new Node.Sum(id, kept, sizes));
    }

    /** A scalar function entry by entry, in normal form. */
    public Node map(ScalarFunction function, List<Node> arguments) {
        return new MapNormalForm(this).map(function, arguments);
    }

    /** The power entry by entry. */
    public Node power(Node base, Rational exponent) {
        return map(new Power(exponent), List.of(base));
    }

    Node rawMap(ScalarFunction function, List<Node> arguments) {
        return intern(new MapKey(function, List.copyOf(arguments)), id -> new Node.Map(id, function, arguments));
    }

    /** A function of whole tensors, in normal form. */
    public Node call(TensorFunction function, Node... arguments) {
        return call(function, List.of(arguments));
    }

    /** The same. */
    public Node call(TensorFunction function, List<Node> arguments) {
        return new CallNormalForm(this).call(function, arguments);
    }

    /** The same for a function of the expression language. */
    public Node call(MatrixFunction function, Node... arguments) {
        return call(new TensorFunction.Named(function), List.of(arguments));
    }

    Node rawCall(TensorFunction function, List<Node> arguments) {
        return intern(new CallKey(function, List.copyOf(arguments)), id -> new Node.Call(id, function, arguments));
    }

    /** A tensor without variables. */
    public Node constant(ConstantTensor tensor) {
        return intern(tensor, id -> new Node.Constant(id, tensor));
    }

    Node rawProduct(Coefficient coefficient, List<Factor> factors, Subscripts outputs, List<Size> sizes) {
        return intern(
                new ProductKey(coefficient, List.copyOf(factors), outputs, List.copyOf(sizes)),
                id -> new Node.Product(id, coefficient, factors, outputs, sizes));
    }

    /** All nodes that the roots are made of, children before parents. */
    public static List<Node> reachable(List<Node> roots) {
        Map<Integer, Node> seen = new java.util.TreeMap<>();
        java.util.ArrayDeque<Node> open = new java.util.ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (seen.put(node.id(), node) == null) {
                node.children().forEach(open::push);
            }
        }
        return new ArrayList<>(seen.values());
    }

    /** This node built anew with other children, in normal form. */
    public Node rebuild(Node node, Function<Node, Node> change) {
        if (node instanceof Node.Product product) {
            ProductBuilder builder =
                    new ProductBuilder(this).coefficient(product.coefficient()).sizes(product.indexSizes());
            product.factors().forEach(f -> builder.factor(change.apply(f.node()), f.subscripts()));
            return builder.outputs(product.outputs()).build();
        } else if (node instanceof Node.Sum sum) {
            List<Term> terms = sum.terms().stream()
                    .map(t -> new Term(t.coefficient(), change.apply(t.node())))
                    .toList();
            return sum(terms, sum.sizes());
        } else if (node instanceof Node.Map map) {
            return map(map.function(), map.arguments().stream().map(change).toList());
        } else if (node instanceof Node.Call call) {
            return call(call.function(), call.arguments().stream().map(change).toList());
        } else if (node instanceof Node.Constant constant) {
            return constant(constant.tensor());
        }
        return node;
    }
}
