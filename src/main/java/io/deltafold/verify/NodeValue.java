package io.deltafold.verify;

import io.deltafold.evaluate.Doubles;
import io.deltafold.evaluate.Evaluator;
import io.deltafold.evaluate.Tensor;
import io.deltafold.index.ConstantTensor;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.TensorFunction;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.SizeEquality;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The value of an index formula, summed entry by entry. */
public final class NodeValue {
    private final Map<String, Integer> sizes;
    private final Map<String, Tensor<Double>> environment;
    private final Map<Node, Tensor<Double>> values = new HashMap<>();

    /** @param environment the values of the variables */
    public NodeValue(Map<String, Integer> sizes, Map<String, Tensor<Double>> environment) {
        this.sizes = sizes;
        this.environment = environment;
    }

    /** The entries of a node, row by row. */
    public Tensor<Double> of(Node root) {
        for (Node node : Graph.reachable(List.of(root))) {
            values.put(node, evaluate(node));
        }
        return known(root);
    }

    private Tensor<Double> known(Node node) {
        return java.util.Objects.requireNonNull(values.get(node));
    }

    private List<Integer> numeric(List<Size> symbolic) {
        return symbolic.stream().map(size -> size.evaluate(sizes)).toList();
    }

    private Tensor<Double> evaluate(Node node) {
        List<Integer> shape = numeric(node.sizes());
        int count = shape.stream().reduce(1, (a, b) -> a * b);
        if (node instanceof Node.Variable variable) {
            return java.util.Objects.requireNonNull(
                    environment.get(variable.symbol().name()));
        } else if (node instanceof Node.Product product) {
            return product(product, shape, count);
        } else if (node instanceof Node.Sum sum) {
            List<Double> entries = new ArrayList<>(Collections.nCopies(count, 0.0));
            for (Node.Term term : sum.terms()) {
                double coefficient = number(term.coefficient());
                for (int i = 0; i < count; i++) {
                    entries.set(
                            i,
                            entries.get(i)
                                    + coefficient * known(term.node()).entries().get(i));
                }
            }
            return new Tensor<>(shape, entries);
        } else if (node instanceof Node.Map map) {
            List<Double> entries = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                double[] arguments = new double[map.arguments().size()];
                for (int k = 0; k < arguments.length; k++) {
                    arguments[k] = known(map.arguments().get(k)).entries().get(i);
                }
                entries.add(map.function().value(arguments));
            }
            return new Tensor<>(shape, entries);
        } else if (node instanceof Node.Call call) {
            return call(call);
        } else if (node instanceof Node.Constant constant) {
            return constant(constant.tensor(), shape, count);
        }
        throw new IllegalStateException("unknown node " + node);
    }

    private double number(io.deltafold.number.Coefficient coefficient) {
        Rational value = coefficient.numerator().evaluate(this::size);
        for (Size denominator : coefficient.denominators()) {
            value = value.dividedBy(denominator.evaluate(this::size));
        }
        return value.toDouble();
    }

    private Rational size(String name) {
        return Rational.of(java.util.Objects.requireNonNull(sizes.get(name)));
    }

    private Tensor<Double> product(Node.Product product, List<Integer> shape, int count) {
        double[] entries = new double[count];
        List<Integer> limits = numeric(product.indexSizes());
        int[] index = new int[limits.size()];
        double coefficient = number(product.coefficient());
        if (limits.stream().anyMatch(limit -> limit == 0)) {
            return new Tensor<>(shape, Collections.nCopies(count, 0.0));
        }
        do {
            double term = coefficient;
            for (Node.Factor factor : product.factors()) {
                Tensor<Double> value = known(factor.node());
                int place = 0;
                for (int axis = 0; axis < factor.subscripts().size(); axis++) {
                    place = place * value.sizes().get(axis)
                            + index[factor.subscripts().get(axis)];
                }
                term *= value.entries().get(place);
            }
            int place = 0;
            for (int axis = 0; axis < shape.size(); axis++) {
                place = place * shape.get(axis) + index[product.outputs().get(axis)];
            }
            entries[place] += term;
        } while (advance(index, limits));
        List<Double> boxed = new ArrayList<>(count);
        for (double entry : entries) {
            boxed.add(entry);
        }
        return new Tensor<>(shape, boxed);
    }

    private static boolean advance(int[] index, List<Integer> limits) {
        for (int i = index.length - 1; i >= 0; i--) {
            if (++index[i] < limits.get(i)) {
                return true;
            }
            index[i] = 0;
        }
        return false;
    }

    /** Constants and functions of matrices are evaluated as what they are called in the expression language. */
    private Tensor<Double> call(Node.Call call) {
        if (call.function() instanceof TensorFunction.PowerStack stack) {
            return powers(stack, call.argument());
        }
        Map<String, Tensor<Double>> arguments = new HashMap<>();
        List<MatrixExpr> references = new ArrayList<>();
        for (Node argument : call.arguments()) {
            Symbol symbol = new Symbol("argument" + references.size(), new Shape(argument.sizes()));
            arguments.put(symbol.name(), known(argument));
            references.add(MatrixExpr.reference(symbol));
        }
        Evaluator<Double> evaluator = new Evaluator<>(new Doubles(), sizes, arguments);
        if (call.function() instanceof TensorFunction.Power power) {
            return evaluator.value(MatrixExpr.matrixPower(references.get(0), power.exponent(), SizeEquality.STRICT));
        }
        MatrixFunction function = function(call.function(), call.argument().order());
        return evaluator.value(MatrixExpr.call(function, references.toArray(MatrixExpr[]::new)));
    }

    private Tensor<Double> powers(TensorFunction.PowerStack stack, Node argument) {
        Symbol base = new Symbol("argument", new Shape(argument.sizes()));
        Evaluator<Double> evaluator = new Evaluator<>(new Doubles(), sizes, Map.of(base.name(), known(argument)));
        int count = stack.count().evaluate(sizes);
        List<Double> entries = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            Size exponent = Size.of(stack.descending() ? count - 1 - r : r);
            entries.addAll(evaluator
                    .value(MatrixExpr.matrixPower(MatrixExpr.reference(base), exponent, SizeEquality.STRICT))
                    .entries());
        }
        return new Tensor<>(
                List.of(count, known(argument).rows(), known(argument).columns()), entries);
    }

    private static MatrixFunction function(TensorFunction function, int order) {
        if (function instanceof TensorFunction.Named named) {
            return named.function();
        } else if (function instanceof TensorFunction.Softmax softmax) {
            return order == 1
                    ? MatrixFunction.SOFTMAX
                    : softmax.axis() == 1 ? MatrixFunction.SOFTMAX_ROWS : MatrixFunction.SOFTMAX_COLS;
        } else if (function instanceof TensorFunction.LogSumExp) {
            return order == 1 ? MatrixFunction.LOGSUMEXP : MatrixFunction.LOGSUMEXP_ROWS;
        }
        throw new IllegalStateException("unknown function " + function);
    }

    private Tensor<Double> constant(ConstantTensor tensor, List<Integer> shape, int count) {
        if (tensor instanceof ConstantTensor.Pi) {
            return Tensor.scalar(Math.PI);
        }
        double[] entries = new double[count];
        for (int place = 0; place < count; place++) {
            entries[place] = isOne(tensor, shape, place) ? 1 : 0;
        }
        return new Tensor<>(shape, java.util.Arrays.stream(entries).boxed().toList());
    }

    private boolean isOne(ConstantTensor tensor, List<Integer> shape, int place) {
        int last = place % shape.get(shape.size() - 1);
        int first = place / shape.get(shape.size() - 1);
        if (tensor instanceof ConstantTensor.Unit unit) {
            return last + 1 == whole(unit.position());
        } else if (tensor instanceof ConstantTensor.Triangle) {
            return first >= last;
        } else if (tensor instanceof ConstantTensor.Selection selection) {
            return first == last + whole(selection.offset());
        } else if (tensor instanceof ConstantTensor.Stacking) {
            int rows = shape.get(1);
            return first / rows == last * rows + first % rows;
        }
        throw new IllegalStateException("unknown constant " + tensor);
    }

    private int whole(Size size) {
        return size.evaluate(this::size).asInt().orElseThrow();
    }
}
