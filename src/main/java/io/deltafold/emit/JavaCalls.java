package io.deltafold.emit;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Functions of whole tensors in Java. */
final class JavaCalls {
    private final JavaBody body;
    private final JavaSizes sizes;
    private final JavaFunctions functions;
    private final UnaryOperator<JavaValue> light;
    private final Function<JavaValue, String> array;

    /** {@code array} gives the name of an array with a value. */
    JavaCalls(
            JavaBody body,
            JavaSizes sizes,
            JavaFunctions functions,
            UnaryOperator<JavaValue> light,
            Function<JavaValue, String> array) {
        this.body = body;
        this.sizes = sizes;
        this.functions = functions;
        this.light = light;
        this.array = array;
    }

    JavaValue call(MatrixExpr.Call e, List<JavaValue> arguments) {
        JavaValue a = arguments.get(0);
        return a.shape().isScalar() ? ofScalar(e, arguments) : ofTensor(e, arguments);
    }

    private JavaValue ofScalar(MatrixExpr.Call e, List<JavaValue> arguments) {
        JavaValue a = arguments.get(0);
        String text = a.text().text();
        return switch (e.function()) {
            case TR, DET, SUM -> a;
            case LOGDET -> scalar("Math.log(Math.abs(" + text + "))", a);
            case INV ->
                JavaValue.scalar(
                        new Fragment("1.0 / " + a.text().atLeast(Precedence.ATOM), Precedence.TERM), a.weight() + 1);
            case VEC -> JavaValue.of(e.shape(), a.weight(), index -> a.text());
            case DOT ->
                JavaValue.scalar(
                        new Fragment(
                                a.text().atLeast(Precedence.TERM) + " * "
                                        + arguments.get(1).text().atLeast(Precedence.ATOM),
                                Precedence.TERM),
                        a.weight() + arguments.get(1).weight() + 1);
            case NORM1, NORM2, NORMF -> scalar("Math.abs(" + text + ")", a);
            case EIGMAX -> a;
            case NORMNUC, NORMSPEC -> scalar("Math.abs(" + text + ")", a);
            case VSTACK, HSTACK -> stack(e, arguments);
            case SOFTMAX,
                    LOGSUMEXP,
                    SOFTMAX_ROWS,
                    SOFTMAX_COLS,
                    LOGSUMEXP_ROWS,
                    ROWSUM,
                    COLSUM,
                    DIAG,
                    DIAGVEC,
                    ADJ,
                    PINV,
                    EXPM,
                    DEXPM,
                    CHOLESKY,
                    EIGVECMAX,
                    POLAR,
                    TRIL,
                    TRIU,
                    UNVEC -> throw new IllegalArgumentException(e.function().word() + " of a scalar");
        };
    }

    private static JavaValue scalar(String text, JavaValue argument) {
        return JavaValue.scalar(Fragment.atom(text), argument.weight() + 1);
    }

    private JavaValue ofTensor(MatrixExpr.Call e, List<JavaValue> arguments) {
        JavaValue a = arguments.get(0);
        Shape shape = a.shape();
        String n = sizes.length(shape.rows()).text();
        String columns = sizes.length(shape.columns()).text();
        String count = sizes.count(shape);
        return switch (e.function()) {
            case TR -> {
                String i = shape.rows().isOne() ? "0" : body.loop(0);
                yield accumulated(List.of(i), List.of(shape.rows()), a.at(i, i).text());
            }
            case DET -> scalar(functions.use("determinant") + "(" + array.apply(a) + ", " + n + ")", a);
            case LOGDET -> scalar(functions.use("logAbsDeterminant") + "(" + array.apply(a) + ", " + n + ")", a);
            case INV -> body.array(e.shape(), functions.use("inverse") + "(" + array.apply(a) + ", " + n + ")");
            case SUM -> total(shape, index -> a.entry().at(index).text());
            case ROWSUM -> lines(e.shape(), a, 0);
            case COLSUM -> lines(e.shape(), a, 1);
            case DIAG -> e.shape().isVector() ? diagonalOf(e, a) : diagonal(e, a);
            case DIAGVEC -> diagonalOf(e, a);
            case VEC -> vec(e, a);
            case DOT ->
                total(shape, index -> {
                    JavaValue b = arguments.get(1);
                    return a.entry().at(index).atLeast(Precedence.TERM) + " * "
                            + b.entry().at(index).atLeast(Precedence.ATOM);
                });
            case NORM1 ->
                total(shape, index -> "Math.abs(" + a.entry().at(index).text() + ")");
            case NORM2, NORMF -> {
                JavaValue read = light.apply(a);
                JavaValue squares = total(shape, index -> {
                    String entry = read.entry().at(index).atLeast(Precedence.ATOM);
                    return entry + " * " + entry;
                });
                yield scalar("Math.sqrt(" + squares.text().text() + ")", squares);
            }
            case SOFTMAX -> softmax(e, a, "1, " + count + ", " + count + ", 1");
            case SOFTMAX_ROWS -> softmax(e, a, n + ", " + columns + ", " + columns + ", 1");
            case SOFTMAX_COLS -> softmax(e, a, columns + ", " + n + ", 1, " + columns);
            case LOGSUMEXP -> scalar(functions.use("logSumExp") + "(" + array.apply(a) + ", 1, " + count + ")[0]", a);
            case LOGSUMEXP_ROWS ->
                body.array(
                        e.shape(), functions.use("logSumExp") + "(" + array.apply(a) + ", " + n + ", " + columns + ")");
            case TRIL -> triangle(e, a, "<=");
            case TRIU -> triangle(e, a, ">=");
            case VSTACK, HSTACK -> stack(e, arguments);
            case UNVEC -> {
                String rows = sizes.length(e.shape().rows()).atLeast(Precedence.ATOM);
                yield JavaValue.of(
                        e.shape(),
                        a.weight() + 1,
                        index -> a.at(bracketed(index.get(1)) + " * " + rows + " + " + index.get(0), "0"));
            }
            case ADJ, PINV, EXPM, DEXPM, CHOLESKY, EIGMAX, EIGVECMAX, NORMNUC, NORMSPEC, POLAR ->
                throw new NotEmittable(e.function().word() + " has no plain Java code");
        };
    }

    private static String bracketed(String index) {
        return index.contains(" ") ? "(" + index + ")" : index;
    }

    private static JavaValue triangle(MatrixExpr.Call e, JavaValue a, String relation) {
        return JavaValue.of(
                e.shape(),
                a.weight() + 1,
                index -> Fragment.atom("(" + index.get(1) + " " + relation + " " + index.get(0) + " ? "
                        + a.entry().at(index).text() + " : 0.0)"));
    }

    /** An entry of the part that the index along the stacked axis falls into. */
    private JavaValue stack(MatrixExpr.Call e, List<JavaValue> arguments) {
        int axis = e.function() == MatrixFunction.VSTACK ? 0 : 1;
        List<JavaValue> parts = arguments.stream().map(light).toList();
        return JavaValue.of(e.shape(), 2 * parts.size(), index -> {
            StringBuilder text = new StringBuilder();
            Size offset = Size.ZERO;
            for (int i = 0; i < parts.size(); i++) {
                Shape shape = parts.get(i).shape();
                Size length = axis == 0 ? shape.rows() : shape.columns();
                String at = bracketed(index.get(axis));
                String own = offset.isZero()
                        ? at
                        : at + " - " + bracketed(sizes.length(offset).text());
                String other = index.size() > 1 ? index.get(1 - axis) : "0";
                String entry = axis == 0
                        ? parts.get(i).at(own, other).text()
                        : parts.get(i).at(other, own).text();
                offset = offset.plus(length);
                boolean last = i == parts.size() - 1;
                text.append(last ? entry : at + " < " + sizes.length(offset).text() + " ? " + entry + " : ");
            }
            return Fragment.atom("(" + text + ")");
        });
    }

    private JavaValue softmax(MatrixExpr.Call e, JavaValue a, String runs) {
        return body.array(e.shape(), functions.use("softmax") + "(" + array.apply(a) + ", " + runs + ")");
    }

    /** The sum of terms over all entries of a shape. */
    private JavaValue total(Shape shape, Function<List<String>, String> term) {
        List<String> index = body.index(shape);
        return accumulated(index, shape.sizes(), term.apply(index));
    }

    private JavaValue accumulated(List<String> index, List<Size> bounds, String term) {
        return body.scalar(
                Optional.empty(), "0.0", target -> body.nest(index, bounds, List.of(target + " += " + term + ";")));
    }

    private JavaValue lines(Shape result, JavaValue a, int axis) {
        List<String> index = body.index(a.shape());
        String at = sizes.offset(result, List.of(index.get(axis)));
        String term = a.entry().at(index).text();
        return body.array(
                result,
                Optional.empty(),
                target -> body.nest(index, a.shape().sizes(), List.of(target + "[" + at + "] += " + term + ";")));
    }

    private static JavaValue diagonalOf(MatrixExpr.Call e, JavaValue a) {
        return JavaValue.of(e.shape(), a.weight(), index -> a.at(index.get(0), index.get(0)));
    }

    private JavaValue diagonal(MatrixExpr.Call e, JavaValue a) {
        JavaValue read = light.apply(a);
        return JavaProducts.diagonal(e.shape(), index -> read.at(index.get(0), "0"));
    }

    private JavaValue vec(MatrixExpr.Call e, JavaValue a) {
        Shape shape = a.shape();
        if (shape.isVector() || shape.rows().isOne() || shape.columns().isOne()) {
            boolean row = shape.isMatrix() && shape.rows().isOne();
            return new JavaValue(
                    e.shape(),
                    index -> row ? a.at("0", index.get(0)) : a.at(index.get(0), "0"),
                    a.weight(),
                    a.array(),
                    Optional.empty());
        }
        List<String> index = body.index(shape);
        List<String> swapped = new ArrayList<>(List.of(index.get(1), index.get(0)));
        String at = sizes.offset(Shape.matrix(shape.columns(), shape.rows()), swapped);
        String term = a.entry().at(index).text();
        return body.array(
                e.shape(),
                Optional.empty(),
                target -> body.nest(index, shape.sizes(), List.of(target + "[" + at + "] = " + term + ";")));
    }
}
