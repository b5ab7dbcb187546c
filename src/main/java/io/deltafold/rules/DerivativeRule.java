package io.deltafold.rules;

import io.deltafold.index.ConstantTensor;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.index.TensorFunction;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.NotDifferentiable;
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
            Node inverse = graph.call(MatrixFunction.INV, y.argument());
            return List.of(new LocalJacobian(Coefficient.ONE, List.of(factor(y), factor(inverse, 1, 0))));
        }
    },
    LOG_DETERMINANT("∂log|det(X)|/∂X[k,l] = X⁻¹[l,k]", "Matrix Cookbook (57)") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            Node inverse = graph.call(MatrixFunction.INV, y.argument());
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
    ADJUGATE(
            "∂adj(X)[i,j]/∂X[k,l] = adj(X)[i,j] X⁻¹[l,k] − adj(X)[i,k] X⁻¹[l,j]",
            "Magnus and Neudecker 8.6, product rule of det(X) X⁻¹") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            Node inverse = graph.call(MatrixFunction.INV, y.argument());
            return List.of(
                    new LocalJacobian(Coefficient.ONE, List.of(factor(y, 0, 1), factor(inverse, 3, 2))),
                    new LocalJacobian(Coefficient.MINUS_ONE, List.of(factor(y, 0, 2), factor(inverse, 3, 1))));
        }
    },
    PSEUDO_INVERSE(
            "dX⁺ = −X⁺ dX X⁺ + X⁺ X⁺ᵀ dXᵀ (I − X X⁺) + (I − X⁺ X) dXᵀ X⁺ᵀ X⁺ where the rank is constant",
            "Golub and Pereyra 1973 (4.12); Magnus and Neudecker 8.5") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            Node x = y.argument();
            Size m = x.sizes().get(0);
            Size n = x.sizes().get(1);
            Node left = projector(graph, x, y, m, n);
            Node right = projector(graph, y, x, n, m);
            return List.of(
                    new LocalJacobian(Coefficient.MINUS_ONE, List.of(factor(y, 0, 2), factor(y, 3, 1))),
                    new LocalJacobian(
                            Coefficient.ONE, List.of(factor(y, 0, 4), factor(y, 3, 4), factor(left, 2, 1)), List.of(m)),
                    new LocalJacobian(
                            Coefficient.ONE,
                            List.of(factor(right, 0, 3), factor(y, 4, 2), factor(y, 4, 1)),
                            List.of(n)));
        }

        /** I − A B, of size n. */
        private Node projector(Graph graph, Node a, Node b, Size n, Size inner) {
            Node product = new ProductBuilder(graph)
                    .sizes(List.of(n, inner, n))
                    .factor(a, Subscripts.of(0, 1))
                    .factor(b, Subscripts.of(1, 2))
                    .outputs(Subscripts.of(0, 2))
                    .build();
            return graph.sum(
                    List.of(
                            new Node.Term(Coefficient.ONE, graph.delta(List.of(n))),
                            new Node.Term(Coefficient.MINUS_ONE, product)),
                    List.of(n, n));
        }
    },
    POWER("∂(Xᵏ)[i,j]/∂X[p,q] = Σ_{r=0}^{k−1} (Xʳ)[i,p] (X^{k−1−r})[q,j]", "Matrix Cookbook (91)") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            Size k = y.function() instanceof TensorFunction.Power power ? power.exponent() : Size.ONE;
            Node ascending = graph.call(new TensorFunction.PowerStack(k, false), y.argument());
            Node descending = graph.call(new TensorFunction.PowerStack(k, true), y.argument());
            return List.of(new LocalJacobian(
                    Coefficient.ONE, List.of(factor(ascending, 4, 0, 2), factor(descending, 4, 3, 1)), List.of(k)));
        }
    },
    CHOLESKY(
            "dL = L Φ(L⁻¹ dA L⁻ᵀ), where Φ keeps the lower triangle and half of the diagonal, and dA is symmetric",
            "Smith 1995; Murray 2016 (arXiv:1602.07527) (8)") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            Size n = y.sizes().get(0);
            Node inverse = graph.call(MatrixFunction.INV, y);
            Node triangle = graph.constant(new ConstantTensor.Triangle(n, n));
            Coefficient half = Coefficient.of(Rational.HALF);
            Node.Factor rows = factor(y, 0, 4);
            Node.Factor mask = factor(triangle, 4, 1);
            return List.of(
                    new LocalJacobian(
                            half, List.of(rows, mask, factor(inverse, 4, 2), factor(inverse, 1, 3)), List.of(n)),
                    new LocalJacobian(
                            half, List.of(rows, mask, factor(inverse, 4, 3), factor(inverse, 1, 2)), List.of(n)),
                    new LocalJacobian(
                            half.negate(), List.of(factor(y, 0, 1), factor(inverse, 1, 2), factor(inverse, 1, 3))));
        }
    },
    LARGEST_EIGENVALUE(
            "∂λ/∂A[k,l] = v[k] v[l] for the unit eigenvector v of a simple eigenvalue of a symmetric A",
            "Magnus and Neudecker 8.9, theorem 11") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            Node v = graph.call(MatrixFunction.EIGVECMAX, y.argument());
            return List.of(new LocalJacobian(Coefficient.ONE, List.of(factor(v, 0), factor(v, 1))));
        }
    },
    LARGEST_EIGENVECTOR(
            "dv = (λ I − A)⁺ dA v for the unit eigenvector v of a simple eigenvalue λ of a symmetric A, where"
                    + " (λ I − A)⁺ = (λ I − A + v vᵀ)⁻¹ − v vᵀ",
            "Magnus and Neudecker 8.9, theorem 11") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            Node a = y.argument();
            Node value = graph.call(MatrixFunction.EIGMAX, a);
            Node scaled = new ProductBuilder(graph)
                    .sizes(List.of(a.sizes().get(0)))
                    .factor(value, Subscripts.of())
                    .outputs(Subscripts.of(0, 0))
                    .build();
            Node outer = new ProductBuilder(graph)
                    .sizes(a.sizes())
                    .factor(y, Subscripts.of(0))
                    .factor(y, Subscripts.of(1))
                    .outputs(Subscripts.of(0, 1))
                    .build();
            Node shifted = graph.sum(
                    List.of(
                            new Node.Term(Coefficient.ONE, scaled),
                            new Node.Term(Coefficient.MINUS_ONE, a),
                            new Node.Term(Coefficient.ONE, outer)),
                    a.sizes());
            Node resolvent = graph.sum(
                    List.of(
                            new Node.Term(Coefficient.ONE, graph.call(MatrixFunction.INV, shifted)),
                            new Node.Term(Coefficient.MINUS_ONE, outer)),
                    a.sizes());
            Coefficient half = Coefficient.of(Rational.HALF);
            return List.of(
                    new LocalJacobian(half, List.of(factor(resolvent, 0, 1), factor(y, 2))),
                    new LocalJacobian(half, List.of(factor(resolvent, 0, 2), factor(y, 1))));
        }
    },
    NUCLEAR_NORM("∂‖X‖∗/∂X[k,l] = (U Vᵀ)[k,l] for X = U Σ Vᵀ of full rank", "Watson 1992, theorem 2") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            Node polar = graph.call(MatrixFunction.POLAR, y.argument());
            return List.of(new LocalJacobian(Coefficient.ONE, List.of(factor(polar, 0, 1))));
        }
    },
    EXPONENTIAL(
            "d expm(X) = ∫₀¹ e^{sX} dX e^{(1−s)X} ds, the Fréchet derivative of the exponential at X in the direction dX",
            "Higham, Functions of Matrices (10.15)") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            throw new NotDifferentiable(
                    "the Jacobian of expm has no finite form in entries; gradients, vjp, jvp and differentials have");
        }

        @Override
        Node pullback(Graph graph, Node.Call y, Node adjoint) {
            Node transposed = graph.permuted(y.argument(), Subscripts.of(1, 0));
            return graph.call(MatrixFunction.DEXPM, transposed, adjoint);
        }

        @Override
        Node pushforward(Graph graph, Node.Call y, Node tangent) {
            if (tangent.order() == 2) {
                return graph.call(MatrixFunction.DEXPM, y.argument(), tangent);
            }
            return super.pushforward(graph, y, tangent);
        }
    },
    /** Refused: nothing that the language can say, or nothing that is needed. */
    NONE("no rule", "") {
        @Override
        List<LocalJacobian> terms(Graph graph, Node.Call y) {
            String what = y.function() instanceof TensorFunction.Named named
                    ? named.function().word()
                    : "a sum over powers of a matrix";
            throw new NotDifferentiable("the derivative of " + what + " is not supported");
        }
    };

    private final String statement;
    private final String source;

    DerivativeRule(String statement, String source) {
        this.statement = statement;
        this.source = source;
    }

    abstract List<LocalJacobian> terms(Graph graph, Node.Call y);

    /** Σ adjoint[out] ∂Y[out]/∂X. */
    Node pullback(Graph graph, Node.Call y, Node adjoint) {
        Node x = y.argument();
        List<Node.Term> sum = new ArrayList<>();
        for (LocalJacobian term : terms(graph, y)) {
            sum.add(new Node.Term(
                    Coefficient.ONE,
                    builder(graph, y, term)
                            .factor(adjoint, Subscripts.range(0, y.order()))
                            .outputs(Subscripts.range(y.order(), x.order()))
                            .build()));
        }
        return graph.sum(sum, x.sizes());
    }

    /** Σ ∂Y/∂X[in] tangent[in, …]; the axes of the tangent beyond those of X follow those of Y. */
    Node pushforward(Graph graph, Node.Call y, Node tangent) {
        Node x = y.argument();
        List<Size> extra = tangent.sizes().subList(x.order(), tangent.order());
        List<Size> sizes = new ArrayList<>(y.sizes());
        sizes.addAll(extra);
        List<Node.Term> sum = new ArrayList<>();
        for (LocalJacobian term : terms(graph, y)) {
            ProductBuilder builder = builder(graph, y, term);
            int[] by = extra.stream().mapToInt(builder::index).toArray();
            sum.add(new Node.Term(
                    Coefficient.ONE,
                    builder.factor(
                                    tangent,
                                    Subscripts.range(y.order(), x.order()).then(Subscripts.of(by)))
                            .outputs(Subscripts.range(0, y.order()).then(Subscripts.of(by)))
                            .build()));
        }
        return graph.sum(sum, sizes);
    }

    private static ProductBuilder builder(Graph graph, Node.Call y, LocalJacobian term) {
        ProductBuilder builder = new ProductBuilder(graph)
                .coefficient(term.coefficient())
                .sizes(y.sizes())
                .sizes(y.argument().sizes())
                .sizes(term.summed());
        term.factors().forEach(f -> builder.factor(f.node(), f.subscripts()));
        return builder;
    }

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
        if (function instanceof TensorFunction.Softmax) {
            return SOFTMAX;
        } else if (function instanceof TensorFunction.LogSumExp) {
            return LOG_SUM_EXP;
        } else if (function instanceof TensorFunction.Power) {
            return POWER;
        } else if (function instanceof TensorFunction.Named named) {
            return switch (named.function()) {
                case INV -> INVERSE;
                case DET -> DETERMINANT;
                case LOGDET -> LOG_DETERMINANT;
                case ADJ -> ADJUGATE;
                case PINV -> PSEUDO_INVERSE;
                case EXPM -> EXPONENTIAL;
                case CHOLESKY -> CHOLESKY;
                case EIGMAX -> LARGEST_EIGENVALUE;
                case EIGVECMAX -> LARGEST_EIGENVECTOR;
                case NORMNUC -> NUCLEAR_NORM;
                default -> NONE;
            };
        }
        return NONE;
    }

    /**
     * The entries ∂Y[outputs]/∂X[inputs] for Y = f(X), as a sum.
     *
     * @throws NotDifferentiable where they have no finite form
     */
    public static List<LocalJacobian> jacobian(Graph graph, Node.Call y) {
        return of(y.function()).terms(graph, y);
    }

    /** The vector-Jacobian product Σ adjoint · ∂Y/∂X for Y = f(X). */
    public static Node pulledBack(Graph graph, Node.Call y, Node adjoint) {
        return of(y.function()).pullback(graph, y, adjoint);
    }

    /** The Jacobian-vector products Σ ∂Y/∂X · tangent for Y = f(X), one for each entry of the further axes. */
    public static Node pushedForward(Graph graph, Node.Call y, Node tangent) {
        return of(y.function()).pushforward(graph, y, tangent);
    }

    private static Node.Factor factor(Node node, int... subscripts) {
        return new Node.Factor(node, Subscripts.of(subscripts));
    }
}
