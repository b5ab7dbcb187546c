package io.deltafold.emit;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.Power;
import io.deltafold.scalar.ScalarFunction;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Writes expressions as on paper, with as few brackets as are unambiguous; the marks are a {@link MathStyle}'s. */
final class MathWriter implements MatrixExpr.Visitor<Piece> {
    private final MathStyle style;
    private final Map<MatrixExpr, Piece> deep = new IdentityHashMap<>();

    MathWriter(MathStyle style) {
        this.style = style;
    }

    String write(MatrixExpr e) {
        for (MatrixExpr part : DeepParts.of(e)) {
            deep.put(part, part.accept(this));
        }
        return piece(e).text();
    }

    private Piece piece(MatrixExpr e) {
        Piece known = deep.get(e);
        return known != null ? known : e.accept(this);
    }

    String write(Formula formula) {
        StringBuilder text = new StringBuilder(write(formula.value()));
        String separator = style.where();
        for (Definition part : formula.where()) {
            text.append(separator)
                    .append(style.symbol(part.name()).text())
                    .append(" = ")
                    .append(write(part.value()));
            separator = style.next();
        }
        return text.toString();
    }

    @Override
    public Piece number(MatrixExpr.Number e) {
        Piece size = style.number(e.value().abs());
        return e.value().signum() < 0 ? new Piece("-" + size.text(), Level.SIGNED) : size;
    }

    @Override
    public Piece pi(MatrixExpr.Pi e) {
        return style.pi();
    }

    @Override
    public Piece sizeValue(MatrixExpr.SizeValue e) {
        return SizeTerms.isName(e.size()) ? style.symbol(e.size().toString()) : piece(SizeTerms.expression(e.size()));
    }

    @Override
    public Piece reference(MatrixExpr.Reference e) {
        return style.symbol(e.symbol().name());
    }

    @Override
    public Piece sum(MatrixExpr.Sum e) {
        StringBuilder text = new StringBuilder();
        for (MatrixExpr term : e.terms()) {
            Piece piece = piece(term);
            boolean minus = piece.level().below(Level.OPERATOR) && piece.text().startsWith("-");
            if (text.isEmpty()) {
                text.append(piece.text());
            } else {
                text.append(minus ? " - " : " + ").append(minus ? piece.text().substring(1) : piece.text());
            }
        }
        return new Piece(text.toString(), Level.SUM);
    }

    @Override
    public Piece negate(MatrixExpr.Negate e) {
        return e.operand() instanceof MatrixExpr.Sum ? negative(piece(e.operand())) : product(Factors.ofEntrywise(e));
    }

    private Piece negative(Piece piece) {
        return new Piece("-" + atLeast(Level.OPERATOR, piece), Level.SIGNED);
    }

    @Override
    public Piece hadamard(MatrixExpr.Hadamard e) {
        return product(Factors.ofEntrywise(e));
    }

    @Override
    public Piece divide(MatrixExpr.Divide e) {
        if (e.denominator().shape().isScalarLike()) {
            return product(Factors.ofEntrywise(e));
        }
        return joined(List.of(piece(e.numerator()), piece(e.denominator())), style.divide());
    }

    @Override
    public Piece matMul(MatrixExpr.MatMul e) {
        return product(Factors.ofMatMul(e));
    }

    @Override
    public Piece kronecker(MatrixExpr.Kronecker e) {
        List<Piece> pieces = new ArrayList<>();
        for (MatrixExpr factor : e.factors()) {
            pieces.add(piece(factor));
        }
        return joined(pieces, style.kronecker());
    }

    /** A number, then scalars, then tensors; with a fraction bar where something is divided by. */
    private Piece product(Factors factors) {
        boolean minus = factors.number().signum() < 0;
        Rational number = factors.number().abs();
        List<Piece> scalars = pieces(factors.above());
        List<Piece> tensors = tensors(factors);
        List<Piece> items = new ArrayList<>();
        if (factors.below().isEmpty()) {
            if (!number.isOne() || scalars.isEmpty() && tensors.isEmpty()) {
                items.add(style.number(number));
            }
            items.addAll(scalars);
            items.addAll(tensors);
        } else {
            List<Piece> top = new ArrayList<>();
            if (!number.numerator().equals(Rational.ONE.numerator())) {
                top.add(style.number(new Rational(number.numerator(), Rational.ONE.denominator())));
            }
            top.addAll(scalars);
            if (tensors.size() == 1 && isShort(tensors.get(0))) {
                top.addAll(tensors);
                tensors = List.of();
            }
            if (top.isEmpty()) {
                top.add(style.number(Rational.ONE));
            }
            List<Piece> bottom = new ArrayList<>();
            if (!number.isInteger()) {
                bottom.add(style.number(new Rational(number.denominator(), Rational.ONE.denominator())));
            }
            bottom.addAll(pieces(factors.below()));
            items.add(style.fraction(sideBySide(top), sideBySide(bottom)));
            items.addAll(tensors);
        }
        Piece whole = sideBySide(items, tensors.size() == 1);
        return minus ? negative(whole) : whole;
    }

    /** A fraction with a long top is harder to read than a fraction in front. */
    private static boolean isShort(Piece piece) {
        return !piece.level().below(Level.POWER);
    }

    private List<Piece> tensors(Factors factors) {
        List<Piece> pieces = pieces(factors.tensors());
        return factors.isMatrixChain() || pieces.size() < 2 ? pieces : List.of(joined(pieces, style.hadamard()));
    }

    private List<Piece> pieces(List<MatrixExpr> expressions) {
        List<Piece> pieces = new ArrayList<>();
        for (MatrixExpr e : expressions) {
            pieces.add(piece(e));
        }
        return pieces;
    }

    private Piece sideBySide(List<Piece> pieces) {
        return sideBySide(pieces, false);
    }

    /** Factors side by side; the {@code openLast} one may be ⊙, ⊘ or ⊗ of others, which scalars in front scale. */
    private Piece sideBySide(List<Piece> pieces, boolean openLast) {
        if (pieces.size() == 1) {
            return pieces.get(0);
        }
        StringBuilder text = new StringBuilder();
        Level level = Level.PRODUCT;
        boolean bracketed = false;
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean last = i == pieces.size() - 1;
            Level least = last && !bracketed ? Level.PRODUCT : last ? Level.PREFIX : Level.FRACTION;
            if (last && openLast && piece.level() == Level.OPERATOR) {
                least = Level.OPERATOR;
                level = Level.OPERATOR;
            }
            bracketed |= piece.level() == Level.PRODUCT;
            String factor = atLeast(least, piece);
            if (i > 0) {
                text.append(startsWithDigit(factor) ? style.dot() : " ");
            }
            text.append(factor);
        }
        return new Piece(text.toString(), level);
    }

    private static boolean startsWithDigit(String text) {
        return text.charAt(0) >= '0' && text.charAt(0) <= '9';
    }

    /** Factors with an operator between them; the operators do not mix without brackets. */
    private Piece joined(List<Piece> pieces, String operator) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            boolean compact = piece.level() == Level.PREFIX && !piece.text().contains(" ");
            text.append(text.isEmpty() ? "" : operator).append(compact ? piece.text() : atLeast(Level.FRACTION, piece));
        }
        return new Piece(text.toString(), Level.OPERATOR);
    }

    private String atLeast(Level level, Piece piece) {
        return piece.level().below(level) ? style.brackets(piece.text()) : piece.text();
    }

    /** Something that can carry a superscript. */
    private String base(MatrixExpr e) {
        return atLeast(Level.ATOM, piece(e));
    }

    @Override
    public Piece transpose(MatrixExpr.Transpose e) {
        MatrixExpr operand = e.operand();
        if (operand instanceof MatrixExpr.Call call && call.function() == MatrixFunction.INV) {
            return inverse(MatrixExpr.transpose(call.arguments().get(0)));
        }
        if (operand instanceof MatrixExpr.Ones && operand.shape().isMatrix()) {
            return ones(e.shape());
        }
        return operand.shape().isScalar() ? piece(operand) : style.transposed(base(operand));
    }

    private Piece inverse(MatrixExpr operand) {
        if (operand.shape().isScalar()) {
            return product(Factors.ofEntrywise(MatrixExpr.power(operand, Rational.MINUS_ONE)));
        }
        if (operand instanceof MatrixExpr.Transpose transpose) {
            return style.inverseTransposed(base(transpose.operand()));
        }
        if (operand instanceof MatrixExpr.MatrixPower power) {
            return matrixPower(power.base(), power.exponent().times(Size.of(-1)));
        }
        return style.inverse(base(operand));
    }

    @Override
    public Piece power(MatrixExpr.Power e) {
        if (e.exponent().equals(Rational.HALF)) {
            return style.root(piece(e.base()));
        }
        if (!e.shape().isScalarLike()) {
            return style.entrywisePower(base(e.base()), e.exponent());
        }
        return e.exponent().signum() < 0 ? product(Factors.ofEntrywise(e)) : style.power(base(e.base()), e.exponent());
    }

    @Override
    public Piece matrixPower(MatrixExpr.MatrixPower e) {
        return matrixPower(e.base(), e.exponent());
    }

    private Piece matrixPower(MatrixExpr base, Size exponent) {
        boolean inverse = base instanceof MatrixExpr.Call call && call.function() == MatrixFunction.INV;
        MatrixExpr inner = inverse ? ((MatrixExpr.Call) base).arguments().get(0) : base;
        Size power = inverse ? exponent.times(Size.of(-1)) : exponent;
        return power.constant().isPresent()
                ? style.power(base(inner), power.constant().get())
                : style.power(base(inner), new MatrixExpr.SizeValue(power).accept(this));
    }

    @Override
    public Piece apply(MatrixExpr.Apply e) {
        ScalarFunction function = e.function();
        MatrixExpr first = e.arguments().get(0);
        if (function instanceof Power power) {
            return power(new MatrixExpr.Power(first, power.exponent()));
        }
        return switch (function.name()) {
            case "abs" -> style.absolute(piece(first));
            case "cbrt" -> style.cubeRoot(piece(first));
            case "pow" -> {
                Piece exponent = piece(e.arguments().get(1));
                yield e.shape().isScalarLike()
                        ? style.power(base(first), exponent)
                        : style.entrywisePower(base(first), exponent);
            }
            default -> style.function(function.name(), pieces(e.arguments()));
        };
    }

    @Override
    public Piece call(MatrixExpr.Call e) {
        MatrixExpr first = e.arguments().get(0);
        return switch (e.function()) {
            case INV -> inverse(first);
            case LOGDET -> style.logAbsoluteDeterminant(piece(first));
            case ROWSUM, COLSUM -> piece(Factors.matMul(e));
            case DOT -> style.innerProduct(piece(first), piece(e.arguments().get(1)));
            case NORM1 -> style.norm(first.shape().isMatrix() ? function("vec", first) : piece(first), "1");
            case NORM2 -> style.norm(piece(first), "2");
            case NORMF -> style.norm(piece(first), first.shape().isVector() ? "2" : "F");
            case DIAGVEC -> function("diag", first);
            case NORMNUC -> style.norm(piece(first), "*");
            case NORMSPEC -> style.norm(piece(first), "2");
            case PINV -> style.superscripted(base(first), "+");
            case VSTACK, HSTACK -> stack(e);
            case UNVEC -> {
                Piece size = piece(new MatrixExpr.SizeValue(e.shape().rows()));
                Piece columns = piece(new MatrixExpr.SizeValue(e.shape().columns()));
                yield style.function("unvec", List.of(piece(first), size, columns));
            }
            case TR,
                    DET,
                    SUM,
                    DIAG,
                    VEC,
                    SOFTMAX,
                    LOGSUMEXP,
                    SOFTMAX_ROWS,
                    SOFTMAX_COLS,
                    LOGSUMEXP_ROWS,
                    ADJ,
                    EXPM,
                    CHOLESKY,
                    EIGMAX,
                    EIGVECMAX,
                    POLAR,
                    TRIL,
                    TRIU,
                    DEXPM -> style.function(e.function().word(), pieces(e.arguments()));
        };
    }

    private Piece stack(MatrixExpr.Call e) {
        return style.stack(pieces(e.arguments()), e.function() == MatrixFunction.VSTACK);
    }

    @Override
    public Piece entry(MatrixExpr.Entry e) {
        if (e.operand() instanceof MatrixExpr.Transpose transpose
                && e.slots().size() == 2
                && e.shape().isVector()
                && e.slots().get(1) instanceof MatrixExpr.Slot.At row) {
            // A column of Xᵀ is a row of X, transposed.
            return style.transposed(style.entry(base(transpose.operand()), List.of(size(row.position()), ":"))
                    .text());
        }
        List<String> subscripts = new ArrayList<>();
        for (MatrixExpr.Slot slot : e.slots()) {
            if (slot instanceof MatrixExpr.Slot.At at) {
                subscripts.add(size(at.position()));
            } else if (slot instanceof MatrixExpr.Slot.Range range) {
                subscripts.add(style.range(size(range.from()), size(range.to())));
            } else {
                subscripts.add(":");
            }
        }
        return style.entry(base(e.operand()), subscripts);
    }

    private String size(Size size) {
        return new MatrixExpr.SizeValue(size).accept(this).text();
    }

    @Override
    public Piece indexSum(MatrixExpr.IndexSum e) {
        Piece body = piece(e.body());
        String text = body.level().below(Level.OPERATOR) ? style.brackets(body.text()) : body.text();
        return style.indexSum(style.symbol(e.index()).text(), size(e.from()), size(e.to()), text);
    }

    @Override
    public Piece einsum(MatrixExpr.Einsum e) {
        return style.einsum(String.join(",", e.inputs()) + "->" + e.output(), pieces(e.operands()));
    }

    @Override
    public Piece unit(MatrixExpr.Unit e) {
        return style.unit(size(e.position()));
    }

    @Override
    public Piece commutation(MatrixExpr.Commutation e) {
        return style.commutation(size(e.rows()), size(e.columns()));
    }

    private Piece function(String name, MatrixExpr argument) {
        return style.function(name, List.of(piece(argument)));
    }

    @Override
    public Piece identity(MatrixExpr.Identity e) {
        return style.identity(piece(new MatrixExpr.SizeValue(e.size())));
    }

    @Override
    public Piece ones(MatrixExpr.Ones e) {
        return ones(e.shape());
    }

    private Piece ones(Shape shape) {
        if (shape.isScalarLike()) {
            return style.number(Rational.ONE);
        }
        if (shape.rank() > 2) {
            return style.ones(shape.sizes().stream()
                    .map(size -> piece(new MatrixExpr.SizeValue(size)))
                    .toList());
        }
        if (shape.columns().isOne()) {
            return style.ones();
        }
        Piece row = style.transposed(style.ones(sizes(shape, 1)).text());
        if (shape.isRow()) {
            return style.transposed(style.ones().text());
        }
        return sideBySide(List.of(style.ones(sizes(shape, 0)), row));
    }

    private List<Piece> sizes(Shape shape, int axis) {
        return List.of(new MatrixExpr.SizeValue(shape.sizes().get(axis)).accept(this));
    }

    @Override
    public Piece zeros(MatrixExpr.Zeros e) {
        return style.number(Rational.ZERO);
    }
}
