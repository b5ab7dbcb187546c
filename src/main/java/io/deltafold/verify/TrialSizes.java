package io.deltafold.verify;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Operands;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Numbers for the size names of expressions, different from one another, for one attempt after another. */
final class TrialSizes {
    private static final int[] LENGTHS = {3, 2, 4, 5, 1, 6, 7};

    private final List<Symbol> inputs;
    private final Set<String> sizeNames = new TreeSet<>();
    /** Names that are only positions, such as the i and j of X[i, j]. */
    private final Set<String> positions = new TreeSet<>();
    /** The largest position that is a number: some axis must be as long. */
    private int largest = 1;

    /** @param bound the indices of the sums around */
    private record Scoped(MatrixExpr expression, Set<String> bound) {}

    TrialSizes(List<Symbol> inputs, Collection<MatrixExpr> expressions, Set<String> moreSizeNames) {
        this.inputs = inputs;
        inputs.forEach(symbol -> symbol.shape().sizes().forEach(size -> sizeNames.addAll(size.names())));
        sizeNames.addAll(moreSizeNames);
        Set<String> inPlaces = new TreeSet<>();
        Set<String> bound = new TreeSet<>();
        Deque<Scoped> open = new ArrayDeque<>();
        expressions.forEach(e -> open.add(new Scoped(e, Set.of())));
        while (!open.isEmpty()) {
            Scoped next = open.pop();
            MatrixExpr e = next.expression();
            e.shape().sizes().forEach(size -> sizeNames.addAll(size.names()));
            for (Size position : positions(e)) {
                position.names().stream()
                        .filter(name -> !next.bound().contains(name))
                        .forEach(inPlaces::add);
                largest = Math.max(
                        largest, position.constant().flatMap(Rational::asInt).orElse(1));
            }
            Set<String> inside = next.bound();
            if (e instanceof MatrixExpr.IndexSum sum) {
                bound.add(sum.index());
                inside = new TreeSet<>(inside);
                inside.add(sum.index());
            }
            for (MatrixExpr operand : Operands.of(e)) {
                open.push(new Scoped(operand, inside));
            }
        }
        // A letter may be the index of one sum and stand free elsewhere.
        bound.removeAll(inPlaces);
        for (String name : inPlaces) {
            boolean axis = inputs.stream()
                    .anyMatch(s -> s.shape().sizes().stream()
                            .anyMatch(size -> size.names().contains(name)));
            if (!axis && !bound.contains(name)) {
                positions.add(name);
            }
        }
        sizeNames.removeAll(positions);
        sizeNames.removeAll(bound);
    }

    /** All names that need a number. */
    Set<String> names() {
        Set<String> all = new TreeSet<>(sizeNames);
        all.addAll(positions);
        return all;
    }

    private static List<Size> positions(MatrixExpr e) {
        List<Size> found = new ArrayList<>();
        if (e instanceof MatrixExpr.Entry entry) {
            for (MatrixExpr.Slot slot : entry.slots()) {
                if (slot instanceof MatrixExpr.Slot.At at) {
                    found.add(at.position());
                } else if (slot instanceof MatrixExpr.Slot.Range range) {
                    found.add(range.from());
                    found.add(range.to());
                }
            }
        } else if (e instanceof MatrixExpr.Unit unit) {
            found.add(unit.position());
        }
        return found;
    }

    /** All different, in an order that depends on the attempt; empty where an axis would not be positive. */
    Optional<Map<String, Integer>> attempt(int attempt) {
        Map<String, Integer> sizes = new LinkedHashMap<>();
        SplittableRandom random = new SplittableRandom(attempt);
        List<Integer> lengths = new ArrayList<>();
        boolean withOne = attempt % 3 == 2;
        for (int i = 0; i < sizeNames.size(); i++) {
            int length = i < LENGTHS.length ? LENGTHS[i] : 2 + i % 3;
            lengths.add((length == 1 ? withOne ? 1 : 3 : length) + largest - 1);
        }
        if (withOne && !lengths.isEmpty()) {
            lengths.set(attempt / 3 % lengths.size(), 1);
        }
        for (String name : sizeNames) {
            sizes.put(name, lengths.remove(random.nextInt(lengths.size())));
        }
        for (String name : positions) {
            sizes.put(name, random.nextInt(1, 3));
        }
        for (Symbol symbol : inputs) {
            for (Size size : symbol.shape().sizes()) {
                if (size.evaluate(n -> Rational.of(sizes.getOrDefault(n, 1))).signum() <= 0) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(sizes);
    }
}
