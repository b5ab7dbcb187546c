package io.deltafold.fold;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Sums with their common factors in front: A x + Aᵀ x = (A + Aᵀ) x. */
final class CommonFactors {
    private static final int MOST_COMPARED = 16;

    private CommonFactors() {}

    static MatrixExpr sum(List<FoldedTerm> terms) {
        return factored(terms).expression();
    }

    /** The sum as one term: what is common outside, the rest as a factor. */
    static FoldedTerm factored(List<FoldedTerm> given) {
        List<FoldedTerm> terms = collected(given);
        if (terms.size() == 1) {
            return terms.get(0);
        }
        List<MatrixExpr> scalars = commonScalars(terms);
        Coefficient coefficient = commonCoefficient(terms);
        List<FoldedTerm> rest = terms.stream()
                .map(t -> t.withoutScalars(scalars).times(Coefficient.ONE.dividedBy(coefficient)))
                .toList();
        List<FoldedTerm> grouped = grouped(opened(rest));
        if (grouped.size() == 1) {
            FoldedTerm only = grouped.get(0);
            List<MatrixExpr> all = new ArrayList<>(scalars);
            all.addAll(only.scalars());
            return new FoldedTerm(coefficient.times(only.coefficient()), all, only.factors());
        }
        Optional<MatrixExpr> diagonal = diagonals(grouped);
        if (diagonal.isPresent()) {
            return new FoldedTerm(coefficient, scalars, List.of(diagonal.get()));
        }
        MatrixExpr sum = MatrixExpr.sum(
                positiveFirst(grouped).stream().map(FoldedTerm::expression).toList());
        if (sum.shape().isScalar()) {
            List<MatrixExpr> all = new ArrayList<>(scalars);
            all.add(sum);
            return new FoldedTerm(coefficient, all, List.of());
        }
        return new FoldedTerm(coefficient, scalars, List.of(sum));
    }

    /** diag(a) + diag(b) = diag(a + b). */
    private static Optional<MatrixExpr> diagonals(List<FoldedTerm> terms) {
        List<FoldedTerm> vectors = new ArrayList<>();
        for (FoldedTerm term : terms) {
            boolean isDiagonal = term.factors().size() == 1
                    && term.factors().get(0) instanceof MatrixExpr.Call call
                    && call.function() == MatrixFunction.DIAG;
            if (!isDiagonal) {
                return Optional.empty();
            }
            MatrixExpr inner =
                    ((MatrixExpr.Call) term.factors().get(0)).arguments().get(0);
            vectors.add(term.withFactors(inner instanceof MatrixExpr.MatMul chain ? chain.factors() : List.of(inner)));
        }
        return Optional.of(
                MatrixExpr.call(MatrixFunction.DIAG, factored(vectors).expression()));
    }

    /** Terms that read the same become one: different sums of products may have one matrix form. */
    private static List<FoldedTerm> collected(List<FoldedTerm> terms) {
        Map<Likeness, FoldedTerm> sums = new LinkedHashMap<>();
        for (FoldedTerm term : terms) {
            sums.merge(
                    Likeness.of(term),
                    term,
                    (a, b) -> new FoldedTerm(a.coefficient().plus(b.coefficient()), a.scalars(), a.factors()));
        }
        if (sums.size() == terms.size()) {
            return terms;
        }
        List<FoldedTerm> kept = new ArrayList<>(sums.values());
        kept.removeIf(term -> term.coefficient().isZero());
        return kept.isEmpty() ? List.of(terms.get(0).times(Coefficient.ZERO)) : kept;
    }

    /** What two terms that differ in a number have in common; scalars commute. */
    private record Likeness(Map<MatrixExpr, Long> scalars, List<MatrixExpr> factors) {
        static Likeness of(FoldedTerm term) {
            Map<MatrixExpr, Long> scalars =
                    term.scalars().stream().collect(Collectors.groupingBy(scalar -> scalar, Collectors.counting()));
            return new Likeness(scalars, term.factors());
        }
    }

    /** Terms that are sums of tensors themselves are written as their terms, where some of these cancel or add up. */
    private static List<FoldedTerm> opened(List<FoldedTerm> terms) {
        List<FoldedTerm> open = new ArrayList<>();
        for (FoldedTerm term : terms) {
            boolean sum = term.scalars().isEmpty()
                    && term.factors().size() == 1
                    && term.factors().get(0) instanceof MatrixExpr.Sum inner
                    && inner.terms().stream().noneMatch(t -> t.shape().isScalar());
            if (sum) {
                ((MatrixExpr.Sum) term.factors().get(0))
                        .terms()
                        .forEach(t -> open.add(FoldedTerm.of(t).times(term.coefficient())));
            } else {
                open.add(term);
            }
        }
        List<FoldedTerm> collected = collected(open);
        return collected.size() < open.size() ? collected : terms;
    }

    private static List<FoldedTerm> positiveFirst(List<FoldedTerm> terms) {
        List<FoldedTerm> ordered = new ArrayList<>(terms);
        for (int i = 0; i < ordered.size(); i++) {
            if (!ordered.get(i).coefficient().isNegative()) {
                ordered.add(0, ordered.remove(i));
                break;
            }
        }
        untransposedFirst(ordered);
        return ordered;
    }

    /** A + Aᵀ rather than Aᵀ + A. */
    private static void untransposedFirst(List<FoldedTerm> terms) {
        for (int i = 0; i < Math.min(terms.size(), MOST_COMPARED); i++) {
            for (int j = i + 1; j < Math.min(terms.size(), MOST_COMPARED); j++) {
                FoldedTerm a = terms.get(i);
                FoldedTerm b = terms.get(j);
                if (!a.factors().isEmpty()
                        && !b.factors().isEmpty()
                        && a.coefficient().equals(b.coefficient())
                        && Transposes.count(b.factors()) < Transposes.count(a.factors())
                        && Transposes.of(b.body()).equals(a.body())) {
                    terms.set(i, b);
                    terms.set(j, a);
                }
            }
        }
    }

    private static List<MatrixExpr> commonScalars(List<FoldedTerm> terms) {
        List<MatrixExpr> common = new ArrayList<>(terms.get(0).scalars());
        for (FoldedTerm term : terms) {
            List<MatrixExpr> left = new ArrayList<>(term.scalars());
            common.removeIf(scalar -> !left.remove(scalar));
        }
        return common;
    }

    /**
     * The coefficient itself where it is the same up to sign; the greatest common one of numbers where that leaves fewer
     * to be written, as in (2 A − B − C)/4; minus one where all are negative.
     */
    private static Coefficient commonCoefficient(List<FoldedTerm> terms) {
        Coefficient first = terms.get(0).coefficient();
        Coefficient size = first.isNegative() ? first.negate() : first;
        boolean same = terms.stream()
                .map(FoldedTerm::coefficient)
                .allMatch(c -> c.equals(size) || c.negate().equals(size));
        boolean negative = terms.stream().allMatch(t -> t.coefficient().isNegative());
        Coefficient common = same ? size : greatestCommon(terms);
        return negative ? common.negate() : common;
    }

    private static Coefficient greatestCommon(List<FoldedTerm> terms) {
        Rational common = Rational.ZERO;
        long written = 0;
        for (FoldedTerm term : terms) {
            Optional<Rational> content = content(term.coefficient());
            if (content.isEmpty()) {
                return Coefficient.ONE;
            }
            common = greatestCommon(common, content.get());
            written += isWritten(term.coefficient()) ? 1 : 0;
        }
        Coefficient divisor = Coefficient.of(common);
        long left = terms.stream()
                .filter(t -> isWritten(t.coefficient().dividedBy(divisor)))
                .count();
        return left + 1 < written || left + 1 == written && !common.isInteger() ? divisor : Coefficient.ONE;
    }

    private static boolean isWritten(Coefficient coefficient) {
        return !coefficient.isOne() && !coefficient.negate().isOne();
    }

    /** The greatest number that divides a polynomial of the sizes. */
    private static Optional<Rational> content(Coefficient coefficient) {
        if (!coefficient.denominators().isEmpty()) {
            return Optional.empty();
        }
        return coefficient.numerator().terms().values().stream().reduce(CommonFactors::greatestCommon);
    }

    private static Rational greatestCommon(Rational a, Rational b) {
        return new Rational(
                a.numerator().multiply(b.denominator()).gcd(b.numerator().multiply(a.denominator())),
                a.denominator().multiply(b.denominator()));
    }

    /** Terms that share their last or their first factor are put together, the largest groups first. */
    private static List<FoldedTerm> grouped(List<FoldedTerm> terms) {
        List<FoldedTerm> open = new ArrayList<>(terms);
        while (open.size() > 1) {
            Optional<Group> best = best(open);
            if (best.isEmpty()) {
                return open;
            }
            Group group = best.get();
            List<FoldedTerm> inner = new ArrayList<>();
            group.members().forEach(t -> {
                List<MatrixExpr> factors = new ArrayList<>(t.factors());
                MatrixExpr common = factors.remove(group.last() ? factors.size() - 1 : 0);
                if (factors.isEmpty()) {
                    Shape shape = common.shape();
                    factors.add(new MatrixExpr.Identity(group.last() ? shape.rows() : shape.columns()));
                }
                inner.add(t.withFactors(factors));
            });
            FoldedTerm sum = factored(inner);
            List<MatrixExpr> factors = new ArrayList<>(sum.factors());
            factors.add(group.last() ? factors.size() : 0, group.factor());
            int place = open.indexOf(group.members().get(0));
            open.set(place, sum.withFactors(factors));
            open.removeAll(group.members());
        }
        return open;
    }

    private record Group(MatrixExpr factor, boolean last, List<FoldedTerm> members) {}

    private static Optional<Group> best(List<FoldedTerm> terms) {
        Optional<Group> best = Optional.empty();
        for (boolean last : new boolean[] {true, false}) {
            Map<MatrixExpr, List<FoldedTerm>> byFactor = new LinkedHashMap<>();
            for (FoldedTerm term : terms) {
                int count = term.factors().size();
                boolean kronecker = count == 1 && term.factors().get(0) instanceof MatrixExpr.Kronecker;
                if (kronecker || count > 1 && isGroupable(term, last)) {
                    byFactor.computeIfAbsent(term.factors().get(last ? count - 1 : 0), k -> new ArrayList<>())
                            .add(term);
                }
            }
            for (Map.Entry<MatrixExpr, List<FoldedTerm>> entry : byFactor.entrySet()) {
                List<FoldedTerm> members = entry.getValue();
                boolean products = members.stream().anyMatch(t -> t.factors().size() > 1);
                if (members.size() > 1
                        && products
                        && (best.isEmpty()
                                || members.size() > best.get().members().size())) {
                    best = Optional.of(new Group(entry.getKey(), last, members));
                }
            }
        }
        return best;
    }

    /** What stays must keep an order that can be added: a row times a column would leave a scalar chain open. */
    private static boolean isGroupable(FoldedTerm term, boolean last) {
        List<MatrixExpr> factors = term.factors();
        List<MatrixExpr> rest = last ? factors.subList(0, factors.size() - 1) : factors.subList(1, factors.size());
        return !(factors.get(last ? factors.size() - 1 : 0) instanceof MatrixExpr.Ones)
                && !MatrixExpr.matMul(rest).shape().isScalar();
    }
}
