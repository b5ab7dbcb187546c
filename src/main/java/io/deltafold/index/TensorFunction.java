package io.deltafold.index;

import io.deltafold.matrix.MatrixFunction;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.List;

/** The functions of whole tensors that are nodes of their own; everything else expands to products and maps. */
public sealed interface TensorFunction {
    /** The sizes of the value. */
    List<Size> sizes(List<Node> arguments);

    /** A function of square matrices, or of any matrix, that has a name in the expression language. */
    record Named(MatrixFunction function) implements TensorFunction {
        @Override
        public List<Size> sizes(List<Node> arguments) {
            List<Size> sizes = arguments.get(0).sizes();
            return switch (function) {
                case INV, ADJ, EXPM, DEXPM, CHOLESKY, POLAR -> sizes;
                case DET, LOGDET, EIGMAX, NORMNUC -> List.of();
                case EIGVECMAX -> List.of(sizes.get(0));
                case PINV -> List.of(sizes.get(1), sizes.get(0));
                default -> throw new IllegalArgumentException(function.word() + " is no node of its own");
            };
        }
    }

    /** X⁻¹. */
    TensorFunction INVERSE = new Named(MatrixFunction.INV);

    /** det X. */
    TensorFunction DETERMINANT = new Named(MatrixFunction.DET);

    /** exp(x) / Σ exp(x) along one axis. */
    record Softmax(int axis) implements TensorFunction {
        @Override
        public List<Size> sizes(List<Node> arguments) {
            return arguments.get(0).sizes();
        }
    }

    /** log Σ exp(x) along one axis, which it removes. */
    record LogSumExp(int axis) implements TensorFunction {
        @Override
        public List<Size> sizes(List<Node> arguments) {
            List<Size> sizes = new ArrayList<>(arguments.get(0).sizes());
            sizes.remove(axis);
            return sizes;
        }
    }

    /** Xᵏ for a whole number k that is no constant. */
    record Power(Size exponent) implements TensorFunction {
        @Override
        public List<Size> sizes(List<Node> arguments) {
            return arguments.get(0).sizes();
        }
    }

    /**
     * X⁰, X¹ … Xᵏ⁻¹ along a first axis of size k, or in the opposite order: what the derivative of Xᵏ sums over.
     */
    record PowerStack(Size count, boolean descending) implements TensorFunction {
        @Override
        public List<Size> sizes(List<Node> arguments) {
            List<Size> sizes = new ArrayList<>(List.of(count));
            sizes.addAll(arguments.get(0).sizes());
            return sizes;
        }
    }
}
