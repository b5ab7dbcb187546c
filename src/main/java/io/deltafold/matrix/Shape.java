package io.deltafold.matrix;

import io.deltafold.number.Size;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The sizes of a tensor's axes: none for a scalar, one for a (column) vector, two for a matrix. */
public record Shape(List<Size> sizes) {
    public static final Shape SCALAR = new Shape(List.of());

    public Shape {
        sizes = List.copyOf(sizes);
    }

    public static Shape vector(Size n) {
        return new Shape(List.of(n));
    }

    public static Shape matrix(Size m, Size n) {
        return new Shape(List.of(m, n));
    }

    public int rank() {
        return sizes.size();
    }

    public boolean isScalar() {
        return sizes.isEmpty();
    }

    public boolean isVector() {
        return sizes.size() == 1;
    }

    public boolean isMatrix() {
        return sizes.size() == 2;
    }

    /** A scalar, or a tensor whose sizes are all one. */
    public boolean isScalarLike() {
        return sizes.stream().allMatch(Size::isOne);
    }

    /** A 1×n matrix. */
    public boolean isRow() {
        return isMatrix() && sizes.get(0).isOne();
    }

    /** The number of rows; one for a scalar. */
    public Size rows() {
        return sizes.isEmpty() ? Size.ONE : sizes.get(0);
    }

    /** The number of columns; one for a scalar or a vector. */
    public Size columns() {
        return sizes.size() < 2 ? Size.ONE : sizes.get(1);
    }

    /** The number of entries. */
    public Size count() {
        return sizes.stream().reduce(Size.ONE, Size::times);
    }

    public Shape map(UnaryOperator<Size> change) {
        return new Shape(sizes.stream().map(change).toList());
    }

    /** For a message: {@code scalar}, {@code n}, {@code m×n}. */
    public String describe() {
        return sizes.isEmpty() ? "scalar" : sizes.stream().map(Size::toString).collect(Collectors.joining("×"));
    }

    /** For a sentence: {@code a vector of size n}, {@code a matrix of shape m×n}. */
    public String phrase() {
        return switch (rank()) {
            case 0 -> "a scalar";
            case 1 -> "a vector of size " + rows();
            case 2 -> "a matrix of shape " + describe();
            default -> "a tensor of shape " + describe();
        };
    }

    /** As a type of the expression language: {@code R[m, n]}. */
    @Override
    public String toString() {
        return sizes.isEmpty() ? "R" : sizes.stream().map(Size::toString).collect(Collectors.joining(", ", "R[", "]"));
    }
}
