package io.deltafold.fold;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Operands;
import io.deltafold.matrix.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Names for what a formula says again and again: diag(s) − s sᵀ where s = softmax(x). A part is named where that makes
 * the whole shorter to read; a part that the program has a name for gets that name.
 */
public final class CommonParts {
    private static final int MOST_PARTS = 3;
    private static final int LARGEST = 400;
    private static final int SHORTEST_NAMED = 5;
    /** What is saved must be worth a look to the side. */
    private static final int LEAST_SAVING = 6;
    /** The characters of {@code , s = }. */
    private static final int COST_OF_A_NAME = 6;

    private final LinkedHashMap<MatrixExpr, Symbol> named;
    private final Predicate<String> isTaken;
    private final ToIntFunction<MatrixExpr> length;

    /**
     * @param named the program's definitions by what they fold to
     * @param isTaken whether a name is used already
     * @param length the number of characters of a printed expression
     */
    public CommonParts(
            LinkedHashMap<MatrixExpr, Symbol> named, Predicate<String> isTaken, ToIntFunction<MatrixExpr> length) {
        this.named = named;
        this.isTaken = isTaken;
        this.length = length;
    }

    /** The value with its common parts named. */
    public Formula extract(MatrixExpr value) {
        MatrixExpr rest = withProgramNames(value);
        List<Definition> where = new ArrayList<>();
        List<String> taken = new ArrayList<>();
        for (int round = 0; round < MOST_PARTS; round++) {
            Optional<MatrixExpr> part = best(rest, where);
            if (part.isEmpty()) {
                break;
            }
            Symbol symbol = new Symbol(name(part.get(), taken), part.get().shape());
            MatrixExpr reference = MatrixExpr.reference(symbol);
            rest = Substitution.of(rest, part.get(), reference);
            taken.add(symbol.name());
            List<Definition> changed = new ArrayList<>(List.of(new Definition(symbol, part.get())));
            for (Definition definition : where) {
                changed.add(new Definition(
                        definition.symbol(), Substitution.of(definition.value(), part.get(), reference)));
            }
            where = changed;
        }
        return new Formula(ordered(where), rest);
    }

    /** Every part after those that it refers to. */
    private static List<Definition> ordered(List<Definition> parts) {
        List<Definition> open = new ArrayList<>(parts);
        List<Definition> ordered = new ArrayList<>();
        while (!open.isEmpty()) {
            Definition next = open.stream()
                    .filter(part -> open.stream().noneMatch(other -> refersTo(part.value(), other.symbol())))
                    .findFirst()
                    .orElseThrow();
            open.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    private static boolean refersTo(MatrixExpr e, Symbol symbol) {
        return e instanceof MatrixExpr.Reference reference
                ? reference.symbol().equals(symbol)
                : Operands.of(e).stream().anyMatch(operand -> refersTo(operand, symbol));
    }

    /** What the program has a name for is written by that name, longer parts first. */
    private MatrixExpr withProgramNames(MatrixExpr value) {
        List<MatrixExpr> parts = new ArrayList<>(named.keySet());
        parts.removeIf(part -> length.applyAsInt(part) < SHORTEST_NAMED);
        parts.sort((a, b) -> Integer.compare(length.applyAsInt(b), length.applyAsInt(a)));
        MatrixExpr result = value;
        for (MatrixExpr part : parts) {
            Symbol symbol = Objects.requireNonNull(named.get(part));
            result = Substitution.of(result, part, MatrixExpr.reference(symbol));
        }
        return result;
    }

    /** The part whose name saves most characters; empty where none saves enough. */
    private Optional<MatrixExpr> best(MatrixExpr value, List<Definition> where) {
        Map<MatrixExpr, Integer> counts = new LinkedHashMap<>();
        count(value, counts);
        where.forEach(definition -> count(definition.value(), counts));
        Optional<MatrixExpr> best = Optional.empty();
        int most = LEAST_SAVING - 1;
        for (Map.Entry<MatrixExpr, Integer> entry : counts.entrySet()) {
            MatrixExpr part = entry.getKey();
            if (entry.getValue() > 1 && isNameable(part)) {
                int saving = saving(part, entry.getValue());
                if (saving > most) {
                    most = saving;
                    best = Optional.of(part);
                }
            }
        }
        return best;
    }

    private int saving(MatrixExpr part, int count) {
        int characters = length.applyAsInt(part);
        boolean function = part instanceof MatrixExpr.Call || part instanceof MatrixExpr.Apply;
        // Brackets around what is no function vanish with a name.
        int brackets = function ? 0 : 1;
        return (count - 1) * (characters + brackets) - 2 * count - COST_OF_A_NAME;
    }

    private static void count(MatrixExpr root, Map<MatrixExpr, Integer> counts) {
        Deque<MatrixExpr> open = new ArrayDeque<>(List.of(root));
        int visited = 0;
        while (!open.isEmpty() && visited++ < LARGEST) {
            MatrixExpr e = open.pop();
            if (!Operands.of(e).isEmpty()) {
                counts.merge(e, 1, Integer::sum);
            }
            // What stands in an explicit sum depends on its index.
            if (!(e instanceof MatrixExpr.IndexSum)) {
                Operands.of(e).forEach(open::push);
            }
        }
    }

    /** Transposes, inverses and negatives of a name are as short as a name; a norm or a power of it reads well. */
    private static boolean isNameable(MatrixExpr e) {
        if (e instanceof MatrixExpr.Transpose
                || e instanceof MatrixExpr.Negate
                || e.shape().rank() > 2) {
            return false;
        }
        if (e instanceof MatrixExpr.Call call) {
            return switch (call.function()) {
                case ROWSUM, COLSUM, DIAG, DIAGVEC, VEC, TR, DOT -> false;
                case NORM1, NORM2, NORMF, NORMNUC, NORMSPEC, DET, LOGDET, SUM, INV ->
                    !(call.arguments().get(0) instanceof MatrixExpr.Reference);
                default -> true;
            };
        }
        return true;
    }

    private static boolean hasName(MatrixExpr e) {
        return e instanceof MatrixExpr.Reference || Operands.of(e).stream().anyMatch(CommonParts::hasName);
    }

    private String name(MatrixExpr part, List<String> taken) {
        List<String> wishes = new ArrayList<>(wishes(part));
        String last = wishes.get(wishes.size() - 1);
        for (int k = 2; k < 100; k++) {
            wishes.add(last + k);
        }
        return wishes.stream()
                .filter(name -> !isTaken.test(name) && !taken.contains(name))
                .findFirst()
                .orElseThrow();
    }

    /** The letter that a textbook would take. */
    private static List<String> wishes(MatrixExpr part) {
        if (part instanceof MatrixExpr.Call call) {
            if (call.function() == MatrixFunction.SOFTMAX) {
                return List.of("s", "p", "q");
            } else if (call.function() == MatrixFunction.SOFTMAX_ROWS
                    || call.function() == MatrixFunction.SOFTMAX_COLS) {
                return List.of("S", "P", "M");
            } else if (call.function() == MatrixFunction.CHOLESKY) {
                return List.of("L", "C", "R");
            } else if (call.function() == MatrixFunction.EIGVECMAX) {
                return List.of("v", "u", "q");
            }
        }
        if (part instanceof MatrixExpr.Apply apply && apply.function().name().equals("exp")) {
            return part.shape().isMatrix() ? List.of("E", "F", "K") : List.of("e", "u", "v");
        }
        return switch (part.shape().rank()) {
            case 0 -> List.of("c", "d", "h");
            case 1 -> List.of("r", "u", "v", "q");
            default -> List.of("M", "N", "P", "R");
        };
    }
}
