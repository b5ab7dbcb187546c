package io.deltafold.emit;

import io.deltafold.matrix.Shape;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Matrix and Kronecker products in Java: loops, bracketed so that products with vectors come first. */
final class JavaProducts {
    private final JavaBody body;
    private final JavaSizes sizes;
    private final UnaryOperator<JavaValue> light;

    /** {@code light} stores a value whose entries are not just read. */
    JavaProducts(JavaBody body, JavaSizes sizes, UnaryOperator<JavaValue> light) {
        this.body = body;
        this.sizes = sizes;
        this.light = light;
    }

    /** The product in the order as written. */
    JavaValue leftToRight(List<JavaValue> factors) {
        JavaValue product = factors.get(0);
        for (JavaValue factor : factors.subList(1, factors.size())) {
            product = times(product, factor);
        }
        return product;
    }

    /** The product; after each vector a new chain begins, so that A x yᵀ B is the outer product of A x and yᵀ B. */
    JavaValue product(List<JavaValue> factors) {
        List<JavaValue> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < factors.size(); i++) {
            if (i == factors.size() - 1 || factors.get(i).shape().isVector()) {
                parts.add(part(factors.subList(start, i + 1)));
                start = i + 1;
            }
        }
        return leftToRight(parts);
    }

    private JavaValue part(List<JavaValue> factors) {
        JavaValue product = factors.get(factors.size() - 1);
        if (!product.shape().isVector() || factors.get(0).shape().isRow()) {
            return leftToRight(factors);
        }
        for (int i = factors.size() - 2; i >= 0; i--) {
            product = times(factors.get(i), product);
        }
        return product;
    }

    /** The product of two. */
    JavaValue times(JavaValue left, JavaValue right) {
        Shape a = left.shape();
        Shape b = right.shape();
        if (a.isScalar() || b.isScalar()) {
            JavaValue scalar = light.apply(a.isScalar() ? left : right);
            JavaValue tensor = a.isScalar() ? right : left;
            return JavaValue.of(
                    tensor.shape(),
                    tensor.weight() + 2,
                    index -> product(scalar.text(), tensor.entry().at(index)));
        }
        Shape shape = shape(a, b);
        Optional<JavaValue.Entry> diagonal = left.diagonal();
        if (diagonal.isPresent() && b.rank() == shape.rank()) {
            return JavaValue.of(
                    shape,
                    left.weight() + right.weight() + 1,
                    index -> product(
                            diagonal.get().at(List.of(index.get(0))),
                            right.entry().at(index)));
        }
        if (right.diagonal().isPresent() && a.isMatrix()) {
            JavaValue.Entry scale = right.diagonal().get();
            return JavaValue.of(
                    shape,
                    left.weight() + right.weight() + 1,
                    index -> product(left.entry().at(index), scale.at(List.of(index.get(1)))));
        }
        return sumOfProducts(light.apply(left), light.apply(right), shape);
    }

    private JavaValue sumOfProducts(JavaValue left, JavaValue right, Shape shape) {
        Size inner = left.shape().columns();
        if (inner.isOne()) {
            return JavaValue.of(
                    shape,
                    left.weight() + right.weight() + 1,
                    index -> product(left.at(at(index, 0), "0"), right.at("0", at(index, 1))));
        }
        Size rows = shape.rows();
        Size columns = shape.columns();
        String i = rows.isOne() ? "0" : body.loop(0);
        String j = columns.isOne() ? "0" : body.loop(1);
        String k = body.loop(2);
        String term = product(left.at(i, k), right.at(k, j)).text();
        List<String> order = List.of(i, k, j);
        List<Size> bounds = List.of(rows, inner, columns);
        if (shape.isScalar()) {
            return body.scalar(
                    Optional.empty(), "0.0", target -> body.nest(order, bounds, List.of(target + " += " + term + ";")));
        }
        List<String> index = shape.isVector() ? List.of(i) : List.of(i, j);
        return body.array(
                shape,
                Optional.empty(),
                target -> body.nest(
                        order, bounds, List.of(target + "[" + sizes.offset(shape, index) + "] += " + term + ";")));
    }

    private static String at(List<String> index, int axis) {
        return axis < index.size() ? index.get(axis) : "0";
    }

    private static Fragment product(Fragment left, Fragment right) {
        if (left.text().equals("1.0")) {
            return right;
        }
        if (right.text().equals("1.0")) {
            return left;
        }
        return new Fragment(left.atLeast(Precedence.TERM) + " * " + right.atLeast(Precedence.ATOM), Precedence.TERM);
    }

    private static Shape shape(Shape a, Shape b) {
        if (b.isVector()) {
            return a.isMatrix() && a.rows().isOne() ? Shape.SCALAR : Shape.vector(a.rows());
        }
        return Shape.matrix(a.rows(), b.columns());
    }

    /** A matrix that is zero off its diagonal. */
    static JavaValue diagonal(Shape shape, JavaValue.Entry diagonal) {
        JavaValue.Entry entry = index -> {
            String row = index.get(0);
            String column = index.get(1);
            Fragment value = diagonal.at(List.of(row));
            return row.equals(column)
                    ? value
                    : Fragment.atom("(" + row + " == " + column + " ? " + value.text() + " : 0.0)");
        };
        return new JavaValue(shape, entry, 1, Optional.empty(), Optional.of(diagonal));
    }

    /** The Kronecker product of two; vectors are columns. */
    JavaValue kronecker(JavaValue left, JavaValue right) {
        if (left.shape().isScalar() || right.shape().isScalar()) {
            return times(left, right);
        }
        JavaValue a = light.apply(left);
        JavaValue b = light.apply(right);
        Size rows = a.shape().rows().times(b.shape().rows());
        Size columns = a.shape().columns().times(b.shape().columns());
        boolean vectors = a.shape().isVector() && b.shape().isVector();
        Shape shape = vectors ? Shape.vector(rows) : Shape.matrix(rows, columns);
        List<Size> bounds = List.of(
                a.shape().rows(),
                b.shape().rows(),
                a.shape().columns(),
                b.shape().columns());
        List<String> index = new ArrayList<>();
        for (int depth = 0; depth < bounds.size(); depth++) {
            index.add(bounds.get(depth).isOne() ? "0" : body.loop(depth));
        }
        String at = sizes.offset(new Shape(bounds), index);
        String term = product(a.at(index.get(0), index.get(2)), b.at(index.get(1), index.get(3)))
                .text();
        return body.array(
                shape,
                Optional.empty(),
                target -> body.nest(index, bounds, List.of(target + "[" + at + "] = " + term + ";")));
    }
}
