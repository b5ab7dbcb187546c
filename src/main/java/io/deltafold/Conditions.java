package io.deltafold;

import io.deltafold.emit.Notation;
import io.deltafold.emit.Text;
import io.deltafold.fold.NoMatrixForm;
import io.deltafold.fold.Refold;
import io.deltafold.index.ConstantTensor;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.TensorFunction;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Property;
import io.deltafold.number.Rational;
import io.deltafold.scalar.NamedFunction;
import io.deltafold.scalar.Power;
import io.deltafold.scalar.ScalarFunction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where a value and its derivative are defined and differentiable, read off the functions in the value. */
final class Conditions {
    private static final int MOST = 12;
    private static final int LONGEST = 60;

    private final Notation notation;
    private final Refold refold;
    private final Set<String> found = new LinkedHashSet<>();
    private final java.util.Map<Node, Long> lengths = new java.util.HashMap<>();

    private Conditions(Notation notation, Refold refold) {
        this.notation = notation;
        this.refold = refold;
    }

    /** The conditions on the variables for the value and its derivative, apart from what is declared. */
    static List<String> of(Node value, Notation notation, Refold refold) {
        Conditions conditions = new Conditions(notation, refold);
        Graph.reachable(List.of(value)).forEach(conditions::visit);
        List<String> all = new ArrayList<>(conditions.found);
        if (all.size() <= MOST) {
            return all;
        }
        List<String> first = new ArrayList<>(all.subList(0, MOST));
        first.add("and " + (all.size() - MOST) + " more of these kinds");
        return first;
    }

    private void visit(Node node) {
        long length = 1;
        for (Node child : node.children()) {
            length = Math.min(Integer.MAX_VALUE, length + lengths.getOrDefault(child, 1L));
        }
        lengths.put(node, length);
        if (node instanceof Node.Map map) {
            ScalarFunction function = map.function();
            function.domain()
                    .filter(d -> !holds(d, map))
                    .map(d ->
                            d.equals("{0} > 0") && isNonnegative(map.arguments().get(0)) ? "{0} ≠ 0" : d)
                    .ifPresent(d -> found.add(filled(d, map)));
            if (function instanceof Power power
                    && power.exponent().equals(Rational.HALF)
                    && !isPositive(map.arguments().get(0))) {
                found.remove(filled("{0} ≥ 0", map));
                found.add("differentiable where " + filled("{0} ≠ 0", map));
            }
            function.kink()
                    .ifPresent(
                            k -> found.add("not differentiable where " + filled(k, map) + " (a subgradient is used)"));
        } else if (node instanceof Node.Call call && call.function() instanceof TensorFunction.Named named) {
            ofMatrix(named.function(), call.argument());
        }
    }

    private void ofMatrix(MatrixFunction function, Node argument) {
        switch (function) {
            case INV, DET, LOGDET, ADJ -> {
                if (!isInvertible(argument)) {
                    found.add(text(argument) + " is invertible");
                }
            }
            case PINV -> found.add("the rank of " + text(argument) + " is constant nearby");
            case CHOLESKY -> {
                if (!(argument instanceof Node.Variable variable
                        && variable.symbol().has(Property.POSITIVE_DEFINITE))) {
                    found.add(text(argument) + " is symmetric positive-definite");
                }
            }
            case EIGMAX, EIGVECMAX -> found.add(text(argument) + " is symmetric and its largest eigenvalue is simple");
            case NORMNUC, POLAR -> found.add(text(argument) + " has full rank");
            default -> {
                // No condition.
            }
        }
    }

    private static boolean isInvertible(Node node) {
        return node instanceof Node.Variable variable && variable.symbol().has(Property.INVERTIBLE);
    }

    private static boolean holds(String domain, Node.Map map) {
        Node argument = map.arguments().get(0);
        return switch (domain) {
            case "{0} > 0", "{0} ≠ 0", "{0} > -1" -> isPositive(argument);
            case "{0} ≥ 0" -> isNonnegative(argument);
            default -> false;
        };
    }

    private static boolean isPositive(Node node) {
        if (node instanceof Node.Variable variable) {
            return variable.symbol().has(Property.POSITIVE);
        } else if (node instanceof Node.Map map) {
            return map.function() instanceof NamedFunction named
                            && Set.of("exp", "cosh", "sigmoid", "softplus").contains(named.name())
                    || map.function() instanceof Power
                            && isPositive(map.arguments().get(0));
        } else if (node instanceof Node.Sum sum) {
            return sum.terms().stream().allMatch(t -> !t.coefficient().isNegative() && isNonnegative(t.node()))
                    && sum.terms().stream().anyMatch(t -> isPositive(t.node()));
        } else if (node instanceof Node.Product product) {
            return !product.coefficient().isNegative()
                    && product.factors().stream().allMatch(f -> isPositive(f.node()))
                    && product.outputs().isDistinct();
        } else if (node instanceof Node.Call call) {
            return call.function() instanceof TensorFunction.Softmax
                    || call.is(MatrixFunction.DET)
                            && call.argument() instanceof Node.Variable variable
                            && variable.symbol().has(Property.POSITIVE_DEFINITE);
        } else if (node instanceof Node.Constant constant) {
            return constant.tensor() instanceof ConstantTensor.Pi;
        }
        return false;
    }

    private static boolean isNonnegative(Node node) {
        if (isPositive(node)) {
            return true;
        }
        if (node instanceof Node.Variable variable) {
            return variable.symbol().has(Property.NONNEGATIVE);
        } else if (node instanceof Node.Map map) {
            return map.function() instanceof Power power
                            && power.exponent()
                                            .numerator()
                                            .mod(java.math.BigInteger.TWO)
                                            .signum()
                                    == 0
                    || map.function() instanceof NamedFunction named
                            && Set.of("abs", "relu", "step").contains(named.name());
        } else if (node instanceof Node.Product product) {
            return !product.coefficient().isNegative()
                    && product.factors().stream().allMatch(f -> isNonnegative(f.node()));
        } else if (node instanceof Node.Sum sum) {
            return sum.terms().stream().allMatch(t -> !t.coefficient().isNegative() && isNonnegative(t.node()));
        }
        return false;
    }

    private String filled(String condition, Node.Map map) {
        String text = condition;
        for (int i = 0; i < map.arguments().size(); i++) {
            text = text.replace("{" + i + "}", text(map.arguments().get(i)));
        }
        return text;
    }

    private String text(Node node) {
        if (lengths.getOrDefault(node, 1L) > LONGEST) {
            return "its argument";
        }
        Optional<MatrixExpr> expression;
        try {
            expression = Optional.of(refold.fold(node));
        } catch (NoMatrixForm none) {
            expression = Optional.empty();
        }
        String printed = expression.map(e -> Text.print(e, notation)).orElse("its argument");
        return printed.length() > LONGEST ? printed.substring(0, LONGEST) + "…" : printed;
    }
}
