package io.deltafold.canonical;

import io.deltafold.index.Graph;
import io.deltafold.index.MatrixChain;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.index.TensorFunction;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Property;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.scalar.Power;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Nodes in canonical form: sums of products of variables, powers and functions. */
public final class CanonicalForm {
    private static final int LARGEST_EXPANDED_POWER = 6;

    private final Graph graph;
    private final Distribution distribution;
    private final FunctionBasis basis;
    private final Map<Node, Node> known = new HashMap<>();

    /** @param graph where the forms are made; it may know the properties of variables */
    public CanonicalForm(Graph graph) {
        this.graph = graph;
        this.distribution = new Distribution(graph);
        this.basis = new FunctionBasis(graph);
    }

    /** Whether two nodes of any graph are equal wherever both are defined; false where that was not found out. */
    public boolean areEqual(Node left, Node right) {
        Node a = of(left);
        Node b = of(right);
        if (a == b) {
            return true;
        }
        if (!a.sizes().equals(b.sizes())) {
            return false;
        }
        Node difference = graph.sum(
                List.of(new Node.Term(Coefficient.ONE, a), new Node.Term(Coefficient.MINUS_ONE, b)), a.sizes());
        Node form = finished(difference);
        for (int round = 0; round < 4 && !form.isZero(); round++) {
            Optional<Node> cleared = new Denominators(graph).cleared(form);
            if (cleared.isEmpty()) {
                return false;
            }
            form = finished(cleared.get());
        }
        return form.isZero();
    }

    private Node finished(Node node) {
        known.clear();
        return of(node);
    }

    /** The canonical form of a node of any graph. */
    public Node of(Node root) {
        for (Node node : Graph.reachable(List.of(root))) {
            if (!known.containsKey(node)) {
                known.put(node, form(node));
            }
        }
        return known(root);
    }

    private Node known(Node node) {
        return java.util.Objects.requireNonNull(known.get(node));
    }

    private Node form(Node node) {
        if (node instanceof Node.Variable variable) {
            return variable(variable);
        } else if (node instanceof Node.Constant constant) {
            return graph.constant(constant.tensor());
        } else if (node instanceof Node.Sum sum) {
            List<Node.Term> terms = new ArrayList<>();
            sum.terms().forEach(term -> terms.addAll(distribution.scaled(term.coefficient(), known(term.node()))));
            return graph.sum(terms, sum.sizes());
        } else if (node instanceof Node.Product product) {
            return distribution.product(product, this::known);
        } else if (node instanceof Node.Map map) {
            return map(map);
        } else if (node instanceof Node.Call call) {
            return call(call);
        }
        throw new IllegalStateException("unknown node " + node);
    }

    /** A skew-symmetric matrix is not changed, a diagonal one is diag of its diagonal. */
    private Node variable(Node.Variable variable) {
        Node own = graph.variable(variable.symbol());
        if (!variable.symbol().has(Property.DIAGONAL)) {
            return own;
        }
        Node diagonal = new ProductBuilder(graph)
                .sizes(List.of(own.sizes().get(0)))
                .factor(own, Subscripts.of(0, 0))
                .outputs(Subscripts.of(0))
                .build();
        return new ProductBuilder(graph)
                .sizes(diagonal.sizes())
                .factor(diagonal, Subscripts.of(0))
                .outputs(Subscripts.of(0, 0))
                .build();
    }

    private Node map(Node.Map map) {
        List<Node> arguments = map.arguments().stream().map(this::known).toList();
        if (map.function() instanceof Power power) {
            Node base = arguments.get(0);
            Optional<Integer> exponent = power.exponent().asInt();
            boolean expands = exponent.isPresent()
                    && exponent.get() > 1
                    && exponent.get() <= LARGEST_EXPANDED_POWER
                    && !(base instanceof Node.Map)
                    && base.order() <= 2;
            return expands ? distribution.power(base, exponent.get()) : power(base, power.exponent());
        }
        Optional<Node> rewritten = basis.rewritten(map.function(), arguments);
        return rewritten.map(this::again).orElseGet(() -> graph.map(map.function(), arguments));
    }

    /** A power of a single product is the product of the powers of its sums and numbers. */
    private Node power(Node base, Rational exponent) {
        return graph.power(base, exponent);
    }

    /** The canonical form of what a rewriting gave, which is made of canonical parts. */
    private Node again(Node node) {
        Node form = node;
        for (Node part : Graph.reachable(List.of(node))) {
            if (!known.containsKey(part)) {
                boolean inBasis = part instanceof Node.Map map && !(map.function() instanceof Power);
                known.put(part, inBasis ? rebuilt((Node.Map) part) : form(part));
            }
            form = known(part);
        }
        return form;
    }

    private Node rebuilt(Node.Map map) {
        List<Node> arguments = map.arguments().stream().map(this::known).toList();
        return graph.map(map.function(), arguments);
    }

    private Node call(Node.Call call) {
        List<Node> arguments = call.arguments().stream().map(this::known).toList();
        Node a = arguments.get(0);
        if (call.function() instanceof TensorFunction.Softmax softmax) {
            return again(basis.softmax(a, softmax.axis()));
        } else if (call.function() instanceof TensorFunction.LogSumExp logSumExp) {
            return again(basis.logSumExp(a, logSumExp.axis()));
        } else if (call.is(MatrixFunction.ADJ)) {
            // adj(A) = det(A) A⁻¹ where A is invertible, which is almost everywhere.
            return distribution.scalarTimes(determinant(MatrixFunction.DET, a), inverse(a));
        } else if (call.is(MatrixFunction.INV)) {
            return inverse(a);
        } else if (call.is(MatrixFunction.DET) || call.is(MatrixFunction.LOGDET)) {
            return determinant(call.is(MatrixFunction.DET) ? MatrixFunction.DET : MatrixFunction.LOGDET, a);
        }
        return graph.call(call.function(), arguments);
    }

    /** (A B)⁻¹ = B⁻¹ A⁻¹ for square matrices; Q⁻¹ = Qᵀ; (diag d)⁻¹ = diag(1/d). */
    private Node inverse(Node a) {
        Optional<MatrixChain> chain = MatrixChain.of(graph, a);
        if (chain.isPresent()) {
            return chain.get().reversed(graph, this::inverse);
        }
        if (a instanceof Node.Variable variable && variable.symbol().has(Property.ORTHOGONAL)) {
            return graph.permuted(a, Subscripts.of(1, 0));
        }
        if (a instanceof Node.Product product
                && product.factors().size() <= 1
                && !product.outputs().isDistinct()) {
            Node diagonal = new ProductBuilder(graph)
                    .sizes(a.sizes())
                    .factor(a, Subscripts.of(0, 0))
                    .outputs(Subscripts.of(0))
                    .build();
            return new ProductBuilder(graph)
                    .sizes(diagonal.sizes())
                    .factor(graph.power(diagonal, Rational.MINUS_ONE), Subscripts.of(0))
                    .outputs(Subscripts.of(0, 0))
                    .build();
        }
        // Of A and Aᵀ the one that was there first stands in the inverse.
        Node transposed = new ProductBuilder(graph)
                .sizes(a.sizes())
                .flatten(Integer.MAX_VALUE / 2)
                .factor(a, Subscripts.of(0, 1))
                .outputs(Subscripts.of(1, 0))
                .build();
        return transposed.id() < a.id()
                ? graph.permuted(graph.call(MatrixFunction.INV, transposed), Subscripts.of(1, 0))
                : graph.call(MatrixFunction.INV, a);
    }

    /** det(A B) = det(A) det(B) and log|det(A B)| the sum, for square matrices; det(A⁻¹) = 1/det(A). */
    private Node determinant(MatrixFunction function, Node a) {
        boolean logarithm = function == MatrixFunction.LOGDET;
        if (a instanceof Node.Call call && call.is(MatrixFunction.INV)) {
            Node inner = determinant(function, call.argument());
            return logarithm ? graph.scaled(Coefficient.MINUS_ONE, inner) : graph.power(inner, Rational.MINUS_ONE);
        }
        Optional<MatrixChain> chain = MatrixChain.of(graph, a);
        if (chain.isEmpty()) {
            return graph.call(function, a);
        }
        List<Node> parts = chain.get().matrices().stream()
                .map(matrix -> determinant(function, matrix))
                .toList();
        if (!logarithm) {
            return graph.product(Coefficient.ONE, parts);
        }
        return graph.sum(
                parts.stream().map(p -> new Node.Term(Coefficient.ONE, p)).toList(), List.of());
    }
}
