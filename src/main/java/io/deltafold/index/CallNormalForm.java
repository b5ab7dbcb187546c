package io.deltafold.index;

import io.deltafold.matrix.MatrixFunction;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The normal form of a function of matrices: transposes go outside, (Aᵀ)⁻¹ = (A⁻¹)ᵀ and det Aᵀ = det A; numbers do where
 * the function is linear or inverts them; an inverse undoes an inverse.
 */
final class CallNormalForm {
    private final Graph graph;

    CallNormalForm(Graph graph) {
        this.graph = graph;
    }

    Node call(TensorFunction function, List<Node> arguments) {
        Node a = arguments.get(0);
        if (function instanceof TensorFunction.Named named) {
            return named(named, arguments);
        }
        if (function instanceof TensorFunction.Power power) {
            if (power.exponent().isZero()) {
                return graph.delta(List.of(a.sizes().get(0)));
            }
            if (power.exponent().isOne()) {
                return a;
            }
            Optional<Node> transposed = transposed(a);
            if (transposed.isPresent()) {
                return transpose(graph.rawCall(function, List.of(transposed.get())));
            }
        }
        return graph.rawCall(function, arguments);
    }

    private Node named(TensorFunction.Named function, List<Node> arguments) {
        Node a = arguments.get(0);
        Optional<Node> transposed = transposed(a);
        return switch (function.function()) {
            case INV -> inverse(function, a, transposed);
            case LOGDET -> {
                boolean exponential = a instanceof Node.Call inner && inner.is(MatrixFunction.EXPM);
                yield exponential
                        ? trace(((Node.Call) a).argument())
                        : graph.rawCall(function, List.of(transposed.orElse(a)));
            }
            case DET, NORMNUC, EIGMAX, EIGVECMAX -> graph.rawCall(function, List.of(transposed.orElse(a)));
            case ADJ, EXPM, PINV, POLAR ->
                transposed
                        .map(inner -> transpose(graph.rawCall(function, List.of(inner))))
                        .orElseGet(() -> graph.rawCall(function, arguments));
            case DEXPM -> exponentialDerivative(function, a, arguments.get(1));
            default -> graph.rawCall(function, arguments);
        };
    }

    /** log det e^A = tr A. */
    private Node trace(Node a) {
        return new ProductBuilder(graph)
                .sizes(List.of(a.sizes().get(0)))
                .factor(a, Subscripts.of(0, 0))
                .outputs(Subscripts.of())
                .build();
    }

    private Node inverse(TensorFunction.Named function, Node a, Optional<Node> transposed) {
        if (transposed.isPresent()) {
            return transpose(graph.call(function, transposed.get()));
        }
        if (a instanceof Node.Call inner && inner.is(MatrixFunction.INV)) {
            return inner.argument();
        }
        if (a instanceof Node.Product product && !product.coefficient().isOne()) {
            Coefficient reciprocal = Coefficient.ONE.dividedBy(product.coefficient());
            Node plain =
                    new ProductBuilder(graph).like(product, Coefficient.ONE).build();
            return graph.scaled(reciprocal, graph.call(function, plain));
        }
        if (a instanceof Node.Product product
                && product.factors().size() > 1
                && product.factors().stream().anyMatch(f -> f.node().order() == 0)) {
            ProductBuilder scalars = new ProductBuilder(graph).sizes(a.sizes());
            ProductBuilder matrix = new ProductBuilder(graph).sizes(product.indexSizes());
            for (Node.Factor factor : product.factors()) {
                if (factor.node().order() == 0) {
                    scalars.factor(graph.power(factor.node(), Rational.MINUS_ONE), Subscripts.of());
                } else {
                    matrix.factor(factor.node(), factor.subscripts());
                }
            }
            Node rest = matrix.outputs(product.outputs()).build();
            return scalars.factor(graph.call(function, rest), Subscripts.range(0, 2))
                    .outputs(Subscripts.range(0, 2))
                    .build();
        }
        return graph.rawCall(function, List.of(a));
    }

    /** Linear in the direction; e^A E where the direction E is a multiple of I or of A, which commute with A. */
    private Node exponentialDerivative(TensorFunction.Named function, Node a, Node direction) {
        if (direction.isZero()) {
            return direction;
        }
        if (direction instanceof Node.Product product && !product.coefficient().isOne()) {
            Node plain =
                    new ProductBuilder(graph).like(product, Coefficient.ONE).build();
            return graph.scaled(product.coefficient(), graph.call(function, a, plain));
        }
        if (matrixPart(a).isPresent() && matrixPart(a).equals(matrixPart(direction))
                || matrixPart(direction).filter(m -> isIdentity(m)).isPresent()) {
            ProductBuilder product = new ProductBuilder(graph).sizes(a.sizes());
            int inner = product.index(a.sizes().get(0));
            return product.factor(direction, Subscripts.of(0, inner))
                    .factor(graph.call(MatrixFunction.EXPM, a), Subscripts.of(inner, 1))
                    .outputs(Subscripts.of(0, 1))
                    .build();
        }
        Optional<Node> transposed = transposed(a);
        if (transposed.isPresent()) {
            return transpose(graph.call(function, transposed.get(), transpose(direction)));
        }
        return graph.rawCall(function, List.of(a, direction));
    }

    private static boolean isIdentity(Node node) {
        return node instanceof Node.Product product
                && product.factors().isEmpty()
                && product.outputs().get(0) == product.outputs().get(1);
    }

    /** The matrix that a node is a scalar multiple of. */
    private Optional<Node> matrixPart(Node node) {
        if (!(node instanceof Node.Product product)) {
            return Optional.of(node);
        }
        List<Node.Factor> matrices = new ArrayList<>(product.factors());
        matrices.removeIf(factor -> factor.node().order() == 0);
        boolean alone = product.indexSizes().size() == (product.outputs().isDistinct() ? 2 : 1);
        if (!alone || matrices.size() > 1) {
            return Optional.empty();
        }
        ProductBuilder builder = new ProductBuilder(graph).sizes(product.indexSizes());
        matrices.forEach(factor -> builder.factor(factor.node(), factor.subscripts()));
        return Optional.of(builder.outputs(product.outputs()).build());
    }

    /** The matrix whose transpose a node is, where it is just that. */
    private Optional<Node> transposed(Node node) {
        if (node instanceof Node.Product product
                && product.coefficient().isOne()
                && product.factors().size() == 1
                && product.outputs().isRange()
                && product.indexSizes().size() == 2
                && product.factors().get(0).subscripts().equals(Subscripts.of(1, 0))) {
            return Optional.of(product.factors().get(0).node());
        }
        return Optional.empty();
    }

    private Node transpose(Node node) {
        return graph.permuted(node, Subscripts.of(1, 0));
    }
}
