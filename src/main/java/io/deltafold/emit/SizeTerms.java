package io.deltafold.emit;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Sizes written out as scalar expressions over size names, so that they are printed like anything else. */
final class SizeTerms {
    private SizeTerms() {}

    /** {@code m*n - 1} as a sum of products of {@link MatrixExpr.SizeValue}s that are names. */
    static MatrixExpr expression(Size size) {
        List<MatrixExpr> terms = new ArrayList<>();
        for (Map.Entry<Size.Monomial, Rational> term : size.terms().entrySet()) {
            List<MatrixExpr> factors = new ArrayList<>();
            Rational coefficient = term.getValue();
            boolean minus = coefficient.signum() < 0;
            if (!coefficient.abs().isOne() || term.getKey().factors().isEmpty()) {
                factors.add(MatrixExpr.number(coefficient.abs()));
            }
            for (Size.Monomial.Factor factor : term.getKey().factors()) {
                factors.add(MatrixExpr.power(
                        new MatrixExpr.SizeValue(Size.named(factor.name())), Rational.of(factor.exponent())));
            }
            MatrixExpr product = MatrixExpr.hadamard(factors);
            terms.add(minus ? MatrixExpr.negate(product) : product);
        }
        if (terms.isEmpty()) {
            return MatrixExpr.number(0);
        }
        return terms.size() == 1 ? terms.get(0) : new MatrixExpr.Sum(terms, Shape.SCALAR);
    }

    /** Whether the size is one name alone. */
    static boolean isName(Size size) {
        return size.names().size() == 1
                && size.equals(Size.named(size.names().iterator().next()));
    }
}
