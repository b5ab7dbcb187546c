package io.deltafold.evaluate;

import io.deltafold.evaluate.PrimeField.Residue;
import io.deltafold.matrix.Property;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Uniformly random values in the prime field for variables that keep their declared equations, such as A = Aᵀ or QᵀQ = I.
 *
 * <p>A field has no order. Positive numbers are replaced by all, positive-definite matrices by all symmetric ones: a
 * rational identity that holds on an open set holds everywhere.
 */
public final class FieldPoints {
    private final PrimeField field = new PrimeField();
    private final Structure<Residue> structure = new Structure<>(field);
    private final SplittableRandom random;
    private final Map<String, Integer> sizes;

    public FieldPoints(long seed, Map<String, Integer> sizes) {
        this.random = new SplittableRandom(seed);
        this.sizes = sizes;
    }

    /**
     * A value with the symbol's properties.
     *
     * @throws Singular where there is none
     */
    public Tensor<Residue> value(Symbol symbol) {
        List<Integer> shape = new ArrayList<>();
        for (Size size : symbol.shape().sizes()) {
            shape.add(size.evaluate(sizes));
        }
        Tensor<Residue> free = new Tensor<>(shape, entries(Tensor.count(shape)));
        if (shape.size() != 2 || free.rows() != free.columns()) {
            return free;
        }
        Set<Property> closed = Structure.closure(symbol.properties());
        if (Structure.isImpossible(closed, free.rows())) {
            throw new Singular();
        }
        return closed.contains(Property.ORTHOGONAL)
                ? structure.orthogonal(closed, free, signs(free.rows()))
                : structure.masked(closed, free);
    }

    private List<Residue> entries(int count) {
        List<Residue> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(new Residue(random.nextLong(PrimeField.MODULUS)));
        }
        return entries;
    }

    private List<Residue> signs(int n) {
        List<Residue> signs = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            signs.add(random.nextBoolean() ? field.one() : field.negate(field.one()));
        }
        return signs;
    }
}
