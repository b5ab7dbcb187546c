package io.deltafold.index;

import io.deltafold.index.Node.Factor;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.Power;
import io.deltafold.scalar.ScalarFunction;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The normal form of a scalar function applied entry by entry: axes that no argument depends on are broadcast outside,
 * permutations of a single argument go outside, powers of powers and of products are merged where that is valid on the
 * whole domain of the original.
 */
final class MapNormalForm {
    private final Graph graph;

    MapNormalForm(Graph graph) {
        this.graph = graph;
    }

    Node map(ScalarFunction function, List<Node> arguments) {
        Optional<Node> power = function instanceof Power p ? power(arguments.get(0), p.exponent()) : Optional.empty();
        if (power.isPresent()) {
            return power.get();
        }
        int order = arguments.get(0).order();
        boolean[] depends = new boolean[order];
        for (Node argument : arguments) {
            for (int axis = 0; axis < order; axis++) {
                depends[axis] |= dependsOn(argument, axis);
            }
        }
        for (boolean dependent : depends) {
            if (!dependent) {
                return broadcast(function, arguments, depends);
            }
        }
        if (arguments.size() == 1 && arguments.get(0) instanceof Node.Product product && isPermutation(product)) {
            Factor only = product.factors().get(0);
            return new ProductBuilder(graph)
                    .sizes(product.indexSizes())
                    .factor(map(function, List.of(only.node())), only.subscripts())
                    .outputs(product.outputs())
                    .build();
        }
        return graph.rawMap(function, arguments);
    }

    private static boolean isPermutation(Node.Product product) {
        return product.coefficient().isOne()
                && product.factors().size() == 1
                && product.outputs().isDistinct()
                && product.factors().get(0).subscripts().isDistinct()
                && product.outputs().size()
                        == product.factors().get(0).subscripts().size();
    }

    /** Whether entries differ along an axis: a broadcast axis is an output of its own that no factor carries. */
    private static boolean dependsOn(Node node, int axis) {
        if (node instanceof Node.Sum sum) {
            return sum.terms().stream().anyMatch(term -> dependsOn(term.node(), axis));
        }
        if (!(node instanceof Node.Product product)) {
            return true;
        }
        int index = product.outputs().get(axis);
        boolean tied =
                product.outputs().stream().filter(output -> output == index).count() > 1;
        return tied || product.factors().stream().anyMatch(f -> f.subscripts().contains(index));
    }

    private Node broadcast(ScalarFunction function, List<Node> arguments, boolean[] depends) {
        List<Node> reduced = arguments.stream().map(a -> reduce(a, depends)).toList();
        List<Size> sizes = arguments.get(0).sizes();
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < depends.length; axis++) {
            if (depends[axis]) {
                kept.add(axis);
            }
        }
        Subscripts carried = Subscripts.of(kept.stream().mapToInt(i -> i).toArray());
        return new ProductBuilder(graph)
                .sizes(sizes)
                .factor(map(function, reduced), carried)
                .outputs(Subscripts.range(0, sizes.size()))
                .build();
    }

    /** The tensor without the axes that it does not depend on. */
    private Node reduce(Node node, boolean[] depends) {
        List<Integer> kept = new ArrayList<>();
        for (int axis = 0; axis < depends.length; axis++) {
            if (depends[axis]) {
                kept.add(axis);
            }
        }
        if (node instanceof Node.Sum sum) {
            List<Node.Term> terms = sum.terms().stream()
                    .map(t -> new Node.Term(t.coefficient(), reduce(t.node(), depends)))
                    .toList();
            return graph.sum(terms, kept.stream().map(node.sizes()::get).toList());
        }
        if (node instanceof Node.Product product) {
            Subscripts outputs = Subscripts.of(
                    kept.stream().mapToInt(axis -> product.outputs().get(axis)).toArray());
            // A dropped output would count as summed, so it is tied to nothing: it gets size one.
            List<Size> sizes = new ArrayList<>(product.indexSizes());
            for (int index = 0; index < sizes.size(); index++) {
                if (product.outputs().contains(index) && !outputs.contains(index)) {
                    sizes.set(index, Size.ONE);
                }
            }
            ProductBuilder builder =
                    new ProductBuilder(graph).coefficient(product.coefficient()).sizes(sizes);
            product.factors().forEach(f -> builder.factor(f.node(), f.subscripts()));
            return builder.outputs(outputs).build();
        }
        throw new IllegalStateException("only sums and products are broadcast");
    }

    private Optional<Node> power(Node base, Rational exponent) {
        if (exponent.isZero()) {
            return Optional.of(graph.constant(Coefficient.ONE, base.sizes()));
        }
        boolean zeroOrOne = base instanceof Node.Constant constant && !(constant.tensor() instanceof ConstantTensor.Pi);
        if (exponent.isOne() || zeroOrOne && exponent.signum() > 0) {
            return Optional.of(base);
        }
        if (base instanceof Node.Map map && map.function() instanceof Power inner) {
            boolean safe = exponent.isInteger() || !inner.exponent().isInteger();
            return safe
                    ? Optional.of(
                            graph.power(map.arguments().get(0), inner.exponent().times(exponent)))
                    : Optional.empty();
        }
        if (base instanceof Node.Product product && product.outputs().isDistinct()) {
            return powerOfProduct(product, exponent);
        }
        return Optional.empty();
    }

    /** (c u v)ᵖ = cᵖ uᵖ vᵖ for a product without summed indices and an integer p; any p where c has an exact root. */
    private Optional<Node> powerOfProduct(Node.Product product, Rational exponent) {
        Optional<Integer> integer = exponent.asInt();
        boolean summed = product.indexSizes().size() > product.outputs().size();
        Optional<Coefficient> coefficient = integer.isPresent() && Math.abs(integer.get()) <= 64
                ? power(product.coefficient(), integer.get())
                : root(product.coefficient(), exponent);
        if (coefficient.isEmpty()) {
            return Optional.empty();
        }
        boolean split = integer.isPresent() && !summed;
        if (!split && product.coefficient().isOne()) {
            return Optional.empty();
        }
        ProductBuilder builder =
                new ProductBuilder(graph).coefficient(coefficient.get()).sizes(product.indexSizes());
        if (split || product.factors().isEmpty()) {
            product.factors().forEach(f -> builder.factor(graph.power(f.node(), exponent), f.subscripts()));
            return Optional.of(builder.outputs(product.outputs()).build());
        }
        Node plain = new ProductBuilder(graph).like(product, Coefficient.ONE).build();
        return Optional.of(graph.scaled(coefficient.get(), graph.power(plain, exponent)));
    }

    private static Optional<Coefficient> power(Coefficient base, int exponent) {
        if (base.isZero()) {
            return Optional.empty();
        }
        Coefficient result = Coefficient.ONE;
        for (int i = 0; i < Math.abs(exponent); i++) {
            result = result.times(base);
        }
        return Optional.of(exponent < 0 ? Coefficient.ONE.dividedBy(result) : result);
    }

    /** The exact power of a positive rational number, where it is rational. */
    private static Optional<Coefficient> root(Coefficient base, Rational exponent) {
        Optional<Rational> number = base.constant();
        Optional<Integer> degree = new Rational(exponent.denominator(), BigInteger.ONE).asInt();
        Optional<Integer> times = new Rational(exponent.numerator(), BigInteger.ONE).asInt();
        if (number.isEmpty() || number.get().signum() <= 0 || degree.isEmpty() || times.isEmpty()) {
            return Optional.empty();
        }
        if (Math.abs(times.get()) > 64) {
            return Optional.empty();
        }
        Optional<BigInteger> top = exactRoot(number.get().numerator(), degree.get());
        Optional<BigInteger> bottom = exactRoot(number.get().denominator(), degree.get());
        if (top.isEmpty() || bottom.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Coefficient.of(new Rational(top.get(), bottom.get()).power(times.get())));
    }

    private static Optional<BigInteger> exactRoot(BigInteger value, int degree) {
        if (value.bitLength() > 500 || degree > 64) {
            return Optional.empty();
        }
        BigInteger guess = BigInteger.valueOf(Math.round(Math.pow(value.doubleValue(), 1.0 / degree)));
        return guess.pow(degree).equals(value) ? Optional.of(guess) : Optional.empty();
    }
}
