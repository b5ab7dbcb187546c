package io.deltafold.evaluate;

import static io.deltafold.evaluate.Sample.of;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltafold.evaluate.PrimeField.Residue;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Rational;
import io.deltafold.scalar.Power;
import io.deltafold.scalar.ScalarTable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PrimeFieldTest {
    private static final BigInteger P = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);
    private static final PrimeField FIELD = new PrimeField();

    private static BigInteger big(Residue value) {
        return BigInteger.valueOf(value.value());
    }

    private static List<Residue> numbers() {
        List<Residue> numbers = new ArrayList<>();
        for (long edge : new long[] {0, 1, 2, 3, 1L << 31, 1L << 60, PrimeField.MODULUS - 2, PrimeField.MODULUS - 1}) {
            numbers.add(new Residue(edge));
        }
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 60; i++) {
            numbers.add(new Residue(random.nextLong(PrimeField.MODULUS)));
        }
        return numbers;
    }

    @Test
    void operationsAgreeWithBigIntegers() {
        assertThat(P.isProbablePrime(50)).isTrue();
        for (Residue a : numbers()) {
            assertThat(big(FIELD.negate(a))).isEqualTo(big(a).negate().mod(P));
            for (Residue b : numbers()) {
                assertThat(big(FIELD.plus(a, b))).isEqualTo(big(a).add(big(b)).mod(P));
                assertThat(big(FIELD.minus(a, b)))
                        .isEqualTo(big(a).subtract(big(b)).mod(P));
                assertThat(big(FIELD.times(a, b)))
                        .isEqualTo(big(a).multiply(big(b)).mod(P));
            }
        }
        for (Residue b : numbers().subList(1, 30)) {
            assertThat(big(FIELD.divide(FIELD.of(Rational.of(3)), b)))
                    .isEqualTo(
                            big(b).modInverse(P).multiply(BigInteger.valueOf(3)).mod(P));
        }
    }

    @Test
    void rationalsAndPowers() {
        Residue third = FIELD.of(Rational.of(-1, 3));
        assertThat(FIELD.times(third, FIELD.of(Rational.of(-3)))).isEqualTo(FIELD.one());
        Residue seven = FIELD.of(Rational.of(7));
        for (int k = -5; k <= 5; k++) {
            assertThat(FIELD.apply(new Power(Rational.of(k)), List.of(seven)))
                    .isEqualTo(FIELD.of(Rational.of(7).power(k)));
        }
        assertThat(FIELD.apply(new Power(Rational.ZERO), List.of(FIELD.zero()))).isEqualTo(FIELD.one());
        Rational order = new Rational(P.subtract(BigInteger.ONE), BigInteger.ONE);
        assertThat(FIELD.apply(new Power(order), List.of(FIELD.zero()))).isEqualTo(FIELD.zero());
    }

    @Test
    void whatHasNoValueIsRefused() {
        assertThatThrownBy(() -> FIELD.divide(FIELD.one(), FIELD.zero())).isInstanceOf(Singular.class);
        assertThatThrownBy(() -> FIELD.apply(new Power(Rational.MINUS_ONE), List.of(FIELD.zero())))
                .isInstanceOf(Singular.class);
        assertThatThrownBy(() -> FIELD.apply(new Power(Rational.HALF), List.of(FIELD.one())))
                .isInstanceOf(NotRational.class);
        assertThatThrownBy(() -> FIELD.apply(ScalarTable.named("exp").orElseThrow(), List.of(FIELD.one())))
                .isInstanceOf(NotRational.class)
                .hasMessage("exp is not rational");
        assertThatThrownBy(() -> evaluate(1, new MatrixExpr.Pi())).isInstanceOf(NotRational.class);
        assertThatThrownBy(() -> evaluate(
                        1, MatrixExpr.call(MatrixFunction.INV, new MatrixExpr.Ones(Shape.matrix(Sample.N, Sample.N)))))
                .isInstanceOf(Singular.class);
        assertThatThrownBy(() -> evaluate(1, Sample.call(MatrixFunction.LOGDET, Sample.S)))
                .isInstanceOf(NotRational.class);
        assertThatThrownBy(() -> new Residue(PrimeField.MODULUS)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Tensor<Residue>> values(long seed) {
        FieldPoints points = new FieldPoints(seed, Sample.SIZES);
        Map<String, Tensor<Residue>> values = new LinkedHashMap<>();
        Sample.SYMBOLS.forEach(symbol -> values.put(symbol.name(), points.value(symbol)));
        return values;
    }

    private static Tensor<Residue> evaluate(long seed, MatrixExpr expression) {
        return new Evaluator<>(FIELD, Sample.SIZES, values(seed)).value(expression);
    }

    private static void identity(MatrixExpr left, MatrixExpr right) {
        for (long seed = 0; seed < 3; seed++) {
            assertThat(evaluate(seed, left)).isEqualTo(evaluate(seed, right));
        }
    }

    @Test
    void identitiesHoldExactly() {
        MatrixExpr a = of(Sample.A);
        MatrixExpr d = of(Sample.D);
        MatrixExpr s = of(Sample.S);
        MatrixExpr b = of(Sample.B);
        MatrixExpr inverse = MatrixExpr.call(MatrixFunction.INV, s);
        MatrixExpr square = Sample.matMul(a, MatrixExpr.transpose(d));
        identity(
                MatrixExpr.call(MatrixFunction.TR, square),
                MatrixExpr.call(MatrixFunction.TR, Sample.matMul(MatrixExpr.transpose(d), a)));
        identity(Sample.matMul(inverse, s), new MatrixExpr.Identity(Sample.N));
        identity(Sample.matMul(s, inverse), new MatrixExpr.Identity(Sample.N));
        identity(
                MatrixExpr.call(MatrixFunction.DET, MatrixExpr.matrixPower(s, 3)),
                MatrixExpr.power(MatrixExpr.call(MatrixFunction.DET, s), Rational.of(3)));
        identity(
                MatrixExpr.call(MatrixFunction.VEC, Sample.matMul(a, s, b)),
                Sample.matMul(
                        MatrixExpr.kronecker(List.of(MatrixExpr.transpose(b), a)),
                        MatrixExpr.call(MatrixFunction.VEC, s)));
        identity(
                MatrixExpr.divide(a, of(Sample.ROW)),
                Sample.hadamard(a, MatrixExpr.power(of(Sample.ROW), Rational.MINUS_ONE)));
        identity(
                MatrixExpr.call(MatrixFunction.DET, Sample.matMul(of(Sample.X), Sample.transpose(Sample.Y))),
                MatrixExpr.number(0));
    }

    @Test
    void whatIsNoIdentityDiffers() {
        MatrixExpr a = of(Sample.A);
        MatrixExpr s = of(Sample.S);
        assertThat(evaluate(1, MatrixExpr.transpose(s))).isNotEqualTo(evaluate(1, s));
        assertThat(evaluate(1, MatrixExpr.call(MatrixFunction.VEC, a)))
                .isNotEqualTo(evaluate(1, new MatrixExpr.Ones(Shape.vector(Sample.N.times(Sample.M)))));
    }

    @Test
    void dualNumbersOverTheFieldDifferentiateExactly() {
        Duals<Residue> duals = new Duals<>(FIELD);
        Map<String, Tensor<Residue>> values = values(4);
        Map<String, Tensor<Residue>> others = values(5);
        Map<String, Tensor<Dual<Residue>>> moved = new LinkedHashMap<>();
        values.forEach((name, value) -> moved.put(name, value.map(duals::constant)));
        List<Dual<Residue>> entries = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            entries.add(new Dual<>(
                    values.get("S").entries().get(i), others.get("S").entries().get(i)));
        }
        moved.put("S", new Tensor<>(List.of(4, 4), entries));
        Tensor<Residue> derivative = new Evaluator<>(duals, Sample.SIZES, moved)
                .value(Sample.call(MatrixFunction.INV, Sample.S))
                .map(Dual::tangent);
        Map<String, Tensor<Residue>> both = new LinkedHashMap<>(values);
        both.put("V", others.get("S"));
        MatrixExpr inverse = Sample.call(MatrixFunction.INV, Sample.S);
        MatrixExpr expected = MatrixExpr.negate(Sample.matMul(inverse, of(Sample.INVERTIBLE), inverse));
        assertThat(derivative).isEqualTo(new Evaluator<>(FIELD, Sample.SIZES, both).value(expected));
    }
}
