package io.deltafold.matrix;

import io.deltafold.syntax.Ast;
import io.deltafold.syntax.Dialect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The orders (scalar, vector, matrix) of undeclared names: from the operations they stand in, operands of sums and
 * entrywise products being taken as equal; what stays open falls back to the letter.
 */
final class Ranks {
    private static final int OPEN = -1;
    private static final Set<String> GREEK = Set.of(
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "omicron",
            "rho",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "chi",
            "psi",
            "omega",
            "varepsilon",
            "vartheta",
            "varphi");
    private static final Set<String> OF_MATRIX = Set.of(
            "tr",
            "det",
            "logdet",
            "inv",
            "normF",
            "rowsum",
            "colsum",
            "rowmean",
            "colmean",
            "diagvec",
            "matpow",
            "softmax_rows",
            "softmax_cols",
            "logsumexp_rows",
            "adj",
            "pinv",
            "expm",
            "dexpm",
            "cholesky",
            "eigmax",
            "eigvecmax",
            "normnuc",
            "normspec",
            "polar",
            "tril",
            "triu");
    private static final Set<String> OF_VECTOR = Set.of("norm2", "softmax", "logsumexp", "unvec");
    private static final Set<String> SCALAR_VALUED = Set.of(
            "tr",
            "det",
            "logdet",
            "sum",
            "mean",
            "dot",
            "norm",
            "norm1",
            "norm2",
            "normF",
            "normnuc",
            "normspec",
            "eigmax",
            "logsumexp");
    private static final Set<String> RESHAPING = Set.of("diag", "outer", "kron", "hstack", "vstack");
    private static final Set<String> VECTOR_VALUED = Set.of(
            "rowsum", "colsum", "rowmean", "colmean", "diagvec", "vec", "logsumexp_rows", "softmax", "eigvecmax");

    private final Dialect dialect;
    private final Map<String, Integer> ranks = new HashMap<>();
    private final List<Ast.Statement.Definition> definitions;
    private final Set<String> open;
    private final Set<String> multiplied = new HashSet<>();
    private boolean changed;

    /** @param known the orders of all declared names; sizes are scalars */
    Ranks(Dialect dialect, Map<String, Integer> known, List<Ast.Statement.Definition> definitions, Set<String> open) {
        this.dialect = dialect;
        this.ranks.putAll(known);
        this.definitions = definitions;
        this.open = open;
    }

    /** The order of every undeclared name. */
    Map<String, Integer> solve() {
        propagate();
        fallBack(Ranks::isCapital, 2);
        fallBack(Ranks::isVectorLetter, 1);
        // NumPy's @ takes no scalars, and nobody transposes one: such a name is at least a vector.
        fallBack(multiplied::contains, 1);
        fallBack(name -> true, 0);
        return ranks;
    }

    private void fallBack(Predicate<String> group, int rank) {
        for (String name : open) {
            if (!ranks.containsKey(name) && group.test(name)) {
                ranks.put(name, rank);
            }
        }
        propagate();
    }

    private static boolean isCapital(String name) {
        return Character.isUpperCase(name.charAt(0));
    }

    private static boolean isVectorLetter(String name) {
        char first = name.charAt(0);
        return first >= 'h' && first <= 'z' && !GREEK.contains(name.replaceAll("[0-9_].*", ""));
    }

    private void propagate() {
        do {
            changed = false;
            for (Ast.Statement.Definition definition : definitions) {
                int rank = infer(
                        definition.value(), ranks.getOrDefault(definition.name().text(), OPEN));
                learn(definition.name().text(), rank);
            }
        } while (changed);
    }

    private void learn(String name, int rank) {
        if (rank != OPEN && !ranks.containsKey(name)) {
            ranks.put(name, rank);
            changed = true;
        }
    }

    /** The order of an expression, given what its place asks for; learns orders of names on the way. */
    private int infer(Ast ast, int wanted) {
        if (ast instanceof Ast.Name name) {
            if (wanted != OPEN && open.contains(name.text())) {
                learn(name.text(), wanted);
            }
            return ranks.getOrDefault(name.text(), name.text().equals("pi") ? 0 : OPEN);
        } else if (ast instanceof Ast.Number || ast instanceof Ast.Text) {
            return 0;
        } else if (ast instanceof Ast.Negate negate) {
            return infer(negate.operand(), wanted);
        } else if (ast instanceof Ast.Sum sum) {
            return equal(sum.terms(), wanted);
        } else if (ast instanceof Ast.Product product) {
            return switch (product.operator()) {
                case HADAMARD -> equal(product.operands(), wanted);
                case DIVIDE -> quotient(product, wanted);
                case MATMUL -> {
                    product.operands().forEach(this::noteMultiplied);
                    yield matMul(product.operands());
                }
                case KRONECKER ->
                    product.operands().stream()
                            .mapToInt(o -> infer(o, OPEN))
                            .reduce((a, b) -> a == OPEN || b == OPEN ? OPEN : Math.max(a, b))
                            .orElse(OPEN);
                case SOLVE -> {
                    infer(product.operands().get(0), 2);
                    yield infer(product.operands().get(1), OPEN);
                }
            };
        } else if (ast instanceof Ast.Power power) {
            infer(power.exponent(), power.exponent() instanceof Ast.Name ? 0 : OPEN);
            return infer(power.base(), wanted);
        } else if (ast instanceof Ast.Transpose transpose) {
            noteMultiplied(transpose);
            int inner = infer(transpose.operand(), OPEN);
            return inner == 1 ? 2 : inner;
        } else if (ast instanceof Ast.Inverse inverse) {
            return infer(inverse.operand(), wanted);
        } else if (ast instanceof Ast.Entry entry) {
            infer(entry.operand(), entry.slots().size());
            return (int) entry.slots().stream()
                    .filter(Ast.Slot.All.class::isInstance)
                    .count();
        } else if (ast instanceof Ast.Call call) {
            return call(call, wanted);
        }
        throw new IllegalStateException("unknown syntax " + ast);
    }

    /** Scalars go with anything; otherwise all operands have one order. */
    private int equal(List<Ast> operands, int wanted) {
        int known = wanted > 0 ? wanted : OPEN;
        boolean scalarsOnly = true;
        for (Ast operand : operands) {
            int rank = infer(operand, OPEN);
            if (rank > 0 && known == OPEN) {
                known = rank;
            }
            scalarsOnly &= rank == 0;
        }
        if (scalarsOnly) {
            return 0;
        }
        if (known > 0) {
            for (Ast operand : operands) {
                infer(operand, known);
            }
            return known;
        }
        return wanted == 0 ? equalScalars(operands) : OPEN;
    }

    private int equalScalars(List<Ast> operands) {
        operands.forEach(o -> infer(o, 0));
        return 0;
    }

    private int quotient(Ast.Product product, int wanted) {
        int numerator = infer(product.operands().get(0), OPEN);
        int denominator = infer(product.operands().get(1), OPEN);
        if (denominator == 0) {
            return infer(product.operands().get(0), wanted);
        }
        if (numerator == 0) {
            return infer(product.operands().get(1), wanted);
        }
        return equal(product.operands(), wanted);
    }

    private void noteMultiplied(Ast operand) {
        Ast inner = operand;
        while (inner instanceof Ast.Transpose || inner instanceof Ast.Negate) {
            inner = inner instanceof Ast.Transpose transpose ? transpose.operand() : ((Ast.Negate) inner).operand();
        }
        if (inner instanceof Ast.Name name && dialect == Dialect.NUMPY) {
            multiplied.add(name.text());
        }
    }

    private int matMul(List<Ast> operands) {
        int left = infer(operands.get(0), OPEN);
        for (Ast operand : operands.subList(1, operands.size())) {
            int right = infer(operand, OPEN);
            if (left == OPEN || right == OPEN) {
                left = OPEN;
            } else if (left == 0 || right == 0) {
                left = Math.max(left, right);
            } else {
                left = right == 1 ? 1 : 2;
            }
        }
        return left;
    }

    private int call(Ast.Call call, int wanted) {
        String name = call.function();
        List<Ast> arguments = call.arguments();
        if (Uses.isExplicitSum(call)) {
            return infer(arguments.get(arguments.size() - 1), wanted);
        }
        switch (name) {
            case "einsum" -> {
                return einsum(call);
            }
            case "unit" -> {
                return 1;
            }
            case "commutation" -> {
                return 2;
            }
            case "unvec" -> {
                arguments.stream().limit(1).forEach(x -> infer(x, 1));
                return 2;
            }
            case "solve" -> {
                arguments.stream().limit(1).forEach(a -> infer(a, 2));
                return arguments.size() < 2 ? OPEN : infer(arguments.get(1), wanted);
            }
            default -> {
                return general(call, wanted);
            }
        }
    }

    /** Every operand of an einsum has as many axes as letters. */
    private int einsum(Ast.Call call) {
        Optional<EinsumText> subscripts = EinsumText.of(call);
        if (subscripts.isEmpty()) {
            return OPEN;
        }
        List<String> inputs = subscripts.get().inputs();
        for (int i = 0; i < Math.min(inputs.size(), call.arguments().size() - 1); i++) {
            infer(call.arguments().get(i + 1), inputs.get(i).length());
        }
        return subscripts.get().output().length();
    }

    private int general(Ast.Call call, int wanted) {
        String name = call.function();
        int argument = OF_MATRIX.contains(name)
                ? 2
                : OF_VECTOR.contains(name) && !(name.equals("norm2") && dialect == Dialect.MATLAB) ? 1 : OPEN;
        int first = OPEN;
        if (name.equals("dot") || name.equals("max") || name.equals("min")) {
            first = equal(call.arguments(), name.equals("dot") ? OPEN : wanted);
        } else if (name.equals("I") || name.equals("eye") || name.equals("zeros") || name.equals("ones")) {
            return name.equals("I") || name.equals("eye") ? 2 : call.arguments().size();
        } else {
            boolean passesThrough = !SCALAR_VALUED.contains(name)
                    && !VECTOR_VALUED.contains(name)
                    && !RESHAPING.contains(name)
                    && argument == OPEN;
            for (int i = 0; i < call.arguments().size(); i++) {
                int rank = infer(call.arguments().get(i), i > 0 ? OPEN : passesThrough ? wanted : argument);
                first = i == 0 ? rank : first;
            }
        }
        if (SCALAR_VALUED.contains(name)) {
            return 0;
        }
        if (VECTOR_VALUED.contains(name)) {
            return 1;
        }
        return switch (name) {
            case "outer", "hstack" -> 2;
            case "vstack" -> first == OPEN ? OPEN : Math.max(1, first);
            case "diag" -> first == OPEN ? OPEN : first == 2 ? 1 : 2;
            case "kron" -> first;
            default -> argument == 2 ? 2 : first;
        };
    }
}
