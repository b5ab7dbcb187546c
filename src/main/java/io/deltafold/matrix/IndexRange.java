package io.deltafold.matrix;

import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The range of the index of an explicit sum: all whole numbers for which every subscript with it is inside its axis. */
public record IndexRange(Size from, Size to) {
    /** Empty where the index is no subscript. */
    public static Optional<IndexRange> of(String index, MatrixExpr body, SizeEquality equality) {
        Optional<IndexRange> range = Optional.empty();
        Deque<MatrixExpr> open = new ArrayDeque<>(List.of(body));
        while (!open.isEmpty()) {
            MatrixExpr e = open.pop();
            if (e instanceof MatrixExpr.Entry entry) {
                for (int axis = 0; axis < entry.slots().size(); axis++) {
                    if (entry.slots().get(axis) instanceof MatrixExpr.Slot.At at) {
                        Size size = entry.operand().shape().sizes().get(axis);
                        range = meet(range, allowed(index, at.position(), size), equality);
                    }
                }
            } else if (e instanceof MatrixExpr.Unit unit) {
                range = meet(range, allowed(index, unit.position(), unit.size()), equality);
            }
            Operands.of(e).forEach(open::push);
        }
        return range;
    }

    /** 1 ≤ i + c ≤ n means 1 − c ≤ i ≤ n − c. */
    private static Optional<IndexRange> allowed(String index, Size position, Size size) {
        if (!position.names().contains(index)) {
            return Optional.empty();
        }
        Size shift = position.minus(Size.named(index));
        if (shift.names().contains(index)) {
            throw new ShapeRules.Mismatch("the subscript " + position + " is not " + index + " plus something");
        }
        return Optional.of(new IndexRange(Size.ONE.minus(shift), size.minus(shift)));
    }

    private static Optional<IndexRange> meet(
            Optional<IndexRange> one, Optional<IndexRange> two, SizeEquality equality) {
        if (one.isEmpty() || two.isEmpty()) {
            return one.isEmpty() ? two : one;
        }
        IndexRange a = one.get();
        IndexRange b = two.get();
        boolean sameStart = a.from().equals(b.from());
        if (sameStart && equality.equal(a.to(), b.to())) {
            return one;
        }
        Optional<Rational> start = a.from().minus(b.from()).constant();
        Optional<Rational> end = a.to().minus(b.to()).constant();
        if (start.isEmpty() || end.isEmpty()) {
            throw new ShapeRules.Mismatch(
                    "the index runs to " + a.to() + " and to " + b.to() + ", which is not the same");
        }
        return Optional.of(new IndexRange(
                start.get().signum() >= 0 ? a.from() : b.from(), end.get().signum() <= 0 ? a.to() : b.to()));
    }
}
