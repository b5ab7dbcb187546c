package io.deltafold.index;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Functions of a Kronecker product of square matrices by its factors: (A ⊗ B)⁻¹ = A⁻¹ ⊗ B⁻¹ and det(A ⊗ B) = det(A)ⁿ
 * det(B)ᵐ for A of size m and B of size n (Magnus and Neudecker 2.3).
 */
final class KroneckerRules {
    private KroneckerRules() {}

    /** What a call stands for; empty where it is no such function of a Kronecker product. */
    static Optional<MatrixExpr> apply(MatrixExpr.Call call) {
        if (!(call.arguments().get(0) instanceof MatrixExpr.Kronecker product)
                || product.factors().stream().anyMatch(factor -> !isSquare(factor))) {
            return Optional.empty();
        }
        List<MatrixExpr> factors = product.factors();
        return switch (call.function()) {
            case INV ->
                Optional.of(MatrixExpr.kronecker(factors.stream()
                        .map(f -> MatrixExpr.call(MatrixFunction.INV, f))
                        .toList()));
            case LOGDET -> {
                List<MatrixExpr> terms = new ArrayList<>();
                for (MatrixExpr factor : factors) {
                    terms.add(MatrixExpr.hadamard(List.of(
                            new MatrixExpr.SizeValue(others(product, factor)),
                            MatrixExpr.call(MatrixFunction.LOGDET, factor))));
                }
                yield Optional.of(MatrixExpr.sum(terms));
            }
            case DET -> {
                List<MatrixExpr> powers = new ArrayList<>();
                for (MatrixExpr factor : factors) {
                    Optional<Rational> exponent = others(product, factor).constant();
                    if (exponent.isEmpty()) {
                        yield Optional.empty();
                    }
                    powers.add(MatrixExpr.power(MatrixExpr.call(MatrixFunction.DET, factor), exponent.get()));
                }
                yield Optional.of(MatrixExpr.hadamard(powers));
            }
            default -> Optional.empty();
        };
    }

    private static boolean isSquare(MatrixExpr e) {
        return e.shape().isMatrix() && e.shape().rows().equals(e.shape().columns());
    }

    /** The size of the product of the other factors. */
    private static Size others(MatrixExpr.Kronecker product, MatrixExpr factor) {
        return product.shape().rows().dividedBy(factor.shape().rows()).orElseThrow();
    }
}
