package io.deltafold.paper;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixExpr.Slot;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.ShapeRules;
import io.deltafold.matrix.SizeEquality;
import io.deltafold.number.Size;
import io.deltafold.syntax.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * From the formula of an entry to the whole tensor: {@code Y_{ij} = (XW)_{ij} + b_j} to {@code Y = XW + 1 bᵀ}. Each
 * index becomes an axis.
 */
final class Lift {
    private static final String LETTERS = "ijklpqrstuvwxyzabcdefgh";

    private final List<String> axes;
    private final Map<String, Size> sizes = new HashMap<>();
    private final SizeEquality equality;

    /** A tensor whose first axes are those of the indices, the others those of the value. */
    private record Lifted(MatrixExpr tensor, List<String> axes, int rank) {}

    Lift(List<String> axes, List<Size> sizes, SizeEquality equality) {
        this.axes = List.copyOf(axes);
        this.equality = equality;
        for (int i = 0; i < axes.size(); i++) {
            this.sizes.put(axes.get(i), sizes.get(i));
        }
    }

    MatrixExpr lift(MatrixExpr entry, Span span) {
        try {
            return onAxes(lifted(entry), axes).tensor();
        } catch (Beyond beyond) {
            throw new NotUnderstood(span, "this definition by entries has no reading as a whole");
        } catch (ShapeRules.Mismatch mismatch) {
            throw new ShapesDiffer(span, mismatch.why());
        }
    }

    /** Something whose dependence on an index has no such form. */
    private static final class Beyond extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Beyond() {
            super(null, null, false, false);
        }
    }

    private boolean depends(MatrixExpr e) {
        if (e instanceof MatrixExpr.SizeValue size
                && size.size().names().stream().anyMatch(sizes::containsKey)) {
            return true;
        }
        if (e instanceof MatrixExpr.Entry entry && entry.slots().stream().anyMatch(this::depends)) {
            return true;
        }
        if (e instanceof MatrixExpr.Unit unit
                && unit.position().names().stream().anyMatch(sizes::containsKey)) {
            return true;
        }
        return io.deltafold.matrix.Operands.of(e).stream().anyMatch(this::depends);
    }

    private boolean depends(Slot slot) {
        return slot instanceof Slot.At at && at.position().names().stream().anyMatch(sizes::containsKey);
    }

    private Lifted lifted(MatrixExpr e) {
        if (!depends(e)) {
            return new Lifted(e, List.of(), e.shape().rank());
        } else if (e instanceof MatrixExpr.Entry entry) {
            return entry(entry);
        } else if (e instanceof MatrixExpr.Unit unit) {
            return entry((MatrixExpr.Entry) MatrixExpr.entry(
                    new MatrixExpr.Identity(unit.size()), List.of(new Slot.All(), new Slot.At(unit.position()))));
        } else if (e instanceof MatrixExpr.Sum sum) {
            return entrywise(sum.terms(), all -> MatrixExpr.sum(all, equality));
        } else if (e instanceof MatrixExpr.Negate negate) {
            return entrywise(List.of(negate.operand()), all -> MatrixExpr.negate(all.get(0)));
        } else if (e instanceof MatrixExpr.Hadamard product) {
            return entrywise(product.factors(), all -> MatrixExpr.hadamard(all, equality));
        } else if (e instanceof MatrixExpr.Divide divide) {
            return entrywise(
                    List.of(divide.numerator(), divide.denominator()),
                    all -> MatrixExpr.divide(all.get(0), all.get(1), equality));
        } else if (e instanceof MatrixExpr.Power power) {
            return entrywise(List.of(power.base()), all -> MatrixExpr.power(all.get(0), power.exponent()));
        } else if (e instanceof MatrixExpr.Apply apply) {
            return entrywise(apply.arguments(), all -> MatrixExpr.apply(apply.function(), all, equality));
        } else if (e instanceof MatrixExpr.Transpose transpose) {
            return transposed(lifted(transpose.operand()));
        } else if (e instanceof MatrixExpr.MatMul product) {
            Lifted result = lifted(product.factors().get(0));
            for (MatrixExpr factor :
                    product.factors().subList(1, product.factors().size())) {
                result = times(result, lifted(factor));
            }
            return result;
        } else if (e instanceof MatrixExpr.IndexSum sum) {
            return summed(sum);
        }
        throw new Beyond();
    }

    private Lifted entry(MatrixExpr.Entry entry) {
        if (depends(entry.operand())) {
            Lifted inner = lifted(entry.operand());
            if (entry.slots().stream().anyMatch(s -> s instanceof Slot.Range)) {
                throw new Beyond();
            }
            return picked(inner, entry.slots());
        }
        return picked(
                new Lifted(entry.operand(), List.of(), entry.operand().shape().rank()), entry.slots());
    }

    /** The entries of a lifted value: an index in a slot is an axis of the result. */
    private Lifted picked(Lifted value, List<Slot> slots) {
        MatrixExpr tensor = value.tensor();
        List<String> inputs = new ArrayList<>(value.axes());
        List<String> kept = new ArrayList<>();
        List<Slot> fixed = new ArrayList<>();
        value.axes().forEach(axis -> fixed.add(new Slot.All()));
        boolean anyFixed = false;
        for (Slot slot : slots) {
            if (slot instanceof Slot.At at) {
                String name = at.position().toString();
                if (sizes.containsKey(name)) {
                    inputs.add(name);
                    fixed.add(new Slot.All());
                } else if (depends(slot)) {
                    throw new Beyond();
                } else {
                    fixed.add(slot);
                    anyFixed = true;
                }
            } else if (slot instanceof Slot.All) {
                String own = "#" + kept.size();
                inputs.add(own);
                kept.add(own);
                fixed.add(slot);
            } else {
                throw new Beyond();
            }
        }
        boolean row = slots.size() == 2 && slots.get(0) instanceof Slot.At && slots.get(1) instanceof Slot.All;
        if (anyFixed) {
            if (fixed.size() == 2 && fixed.get(0) instanceof Slot.At && fixed.get(1) instanceof Slot.All) {
                tensor = MatrixExpr.entry(MatrixExpr.transpose(tensor), List.of(fixed.get(1), fixed.get(0)));
            } else {
                tensor = MatrixExpr.entry(tensor, fixed);
            }
        }
        Set<String> outputs = new LinkedHashSet<>(inputs);
        outputs.removeAll(kept);
        List<String> batch = new ArrayList<>(outputs);
        List<String> all = new ArrayList<>(batch);
        all.addAll(kept);
        MatrixExpr result = einsum(List.of(inputs), all, List.of(tensor));
        Lifted picked = new Lifted(result, batch, kept.size());
        return row && kept.size() == 1 ? transposed(picked) : picked;
    }

    private MatrixExpr einsum(List<List<String>> inputs, List<String> output, List<MatrixExpr> operands) {
        if (inputs.size() == 1 && inputs.get(0).equals(output)) {
            return operands.get(0);
        }
        Map<String, Character> letters = new HashMap<>();
        List<String> texts = new ArrayList<>();
        for (List<String> input : inputs) {
            texts.add(text(input, letters));
        }
        return MatrixExpr.einsum(texts, text(output, letters), operands, equality);
    }

    private static String text(List<String> names, Map<String, Character> letters) {
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            if (letters.size() == LETTERS.length() && !letters.containsKey(name)) {
                throw new Beyond();
            }
            text.append(letters.computeIfAbsent(name, n -> LETTERS.charAt(letters.size())));
        }
        return text.toString();
    }

    /** Row i of a vector value, or the transpose of a matrix value. */
    private Lifted transposed(Lifted value) {
        if (value.rank() == 0) {
            return value;
        }
        List<String> inputs = new ArrayList<>(value.axes());
        List<String> outputs = new ArrayList<>(value.axes());
        if (value.rank() == 1) {
            inputs.add("#0");
            outputs.add("#1");
            outputs.add("#0");
            MatrixExpr one = new MatrixExpr.Ones(Shape.vector(Size.ONE));
            return new Lifted(
                    einsum(List.of(inputs, List.of("#1")), outputs, List.of(value.tensor(), one)), value.axes(), 2);
        }
        inputs.addAll(List.of("#0", "#1"));
        outputs.addAll(List.of("#1", "#0"));
        return new Lifted(einsum(List.of(inputs), outputs, List.of(value.tensor())), value.axes(), 2);
    }

    private Lifted times(Lifted left, Lifted right) {
        List<String> batch = union(left.axes(), right.axes());
        List<String> a = new ArrayList<>(left.axes());
        List<String> b = new ArrayList<>(right.axes());
        List<String> output = new ArrayList<>(batch);
        int rank;
        if (left.rank() == 0 || right.rank() == 0) {
            rank = Math.max(left.rank(), right.rank());
            for (int i = 0; i < rank; i++) {
                (left.rank() == 0 ? b : a).add("#" + i);
                output.add("#" + i);
            }
        } else {
            List<String> first = left.rank() == 1 ? List.of("#r") : List.of("#r", "#m");
            a.addAll(first);
            b.add(left.rank() == 1 ? "#o" : "#m");
            if (right.rank() == 2) {
                b.add("#c");
            }
            Size rows = left.tensor().shape().sizes().get(left.axes().size());
            boolean rowTimesVector = left.rank() == 2 && right.rank() == 1 && rows.isOne();
            if (!rowTimesVector) {
                output.add("#r");
            }
            if (right.rank() == 2) {
                output.add("#c");
            }
            rank = output.size() - batch.size();
        }
        return new Lifted(einsum(List.of(a, b), output, List.of(left.tensor(), right.tensor())), batch, rank);
    }

    private static List<String> union(List<String> a, List<String> b) {
        Set<String> all = new LinkedHashSet<>(a);
        all.addAll(b);
        return List.copyOf(all);
    }

    private Lifted entrywise(List<MatrixExpr> operands, Function<List<MatrixExpr>, MatrixExpr> operation) {
        List<Lifted> values = operands.stream().map(this::lifted).toList();
        List<String> batch = List.of();
        int rank = 0;
        for (Lifted value : values) {
            batch = union(batch, value.axes());
            rank = Math.max(rank, value.rank());
        }
        List<MatrixExpr> aligned = new ArrayList<>();
        for (Lifted value : values) {
            boolean plain = value.axes().isEmpty() && value.rank() == 0;
            if (!plain && value.rank() != rank) {
                throw new Beyond();
            }
            aligned.add(plain ? value.tensor() : onAxes(value, batch).tensor());
        }
        return new Lifted(operation.apply(aligned), batch, rank);
    }

    /** The same with all the given axes in their order; it does not depend on those it had not. */
    private Lifted onAxes(Lifted value, List<String> wanted) {
        List<List<String>> inputs = new ArrayList<>();
        List<MatrixExpr> operands = new ArrayList<>();
        List<String> own = new ArrayList<>(value.axes());
        List<String> output = new ArrayList<>(wanted);
        for (int i = 0; i < value.rank(); i++) {
            own.add("#" + i);
            output.add("#" + i);
        }
        inputs.add(own);
        operands.add(value.tensor());
        for (String axis : wanted) {
            if (!value.axes().contains(axis)) {
                inputs.add(List.of(axis));
                Size size = sizes.get(axis);
                if (size == null) {
                    throw new Beyond();
                }
                operands.add(new MatrixExpr.Ones(Shape.vector(size)));
            }
        }
        return new Lifted(einsum(inputs, output, operands), List.copyOf(wanted), value.rank());
    }

    private Lifted summed(MatrixExpr.IndexSum sum) {
        if (!sum.from().isOne()) {
            throw new Beyond();
        }
        sizes.put(sum.index(), sum.to());
        Lifted body = lifted(sum.body());
        if (!body.axes().contains(sum.index())) {
            MatrixExpr count = new MatrixExpr.SizeValue(sum.to());
            sizes.remove(sum.index());
            return new Lifted(MatrixExpr.hadamard(List.of(count, body.tensor()), equality), body.axes(), body.rank());
        }
        List<String> input = new ArrayList<>(body.axes());
        List<String> batch = new ArrayList<>(body.axes());
        batch.remove(sum.index());
        List<String> output = new ArrayList<>(batch);
        for (int i = 0; i < body.rank(); i++) {
            input.add("#" + i);
            output.add("#" + i);
        }
        sizes.remove(sum.index());
        return new Lifted(einsum(List.of(input), output, List.of(body.tensor())), batch, body.rank());
    }
}
