package io.deltafold.fold;

import io.deltafold.index.ConstantTensor;
import io.deltafold.index.Node;
import io.deltafold.index.Subscripts;
import io.deltafold.index.TensorFunction;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.SizeEquality;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import io.deltafold.scalar.Power;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Nodes of order at most two to matrix expressions. Named nodes are printed as their names. */
public final class Refold {
    private final Map<Node, Symbol> names;
    private final Map<Node, MatrixExpr> folded = new HashMap<>();

    /** @param names nodes that are referred to by name */
    public Refold(Map<Node, Symbol> names) {
        this.names = names;
    }

    /**
     * The node as a scalar, a vector or a matrix.
     *
     * @throws NoMatrixForm where there is none
     */
    public MatrixExpr fold(Node node) throws NoMatrixForm {
        Symbol name = names.get(node);
        return name != null ? MatrixExpr.reference(name) : body(node);
    }

    /** The same for what a name stands for. */
    public MatrixExpr body(Node node) throws NoMatrixForm {
        MatrixExpr known = folded.get(node);
        if (known == null) {
            known = term(node).expression();
            folded.put(node, known);
        }
        return known;
    }

    FoldedTerm termOf(Node node) throws NoMatrixForm {
        Symbol name = names.get(node);
        return name != null ? FoldedTerm.of(MatrixExpr.reference(name)) : term(node);
    }

    private FoldedTerm term(Node node) throws NoMatrixForm {
        if (node.order() > 2) {
            throw new NoMatrixForm("a tensor of order " + node.order() + " is no matrix");
        }
        if (node instanceof Node.Variable variable) {
            return FoldedTerm.of(MatrixExpr.reference(variable.symbol()));
        } else if (node instanceof Node.Product product) {
            return product(product);
        } else if (node instanceof Node.Sum sum) {
            return sum(sum);
        } else if (node instanceof Node.Map map) {
            return FoldedTerm.of(map(map));
        } else if (node instanceof Node.Call call) {
            return FoldedTerm.of(call(call));
        } else if (node instanceof Node.Constant constant) {
            return FoldedTerm.of(constant(constant.tensor()));
        }
        throw new IllegalStateException("unknown node " + node);
    }

    private FoldedTerm sum(Node.Sum sum) throws NoMatrixForm {
        if (sum.isZero()) {
            MatrixExpr zero = sum.order() == 0 ? MatrixExpr.number(0) : new MatrixExpr.Zeros(new Shape(sum.sizes()));
            return FoldedTerm.of(zero);
        }
        Optional<FoldedTerm> stack = new Stacks(this).fold(sum);
        if (stack.isPresent()) {
            return stack.get();
        }
        List<FoldedTerm> constants = new ArrayList<>();
        List<FoldedTerm> terms = new ArrayList<>();
        List<Boolean> isConstant = new ArrayList<>();
        for (Node.Term term : sum.terms()) {
            boolean everywhere = names.get(term.node()) == null && isSpreadScalar(term.node());
            isConstant.add(everywhere);
            FoldedTerm folding = everywhere ? scalar((Node.Product) term.node()) : termOf(term.node());
            (everywhere ? constants : terms).add(folding.times(term.coefficient()));
        }
        if (terms.isEmpty()) {
            MatrixExpr ones = new MatrixExpr.Ones(new Shape(sum.sizes()));
            return CommonFactors.factored(constants.stream()
                    .map(c -> new FoldedTerm(c.coefficient(), c.scalars(), List.of(ones)))
                    .toList());
        }
        if (constants.isEmpty()) {
            return CommonFactors.factored(terms);
        }
        FoldedTerm rest = CommonFactors.factored(terms);
        List<MatrixExpr> all = new ArrayList<>();
        boolean first = isConstant.get(0);
        if (!first) {
            all.add(rest.expression());
        }
        constants.forEach(c -> all.add(c.expression()));
        if (first) {
            all.add(rest.expression());
        }
        if (all.get(0) instanceof MatrixExpr.Negate && !(all.get(all.size() - 1) instanceof MatrixExpr.Negate)) {
            all.add(0, all.remove(all.size() - 1));
        }
        return FoldedTerm.of(MatrixExpr.sum(all));
    }

    /** A scalar that is the same in every entry of a tensor. */
    private static boolean isSpreadScalar(Node node) {
        return node instanceof Node.Product product
                && product.order() > 0
                && product.outputs().isDistinct()
                && product.outputs().stream()
                        .noneMatch(i -> product.factors().stream()
                                .anyMatch(f -> f.subscripts().contains(i)));
    }

    private FoldedTerm scalar(Node.Product product) throws NoMatrixForm {
        IndexGraph graph = graph(product, Set.of());
        graph.reduce();
        return PowerSums.around(
                product, new FoldedTerm(graph.scaled(product.coefficient()), graph.scalars(), List.of()));
    }

    private FoldedTerm product(Node.Product product) throws NoMatrixForm {
        Set<Integer> outputs = new HashSet<>();
        product.outputs().stream().forEach(outputs::add);
        IndexGraph graph = graph(product, outputs);
        graph.reduce();
        FoldedTerm term = new FoldedTerm(
                graph.scaled(product.coefficient()), graph.scalars(), Powers.collect(body(product, graph)));
        return PowerSums.around(product, term);
    }

    /** The factors of a product as edges and labels. */
    IndexGraph graph(Node.Product product, Set<Integer> outputs) throws NoMatrixForm {
        IndexGraph graph = new IndexGraph(product.indexSizes(), outputs);
        for (Node.Factor factor : product.factors()) {
            Subscripts at = factor.subscripts();
            if (factor.node() instanceof Node.Constant constant
                    && constant.tensor() instanceof ConstantTensor.Unit unit) {
                graph.unit(at.get(0), unit.position());
                continue;
            }
            if (factor.node() instanceof Node.Constant constant
                    && constant.tensor() instanceof ConstantTensor.Stacking stacking) {
                graph.stacking(stacking, at);
                continue;
            }
            if (factor.node() instanceof Node.Call call && call.function() instanceof TensorFunction.PowerStack stack) {
                graph.edge(at.get(1), at.get(2), PowerSums.power(product, stack, at.get(0), fold(call.argument())));
                continue;
            }
            switch (at.size()) {
                case 0 -> graph.scalar(fold(factor.node()));
                case 1 -> graph.label(at.get(0), body(factor.node(), graph));
                case 2 -> graph.edge(at.get(0), at.get(1), body(factor.node(), graph));
                default -> throw new NoMatrixForm("a tensor of order " + at.size() + " is no matrix");
            }
        }
        return graph;
    }

    /** A tensor without the numbers and scalars in front of it, which scale the whole product. */
    private MatrixExpr body(Node node, IndexGraph graph) throws NoMatrixForm {
        FoldedTerm term = termOf(node);
        if (term.factors().isEmpty() || term.coefficient().isZero()) {
            return term.expression();
        }
        graph.scale(term.coefficient(), term.scalars());
        return term.body();
    }

    private static List<MatrixExpr> body(Node.Product product, IndexGraph graph) {
        Subscripts outputs = product.outputs();
        if (outputs.size() == 0) {
            return List.of();
        }
        int first = outputs.get(0);
        if (outputs.size() == 1) {
            return chain(graph.vector(first));
        }
        int second = outputs.get(1);
        if (first == second) {
            MatrixExpr identity = new MatrixExpr.Identity(product.sizes().get(0));
            if (!graph.isLabelled(first)) {
                return List.of(identity);
            }
            return graph.vector(first) instanceof MatrixExpr.Call call && call.function() == MatrixFunction.DIAGVEC
                    ? List.of(MatrixExpr.hadamard(
                            List.of(identity, call.arguments().get(0))))
                    : List.of(graph.diagonalMatrix(first));
        }
        if (!graph.neighbours(first).contains(second)) {
            return chain(IndexGraph.multiply(graph.vector(first), Transposes.of(graph.vector(second))));
        }
        MatrixExpr matrix = graph.between(first, second);
        Optional<MatrixFunction> triangle = Masks.triangle(matrix);
        if (triangle.isPresent() && (graph.isLabelled(first) || graph.isLabelled(second))) {
            return List.of(MatrixExpr.call(
                    triangle.get(), IndexGraph.multiply(graph.vector(first), Transposes.of(graph.vector(second)))));
        }
        if (graph.isLabelled(first)) {
            matrix = IndexGraph.multiply(graph.diagonalMatrix(first), matrix);
        }
        if (graph.isLabelled(second)) {
            matrix = IndexGraph.multiply(matrix, graph.diagonalMatrix(second));
        }
        return chain(matrix);
    }

    private static List<MatrixExpr> chain(MatrixExpr e) {
        return e instanceof MatrixExpr.MatMul product ? product.factors() : List.of(e);
    }

    private MatrixExpr map(Node.Map map) throws NoMatrixForm {
        List<MatrixExpr> arguments = new ArrayList<>();
        for (Node argument : map.arguments()) {
            arguments.add(
                    isSpreadScalar(argument) && map.arguments().size() > 1
                            ? scalar((Node.Product) argument).expression()
                            : fold(argument));
        }
        if (map.function() instanceof Power power) {
            return power(arguments.get(0), power.exponent());
        }
        return MatrixExpr.apply(map.function(), arguments);
    }

    /** (‖x‖²)^p is ‖x‖^2p; reciprocals of scalars stay powers, which {@link Compose} puts below a bar. */
    private static MatrixExpr power(MatrixExpr base, Rational exponent) {
        if (base instanceof MatrixExpr.Power inner
                && inner.exponent().equals(Rational.TWO)
                && inner.base() instanceof MatrixExpr.Call call
                && (call.function() == MatrixFunction.NORM2 || call.function() == MatrixFunction.NORMF)) {
            return MatrixExpr.power(call, exponent.times(Rational.TWO));
        }
        boolean half = exponent.denominator().equals(java.math.BigInteger.TWO);
        if (half
                && base instanceof MatrixExpr.Call eigen
                && eigen.function() == MatrixFunction.EIGMAX
                && eigen.arguments().get(0) instanceof MatrixExpr.MatMul gram
                && gram.factors().size() == 2
                && Transposes.of(gram.factors().get(1)).equals(gram.factors().get(0))) {
            return MatrixExpr.power(
                    MatrixExpr.call(MatrixFunction.NORMSPEC, gram.factors().get(1)), exponent.times(Rational.TWO));
        }
        return MatrixExpr.power(base, exponent);
    }

    private MatrixExpr call(Node.Call call) throws NoMatrixForm {
        TensorFunction function = call.function();
        List<MatrixExpr> arguments = new ArrayList<>();
        for (Node argument : call.arguments()) {
            arguments.add(fold(argument));
        }
        MatrixExpr argument = arguments.get(0);
        int order = call.argument().order();
        if (function instanceof TensorFunction.Named named) {
            return MatrixExpr.call(named.function(), arguments.toArray(MatrixExpr[]::new));
        } else if (function instanceof TensorFunction.Power power) {
            return MatrixExpr.matrixPower(argument, power.exponent(), SizeEquality.STRICT);
        } else if (function instanceof TensorFunction.Softmax softmax) {
            MatrixFunction name = order == 1
                    ? MatrixFunction.SOFTMAX
                    : softmax.axis() == 1 ? MatrixFunction.SOFTMAX_ROWS : MatrixFunction.SOFTMAX_COLS;
            return MatrixExpr.call(name, argument);
        } else if (function instanceof TensorFunction.LogSumExp logSumExp) {
            if (order == 2 && logSumExp.axis() == 0) {
                return MatrixExpr.call(MatrixFunction.LOGSUMEXP_ROWS, Transposes.of(argument));
            }
            return MatrixExpr.call(order == 1 ? MatrixFunction.LOGSUMEXP : MatrixFunction.LOGSUMEXP_ROWS, argument);
        }
        throw new IllegalStateException("unknown function " + function);
    }

    private static MatrixExpr constant(ConstantTensor tensor) throws NoMatrixForm {
        if (tensor instanceof ConstantTensor.Pi) {
            return new MatrixExpr.Pi();
        } else if (tensor instanceof ConstantTensor.Unit unit) {
            return new MatrixExpr.Unit(unit.position(), unit.size());
        } else if (tensor instanceof ConstantTensor.Triangle triangle) {
            return Masks.lowerTriangle(Shape.matrix(triangle.rows(), triangle.columns()));
        } else if (tensor instanceof ConstantTensor.Selection selection) {
            return Selections.columns(selection);
        }
        throw new NoMatrixForm("a stacked axis stands alone");
    }
}
