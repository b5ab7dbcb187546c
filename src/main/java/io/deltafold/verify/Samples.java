package io.deltafold.verify;

import io.deltafold.evaluate.Points;
import io.deltafold.evaluate.Tensor;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Property;
import io.deltafold.matrix.Symbol;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Random sizes and values for the variables of a program, one attempt after another: all sizes different, now and then a
 * size of one, later attempts positive or of another order of magnitude to find a point of the domain.
 */
public final class Samples {
    /**
     * One point.
     *
     * @param points where further values come from
     */
    public record Sample(Map<String, Integer> sizes, Map<String, Tensor<Double>> values, Points points) {}

    private final List<Symbol> inputs;
    private final TrialSizes sizes;

    /** @param expressions whose shapes and positions need sizes too */
    public Samples(List<Symbol> inputs, Collection<MatrixExpr> expressions, Set<String> moreSizeNames) {
        this.inputs = inputs;
        this.sizes = new TrialSizes(inputs, expressions, moreSizeNames);
    }

    /** The sample of an attempt, always the same one; empty where some axis would not be positive. */
    public Optional<Sample> attempt(int attempt) {
        return sizes.attempt(attempt).map(chosen -> sample(attempt, chosen));
    }

    private Sample sample(int attempt, Map<String, Integer> chosen) {
        Points points = new Points(7919L * attempt + 1, chosen);
        Map<String, Tensor<Double>> values = new LinkedHashMap<>();
        SplittableRandom scales = new SplittableRandom(31L * attempt + 5);
        for (Symbol symbol : inputs) {
            values.put(symbol.name(), scaled(points.value(symbol), symbol, scales, attempt));
        }
        return new Sample(chosen, values, points);
    }

    private static Tensor<Double> scaled(Tensor<Double> value, Symbol symbol, SplittableRandom scales, int attempt) {
        double scale = attempt < 6 ? 1 : List.of(1.0, 0.1, 0.3, 3.0, 10.0).get(scales.nextInt(5));
        boolean positive = attempt >= 3 && attempt % 2 == 1;
        boolean keepsSigns = symbol.properties().contains(Property.SKEW_SYMMETRIC)
                || symbol.properties().contains(Property.POSITIVE_SEMIDEFINITE)
                || symbol.properties().contains(Property.ORTHOGONAL);
        double factor = symbol.properties().contains(Property.ORTHOGONAL) ? 1 : scale;
        return value.map(v -> factor * (positive && !keepsSigns ? Math.abs(v) : v));
    }
}
