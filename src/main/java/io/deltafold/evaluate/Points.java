package io.deltafold.evaluate;

import io.deltafold.matrix.Property;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Random values for variables that keep their declared properties; the same seed gives the same values. */
public final class Points {
    private static final int LARGEST = 3;
    private static final int DRAWS = 50;

    private final Doubles doubles = new Doubles();
    private final Structure<Double> structure = new Structure<>(doubles);
    private final SplittableRandom random;
    private final Map<String, Integer> sizes;

    public Points(long seed, Map<String, Integer> sizes) {
        this.random = new SplittableRandom(seed);
        this.sizes = sizes;
    }

    /** Numbers of either sign from 0.2 to 1.2, whatever the symbol's properties. */
    public Tensor<Double> direction(Symbol symbol) {
        return filled(symbol, this::entry);
    }

    private <V> Tensor<V> filled(Symbol symbol, Supplier<V> entry) {
        List<Integer> shape = new ArrayList<>();
        for (Size size : symbol.shape().sizes()) {
            int number = size.evaluate(sizes);
            if (number < 0) {
                throw new ArithmeticException("the size " + size + " is negative here");
            }
            shape.add(number);
        }
        int count = Tensor.count(shape);
        List<V> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(entry.get());
        }
        return new Tensor<>(shape, entries);
    }

    private double entry() {
        double size = random.nextDouble(0.2, 1.2);
        return random.nextBoolean() ? size : -size;
    }

    /** A value with the symbol's properties, of moderate entries; NaN where there is none. */
    public Tensor<Double> value(Symbol symbol) {
        Set<Property> closed = Structure.closure(symbol.properties());
        Tensor<Double> free = direction(symbol);
        Tensor<Double> a = closed.contains(Property.NONNEGATIVE) ? free.map(Math::abs) : free;
        if (!isSquare(a)) {
            return a;
        }
        int n = a.rows();
        if (Structure.isImpossible(closed, n)) {
            return a.map(v -> Double.NaN);
        }
        if (closed.contains(Property.ORTHOGONAL)) {
            return orthogonal(closed, a);
        }
        if (closed.contains(Property.POSITIVE_SEMIDEFINITE)) {
            double shift = closed.contains(Property.INVERTIBLE) ? 0.5 : 0;
            Tensor<Double> gram = structure.gram(a);
            return structure.masked(closed, structure.square(n, (i, j) -> gram.at(i, j) / n + (i == j ? shift : 0)));
        }
        // Rows in which the diagonal outweighs all else are far from dependent.
        boolean dominant = closed.contains(Property.INVERTIBLE);
        return structure.masked(
                closed,
                structure.square(n, (i, j) -> a.at(i, j) + (dominant && i == j ? Math.signum(a.at(i, i)) * n : 0)));
    }

    /** A value with the symbol's properties of whole numbers from −3 to 3, Gram matrices aside; NaN where there is none. */
    public Tensor<Double> integers(Symbol symbol) {
        return integers(symbol, LARGEST);
    }

    /** The same with another largest number. */
    public Tensor<Double> integers(Symbol symbol, int largest) {
        Set<Property> closed = Structure.closure(symbol.properties());
        boolean invertible = closed.contains(Property.INVERTIBLE);
        Tensor<Double> value = integersOnce(symbol, closed, largest);
        for (int i = 0; i < DRAWS && invertible && isSingular(value); i++) {
            value = integersOnce(symbol, closed, largest);
        }
        return invertible && isSingular(value) ? value.map(v -> Double.NaN) : value;
    }

    /** As the determinant is a whole number, it is zero or at least one. */
    private boolean isSingular(Tensor<Double> a) {
        return !(Math.abs(Elimination.determinant(doubles, a)) > 0.5);
    }

    private Tensor<Double> integersOnce(Symbol symbol, Set<Property> closed, int largest) {
        int least = closed.contains(Property.POSITIVE) ? 1 : closed.contains(Property.NONNEGATIVE) ? 0 : -largest;
        Tensor<Double> a = filled(symbol, () -> (double) random.nextInt(least, Math.max(least, largest) + 1));
        if (!isSquare(a)) {
            return a;
        }
        int n = a.rows();
        if (closed.contains(Property.ORTHOGONAL)) {
            return wholeOrthogonal(closed, n);
        }
        if (!closed.contains(Property.POSITIVE_SEMIDEFINITE)) {
            return structure.masked(closed, a);
        }
        double shift = closed.contains(Property.INVERTIBLE) ? 1 : 0;
        Tensor<Double> gram = structure.gram(a);
        return structure.masked(closed, structure.square(n, (i, j) -> gram.at(i, j) + (i == j ? shift : 0)));
    }

    /** A permutation with signs: all that whole numbers allow. */
    private Tensor<Double> wholeOrthogonal(Set<Property> closed, int n) {
        if (closed.contains(Property.POSITIVE_SEMIDEFINITE) || closed.contains(Property.NONNEGATIVE)) {
            return permutation(n, closed.contains(Property.SYMMETRIC));
        }
        if (closed.contains(Property.SKEW_SYMMETRIC)) {
            return n % 2 == 0 ? structure.quarterTurns(n) : structure.square(n, (i, j) -> Double.NaN);
        }
        List<Double> signs = signs(n);
        Tensor<Double> permutation = permutation(n, closed.contains(Property.SYMMETRIC));
        return structure.square(n, (i, j) -> signs.get(i) * permutation.at(i, j));
    }

    private static boolean isSquare(Tensor<Double> a) {
        return a.sizes().size() == 2 && a.rows() == a.columns();
    }

    private Tensor<Double> orthogonal(Set<Property> closed, Tensor<Double> a) {
        return closed.contains(Property.NONNEGATIVE)
                ? permutation(a.rows(), closed.contains(Property.SYMMETRIC))
                : structure.orthogonal(closed, a, signs(a.rows()));
    }

    private List<Double> signs(int n) {
        List<Double> signs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            signs.add(random.nextBoolean() ? 1.0 : -1.0);
        }
        return signs;
    }

    private Tensor<Double> permutation(int n, boolean trivial) {
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            columns.add(i);
        }
        for (int i = n - 1; i > 0 && !trivial; i--) {
            Collections.swap(columns, i, random.nextInt(i + 1));
        }
        return structure.square(n, (i, j) -> columns.get(i) == j ? 1.0 : 0.0);
    }
}
