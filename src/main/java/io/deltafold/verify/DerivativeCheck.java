package io.deltafold.verify;

import io.deltafold.evaluate.Doubles;
import io.deltafold.evaluate.Dual;
import io.deltafold.evaluate.Duals;
import io.deltafold.evaluate.Evaluator;
import io.deltafold.evaluate.Points;
import io.deltafold.evaluate.Singular;
import io.deltafold.evaluate.Tensor;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares a derivative with the dual-number derivative of the input at random points. */
public final class DerivativeCheck {
    /** The derivative is wrong: an internal error, never shown as an answer. */
    public static final class Mismatch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Mismatch(String message) {
            super(message);
        }
    }

    private static final int POINTS = 3;
    private static final int ATTEMPTS = 80;
    private static final double TOLERANCE = 1e-8;

    private final Claim claim;
    private final Samples samples;

    private DerivativeCheck(Claim claim, Set<String> moreSizeNames) {
        this.claim = claim;
        this.samples = new Samples(
                claim.inputs(),
                claim.definitions().stream().map(Definition::value).toList(),
                moreSizeNames);
    }

    /**
     * The number of points at which the claim held.
     *
     * @return zero where no point was found at which both sides are defined
     * @throws Mismatch where the two sides differ at a point
     */
    public static int points(Claim claim, Set<String> moreSizeNames) {
        return new DerivativeCheck(claim, moreSizeNames).run();
    }

    private int run() {
        int held = 0;
        for (int attempt = 0; attempt < ATTEMPTS && held < POINTS; attempt++) {
            Optional<Samples.Sample> sample = samples.attempt(attempt);
            if (sample.isPresent() && isHeld(sample.get())) {
                held++;
            }
        }
        return held;
    }

    private boolean isHeld(Samples.Sample sample) {
        try {
            return holds(sample.sizes(), sample.points(), new HashMap<>(sample.values()));
        } catch (Singular outside) {
            return false;
        }
    }

    private boolean holds(Map<String, Integer> sizes, Points points, Map<String, Tensor<Double>> values) {
        claim.parameter().ifPresent(parameter -> values.put(parameter.name(), points.direction(parameter)));
        Tensor<Double> direction = inSpace(points.direction(claim.wrt()));
        return switch (claim.kind()) {
            case HESSIAN -> second(sizes, values, direction, points.direction(claim.second()));
            case HESSIAN_PRODUCT -> second(sizes, values, direction, given(values));
            case DIRECTIONAL -> first(sizes, values, given(values));
            case GRADIENT, JACOBIAN, VEC -> first(sizes, values, direction);
        };
    }

    /** The direction or upstream gradient that the formula is given. */
    private Tensor<Double> given(Map<String, Tensor<Double>> values) {
        return java.util.Objects.requireNonNull(
                values.get(claim.parameter().orElseThrow().name()));
    }

    private Tensor<Double> inSpace(Tensor<Double> direction) {
        int n = direction.rows();
        List<Double> entries = new ArrayList<>();
        if (claim.space() == Claim.Space.ALL) {
            return direction;
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                double upper = direction.at(Math.min(i, j), Math.max(i, j));
                entries.add(
                        switch (claim.space()) {
                            case ALL -> direction.at(i, j);
                            case SYMMETRIC, SYMMETRIC_ENTRIES -> upper;
                            case SKEW_SYMMETRIC -> i == j ? 0.0 : i < j ? upper : -upper;
                            case DIAGONAL -> i == j ? upper : 0.0;
                            case UPPER_TRIANGULAR -> i <= j ? direction.at(i, j) : 0.0;
                            case LOWER_TRIANGULAR -> i >= j ? direction.at(i, j) : 0.0;
                        });
            }
        }
        return new Tensor<>(direction.sizes(), entries);
    }

    private boolean first(Map<String, Integer> sizes, Map<String, Tensor<Double>> values, Tensor<Double> direction) {
        Duals<Double> duals = new Duals<>(new Doubles());
        Map<String, Tensor<Dual<Double>>> moved = new HashMap<>();
        for (Symbol symbol : claim.inputs()) {
            Tensor<Double> value = java.util.Objects.requireNonNull(values.get(symbol.name()));
            moved.put(
                    symbol.name(),
                    symbol.name().equals(claim.wrt().name())
                            ? zip(value, direction, Dual::new)
                            : value.map(duals::constant));
        }
        Tensor<Dual<Double>> y = value(new Evaluator<>(duals, sizes, moved));
        Tensor<Double> dy = y.map(Dual::tangent);
        Optional<Tensor<Double>> shown = result(sizes, values);
        if (shown.isEmpty() || !isFinite(y.map(Dual::value)) || !isFinite(dy) || !isFinite(shown.get())) {
            return false;
        }
        Tensor<Double> result = shown.get();
        switch (claim.kind()) {
            case GRADIENT -> {
                Tensor<Double> upstream = claim.parameter().isPresent() ? given(values) : Tensor.scalar(1.0);
                requireEqual(
                        inner(upstream, dy, false),
                        inner(result, direction, claim.space() == Claim.Space.SYMMETRIC_ENTRIES));
                requireInSpace(result);
            }
            case DIRECTIONAL -> requireEqual(dy.entries(), spread(result, dy).entries());
            case JACOBIAN -> requireEqual(dy.entries(), applied(result.entries(), direction.entries()));
            case VEC -> requireEqual(stacked(dy), applied(result.entries(), stacked(direction)));
            case HESSIAN, HESSIAN_PRODUCT ->
                throw new IllegalStateException("a Hessian is checked by second derivatives");
        }
        return true;
    }

    private boolean second(
            Map<String, Integer> sizes, Map<String, Tensor<Double>> values, Tensor<Double> one, Tensor<Double> two) {
        Duals<Double> inner = new Duals<>(new Doubles());
        Duals<Dual<Double>> outer = new Duals<>(inner);
        Map<String, Tensor<Dual<Dual<Double>>>> moved = new HashMap<>();
        for (Symbol symbol : claim.inputs()) {
            Tensor<Double> value = java.util.Objects.requireNonNull(values.get(symbol.name()));
            Tensor<Dual<Double>> once =
                    symbol.name().equals(claim.wrt().name()) ? zip(value, one, Dual::new) : value.map(inner::constant);
            moved.put(
                    symbol.name(),
                    symbol.name().equals(claim.second().name())
                            ? zip(once, two.map(inner::constant), Dual::new)
                            : once.map(outer::constant));
        }
        double mixed = value(new Evaluator<>(outer, sizes, moved))
                .entries()
                .get(0)
                .tangent()
                .tangent();
        Optional<Tensor<Double>> shown = result(sizes, values);
        if (shown.isEmpty() || !Double.isFinite(mixed) || !isFinite(shown.get())) {
            return false;
        }
        if (claim.kind() == Claim.Kind.HESSIAN_PRODUCT) {
            requireEqual(List.of(mixed), inner(one, shown.get(), false));
            return true;
        }
        List<Double> product = applied(shown.get().entries(), claim.rowByRow() ? two.entries() : stacked(two));
        requireEqual(List.of(mixed), List.of(sumOfProducts(claim.rowByRow() ? one.entries() : stacked(one), product)));
        return true;
    }

    private <V> Tensor<V> value(Evaluator<V> evaluator) {
        evaluator.define(claim.definitions());
        Definition last = claim.definitions().get(claim.definitions().size() - 1);
        return evaluator.value(io.deltafold.matrix.MatrixExpr.reference(last.symbol()));
    }

    private Optional<Tensor<Double>> result(Map<String, Integer> sizes, Map<String, Tensor<Double>> values) {
        if (claim.result().isPresent()) {
            Formula formula = claim.result().get();
            Evaluator<Double> evaluator = new Evaluator<>(new Doubles(), sizes, values);
            evaluator.define(claim.definitions());
            evaluator.define(formula.where());
            return Optional.of(evaluator.value(formula.value()));
        }
        return claim.index().map(node -> new NodeValue(sizes, values).of(node));
    }

    private void requireInSpace(Tensor<Double> result) {
        for (int i = 0; claim.space() != Claim.Space.ALL && i < result.rows(); i++) {
            for (int j = 0; j < result.columns(); j++) {
                double opposite = result.at(j, i);
                double expected = switch (claim.space()) {
                    case ALL -> result.at(i, j);
                    case SYMMETRIC, SYMMETRIC_ENTRIES -> opposite;
                    case SKEW_SYMMETRIC -> -opposite;
                    case DIAGONAL -> i == j ? result.at(i, j) : 0;
                    case UPPER_TRIANGULAR -> i <= j ? result.at(i, j) : 0;
                    case LOWER_TRIANGULAR -> i >= j ? result.at(i, j) : 0;
                };
                requireEqual(List.of(expected), List.of(result.at(i, j)));
            }
        }
    }

    /** A number stands for a tensor of equal entries. */
    private static Tensor<Double> spread(Tensor<Double> result, Tensor<Double> like) {
        return result.isSingle() && !like.isSingle()
                ? like.map(v -> result.entries().get(0))
                : result;
    }

    private static boolean isFinite(Tensor<Double> tensor) {
        return tensor.entries().stream().allMatch(v -> Double.isFinite(v) && Math.abs(v) < 1e9);
    }

    private static <A, B, C> Tensor<C> zip(Tensor<A> a, Tensor<B> b, java.util.function.BiFunction<A, B, C> combine) {
        List<C> entries = new ArrayList<>();
        for (int i = 0; i < a.entries().size(); i++) {
            entries.add(combine.apply(a.entries().get(i), b.entries().get(i)));
        }
        return new Tensor<>(a.sizes(), entries);
    }

    /** ⟨a, b⟩; over the upper triangle alone where each pair of symmetric entries counts once. */
    private static List<Double> inner(Tensor<Double> a, Tensor<Double> b, boolean upperTriangle) {
        if (a.entries().size() != b.entries().size()) {
            throw new Mismatch("the result has the sizes " + a.sizes() + ", not " + b.sizes());
        }
        double sum = 0;
        for (int i = 0; i < a.entries().size(); i++) {
            boolean counts = !upperTriangle || i / a.columns() <= i % a.columns();
            sum += counts ? a.entries().get(i) * b.entries().get(i) : 0;
        }
        return List.of(sum);
    }

    private static double sumOfProducts(List<Double> a, List<Double> b) {
        double sum = 0;
        for (int i = 0; i < a.size(); i++) {
            sum += a.get(i) * b.get(i);
        }
        return sum;
    }

    /** A matrix, row-major, times a vector. */
    private static List<Double> applied(List<Double> matrix, List<Double> vector) {
        int columns = vector.size();
        if (matrix.size() % columns != 0) {
            throw new Mismatch("the result has " + matrix.size() + " entries for " + columns + " columns");
        }
        List<Double> result = new ArrayList<>();
        for (int from = 0; from < matrix.size(); from += columns) {
            result.add(sumOfProducts(vector, matrix.subList(from, from + columns)));
        }
        return result;
    }

    /** Column by column; a tensor of order three or more has no columns, and its entries stay in their order. */
    private static List<Double> stacked(Tensor<Double> tensor) {
        if (tensor.sizes().size() > 2) {
            return tensor.entries();
        }
        List<Double> entries = new ArrayList<>();
        for (int j = 0; j < tensor.columns(); j++) {
            for (int i = 0; i < tensor.rows(); i++) {
                entries.add(tensor.at(i, j));
            }
        }
        return entries;
    }

    private static void requireEqual(List<Double> expected, List<Double> shown) {
        if (expected.size() != shown.size()) {
            throw new Mismatch("the result has " + shown.size() + " rows instead of " + expected.size());
        }
        double scale = 1;
        for (int i = 0; i < expected.size(); i++) {
            scale = Math.max(scale, Math.max(Math.abs(expected.get(i)), Math.abs(shown.get(i))));
        }
        for (int i = 0; i < expected.size(); i++) {
            if (Math.abs(expected.get(i) - shown.get(i)) > TOLERANCE * scale) {
                throw new Mismatch("the derivative is " + expected.get(i) + " but the formula gives " + shown.get(i));
            }
        }
    }
}
