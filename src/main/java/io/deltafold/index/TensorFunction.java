package io.deltafold.index;

/** The functions of whole tensors that are nodes of their own; everything else expands to products and maps. */
public sealed interface TensorFunction {
    /** X⁻¹. */
    record Inverse() implements TensorFunction {}

    /** det X. */
    record Determinant() implements TensorFunction {}

    /** log |det X|. */
    record LogDeterminant() implements TensorFunction {}

    /** exp(x) / Σ exp(x) along one axis. */
    record Softmax(int axis) implements TensorFunction {}

    /** log Σ exp(x) along one axis, which it removes. */
    record LogSumExp(int axis) implements TensorFunction {}

    /** The circle constant, as a scalar without arguments would be; its argument is the number one. */
    record CircleConstant() implements TensorFunction {}
}
