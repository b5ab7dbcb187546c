package io.deltafold;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names that an expression refers to. */
final class References implements MatrixExpr.Visitor<List<MatrixExpr>> {
    private static final References CHILDREN = new References();

    private References() {}

    /** The formula with those of the parts that the value needs, directly or through others. */
    static Formula needed(List<Definition> parts, MatrixExpr value) {
        Map<String, Definition> byName = new HashMap<>();
        parts.forEach(part -> byName.put(part.name(), part));
        Set<String> needed = new LinkedHashSet<>();
        Deque<MatrixExpr> open = new ArrayDeque<>(List.of(value));
        while (!open.isEmpty()) {
            for (String name : names(open.pop())) {
                Definition part = byName.get(name);
                if (part != null && needed.add(name)) {
                    open.push(part.value());
                }
            }
        }
        List<Definition> kept = new ArrayList<>(parts);
        kept.removeIf(part -> !needed.contains(part.name()));
        return new Formula(kept, value);
    }

    /** All names in an expression, in order. */
    static Set<String> names(MatrixExpr expression) {
        Set<String> names = new LinkedHashSet<>();
        Deque<MatrixExpr> open = new ArrayDeque<>(List.of(expression));
        while (!open.isEmpty()) {
            MatrixExpr e = open.pop();
            if (e instanceof MatrixExpr.Reference reference) {
                names.add(reference.symbol().name());
            }
            e.accept(CHILDREN).forEach(open::push);
        }
        return names;
    }

    @Override
    public List<MatrixExpr> number(MatrixExpr.Number e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> pi(MatrixExpr.Pi e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> sizeValue(MatrixExpr.SizeValue e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> reference(MatrixExpr.Reference e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> sum(MatrixExpr.Sum e) {
        return e.terms();
    }

    @Override
    public List<MatrixExpr> negate(MatrixExpr.Negate e) {
        return List.of(e.operand());
    }

    @Override
    public List<MatrixExpr> hadamard(MatrixExpr.Hadamard e) {
        return e.factors();
    }

    @Override
    public List<MatrixExpr> divide(MatrixExpr.Divide e) {
        return List.of(e.numerator(), e.denominator());
    }

    @Override
    public List<MatrixExpr> matMul(MatrixExpr.MatMul e) {
        return e.factors();
    }

    @Override
    public List<MatrixExpr> kronecker(MatrixExpr.Kronecker e) {
        return e.factors();
    }

    @Override
    public List<MatrixExpr> transpose(MatrixExpr.Transpose e) {
        return List.of(e.operand());
    }

    @Override
    public List<MatrixExpr> power(MatrixExpr.Power e) {
        return List.of(e.base());
    }

    @Override
    public List<MatrixExpr> matrixPower(MatrixExpr.MatrixPower e) {
        return List.of(e.base());
    }

    @Override
    public List<MatrixExpr> apply(MatrixExpr.Apply e) {
        return e.arguments();
    }

    @Override
    public List<MatrixExpr> call(MatrixExpr.Call e) {
        return e.arguments();
    }

    @Override
    public List<MatrixExpr> identity(MatrixExpr.Identity e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> ones(MatrixExpr.Ones e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> zeros(MatrixExpr.Zeros e) {
        return List.of();
    }
}
