package io.deltafold.index;

import io.deltafold.index.Node.Term;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.ScalarFunction;
import io.deltafold.scalar.ScalarTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Matrix expressions to index notation: a[i,j] = Σ_p z[i,p] w[p,j] + b[i,j]. */
public final class Expand implements MatrixExpr.Visitor<Tensor> {
    /** The expression is well shaped but has no index form yet. */
    public static final class Unsupported extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unsupported(String what) {
            super(what + " is not supported yet");
        }
    }

    private static final int MOST_REPEATED = 1_000;

    private final Graph graph;
    private final Map<String, Tensor> definitions = new HashMap<>();

    public Expand(Graph graph) {
        this.graph = graph;
    }

    /** The tensor of an expression over variables and what was defined before. */
    public Tensor expand(MatrixExpr expression) {
        return expression.accept(this);
    }

    /** Makes a name stand for a tensor from here on. */
    public void define(String name, Tensor value) {
        definitions.put(name, value);
    }

    @Override
    public Tensor number(MatrixExpr.Number e) {
        return Tensor.of(graph.scalar(Coefficient.of(e.value())));
    }

    @Override
    public Tensor pi(MatrixExpr.Pi e) {
        return Tensor.of(graph.constant(new ConstantTensor.Pi()));
    }

    @Override
    public Tensor sizeValue(MatrixExpr.SizeValue e) {
        return Tensor.of(graph.scalar(Coefficient.of(e.size())));
    }

    @Override
    public Tensor reference(MatrixExpr.Reference e) {
        Symbol symbol = e.symbol();
        Tensor defined = definitions.get(symbol.name());
        return defined != null ? defined : Tensor.of(graph.variable(symbol));
    }

    @Override
    public Tensor sum(MatrixExpr.Sum e) {
        List<Tensor> operands = new ArrayList<>();
        List<Coefficient> coefficients = new ArrayList<>();
        for (MatrixExpr term : e.terms()) {
            boolean minus = term instanceof MatrixExpr.Negate;
            operands.add(expand(term instanceof MatrixExpr.Negate negate ? negate.operand() : term));
            coefficients.add(minus ? Coefficient.MINUS_ONE : Coefficient.ONE);
        }
        Frame frame = frame(operands, e.shape().rank());
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            terms.add(new Term(coefficients.get(i), spread(operands.get(i), frame)));
        }
        return new Tensor(graph.sum(terms, frame.sizes()), frame.axes());
    }

    @Override
    public Tensor negate(MatrixExpr.Negate e) {
        return scaled(expand(e.operand()), Coefficient.MINUS_ONE);
    }

    private Tensor scaled(Tensor tensor, Coefficient coefficient) {
        return new Tensor(graph.scaled(coefficient, tensor.node()), tensor.axes());
    }

    @Override
    public Tensor hadamard(MatrixExpr.Hadamard e) {
        List<Tensor> factors = e.factors().stream().map(this::expand).toList();
        Tensor result = factors.get(0);
        for (Tensor factor : factors.subList(1, factors.size())) {
            result = times(result, factor);
        }
        return result;
    }

    private Tensor times(Tensor left, Tensor right) {
        Frame frame = frame(List.of(left, right), order(List.of(left, right)));
        ProductBuilder builder = new ProductBuilder(graph).sizes(frame.sizes());
        attach(builder, left, frame);
        attach(builder, right, frame);
        return new Tensor(
                builder.outputs(Subscripts.range(0, frame.sizes().size())).build(), frame.axes());
    }

    @Override
    public Tensor divide(MatrixExpr.Divide e) {
        return times(expand(e.numerator()), raised(expand(e.denominator()), Rational.MINUS_ONE));
    }

    private Tensor raised(Tensor tensor, Rational exponent) {
        return new Tensor(graph.power(tensor.node(), exponent), tensor.axes());
    }

    @Override
    public Tensor matMul(MatrixExpr.MatMul e) {
        Tensor result = expand(e.factors().get(0));
        for (MatrixExpr factor : e.factors().subList(1, e.factors().size())) {
            result = matMul(result, expand(factor));
        }
        return result;
    }

    private Tensor matMul(Tensor left, Tensor right) {
        if (left.order() == 0 || right.order() == 0) {
            return times(left, right);
        }
        ProductBuilder builder = new ProductBuilder(graph)
                .sizes(left.node().sizes())
                .sizes(right.node().sizes());
        int shift = left.node().order();
        Subscripts rightIndices = Subscripts.range(shift, right.node().order());
        Subscripts inner = left.order() == 2 ? left.axes().get(1) : Subscripts.of();
        Subscripts rows = right.axes().get(0).map(i -> i + shift);
        tie(builder, left, inner, right, rows, shift);
        builder.factor(left.node(), Subscripts.range(0, shift));
        builder.factor(right.node(), rightIndices);
        Subscripts first = left.axes().get(0);
        Subscripts second = right.order() == 2 ? right.axes().get(1).map(i -> i + shift) : Subscripts.of();
        List<Subscripts> axes = new ArrayList<>();
        boolean scalar = right.order() == 1 && left.order() == 2 && first.size() == 0;
        boolean literalRow = right.order() == 1
                && left.order() == 2
                && left.sizes(0).stream().allMatch(Size::isOne);
        if (!scalar && !literalRow) {
            axes.add(Subscripts.range(0, first.size()));
            if (right.order() == 2) {
                axes.add(Subscripts.range(first.size(), second.size()));
            }
        }
        Subscripts outputs = literalRow ? Subscripts.of() : first.then(second);
        return new Tensor(builder.outputs(outputs).build(), axes);
    }

    /** Contracts two axes; those of the right operand have indices from {@code shift} on. */
    private void tie(ProductBuilder builder, Tensor left, Subscripts a, Tensor right, Subscripts b, int shift) {
        Subscripts first = withoutOnes(a, left, 0);
        Subscripts second = withoutOnes(b, right, shift);
        if (first.size() == 1 && second.size() == 2) {
            stack(builder, first.get(0), second, right.node().sizes(), shift);
            return;
        }
        if (first.size() == 2 && second.size() == 1) {
            stack(builder, second.get(0), first, left.node().sizes(), 0);
            return;
        }
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            if (first.size() != second.size()
                    || !left.node()
                            .sizes()
                            .get(first.get(i))
                            .equals(right.node().sizes().get(second.get(i) - shift))) {
                throw new Unsupported("a product of a stacked axis (vec, kron) with one that is stacked otherwise");
            }
            builder.tied(first.get(i), second.get(i));
        }
    }

    /** Makes an index run over two that are stacked, slow one first. */
    private void stack(ProductBuilder builder, int whole, Subscripts parts, List<Size> sizes, int shift) {
        Size slow = sizes.get(parts.get(0) - shift);
        Size fast = sizes.get(parts.get(1) - shift);
        builder.factor(
                graph.constant(new ConstantTensor.Stacking(/* rows= */ fast, /* columns= */ slow)),
                Subscripts.of(whole, parts.get(1), parts.get(0)));
    }

    private static Subscripts withoutOnes(Subscripts axis, Tensor tensor, int shift) {
        return Subscripts.of(axis.stream()
                .filter(i -> !tensor.node().sizes().get(i - shift).isOne())
                .toArray());
    }

    @Override
    public Tensor kronecker(MatrixExpr.Kronecker e) {
        Tensor result = expand(e.factors().get(0));
        for (MatrixExpr factor : e.factors().subList(1, e.factors().size())) {
            result = kronecker(result, expand(factor));
        }
        return result;
    }

    private Tensor kronecker(Tensor left, Tensor right) {
        if (left.order() == 0 || right.order() == 0) {
            return times(left, right);
        }
        int shift = left.node().order();
        Node node = new ProductBuilder(graph)
                .sizes(left.node().sizes())
                .sizes(right.node().sizes())
                .factor(left.node(), Subscripts.range(0, shift))
                .factor(right.node(), Subscripts.range(shift, right.node().order()))
                .outputs(Subscripts.range(0, shift + right.node().order()))
                .build();
        List<Subscripts> axes = new ArrayList<>();
        for (int axis = 0; axis < Math.max(left.order(), right.order()); axis++) {
            Subscripts major = axis < left.order() ? left.axes().get(axis) : Subscripts.of();
            Subscripts minor = axis < right.order() ? right.axes().get(axis).map(i -> i + shift) : Subscripts.of();
            axes.add(major.then(minor));
        }
        return new Tensor(node, axes).standard(graph);
    }

    @Override
    public Tensor transpose(MatrixExpr.Transpose e) {
        return transposed(expand(e.operand()));
    }

    private static Tensor transposed(Tensor operand) {
        return operand.order() == 1
                ? new Tensor(
                        operand.node(), List.of(Subscripts.of(), operand.axes().get(0)))
                : new Tensor(
                        operand.node(),
                        List.of(operand.axes().get(1), operand.axes().get(0)));
    }

    @Override
    public Tensor power(MatrixExpr.Power e) {
        return raised(expand(e.base()), e.exponent());
    }

    @Override
    public Tensor matrixPower(MatrixExpr.MatrixPower e) {
        Tensor base = expand(e.base());
        Optional<Integer> exponent = e.exponent().constant().flatMap(Rational::asInt);
        if (exponent.isEmpty()) {
            return Tensor.of(graph.call(
                    new TensorFunction.Power(e.exponent()),
                    plain(base, "a matrix power").node()));
        }
        if (exponent.get() > MOST_REPEATED) {
            throw new Unsupported("a matrix power above " + MOST_REPEATED);
        }
        Tensor result = base;
        for (int i = 1; i < exponent.get(); i++) {
            result = matMul(result, base);
        }
        return result;
    }

    @Override
    public Tensor apply(MatrixExpr.Apply e) {
        boolean logarithm = e.function().name().equals("log")
                && e.arguments().get(0) instanceof MatrixExpr.Apply inner
                && inner.function().name().equals("abs")
                && inner.arguments().get(0) instanceof MatrixExpr.Call call
                && call.function() == MatrixFunction.DET;
        if (logarithm) {
            // log |det A| without the detour over sign(det A)/|det A|.
            MatrixExpr.Apply inner = (MatrixExpr.Apply) e.arguments().get(0);
            MatrixExpr.Call determinant = (MatrixExpr.Call) inner.arguments().get(0);
            return expand(MatrixExpr.call(
                    MatrixFunction.LOGDET, determinant.arguments().get(0)));
        }
        return map(e.function(), e.arguments().stream().map(this::expand).toList());
    }

    private Tensor map(ScalarFunction function, List<Tensor> arguments) {
        if (arguments.size() == 1) {
            return new Tensor(
                    graph.map(function, List.of(arguments.get(0).node())),
                    arguments.get(0).axes());
        }
        Frame frame = frame(arguments, order(arguments));
        List<Node> nodes = arguments.stream().map(a -> spread(a, frame)).toList();
        return new Tensor(graph.map(function, nodes), frame.axes());
    }

    @Override
    public Tensor call(MatrixExpr.Call e) {
        Optional<MatrixExpr> simpler = KroneckerRules.apply(e);
        if (simpler.isPresent()) {
            return expand(simpler.get());
        }
        List<Tensor> arguments = e.arguments().stream().map(this::expand).toList();
        Tensor a = arguments.get(0);
        return switch (e.function()) {
            case TR -> total(diagonal(a));
            case LOGDET ->
                a.order() == 0
                        ? map(named("log"), List.of(map(named("abs"), List.of(a))))
                        : matrixCall(e.function(), arguments);
            case NORMSPEC -> raised(matrixCall(MatrixFunction.EIGMAX, List.of(gram(a))), Rational.HALF);
            case DET, INV, ADJ, PINV, EXPM, DEXPM, CHOLESKY, EIGMAX, EIGVECMAX, NORMNUC, POLAR ->
                matrixCall(e.function(), arguments);
            case TRIL -> masked(a, Subscripts.of(0, 1));
            case TRIU -> masked(a, Subscripts.of(1, 0));
            case HSTACK -> stack(e, arguments, 1);
            case VSTACK -> stack(e, arguments, 0);
            case UNVEC -> unvec(a, e.shape());
            case SUM -> total(a);
            case ROWSUM -> summedOver(a, 1);
            case COLSUM -> summedOver(a, 0);
            case DIAG -> diagonalMatrix(a);
            case DIAGVEC -> diagonal(a);
            case VEC -> stacked(a);
            case DOT -> total(times(a, arguments.get(1)));
            case NORM1 -> total(map(named("abs"), List.of(a)));
            case NORM2, NORMF -> raised(total(raised(a, Rational.TWO)), Rational.HALF);
            case SOFTMAX, SOFTMAX_COLS -> softmax(a, 0);
            case SOFTMAX_ROWS -> softmax(a, 1);
            case LOGSUMEXP ->
                new Tensor(
                        graph.call(
                                new TensorFunction.LogSumExp(0),
                                plain(a, "logsumexp").node()),
                        List.of());
            case LOGSUMEXP_ROWS ->
                Tensor.of(graph.call(
                        new TensorFunction.LogSumExp(1),
                        plain(a, "logsumexp_rows").node()));
        };
    }

    private Tensor matrixCall(MatrixFunction function, List<Tensor> arguments) {
        Node[] nodes =
                arguments.stream().map(a -> plainMatrix(a, function.word())).toArray(Node[]::new);
        return Tensor.of(graph.call(function, nodes));
    }

    private Tensor gram(Tensor a) {
        return matMul(transposed(a), a);
    }

    /** The entries on and below the diagonal, or on and above it. */
    private Tensor masked(Tensor tensor, Subscripts order) {
        Tensor a = plain(tensor, "a triangle");
        List<Size> sizes = a.node().sizes();
        Node mask = graph.constant(new ConstantTensor.Triangle(sizes.get(order.get(0)), sizes.get(order.get(1))));
        return Tensor.of(new ProductBuilder(graph)
                .sizes(sizes)
                .factor(a.node(), Subscripts.range(0, 2))
                .factor(mask, order)
                .outputs(Subscripts.range(0, 2))
                .build());
    }

    /** Σ S A over the parts A, with the selection S that puts each in its place. */
    private Tensor stack(MatrixExpr.Call e, List<Tensor> arguments, int axis) {
        List<Size> sizes = e.shape().sizes();
        Size offset = Size.ZERO;
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            Shape shape = e.arguments().get(i).shape();
            Size length = axis == 0 ? shape.rows() : shape.columns();
            terms.add(new Term(Coefficient.ONE, placed(arguments.get(i), sizes, axis, offset, length)));
            offset = offset.plus(length);
        }
        return Tensor.of(graph.sum(terms, sizes));
    }

    private Node placed(Tensor part, List<Size> sizes, int axis, Size offset, Size length) {
        ProductBuilder builder = new ProductBuilder(graph).sizes(sizes);
        int inner = builder.index(length);
        int[] subscripts = new int[part.node().order()];
        for (int k = 0; k < part.order(); k++) {
            Subscripts own = part.axes().get(k);
            if (own.size() > 1) {
                throw new Unsupported("stacking a stacked axis (vec, kron)");
            }
            own.stream().forEach(primitive -> subscripts[primitive] = -1);
            if (own.size() == 1) {
                subscripts[own.get(0)] = k == axis ? inner : k;
            }
        }
        builder.factor(part.node(), Subscripts.of(subscripts));
        Subscripts outputs = Subscripts.range(0, sizes.size());
        if (length.isOne()) {
            Node unit = graph.constant(new ConstantTensor.Unit(offset.plus(Size.ONE), sizes.get(axis)));
            return builder.factor(unit, Subscripts.of(axis)).outputs(outputs).build();
        }
        Node selection = graph.constant(new ConstantTensor.Selection(sizes.get(axis), length, offset));
        return builder.factor(selection, Subscripts.of(axis, inner))
                .outputs(outputs)
                .build();
    }

    private Tensor unvec(Tensor tensor, Shape shape) {
        Size rows = shape.rows();
        Size columns = shape.columns();
        Subscripts axis = tensor.axes().get(0);
        if (axis.size() == 2 && tensor.sizes(0).equals(List.of(columns, rows)) && tensor.order() == 1) {
            return new Tensor(tensor.node(), List.of(Subscripts.of(axis.get(1)), Subscripts.of(axis.get(0))));
        }
        Node plain = plain(tensor, "unvec").node();
        Node stacking = graph.constant(new ConstantTensor.Stacking(rows, columns));
        ProductBuilder builder = new ProductBuilder(graph).sizes(stacking.sizes());
        int[] subscripts = new int[plain.order()];
        for (int k = 1; k < subscripts.length; k++) {
            subscripts[k] = builder.index(plain.sizes().get(k));
        }
        return Tensor.of(builder.factor(plain, Subscripts.of(subscripts))
                .factor(stacking, Subscripts.range(0, 3))
                .outputs(Subscripts.of(1, 2))
                .build());
    }

    @Override
    public Tensor entry(MatrixExpr.Entry e) {
        Tensor operand = expand(e.operand());
        ProductBuilder builder = new ProductBuilder(graph).sizes(operand.node().sizes());
        Subscripts outputs = Subscripts.of();
        List<Subscripts> axes = new ArrayList<>();
        boolean matrix = e.operand().shape().isMatrix();
        for (int axis = 0; axis < e.slots().size(); axis++) {
            Subscripts own = operand.axes().get(axis);
            MatrixExpr.Slot slot = e.slots().get(axis);
            Subscripts kept = Subscripts.of();
            if (slot instanceof MatrixExpr.Slot.All) {
                kept = own;
            } else if (own.size() > 1) {
                throw new Unsupported("entries of a stacked axis (vec, kron)");
            } else if (slot instanceof MatrixExpr.Slot.At at) {
                Size size = e.operand().shape().sizes().get(axis);
                if (own.size() == 1) {
                    builder.factor(graph.constant(new ConstantTensor.Unit(at.position(), size)), own);
                }
            } else if (slot instanceof MatrixExpr.Slot.Range range && own.size() == 1) {
                Size size = e.operand().shape().sizes().get(axis);
                Size length = range.to().minus(range.from()).plus(Size.ONE);
                kept = Subscripts.of(builder.index(length));
                Node selection = graph.constant(
                        new ConstantTensor.Selection(size, length, range.from().minus(Size.ONE)));
                builder.factor(selection, own.then(kept));
            }
            boolean removed = slot instanceof MatrixExpr.Slot.At;
            boolean rowStays = matrix && axis == 0 && !(e.slots().get(1) instanceof MatrixExpr.Slot.At);
            if (!removed || rowStays) {
                axes.add(Subscripts.range(outputs.size(), kept.size()));
                outputs = outputs.then(kept);
            }
        }
        Node node = builder.factor(
                        operand.node(), Subscripts.range(0, operand.node().order()))
                .outputs(outputs)
                .build();
        return new Tensor(node, axes);
    }

    @Override
    public Tensor indexSum(MatrixExpr.IndexSum e) {
        Tensor body = expand(e.body());
        return new Tensor(Lift.sum(graph, body.node(), e.index(), e.from(), e.to()), body.axes());
    }

    @Override
    public Tensor einsum(MatrixExpr.Einsum e) {
        ProductBuilder builder = new ProductBuilder(graph);
        Map<Character, Integer> indices = new HashMap<>();
        for (int i = 0; i < e.inputs().size(); i++) {
            Shape shape = e.operands().get(i).shape();
            for (int axis = 0; axis < shape.rank(); axis++) {
                Size size = shape.sizes().get(axis);
                indices.computeIfAbsent(e.inputs().get(i).charAt(axis), letter -> builder.index(size));
            }
        }
        for (int i = 0; i < e.inputs().size(); i++) {
            Tensor operand = expand(e.operands().get(i));
            int[] subscripts = new int[operand.node().order()];
            for (int axis = 0; axis < operand.order(); axis++) {
                Subscripts own = operand.axes().get(axis);
                if (own.size() > 1) {
                    throw new Unsupported("einsum of a stacked axis (vec, kron)");
                }
                int index = java.util.Objects.requireNonNull(
                        indices.get(e.inputs().get(i).charAt(axis)));
                own.stream().forEach(primitive -> subscripts[primitive] = index);
            }
            builder.factor(operand.node(), Subscripts.of(subscripts));
        }
        int[] outputs = e.output()
                .chars()
                .map(letter -> java.util.Objects.requireNonNull(indices.get((char) letter)))
                .toArray();
        return Tensor.of(builder.outputs(Subscripts.of(outputs)).build());
    }

    @Override
    public Tensor unit(MatrixExpr.Unit e) {
        return Tensor.of(graph.constant(new ConstantTensor.Unit(e.position(), e.size())));
    }

    /** K vec(A) = vec(Aᵀ): rows are stacked as Aᵀ, columns as A, and equal indices are one. */
    @Override
    public Tensor commutation(MatrixExpr.Commutation e) {
        return new Tensor(
                graph.delta(List.of(e.rows(), e.columns())), List.of(Subscripts.of(0, 1), Subscripts.of(3, 2)));
    }

    private static ScalarFunction named(String name) {
        return ScalarTable.named(name).orElseThrow();
    }

    private Tensor softmax(Tensor tensor, int axis) {
        Tensor plain = plain(tensor, "softmax");
        return new Tensor(graph.call(new TensorFunction.Softmax(axis), plain.node()), plain.axes());
    }

    private Node plainMatrix(Tensor tensor, String function) {
        if (tensor.order() != 2) {
            throw new Unsupported(function + " of a tensor that is no matrix");
        }
        return plain(tensor, function).node();
    }

    private Tensor plain(Tensor tensor, String function) {
        if (!tensor.isPlain()) {
            throw new Unsupported(function + " of a stacked axis (vec, kron, a vector as a row)");
        }
        return tensor.standard(graph);
    }

    private Tensor total(Tensor tensor) {
        return new Tensor(
                new ProductBuilder(graph)
                        .sizes(tensor.node().sizes())
                        .factor(tensor.node(), Subscripts.range(0, tensor.node().order()))
                        .outputs(Subscripts.of())
                        .build(),
                List.of());
    }

    private Tensor summedOver(Tensor tensor, int axis) {
        Subscripts kept = tensor.axes().get(1 - axis);
        Node node = new ProductBuilder(graph)
                .sizes(tensor.node().sizes())
                .factor(tensor.node(), Subscripts.range(0, tensor.node().order()))
                .outputs(kept)
                .build();
        return new Tensor(node, List.of(Subscripts.range(0, kept.size())));
    }

    /** The entries x[i,i] as a vector; a scalar stays itself. */
    private Tensor diagonal(Tensor tensor) {
        if (tensor.order() == 0) {
            return tensor;
        }
        Subscripts rows = tensor.axes().get(0);
        ProductBuilder builder = new ProductBuilder(graph).sizes(tensor.node().sizes());
        tie(builder, tensor, rows, tensor, tensor.axes().get(1), 0);
        Node node = builder.factor(
                        tensor.node(), Subscripts.range(0, tensor.node().order()))
                .outputs(rows)
                .build();
        return new Tensor(node, List.of(Subscripts.range(0, rows.size())));
    }

    private Tensor diagonalMatrix(Tensor tensor) {
        Subscripts axis = tensor.axes().get(0);
        Node node = new ProductBuilder(graph)
                .sizes(tensor.node().sizes())
                .factor(tensor.node(), Subscripts.range(0, tensor.node().order()))
                .outputs(axis.then(axis))
                .build();
        return new Tensor(node, List.of(Subscripts.range(0, axis.size()), Subscripts.range(axis.size(), axis.size())));
    }

    private static Tensor stacked(Tensor tensor) {
        if (tensor.order() < 2) {
            return tensor.order() == 1 ? tensor : new Tensor(tensor.node(), List.of(Subscripts.of()));
        }
        return new Tensor(
                tensor.node(), List.of(tensor.axes().get(1).then(tensor.axes().get(0))));
    }

    @Override
    public Tensor identity(MatrixExpr.Identity e) {
        return Tensor.of(graph.delta(List.of(e.size())));
    }

    @Override
    public Tensor ones(MatrixExpr.Ones e) {
        return Tensor.of(graph.constant(Coefficient.ONE, e.shape().sizes()));
    }

    @Override
    public Tensor zeros(MatrixExpr.Zeros e) {
        return Tensor.of(graph.zero(e.shape().sizes()));
    }

    /** The primitive axes of a result that operands are broadcast to. */
    private record Frame(List<Size> sizes, List<Subscripts> axes) {}

    /** The order of what operands are broadcast to: a matrix of one column beside a vector stands for a vector. */
    private static int order(List<Tensor> operands) {
        int most = operands.stream().mapToInt(Tensor::order).max().orElse(0);
        boolean vector = operands.stream().anyMatch(operand -> operand.order() == 1);
        boolean columns = operands.stream().allMatch(operand -> operand.order() < 2 || isOne(operand.sizes(1)));
        return most == 2 && vector && columns ? 1 : most;
    }

    private Frame frame(List<Tensor> operands, int order) {
        List<Size> sizes = new ArrayList<>();
        List<Subscripts> axes = new ArrayList<>();
        for (int axis = 0; axis < order; axis++) {
            List<Size> widest = List.of();
            for (Tensor operand : operands) {
                if (axis < operand.order() && isWider(operand.sizes(axis), widest)) {
                    widest = operand.sizes(axis);
                }
            }
            axes.add(Subscripts.range(sizes.size(), widest.size()));
            sizes.addAll(widest);
        }
        return new Frame(sizes, axes);
    }

    /** Axes of one give way to others, and of two ways to write one size the stacked one is kept. */
    private static boolean isWider(List<Size> sizes, List<Size> before) {
        return isOne(before) && (!isOne(sizes) || before.isEmpty())
                || !isOne(sizes) && longs(sizes).size() > longs(before).size();
    }

    private static boolean isOne(List<Size> sizes) {
        return sizes.stream().allMatch(Size::isOne);
    }

    /** The operand with the frame's axes, constant along those that it does not have. */
    private Node spread(Tensor operand, Frame frame) {
        ProductBuilder builder = new ProductBuilder(graph).sizes(frame.sizes());
        attach(builder, operand, frame);
        return builder.outputs(Subscripts.range(0, frame.sizes().size())).build();
    }

    private void attach(ProductBuilder builder, Tensor operand, Frame frame) {
        int[] indices = new int[operand.node().order()];
        for (int axis = 0; axis < operand.order(); axis++) {
            Subscripts own = operand.axes().get(axis);
            List<Size> ownSizes = operand.sizes(axis);
            boolean carried = axis < frame.axes().size() && longs(ownSizes).equals(longs(sizes(frame, axis)));
            if (!carried && own.size() == 1 && isStackedAs(frame, axis, ownSizes.get(0))) {
                int whole = builder.index(ownSizes.get(0));
                stack(builder, whole, frame.axes().get(axis), frame.sizes(), 0);
                indices[own.get(0)] = whole;
                continue;
            }
            if (!carried && !isOne(ownSizes)) {
                throw new Unsupported("an entrywise operation of differently stacked axes (" + text(ownSizes) + ")");
            }
            List<Integer> places = new ArrayList<>();
            if (carried) {
                frame.axes().get(axis).stream()
                        .filter(i -> !frame.sizes().get(i).isOne())
                        .forEach(places::add);
            }
            for (int i = 0; i < own.size(); i++) {
                boolean one = ownSizes.get(i).isOne();
                indices[own.get(i)] = carried && !one ? places.remove(0) : builder.index(ownSizes.get(i));
            }
        }
        builder.factor(operand.node(), Subscripts.of(indices));
    }

    private static List<Size> sizes(Frame frame, int axis) {
        return frame.axes().get(axis).stream().mapToObj(frame.sizes()::get).toList();
    }

    private static List<Size> longs(List<Size> sizes) {
        return sizes.stream().filter(size -> !size.isOne()).toList();
    }

    private static boolean isStackedAs(Frame frame, int axis, Size whole) {
        if (axis >= frame.axes().size() || frame.axes().get(axis).size() != 2) {
            return false;
        }
        Subscripts parts = frame.axes().get(axis);
        return frame.sizes()
                .get(parts.get(0))
                .times(frame.sizes().get(parts.get(1)))
                .equals(whole);
    }

    private static String text(List<Size> sizes) {
        return sizes.stream().map(Size::toString).collect(Collectors.joining("·"));
    }
}
