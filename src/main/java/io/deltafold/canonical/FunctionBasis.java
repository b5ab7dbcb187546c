package io.deltafold.canonical;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.scalar.Power;
import io.deltafold.scalar.ScalarFunction;
import io.deltafold.scalar.ScalarTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Functions written in a few others: hyperbolic and logistic ones in exp, exp of a sum as a product of powers. */
final class FunctionBasis {
    private static final ScalarFunction EXP = ScalarTable.named("exp").orElseThrow();
    private static final ScalarFunction LOG = ScalarTable.named("log").orElseThrow();
    private static final ScalarFunction COS = ScalarTable.named("cos").orElseThrow();
    private static final ScalarFunction SIN = ScalarTable.named("sin").orElseThrow();
    private static final ScalarFunction ABS = ScalarTable.named("abs").orElseThrow();
    private static final ScalarFunction STEP = ScalarTable.named("step").orElseThrow();
    private static final ScalarFunction ERF = ScalarTable.named("erf").orElseThrow();

    private final Graph graph;

    FunctionBasis(Graph graph) {
        this.graph = graph;
    }

    /** The function in others; empty for one that is in the basis itself. */
    Optional<Node> rewritten(ScalarFunction function, List<Node> arguments) {
        Node x = arguments.get(0);
        return switch (function.name()) {
            case "exp" -> Optional.of(exp(x, Coefficient.ONE));
            case "log" -> log(x);
            case "expm1" -> Optional.of(plus(exp(x, Coefficient.ONE), one(x, Coefficient.MINUS_ONE)));
            case "log1p" -> Optional.of(graph.map(LOG, List.of(plus(one(x, Coefficient.ONE), x))));
            case "sigmoid" -> Optional.of(logistic(x, Coefficient.ONE));
            case "silu" -> Optional.of(graph.product(Coefficient.ONE, List.of(x, logistic(x, Coefficient.ONE))));
            case "softplus" ->
                Optional.of(graph.map(LOG, List.of(plus(one(x, Coefficient.ONE), exp(x, Coefficient.ONE)))));
            case "tanh" ->
                Optional.of(plus(
                        graph.scaled(Coefficient.of(2), logistic(x, Coefficient.of(2))),
                        one(x, Coefficient.MINUS_ONE)));
            case "sinh" ->
                Optional.of(half(
                        exp(x, Coefficient.ONE), graph.scaled(Coefficient.MINUS_ONE, exp(x, Coefficient.MINUS_ONE))));
            case "cosh" -> Optional.of(half(exp(x, Coefficient.ONE), exp(x, Coefficient.MINUS_ONE)));
            case "tan" ->
                Optional.of(graph.product(
                        Coefficient.ONE,
                        List.of(
                                graph.map(SIN, List.of(x)),
                                graph.power(graph.map(COS, List.of(x)), Rational.MINUS_ONE))));
            case "relu" -> Optional.of(graph.product(Coefficient.ONE, List.of(x, graph.map(STEP, List.of(x)))));
            case "gelu" -> Optional.of(gelu(x));
            case "max" -> Optional.of(extremum(x, arguments.get(1), Coefficient.ONE));
            case "min" -> Optional.of(extremum(x, arguments.get(1), Coefficient.MINUS_ONE));
            default -> Optional.empty();
        };
    }

    /** log(|c| u vᵖ) = log|c| + log u + p log v, where log u stands for log|u|: on the domain of the left side. */
    private Optional<Node> log(Node x) {
        if (x instanceof Node.Call call && call.is(MatrixFunction.DET)) {
            return Optional.of(graph.call(MatrixFunction.LOGDET, call.argument()));
        }
        if (x instanceof Node.Map map && map.function() instanceof Power power) {
            return Optional.of(graph.scaled(
                    Coefficient.of(power.exponent()), logOrSelf(map.arguments().get(0))));
        }
        if (x instanceof Node.Map map && map.function().equals(EXP)) {
            return Optional.of(map.arguments().get(0));
        }
        boolean splits = x instanceof Node.Product product
                && product.indexSizes().size() == product.outputs().size()
                && product.outputs().isDistinct()
                && product.factors().size() + (product.coefficient().isOne() ? 0 : 1) > 1;
        return splits ? Optional.of(logOfProduct((Node.Product) x)) : Optional.empty();
    }

    private Node logOrSelf(Node x) {
        return log(x).orElseGet(() -> graph.map(LOG, List.of(x)));
    }

    private Node logOfProduct(Node.Product product) {
        List<Node.Term> terms = new ArrayList<>();
        for (Node.Factor factor : product.factors()) {
            terms.add(new Node.Term(
                    Coefficient.ONE,
                    new ProductBuilder(graph)
                            .sizes(product.indexSizes())
                            .factor(logOrSelf(factor.node()), factor.subscripts())
                            .outputs(product.outputs())
                            .build()));
        }
        if (!product.coefficient().isOne()) {
            Coefficient size =
                    product.coefficient().isNegative() ? product.coefficient().negate() : product.coefficient();
            terms.add(new Node.Term(Coefficient.ONE, graph.map(LOG, List.of(graph.constant(size, product.sizes())))));
        }
        return graph.sum(terms, product.sizes());
    }

    private Node plus(Node a, Node b) {
        return graph.sum(List.of(new Node.Term(Coefficient.ONE, a), new Node.Term(Coefficient.ONE, b)), a.sizes());
    }

    private Node half(Node a, Node b) {
        return graph.scaled(Coefficient.of(Rational.HALF), plus(a, b));
    }

    private Node one(Node like, Coefficient value) {
        return graph.constant(value, like.sizes());
    }

    /** 1/(1 + exp(−c x)) = exp(c x)/(1 + exp(c x)). */
    private Node logistic(Node x, Coefficient c) {
        Node power = exp(x, c);
        return graph.product(
                Coefficient.ONE, List.of(power, graph.power(plus(one(x, Coefficient.ONE), power), Rational.MINUS_ONE)));
    }

    /** x (1 + erf(x/√2))/2. */
    private Node gelu(Node x) {
        Node scaled = graph.product(
                Coefficient.ONE,
                List.of(x, graph.power(graph.constant(Coefficient.of(2), x.sizes()), Rational.of(-1, 2))));
        Node cumulative = half(one(x, Coefficient.ONE), graph.map(ERF, List.of(scaled)));
        return graph.product(Coefficient.ONE, List.of(x, cumulative));
    }

    /** (a + b ± |a − b|)/2. */
    private Node extremum(Node a, Node b, Coefficient sign) {
        Node difference = plus(a, graph.scaled(Coefficient.MINUS_ONE, b));
        return half(plus(a, b), graph.scaled(sign, graph.map(ABS, List.of(difference))));
    }

    /** exp(c (a + 2 b)) = exp(a)ᶜ exp(b)²ᶜ; exp(log a) = a. */
    private Node exp(Node x, Coefficient c) {
        List<Node.Term> terms = x instanceof Node.Sum sum ? sum.terms() : List.of(new Node.Term(Coefficient.ONE, x));
        Node product = one(x, Coefficient.ONE);
        for (Node.Term term : terms) {
            Coefficient coefficient = term.coefficient().times(c);
            Node base = term.node();
            if (base instanceof Node.Product scaled && !scaled.coefficient().isOne()) {
                coefficient = coefficient.times(scaled.coefficient());
                base = graph.scaled(Coefficient.ONE.dividedBy(scaled.coefficient()), scaled);
            }
            Optional<Rational> number = coefficient.constant();
            Node power;
            if (number.isEmpty()) {
                power = graph.map(EXP, List.of(graph.scaled(coefficient, base)));
            } else if (base instanceof Node.Map map && map.function().equals(LOG)) {
                power = graph.power(map.arguments().get(0), number.get());
            } else {
                power = graph.power(graph.map(EXP, List.of(base)), number.get());
            }
            product = graph.product(Coefficient.ONE, List.of(product, power));
        }
        return product;
    }

    /** exp(x) / Σ exp(x) along an axis. */
    Node softmax(Node x, int axis) {
        Node exponential = exp(x, Coefficient.ONE);
        Node total = total(exponential, axis);
        Subscripts all = Subscripts.range(0, x.order());
        return new ProductBuilder(graph)
                .sizes(x.sizes())
                .factor(exponential, all)
                .factor(graph.power(total, Rational.MINUS_ONE), without(all, axis))
                .outputs(all)
                .build();
    }

    /** log Σ exp(x) along an axis. */
    Node logSumExp(Node x, int axis) {
        return graph.map(LOG, List.of(total(exp(x, Coefficient.ONE), axis)));
    }

    private Node total(Node x, int axis) {
        Subscripts all = Subscripts.range(0, x.order());
        return new ProductBuilder(graph)
                .sizes(x.sizes())
                .factor(x, all)
                .outputs(without(all, axis))
                .build();
    }

    private static Subscripts without(Subscripts all, int axis) {
        return Subscripts.of(all.stream().filter(i -> i != axis).toArray());
    }
}
