package io.deltafold.evaluate;

import io.deltafold.number.Rational;
import io.deltafold.scalar.ScalarExpr;
import io.deltafold.scalar.ScalarFunction;
import java.util.ArrayList;
import java.util.List;

/** Dual numbers over another number system; nested, they give second derivatives. */
public final class Duals<V> implements Arithmetic<Dual<V>> {
    private final Arithmetic<V> base;
    private final V zero;

    public Duals(Arithmetic<V> base) {
        this.base = base;
        this.zero = base.of(Rational.ZERO);
    }

    /** A number that does not move. */
    public Dual<V> constant(V value) {
        return new Dual<>(value, zero);
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

    @Override
    public Dual<V> times(Dual<V> a, Dual<V> b) {
        return new Dual<>(
                base.times(a.value(), b.value()),
                base.plus(base.times(a.value(), b.tangent()), base.times(a.tangent(), b.value())));
    }

    @Override
    public Dual<V> divide(Dual<V> a, Dual<V> b) {
        V quotient = base.divide(a.value(), b.value());
        return new Dual<>(
                quotient, base.divide(base.minus(a.tangent(), base.times(quotient, b.tangent())), b.value()));
    }

    /** f(u + v ε) = f(u) + Σ ∂f/∂uₖ vₖ ε. */
    @Override
    public Dual<V> apply(ScalarFunction function, List<Dual<V>> arguments) {
        List<V> values = new ArrayList<>(arguments.size());
        for (Dual<V> argument : arguments) {
            values.add(argument.value());
        }
        V tangent = zero;
        for (int k = 0; k < arguments.size(); k++) {
            V direction = arguments.get(k).tangent();
            // A constant argument contributes nothing, even where the derivative by it is undefined.
            if (!base.isZero(direction)) {
                tangent = base.plus(tangent, base.times(evaluate(function.derivative(k), values), direction));
            }
        }
        return new Dual<>(base.apply(function, values), tangent);
    }

    private V evaluate(ScalarExpr expression, List<V> arguments) {
        if (expression instanceof ScalarExpr.Argument argument) {
            return arguments.get(argument.position());
        } else if (expression instanceof ScalarExpr.Constant constant) {
            return base.of(constant.value());
        } else if (expression instanceof ScalarExpr.Pi) {
            return base.of(Math.PI);
        } else if (expression instanceof ScalarExpr.Sum sum) {
            V total = zero;
            for (ScalarExpr term : sum.terms()) {
                total = base.plus(total, evaluate(term, arguments));
            }
            return total;
        } else if (expression instanceof ScalarExpr.Product product) {
            V total = base.of(Rational.ONE);
            for (ScalarExpr factor : product.factors()) {
                total = base.times(total, evaluate(factor, arguments));
            }
            return total;
        } else if (expression instanceof ScalarExpr.Apply apply) {
            List<V> inner = new ArrayList<>();
            for (ScalarExpr argument : apply.arguments()) {
                inner.add(evaluate(argument, arguments));
            }
            return base.apply(apply.function(), inner);
        }
        throw new IllegalStateException("unknown scalar expression " + expression);
    }

    @Override
    public double magnitude(Dual<V> value) {
        return base.magnitude(value.value());
    }

    @Override
    public boolean isZero(Dual<V> value) {
        return base.isZero(value.value()) && base.isZero(value.tangent());
    }
}
