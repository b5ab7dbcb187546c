package io.deltafold.rules;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.Subscripts;
import io.deltafold.index.TensorFunction;
import io.deltafold.number.Coefficient;
import java.util.ArrayList;
import java.util.List;

/** The derivative of each tensor function Y = f(X), entry by entry. */
public enum DerivativeRule {
    INVERSE("∂(X⁻¹)[i,j]/∂X[k,l] = −X⁻¹[i,k] X⁻¹[l,j]", "Matrix Cookbook (60)") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            return List.of(new LocalJacobian(Coefficient.MINUS_ONE, List.of(factor(y, 0, 2), factor(y, 3, 1))));
        }
    },
    DETERMINANT("∂det(X)/∂X[k,l] = det(X) X⁻¹[l,k]", "Matrix Cookbook (49)") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            Node inverse = graph.call(new TensorFunction.Inverse(), y.argument());
            return List.of(new LocalJacobian(Coefficient.ONE, List.of(factor(y), factor(inverse, 1, 0))));
        }
    },
    LOG_DETERMINANT("∂log|det(X)|/∂X[k,l] = X⁻¹[l,k]", "Matrix Cookbook (57)") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            Node inverse = graph.call(new TensorFunction.Inverse(), y.argument());
            return List.of(new LocalJacobian(Coefficient.ONE, List.of(factor(inverse, 1, 0))));
        }
    },
    SOFTMAX(
            "∂s[i]/∂x[j] = s[i] (δ[i,j] − s[j]) along the axis",
            "Magnus and Neudecker, quotient rule of exp(x)/Σexp(x)") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            int axis = y.function() instanceof TensorFunction.Softmax softmax ? softmax.axis() : 0;
            int order = y.order();
            Subscripts in = Subscripts.range(order, order);
            List<Node.Factor> same = new ArrayList<>(List.of(new Node.Factor(y, Subscripts.range(0, order))));
            List<Node.Factor> others = new ArrayList<>(same);
            others.add(new Node.Factor(y, in));
            for (int k = 0; k < order; k++) {
                Node.Factor delta = factor(graph.delta(List.of(y.sizes().get(k))), k, order + k);
                same.add(delta);
                if (k != axis) {
                    others.add(delta);
                }
            }
            return List.of(new LocalJacobian(Coefficient.ONE, same), new LocalJacobian(Coefficient.MINUS_ONE, others));
        }
    },
    LOG_SUM_EXP(
            "∂log Σ exp(x) / ∂x[j] = softmax(x)[j] along the axis",
            "Boyd and Vandenberghe, Convex Optimization, 3.1.5") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            int axis = y.function() instanceof TensorFunction.LogSumExp sum ? sum.axis() : 0;
            Node x = y.argument();
            Node softmax = graph.call(new TensorFunction.Softmax(axis), x);
            List<Node.Factor> factors =
                    new ArrayList<>(List.of(new Node.Factor(softmax, Subscripts.range(y.order(), x.order()))));
            for (int k = 0, out = 0; k < x.order(); k++) {
                if (k != axis) {
                    factors.add(factor(graph.delta(List.of(x.sizes().get(k))), out++, y.order() + k));
                }
            }
            return List.of(new LocalJacobian(Coefficient.ONE, factors));
        }
    },
    CONSTANT("∂π/∂x = 0", "a constant") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            return List.of();
        }
    };

    private final String statement;
    private final String source;

    DerivativeRule(String statement, String source) {
        this.statement = statement;
        this.source = source;
    }

    abstract List<LocalJacobian> terms(Graph graph, Node.Call y);

    /** The rule in mathematics. */
    public String statement() {
        return statement;
    }

    /** Book and equation. */
    public String source() {
        return source;
    }

    /** The rule of a function. */
    public static DerivativeRule of(TensorFunction function) {
        if (function instanceof TensorFunction.Inverse) {
            return INVERSE;
        } else if (function instanceof TensorFunction.Determinant) {
            return DETERMINANT;
        } else if (function instanceof TensorFunction.LogDeterminant) {
            return LOG_DETERMINANT;
        } else if (function instanceof TensorFunction.Softmax) {
            return SOFTMAX;
        } else if (function instanceof TensorFunction.LogSumExp) {
            return LOG_SUM_EXP;
        } else if (function instanceof TensorFunction.CircleConstant) {
            return CONSTANT;
        }
        throw new IllegalStateException("no derivative rule for " + function);
    }

    /** ∂Y/∂X for Y = f(X). */
    public static List<LocalJacobian> jacobian(Graph graph, Node.Call y) {
        return of(y.function()).terms(graph, y);
    }

    private static Node.Factor factor(Node node, int... subscripts) {
        return new Node.Factor(node, Subscripts.of(subscripts));
    }
}
