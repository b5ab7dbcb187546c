package io.deltafold.matrix;

import io.deltafold.syntax.Ast;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Sorts the names in an expression: tensors, and the sizes and positions that stand in their places. */
final class Uses {
    private static final Set<String> OF_SIZES = Set.of("I", "eye", "ones", "zeros", "unit", "commutation");

    private final Set<String> tensors;
    private final Set<String> sizes;
    /** The indices of the explicit sums around. */
    private final Deque<String> bound = new ArrayDeque<>();

    /** Both sets are filled. */
    Uses(Set<String> tensors, Set<String> sizes) {
        this.tensors = tensors;
        this.sizes = sizes;
    }

    void add(Ast ast) {
        add(ast, tensors);
    }

    private void add(Ast ast, Set<String> into) {
        if (ast instanceof Ast.Name name) {
            if (!bound.contains(name.text())) {
                into.add(name.text());
            }
        } else if (ast instanceof Ast.Negate negate) {
            add(negate.operand(), into);
        } else if (ast instanceof Ast.Sum sum) {
            sum.terms().forEach(term -> add(term, into));
        } else if (ast instanceof Ast.Product product) {
            product.operands().forEach(operand -> add(operand, into));
        } else if (ast instanceof Ast.Power power) {
            add(power.base(), into);
            add(power.exponent(), into);
        } else if (ast instanceof Ast.Transpose transpose) {
            add(transpose.operand(), into);
        } else if (ast instanceof Ast.Inverse inverse) {
            add(inverse.operand(), into);
        } else if (ast instanceof Ast.Entry entry) {
            add(entry.operand(), into);
            entry.slots().forEach(this::add);
        } else if (ast instanceof Ast.Call call) {
            add(call, into);
        }
    }

    private void add(Ast.Slot slot) {
        if (slot instanceof Ast.Slot.One one) {
            add(one.subscript(), sizes);
        } else if (slot instanceof Ast.Slot.Range range) {
            add(range.from(), sizes);
            add(range.to(), sizes);
        }
    }

    private void add(Ast.Call call, Set<String> into) {
        List<Ast> arguments = call.arguments();
        if (isExplicitSum(call) && arguments.get(0) instanceof Ast.Name index) {
            arguments.subList(1, arguments.size() - 1).forEach(bound -> add(bound, sizes));
            bound.push(index.text());
            add(arguments.get(arguments.size() - 1), into);
            bound.pop();
        } else if (call.function().equals("unvec") && !arguments.isEmpty()) {
            add(arguments.get(0), into);
            arguments.subList(1, arguments.size()).forEach(size -> add(size, sizes));
        } else {
            Set<String> target = OF_SIZES.contains(call.function()) ? sizes : into;
            arguments.forEach(argument -> add(argument, target));
        }
    }

    /** {@code sum(i, x[i])} and {@code sum(i, 1, n, x[i])}. */
    static boolean isExplicitSum(Ast.Call call) {
        return call.function().equals("sum") && call.arguments().size() > 1;
    }
}
