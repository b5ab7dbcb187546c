package io.deltafold.matrix;

import java.util.List;

/** The operands of an expression, in order. */
public final class Operands implements MatrixExpr.Visitor<List<MatrixExpr>> {
    private static final Operands OPERANDS = new Operands();

    private Operands() {}

    /** The operands of one expression; none for a leaf. */
    public static List<MatrixExpr> of(MatrixExpr e) {
        return e.accept(OPERANDS);
    }

    @Override
    public List<MatrixExpr> number(MatrixExpr.Number e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> pi(MatrixExpr.Pi e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> sizeValue(MatrixExpr.SizeValue e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> reference(MatrixExpr.Reference e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> sum(MatrixExpr.Sum e) {
        return e.terms();
    }

    @Override
    public List<MatrixExpr> negate(MatrixExpr.Negate e) {
        return List.of(e.operand());
    }

    @Override
    public List<MatrixExpr> hadamard(MatrixExpr.Hadamard e) {
        return e.factors();
    }

    @Override
    public List<MatrixExpr> divide(MatrixExpr.Divide e) {
        return List.of(e.numerator(), e.denominator());
    }

    @Override
    public List<MatrixExpr> matMul(MatrixExpr.MatMul e) {
        return e.factors();
    }

    @Override
    public List<MatrixExpr> kronecker(MatrixExpr.Kronecker e) {
        return e.factors();
    }

    @Override
    public List<MatrixExpr> transpose(MatrixExpr.Transpose e) {
        return List.of(e.operand());
    }

    @Override
    public List<MatrixExpr> power(MatrixExpr.Power e) {
        return List.of(e.base());
    }

    @Override
    public List<MatrixExpr> matrixPower(MatrixExpr.MatrixPower e) {
        return List.of(e.base());
    }

    @Override
    public List<MatrixExpr> apply(MatrixExpr.Apply e) {
        return e.arguments();
    }

    @Override
    public List<MatrixExpr> call(MatrixExpr.Call e) {
        return e.arguments();
    }

    @Override
    public List<MatrixExpr> entry(MatrixExpr.Entry e) {
        return List.of(e.operand());
    }

    @Override
    public List<MatrixExpr> indexSum(MatrixExpr.IndexSum e) {
        return List.of(e.body());
    }

    @Override
    public List<MatrixExpr> einsum(MatrixExpr.Einsum e) {
        return e.operands();
    }

    @Override
    public List<MatrixExpr> unit(MatrixExpr.Unit e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> commutation(MatrixExpr.Commutation e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> identity(MatrixExpr.Identity e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> ones(MatrixExpr.Ones e) {
        return List.of();
    }

    @Override
    public List<MatrixExpr> zeros(MatrixExpr.Zeros e) {
        return List.of();
    }
}
