package io.deltafold.evaluate;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Property;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.SizeEquality;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.ScalarFunction;
import io.deltafold.scalar.ScalarTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Variables of all shapes, and one expression of every kind in them. */
final class Sample {
    static final Size M = Size.named("m");
    static final Size N = Size.named("n");
    static final Size P = Size.named("p");

    static final Symbol A = matrix("A", M, N);
    static final Symbol B = matrix("B", N, P);
    static final Symbol D = matrix("D", M, N);
    static final Symbol S = matrix("S", N, N);
    static final Symbol ROW = matrix("r", Size.ONE, N);
    static final Symbol COLUMN = matrix("c", M, Size.ONE);
    static final Symbol TALL = matrix("h", N, Size.ONE);
    static final Symbol SINGLE = matrix("w", Size.ONE, Size.ONE);
    static final Symbol X = new Symbol("x", Shape.vector(N));
    static final Symbol Y = new Symbol("y", Shape.vector(N));
    static final Symbol U = new Symbol("u", Shape.vector(M));
    static final Symbol T = new Symbol("t", Shape.SCALAR);
    static final Symbol CUBE = new Symbol("K", new Shape(List.of(M, N, P)));
    static final Symbol FLAT_CUBE = new Symbol("F", new Shape(List.of(Size.ONE, N, Size.ONE)));
    static final Symbol INVERTIBLE = new Symbol("V", Shape.matrix(N, N), Property.closure(Set.of(Property.INVERTIBLE)));

    static final List<Symbol> SYMBOLS =
            List.of(A, B, D, S, ROW, COLUMN, TALL, SINGLE, X, Y, U, T, CUBE, FLAT_CUBE, INVERTIBLE);

    static final Map<String, Integer> SIZES = Map.of("m", 3, "n", 4, "p", 2);

    private Sample() {}

    private static Symbol matrix(String name, Size rows, Size columns) {
        return new Symbol(name, Shape.matrix(rows, columns));
    }

    static MatrixExpr of(Symbol symbol) {
        return MatrixExpr.reference(symbol);
    }

    static MatrixExpr sum(MatrixExpr... terms) {
        return MatrixExpr.sum(List.of(terms));
    }

    static MatrixExpr hadamard(MatrixExpr... factors) {
        return MatrixExpr.hadamard(List.of(factors));
    }

    static MatrixExpr matMul(MatrixExpr... factors) {
        return MatrixExpr.matMul(List.of(factors));
    }

    static MatrixExpr matMul(Symbol... factors) {
        List<MatrixExpr> expressions = new ArrayList<>();
        for (Symbol factor : factors) {
            expressions.add(of(factor));
        }
        return MatrixExpr.matMul(expressions);
    }

    static MatrixExpr transpose(Symbol symbol) {
        return MatrixExpr.transpose(of(symbol));
    }

    static MatrixExpr call(MatrixFunction function, Symbol... symbols) {
        MatrixExpr[] arguments = new MatrixExpr[symbols.length];
        for (int i = 0; i < symbols.length; i++) {
            arguments[i] = of(symbols[i]);
        }
        return MatrixExpr.call(function, arguments);
    }

    static MatrixExpr apply(String function, MatrixExpr... arguments) {
        ScalarFunction known = ScalarTable.named(function).orElseThrow();
        return MatrixExpr.apply(known, List.of(arguments));
    }

    static MatrixExpr square(MatrixExpr base) {
        return MatrixExpr.power(base, Rational.TWO);
    }

    /** Values of all variables. */
    static Map<String, Tensor<Double>> values(long seed, Map<String, Integer> sizes) {
        Points points = new Points(seed, sizes);
        Map<String, Tensor<Double>> values = new LinkedHashMap<>();
        SYMBOLS.forEach(symbol -> values.put(symbol.name(), points.value(symbol)));
        return values;
    }

    /** Directions for all variables. */
    static Map<String, Tensor<Double>> directions(long seed, Map<String, Integer> sizes) {
        Points points = new Points(seed, sizes);
        Map<String, Tensor<Double>> values = new LinkedHashMap<>();
        SYMBOLS.forEach(symbol -> values.put(symbol.name(), points.direction(symbol)));
        return values;
    }

    /** Numbers between 0.2 and 0.7, where every scalar function of the table is defined and smooth. */
    private static MatrixExpr inAllDomains(Symbol symbol) {
        MatrixExpr third = MatrixExpr.number(Rational.of(1, 3));
        MatrixExpr fifth = MatrixExpr.number(Rational.of(1, 5));
        return sum(hadamard(square(of(symbol)), third), fifth);
    }

    /** Every kind of expression, every function, every way of broadcasting. */
    static Map<String, MatrixExpr> everyKind() {
        Map<String, MatrixExpr> all = new LinkedHashMap<>();
        all.put("number", sum(of(T), MatrixExpr.number(Rational.of(2, 3))));
        all.put("pi", hadamard(new MatrixExpr.Pi(), of(X)));
        all.put("size", hadamard(new MatrixExpr.SizeValue(N.times(M).plus(Size.ONE)), of(X)));
        all.put("sum", sum(of(A), MatrixExpr.negate(of(D)), of(A)));
        all.put("sum that widens", sum(of(T), of(ROW), of(COLUMN), MatrixExpr.negate(of(A))));
        all.put("vector and column", sum(of(X), of(TALL)));
        all.put("column and vector", hadamard(of(TALL), of(X), of(SINGLE)));
        all.put("single and tensor", sum(of(SINGLE), of(CUBE)));
        all.put("tensors", hadamard(of(CUBE), of(FLAT_CUBE), sum(of(CUBE), of(T))));
        all.put("negate", MatrixExpr.negate(of(A)));
        all.put("hadamard", hadamard(of(A), of(ROW), of(COLUMN), of(T), of(A)));
        all.put("divide", MatrixExpr.divide(of(A), of(ROW)));
        all.put("divide by scalar", MatrixExpr.divide(of(X), of(T)));
        all.put("divide scalar", MatrixExpr.divide(of(T), of(COLUMN)));
        all.put("matrix times matrix", matMul(A, B));
        all.put("matrix times vector", matMul(A, X));
        all.put("row times vector", matMul(ROW, X));
        all.put("quadratic form", matMul(transpose(X), of(S), of(Y)));
        all.put("outer product", matMul(of(U), transpose(X)));
        all.put("scalar in a product", matMul(transpose(X), of(Y), of(A), of(B)));
        all.put("scalar factor", matMul(of(A), of(T), of(B)));
        all.put("scaled tensor", matMul(of(T), of(CUBE)));
        all.put("kronecker", MatrixExpr.kronecker(List.of(of(A), of(B))));
        all.put("kronecker of three", MatrixExpr.kronecker(List.of(of(ROW), of(T), of(COLUMN), of(B))));
        all.put("kronecker of vectors", MatrixExpr.kronecker(List.of(of(X), of(U))));
        all.put("transpose", transpose(A));
        all.put("transposed vector", transpose(X));
        for (int power = -3; power <= 4; power++) {
            all.put("power " + power, MatrixExpr.power(of(A), Rational.of(power)));
        }
        all.put("root", MatrixExpr.power(inAllDomains(A), Rational.of(1, 2)));
        all.put("power of -3/2", MatrixExpr.power(inAllDomains(A), Rational.of(-3, 2)));
        for (int power = 2; power <= 7; power++) {
            all.put("matrix power " + power, MatrixExpr.matrixPower(of(S), power));
        }
        for (String name : ScalarTable.names()) {
            ScalarFunction function = ScalarTable.named(name).orElseThrow();
            if (function.arity() == 1) {
                all.put(name, apply(name, inAllDomains(A)));
            } else {
                all.put(name, apply(name, inAllDomains(ROW), inAllDomains(COLUMN)));
                all.put(name + " with a scalar", apply(name, inAllDomains(A), inAllDomains(T)));
            }
        }
        for (MatrixFunction function : MatrixFunction.values()) {
            all.put(function.word(), sampleCall(function));
        }
        all.put("inverse of a scalar", call(MatrixFunction.INV, T));
        all.put("determinant of a scalar", call(MatrixFunction.DET, T));
        all.put("trace of a scalar", call(MatrixFunction.TR, T));
        all.put("determinant of rank one", MatrixExpr.call(MatrixFunction.DET, matMul(of(X), transpose(Y))));
        all.put("diag of a matrix", call(MatrixFunction.DIAG, S));
        all.put("diag of a column", call(MatrixFunction.DIAG, TALL));
        all.put("dot of vectors", call(MatrixFunction.DOT, X, Y));
        all.put("dot of tensors", call(MatrixFunction.DOT, CUBE, CUBE));
        all.put("sum of a tensor", call(MatrixFunction.SUM, CUBE));
        all.put("vec of a vector", call(MatrixFunction.VEC, X));
        all.put("softmax of a column", call(MatrixFunction.SOFTMAX, TALL));
        all.put("entry", MatrixExpr.entry(of(A), List.of(at(M), at(Size.ONE))));
        all.put("row", MatrixExpr.entry(of(A), List.of(at(Size.ONE), new MatrixExpr.Slot.All())));
        all.put(
                "column range",
                MatrixExpr.entry(of(A), List.of(new MatrixExpr.Slot.All(), new MatrixExpr.Slot.Range(Size.ONE, N))));
        all.put(
                "explicit sum",
                new MatrixExpr.IndexSum(
                        "i",
                        Size.ONE,
                        N,
                        MatrixExpr.power(
                                MatrixExpr.entry(of(X), List.of(new MatrixExpr.Slot.At(Size.named("i")))),
                                Rational.TWO)));
        all.put("einsum", MatrixExpr.einsum(List.of("ij", "kj"), "ki", List.of(of(A), of(D))));
        all.put("unit", matMul(of(S), new MatrixExpr.Unit(N, N)));
        all.put("commutation", matMul(new MatrixExpr.Commutation(M, N), call(MatrixFunction.VEC, A)));
        all.put("identity", sum(new MatrixExpr.Identity(N), of(S)));
        all.put("ones", matMul(new MatrixExpr.Ones(Shape.matrix(P, M)), of(A)));
        all.put("zeros", sum(new MatrixExpr.Zeros(A.shape()), of(ROW)));
        return all;
    }

    private static MatrixExpr.Slot at(Size position) {
        return new MatrixExpr.Slot.At(position);
    }

    private static MatrixExpr sampleCall(MatrixFunction function) {
        return switch (function) {
            case TR, DET, DIAGVEC -> call(function, S);
            case LOGDET, INV -> call(function, INVERTIBLE);
            case SUM, ROWSUM, COLSUM, VEC, NORM1, NORMF, SOFTMAX_ROWS, SOFTMAX_COLS, LOGSUMEXP_ROWS ->
                call(function, A);
            case DIAG, NORM2, SOFTMAX, LOGSUMEXP -> call(function, X);
            case DOT, HSTACK, VSTACK -> call(function, A, D);
            case PINV, NORMNUC, NORMSPEC, POLAR, TRIL, TRIU -> call(function, A);
            case ADJ, EXPM, EIGMAX, EIGVECMAX -> call(function, S);
            case DEXPM -> call(function, S, INVERTIBLE);
            case CHOLESKY -> MatrixExpr.call(function, matMul(of(INVERTIBLE), transpose(INVERTIBLE)));
            case UNVEC -> MatrixExpr.unvec(call(MatrixFunction.VEC, A), M, N, SizeEquality.STRICT);
        };
    }
}
