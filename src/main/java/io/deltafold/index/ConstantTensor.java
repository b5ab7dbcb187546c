package io.deltafold.index;

import io.deltafold.number.Size;
import java.util.List;

/** Tensors that no variable occurs in and that are no products of deltas: selections, masks and π. */
public sealed interface ConstantTensor {
    List<Size> sizes();

    /** The circle constant. */
    record Pi() implements ConstantTensor {
        @Override
        public List<Size> sizes() {
            return List.of();
        }
    }

    /** The unit vector with a one at a position, which counts from one. */
    record Unit(Size position, Size size) implements ConstantTensor {
        @Override
        public List<Size> sizes() {
            return List.of(size);
        }
    }

    /** One on and below the diagonal, zero above. */
    record Triangle(Size rows, Size columns) implements ConstantTensor {
        @Override
        public List<Size> sizes() {
            return List.of(rows, columns);
        }
    }

    /** S[i,j] = 1 where i = offset + j, zero elsewhere: rows offset + 1 … of a matrix A are Sᵀ A. */
    record Selection(Size rows, Size columns, Size offset) implements ConstantTensor {
        @Override
        public List<Size> sizes() {
            return List.of(rows, columns);
        }
    }

    /** V[q,i,j] = 1 where q is the place of the entry i,j when the columns of a rows×columns matrix are stacked. */
    record Stacking(Size rows, Size columns) implements ConstantTensor {
        @Override
        public List<Size> sizes() {
            return List.of(rows.times(columns), rows, columns);
        }
    }
}
