package io.deltafold.scalar;

import io.deltafold.number.Rational;
import java.util.ArrayList;
import java.util.List;

/** An expression in the arguments of a scalar function: what derivatives of scalar functions are made of. */
public sealed interface ScalarExpr {
    /** The argument number {@code position}, from 0. */
    record Argument(int position) implements ScalarExpr {}

    /** A rational constant. */
    record Constant(Rational value) implements ScalarExpr {}

    /** The circle constant π. */
    record Pi() implements ScalarExpr {}

    /** A sum of terms. */
    record Sum(List<ScalarExpr> terms) implements ScalarExpr {
        public Sum {
            terms = List.copyOf(terms);
        }
    }

    /** A product of factors. */
    record Product(List<ScalarExpr> factors) implements ScalarExpr {
        public Product {
            factors = List.copyOf(factors);
        }
    }

    /** A scalar function of expressions. */
    record Apply(ScalarFunction function, List<ScalarExpr> arguments) implements ScalarExpr {
        public Apply {
            arguments = List.copyOf(arguments);
        }
    }

    static ScalarExpr argument(int position) {
        return new Argument(position);
    }

    static ScalarExpr constant(Rational value) {
        return new Constant(value);
    }

    static ScalarExpr constant(long value) {
        return new Constant(Rational.of(value));
    }

    /** The sum, without zero terms. */
    static ScalarExpr sum(List<ScalarExpr> terms) {
        List<ScalarExpr> kept = new ArrayList<>(terms);
        kept.removeIf(term -> term instanceof Constant c && c.value().isZero());
        return switch (kept.size()) {
            case 0 -> constant(0);
            case 1 -> kept.get(0);
            default -> new Sum(kept);
        };
    }

    /** {@code left - right}. */
    static ScalarExpr minus(ScalarExpr left, ScalarExpr right) {
        return sum(List.of(left, product(List.of(constant(-1), right))));
    }

    /** The product, with its constants multiplied. */
    static ScalarExpr product(List<ScalarExpr> factors) {
        Rational constant = Rational.ONE;
        List<ScalarExpr> kept = new ArrayList<>();
        for (ScalarExpr factor : factors) {
            if (factor instanceof Constant c) {
                constant = constant.times(c.value());
            } else {
                kept.add(factor);
            }
        }
        if (constant.isZero() || kept.isEmpty()) {
            return constant(constant);
        }
        if (!constant.isOne()) {
            kept.add(0, constant(constant));
        }
        return kept.size() == 1 ? kept.get(0) : new Product(kept);
    }

    /** {@code base} to a constant power. */
    static ScalarExpr power(ScalarExpr base, Rational exponent) {
        if (exponent.isZero()) {
            return constant(1);
        }
        return exponent.isOne() ? base : new Apply(new Power(exponent), List.of(base));
    }
}
