package io.deltafold.emit;

import io.deltafold.matrix.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A matrix product in NumPy, bracketed so that products with vectors come first. */
final class NumPyChain {
    private final List<NumPyLink> links;
    private final UnaryOperator<NumPyValue> settle;

    /** {@code settle} may give an intermediate result a name. */
    NumPyChain(List<NumPyLink> links, UnaryOperator<NumPyValue> settle) {
        this.links = links;
        this.settle = settle;
    }

    /** The product in the order as written. */
    NumPyValue leftToRight() {
        NumPyValue product = links.get(0).plain();
        for (NumPyLink link : links.subList(1, links.size())) {
            product = settle.apply(times(product, link));
        }
        return product;
    }

    /** The product; after each vector a new chain begins, so that A x yᵀ B is the outer product of A x and yᵀ B. */
    NumPyValue product() {
        List<NumPyLink> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < links.size(); i++) {
            if (i == links.size() - 1 || links.get(i).value().shape().isVector()) {
                List<NumPyLink> part = links.subList(start, i + 1);
                parts.add(part.size() == 1 ? part.get(0) : new NumPyLink(new NumPyChain(part, settle).part(), false));
                start = i + 1;
            }
        }
        return new NumPyChain(parts, settle).leftToRight();
    }

    private NumPyValue part() {
        NumPyLink last = links.get(links.size() - 1);
        boolean fromRight =
                last.value().shape().isVector() && !links.get(0).value().flat();
        return fromRight ? rightToLeft() : new NumPyChain(solved(), settle).leftToRight();
    }

    private NumPyValue rightToLeft() {
        NumPyValue product = links.get(links.size() - 1).plain();
        for (int i = links.size() - 2; i >= 0; i--) {
            product = settle.apply(times(links.get(i), product));
        }
        return product;
    }

    /** Every inverse applied to what follows it. */
    private List<NumPyLink> solved() {
        List<NumPyLink> result = new ArrayList<>(List.of(links.get(links.size() - 1)));
        for (int i = links.size() - 2; i >= 0; i--) {
            NumPyLink link = links.get(i);
            NumPyLink next = result.get(0);
            if (link.inverted() && !next.value().flat()) {
                result.set(0, new NumPyLink(settle.apply(solve(link, next.plain())), false));
            } else {
                result.add(0, link);
            }
        }
        return result;
    }

    private static NumPyValue solve(NumPyLink inverse, NumPyValue right) {
        String text = "np.linalg.solve(" + inverse.value().text() + ", " + right.text() + ")";
        int nesting = 1 + Math.max(inverse.value().nesting(), right.nesting());
        return new NumPyValue(text, Precedence.ATOM, ' ', right.shape(), false, nesting);
    }

    private static NumPyValue times(NumPyLink left, NumPyValue right) {
        return left.inverted() && !right.flat() && !right.shape().isScalar()
                ? solve(left, right)
                : times(left.plain(), right);
    }

    private static NumPyValue times(NumPyValue left, NumPyLink right) {
        if (right.inverted() && left.flat()) {
            String text = "np.linalg.solve(" + right.value().atLeast(Precedence.ATOM) + ".T, " + left.text() + ")";
            return new NumPyValue(
                    text,
                    Precedence.ATOM,
                    ' ',
                    left.shape(),
                    true,
                    1 + Math.max(left.nesting(), right.value().nesting()));
        }
        return times(left, right.plain());
    }

    private static NumPyValue times(NumPyValue a, NumPyValue b) {
        Shape left = a.shape();
        Shape right = b.shape();
        if (left.isScalar() || right.isScalar()) {
            NumPyValue tensor = left.isScalar() ? b : a;
            return operation(a, '*', b, tensor.shape(), tensor.flat());
        }
        Shape shape = product(left, right);
        if (left.isVector()) {
            if (right.isVector()) {
                return operation(a, '*', b, shape, false);
            }
            String outer = "np.outer(" + a.text() + ", " + b.text() + ")";
            return new NumPyValue(outer, Precedence.ATOM, ' ', shape, false, 1 + Math.max(a.nesting(), b.nesting()));
        }
        if (b.flat()) {
            return operation(a, '*', b, shape, a.flat());
        }
        NumPyValue product = operation(a, '@', b, shape, a.flat() && right.isMatrix());
        boolean entry = shape.isScalar() && !a.flat();
        return entry
                ? new NumPyValue("(" + product.text() + ")[0]", Precedence.ATOM, ' ', shape, false, product.nesting())
                : product;
    }

    private static NumPyValue operation(NumPyValue a, char operator, NumPyValue b, Shape shape, boolean flat) {
        return new NumPyValue(
                a.left(operator) + " " + operator + " " + b.right(),
                Precedence.TERM,
                operator,
                shape,
                flat,
                1 + Math.max(a.nesting(), b.nesting()));
    }

    /** Vectors are columns; 1×n times a vector is a scalar. */
    private static Shape product(Shape a, Shape b) {
        if (b.isVector()) {
            return a.isMatrix() && a.rows().isOne() ? Shape.SCALAR : Shape.vector(a.rows());
        }
        return Shape.matrix(a.rows(), b.columns());
    }
}
