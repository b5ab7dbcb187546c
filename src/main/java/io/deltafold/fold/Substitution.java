package io.deltafold.fold;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Operands;
import java.util.ArrayList;
import java.util.List;

/** An expression with a part replaced by something else of its shape. */
public final class Substitution implements MatrixExpr.Visitor<MatrixExpr> {
    private final MatrixExpr part;
    private final MatrixExpr replacement;

    private Substitution(MatrixExpr part, MatrixExpr replacement) {
        this.part = part;
        this.replacement = replacement;
    }

    /** The expression with the replacement wherever the part stands. */
    public static MatrixExpr of(MatrixExpr e, MatrixExpr part, MatrixExpr replacement) {
        return new Substitution(part, replacement).in(e);
    }

    private MatrixExpr in(MatrixExpr e) {
        return e.equals(part) ? replacement : e.accept(this);
    }

    private List<MatrixExpr> in(List<MatrixExpr> all) {
        List<MatrixExpr> changed = new ArrayList<>();
        all.forEach(e -> changed.add(in(e)));
        return changed;
    }

    @Override
    public MatrixExpr number(MatrixExpr.Number e) {
        return e;
    }

    @Override
    public MatrixExpr pi(MatrixExpr.Pi e) {
        return e;
    }

    @Override
    public MatrixExpr sizeValue(MatrixExpr.SizeValue e) {
        return e;
    }

    @Override
    public MatrixExpr reference(MatrixExpr.Reference e) {
        return e;
    }

    @Override
    public MatrixExpr sum(MatrixExpr.Sum e) {
        if (part instanceof MatrixExpr.Sum inner && e.shape().equals(inner.shape())) {
            List<MatrixExpr> rest = new ArrayList<>(e.terms());
            if (inner.terms().stream().allMatch(rest::remove) && !rest.isEmpty()) {
                List<MatrixExpr> terms = new ArrayList<>(List.of(replacement));
                terms.addAll(in(rest));
                return new MatrixExpr.Sum(terms, e.shape());
            }
        }
        return new MatrixExpr.Sum(in(e.terms()), e.shape());
    }

    @Override
    public MatrixExpr negate(MatrixExpr.Negate e) {
        return new MatrixExpr.Negate(in(e.operand()));
    }

    @Override
    public MatrixExpr hadamard(MatrixExpr.Hadamard e) {
        return new MatrixExpr.Hadamard(in(e.factors()), e.shape());
    }

    @Override
    public MatrixExpr divide(MatrixExpr.Divide e) {
        return new MatrixExpr.Divide(in(e.numerator()), in(e.denominator()), e.shape());
    }

    @Override
    public MatrixExpr matMul(MatrixExpr.MatMul e) {
        return new MatrixExpr.MatMul(in(e.factors()), e.shape());
    }

    @Override
    public MatrixExpr kronecker(MatrixExpr.Kronecker e) {
        return new MatrixExpr.Kronecker(in(e.factors()), e.shape());
    }

    @Override
    public MatrixExpr transpose(MatrixExpr.Transpose e) {
        return new MatrixExpr.Transpose(in(e.operand()));
    }

    @Override
    public MatrixExpr power(MatrixExpr.Power e) {
        return new MatrixExpr.Power(in(e.base()), e.exponent());
    }

    @Override
    public MatrixExpr matrixPower(MatrixExpr.MatrixPower e) {
        return new MatrixExpr.MatrixPower(in(e.base()), e.exponent());
    }

    @Override
    public MatrixExpr apply(MatrixExpr.Apply e) {
        return new MatrixExpr.Apply(e.function(), in(e.arguments()), e.shape());
    }

    @Override
    public MatrixExpr call(MatrixExpr.Call e) {
        return new MatrixExpr.Call(e.function(), in(e.arguments()), e.shape());
    }

    @Override
    public MatrixExpr entry(MatrixExpr.Entry e) {
        return new MatrixExpr.Entry(in(e.operand()), e.slots(), e.shape());
    }

    /** In an explicit sum only a name is replaced, and only by what does not mean the sum's index. */
    @Override
    public MatrixExpr indexSum(MatrixExpr.IndexSum e) {
        if (!(part instanceof MatrixExpr.Reference) || mentions(replacement, e.index())) {
            return e;
        }
        return new MatrixExpr.IndexSum(e.index(), e.from(), e.to(), in(e.body()));
    }

    private static boolean mentions(MatrixExpr e, String index) {
        boolean here = e instanceof MatrixExpr.SizeValue value
                        && value.size().names().contains(index)
                || e instanceof MatrixExpr.Unit unit && unit.position().names().contains(index)
                || e instanceof MatrixExpr.IndexSum sum
                        && (sum.from().names().contains(index)
                                || sum.to().names().contains(index))
                || e instanceof MatrixExpr.Entry entry
                        && entry.slots().stream()
                                .anyMatch(slot -> slot instanceof MatrixExpr.Slot.At at
                                        && at.position().names().contains(index));
        return here || Operands.of(e).stream().anyMatch(operand -> mentions(operand, index));
    }

    @Override
    public MatrixExpr einsum(MatrixExpr.Einsum e) {
        return new MatrixExpr.Einsum(e.inputs(), e.output(), in(e.operands()), e.shape());
    }

    @Override
    public MatrixExpr unit(MatrixExpr.Unit e) {
        return e;
    }

    @Override
    public MatrixExpr commutation(MatrixExpr.Commutation e) {
        return e;
    }

    @Override
    public MatrixExpr identity(MatrixExpr.Identity e) {
        return e;
    }

    @Override
    public MatrixExpr ones(MatrixExpr.Ones e) {
        return e;
    }

    @Override
    public MatrixExpr zeros(MatrixExpr.Zeros e) {
        return e;
    }
}
