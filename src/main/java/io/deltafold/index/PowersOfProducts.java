package io.deltafold.index;

import io.deltafold.index.Node.Factor;
import io.deltafold.scalar.Power;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * u · uᵖ = uᵖ⁺¹ where u is a sum of products that was taken apart: Σ_p w[i,p] h[p,j] beside (W H)⁻²[i,j], xᵀx beside
 * (xᵀx)^{−3/2}. The factors of u are looked for among the others.
 */
final class PowersOfProducts {
    private static final int MOST_FACTORS = 6;

    private final ProductBuilder builder;
    private final Subscripts outputs;

    PowersOfProducts(ProductBuilder builder, Subscripts outputs) {
        this.builder = builder;
        this.outputs = outputs;
    }

    /** The factors with one such product merged; empty where there is none. */
    Optional<List<Factor>> apply(List<Factor> factors) {
        for (Factor power : factors) {
            if (power.node() instanceof Node.Map map
                    && map.function() instanceof Power function
                    && function.exponent().signum() < 0
                    && map.arguments().get(0) instanceof Node.Product base
                    && base.coefficient().isOne()
                    && base.factors().size() <= MOST_FACTORS
                    && base.factors().size() < factors.size()
                    && base.outputs().isDistinct()) {
                int[] names = new int[base.indexSizes().size()];
                Arrays.fill(names, -1);
                for (int axis = 0; axis < base.order(); axis++) {
                    names[base.outputs().get(axis)] = power.subscripts().get(axis);
                }
                List<Factor> others = new ArrayList<>(factors);
                others.remove(power);
                Optional<List<Factor>> rest = without(base, 0, names, others);
                if (rest.isPresent()) {
                    List<Factor> merged = new ArrayList<>(rest.get());
                    merged.add(power);
                    merged.add(new Factor(base, power.subscripts()));
                    return Optional.of(merged);
                }
            }
        }
        return Optional.empty();
    }

    /** The factors without those of the base from a position on, its indices being named as far as known. */
    private Optional<List<Factor>> without(Node.Product base, int position, int[] names, List<Factor> factors) {
        if (position == base.factors().size()) {
            return isClosed(base, names, factors) ? Optional.of(factors) : Optional.empty();
        }
        Factor wanted = base.factors().get(position);
        for (Factor candidate : factors) {
            if (candidate.node() != wanted.node()) {
                continue;
            }
            int[] extended = names.clone();
            boolean fits = true;
            for (int axis = 0; axis < wanted.subscripts().size() && fits; axis++) {
                int index = wanted.subscripts().get(axis);
                int actual = candidate.subscripts().get(axis);
                fits = extended[index] < 0 || extended[index] == actual;
                extended[index] = actual;
            }
            if (fits) {
                List<Factor> rest = new ArrayList<>(factors);
                rest.remove(candidate);
                Optional<List<Factor>> found = without(base, position + 1, extended, rest);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the summed indices of the base are its own: different, no outputs, and in no other factor. */
    private boolean isClosed(Node.Product base, int[] names, List<Factor> others) {
        Map<Integer, Integer> seen = new HashMap<>();
        for (int index = 0; index < names.length; index++) {
            boolean summed = !base.outputs().contains(index);
            int name = names[index];
            if (name < 0 || summed && seen.put(name, index) != null) {
                return false;
            }
            if (summed
                    && (outputs.contains(name)
                            || others.stream().anyMatch(f -> f.subscripts().contains(name)))) {
                return false;
            }
        }
        // The summed indices are spent: what is put back carries only the outputs of the base.
        for (int index = 0; index < names.length; index++) {
            if (!base.outputs().contains(index)) {
                builder.retire(names[index]);
            }
        }
        return true;
    }
}
