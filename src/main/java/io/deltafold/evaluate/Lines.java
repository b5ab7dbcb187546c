package io.deltafold.evaluate;

import io.deltafold.scalar.ScalarFunction;
import io.deltafold.scalar.ScalarTable;
import java.util.ArrayList;
import java.util.List;

/** Functions of one line of numbers: a vector, a row or a column. */
final class Lines<V> {
    private static final ScalarFunction EXP = ScalarTable.named("exp").orElseThrow();
    private static final ScalarFunction LOG = ScalarTable.named("log").orElseThrow();

    private final Arithmetic<V> arithmetic;

    Lines(Arithmetic<V> arithmetic) {
        this.arithmetic = arithmetic;
    }

    /** Σ xᵢ. */
    V sum(List<V> x) {
        V total = arithmetic.zero();
        for (V entry : x) {
            total = arithmetic.plus(total, entry);
        }
        return total;
    }

    /** Σ xᵢ yᵢ. */
    V dot(List<V> x, List<V> y) {
        V total = arithmetic.zero();
        for (int i = 0; i < x.size(); i++) {
            total = arithmetic.plus(total, arithmetic.times(x.get(i), y.get(i)));
        }
        return total;
    }

    /** exp(xᵢ − c) / Σ exp(xⱼ − c), which does not depend on c. */
    List<V> softmax(List<V> x) {
        List<V> exponentials = exponentials(x, largest(x));
        V total = sum(exponentials);
        List<V> quotients = new ArrayList<>(x.size());
        for (V exponential : exponentials) {
            quotients.add(arithmetic.divide(exponential, total));
        }
        return quotients;
    }

    /** c + log Σ exp(xᵢ − c), which does not depend on c. */
    V logSumExp(List<V> x) {
        V shift = largest(x);
        V total = sum(exponentials(x, shift));
        return arithmetic.plus(shift, arithmetic.apply(LOG, List.of(total)));
    }

    private List<V> exponentials(List<V> x, V shift) {
        List<V> exponentials = new ArrayList<>(x.size());
        for (V entry : x) {
            exponentials.add(arithmetic.apply(EXP, List.of(arithmetic.minus(entry, shift))));
        }
        return exponentials;
    }

    private V largest(List<V> x) {
        V largest = x.get(0);
        for (V entry : x) {
            if (arithmetic.real(entry) > arithmetic.real(largest)) {
                largest = entry;
            }
        }
        return largest;
    }
}
