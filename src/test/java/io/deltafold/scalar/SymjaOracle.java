package io.deltafold.scalar;

import org.matheclipse.core.basic.Config;
import org.matheclipse.core.eval.ExprEvaluator;
import org.matheclipse.core.interfaces.IExpr;

/** Symja's own derivative of a function of x, as a number. */
final class SymjaOracle {
    private SymjaOracle() {}

    static double derivative(String function, double at) {
        Config.JAS_NO_THREADS = true;
        ExprEvaluator evaluator = new ExprEvaluator(true, (short) 10);
        IExpr value = evaluator.eval("N(D(" + function + ",x)/.x->(" + at + "))");
        return value.isReal() ? value.evalf() : Double.NaN;
    }
}
