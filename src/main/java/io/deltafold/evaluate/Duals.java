package io.deltafold.evaluate;

import io.deltafold.number.Rational;
import io.deltafold.scalar.ScalarExpr;
import io.deltafold.scalar.ScalarFunction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Dual numbers over another number system; nested, they give second derivatives. For use by one thread: the derivatives
 * of scalar functions are kept once they are translated.
 */
public final class Duals<V> implements Arithmetic<Dual<V>> {
    /** A scalar expression with its constants already in the number system. */
    @FunctionalInterface
    private interface Translated<V> {
        V at(List<V> arguments);
    }

    private final Arithmetic<V> base;
    private final V still;
    private final Dual<V> zero;
    private final Dual<V> one;
    private final Map<ScalarFunction, List<Translated<V>>> derivatives = new HashMap<>();

    public Duals(Arithmetic<V> base) {
        this.base = base;
        this.still = base.zero();
        this.zero = constant(base.zero());
        this.one = constant(base.one());
    }

    /** A number that does not move. */
    public Dual<V> constant(V value) {
        return new Dual<>(value, still);
    }

    @Override
    public Dual<V> zero() {
        return zero;
    }

    @Override
    public Dual<V> one() {
        return one;
    }

    @Override
    public Dual<V> of(Rational value) {
        return constant(base.of(value));
    }

    @Override
    public Dual<V> of(double value) {
        return constant(base.of(value));
    }

    @Override
    public Dual<V> plus(Dual<V> a, Dual<V> b) {
        return new Dual<>(base.plus(a.value(), b.value()), base.plus(a.tangent(), b.tangent()));
    }

    @Override
    public Dual<V> minus(Dual<V> a, Dual<V> b) {
        return new Dual<>(base.minus(a.value(), b.value()), base.minus(a.tangent(), b.tangent()));
    }

    /** (a + a′ε)(b + b′ε) = ab + (ab′ + a′b)ε. */
    @Override
    public Dual<V> times(Dual<V> a, Dual<V> b) {
        V product = base.times(a.value(), b.value());
        if (base.isZero(a.tangent())) {
            return base.isZero(b.tangent())
                    ? constant(product)
                    : new Dual<>(product, base.times(a.value(), b.tangent()));
        }
        V left = base.times(a.tangent(), b.value());
        return new Dual<>(
                product, base.isZero(b.tangent()) ? left : base.plus(left, base.times(a.value(), b.tangent())));
    }

    /** (a + a′ε)/(b + b′ε) = q + (a′ − qb′)/b ε with q = a/b. */
    @Override
    public Dual<V> divide(Dual<V> a, Dual<V> b) {
        V quotient = base.divide(a.value(), b.value());
        V rest = base.isZero(b.tangent()) ? a.tangent() : base.minus(a.tangent(), base.times(quotient, b.tangent()));
        return new Dual<>(quotient, base.isZero(rest) ? still : base.divide(rest, b.value()));
    }

    @Override
    public Dual<V> negate(Dual<V> value) {
        return new Dual<>(base.negate(value.value()), base.negate(value.tangent()));
    }

    /** f(u + vε) = f(u) + Σₖ ∂f/∂uₖ(u) vₖ ε. */
    @Override
    public Dual<V> apply(ScalarFunction function, List<Dual<V>> arguments) {
        List<V> values = new ArrayList<>(arguments.size());
        for (Dual<V> argument : arguments) {
            values.add(argument.value());
        }
        V tangent = still;
        for (int k = 0; k < arguments.size(); k++) {
            V direction = arguments.get(k).tangent();
            // A constant argument contributes nothing, even where the derivative by it does not exist.
            if (!base.isZero(direction)) {
                tangent = base.plus(tangent, base.times(derivative(function, k).at(values), direction));
            }
        }
        return new Dual<>(base.apply(function, values), tangent);
    }

    private Translated<V> derivative(ScalarFunction function, int argument) {
        List<Translated<V>> known = derivatives.get(function);
        if (known == null) {
            known = new ArrayList<>();
            for (int k = 0; k < function.arity(); k++) {
                ScalarExpr slope = function.derivative(k);
                known.add(translate(slope));
            }
            derivatives.put(function, known);
        }
        return known.get(argument);
    }

    private Translated<V> translate(ScalarExpr expression) {
        if (expression instanceof ScalarExpr.Argument argument) {
            return arguments -> arguments.get(argument.position());
        } else if (expression instanceof ScalarExpr.Constant constant) {
            V value = base.of(constant.value());
            return arguments -> value;
        } else if (expression instanceof ScalarExpr.Pi) {
            V value = base.of(Math.PI);
            return arguments -> value;
        } else if (expression instanceof ScalarExpr.Sum sum) {
            List<Translated<V>> terms = translate(sum.terms());
            return arguments -> {
                V total = base.zero();
                for (Translated<V> term : terms) {
                    total = base.plus(total, term.at(arguments));
                }
                return total;
            };
        } else if (expression instanceof ScalarExpr.Product product) {
            List<Translated<V>> factors = translate(product.factors());
            return arguments -> {
                V total = base.one();
                for (Translated<V> factor : factors) {
                    total = base.times(total, factor.at(arguments));
                }
                return total;
            };
        } else if (expression instanceof ScalarExpr.Apply apply) {
            List<Translated<V>> inner = translate(apply.arguments());
            return arguments -> {
                List<V> values = new ArrayList<>(inner.size());
                for (Translated<V> argument : inner) {
                    values.add(argument.at(arguments));
                }
                return base.apply(apply.function(), values);
            };
        }
        throw new IllegalStateException("unknown scalar expression " + expression);
    }

    private List<Translated<V>> translate(List<ScalarExpr> expressions) {
        List<Translated<V>> translated = new ArrayList<>(expressions.size());
        for (ScalarExpr expression : expressions) {
            translated.add(translate(expression));
        }
        return translated;
    }

    @Override
    public double real(Dual<V> value) {
        return base.real(value.value());
    }

    @Override
    public boolean isZero(Dual<V> value) {
        return base.isZero(value.value()) && base.isZero(value.tangent());
    }

    @Override
    public Dual<V> undefined() {
        return new Dual<>(base.undefined(), base.undefined());
    }
}
