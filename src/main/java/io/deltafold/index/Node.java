package io.deltafold.index;

import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import io.deltafold.scalar.ScalarFunction;
import java.util.List;

/**
 * A tensor of the index graph with ordered axes. Made by a {@link Graph} only, which interns: equality is identity.
 */
public abstract sealed class Node {
    private final int id;
    private final List<Size> sizes;

    private Node(int id, List<Size> sizes) {
        this.id = id;
        this.sizes = List.copyOf(sizes);
    }

    /** The position in the graph; children have smaller ids. */
    public int id() {
        return id;
    }

    /** The sizes of the axes. */
    public List<Size> sizes() {
        return sizes;
    }

    public int order() {
        return sizes.size();
    }

    /** The nodes this one is made of. */
    public abstract List<Node> children();

    /** Whether this is the empty sum. */
    public boolean isZero() {
        return false;
    }

    /** A declared tensor. */
    public static final class Variable extends Node {
        private final Symbol symbol;

        Variable(int id, Symbol symbol) {
            super(id, symbol.shape().sizes());
            this.symbol = symbol;
        }

        public Symbol symbol() {
            return symbol;
        }

        @Override
        public List<Node> children() {
            return List.of();
        }
    }

    /**
     * coefficient · Σ Π factors, summed over every index that is no output. An output that occurs twice is a Kronecker
     * delta between the two axes; an output that no factor carries is a broadcast.
     */
    public static final class Product extends Node {
        private final Coefficient coefficient;
        private final List<Factor> factors;
        private final Subscripts outputs;
        private final List<Size> indexSizes;

        Product(int id, Coefficient coefficient, List<Factor> factors, Subscripts outputs, List<Size> indexSizes) {
            super(id, outputs.stream().mapToObj(indexSizes::get).toList());
            this.coefficient = coefficient;
            this.factors = List.copyOf(factors);
            this.outputs = outputs;
            this.indexSizes = List.copyOf(indexSizes);
        }

        public Coefficient coefficient() {
            return coefficient;
        }

        public List<Factor> factors() {
            return factors;
        }

        /** The index of each axis. */
        public Subscripts outputs() {
            return outputs;
        }

        /** The size of each index: outputs in order of first occurrence, then the summed ones. */
        public List<Size> indexSizes() {
            return indexSizes;
        }

        @Override
        public List<Node> children() {
            return factors.stream().map(Factor::node).toList();
        }
    }

    /** A linear combination; zero is the empty sum. */
    public static final class Sum extends Node {
        private final List<Term> terms;

        Sum(int id, List<Term> terms, List<Size> sizes) {
            super(id, sizes);
            this.terms = List.copyOf(terms);
        }

        public List<Term> terms() {
            return terms;
        }

        @Override
        public boolean isZero() {
            return terms.isEmpty();
        }

        @Override
        public List<Node> children() {
            return terms.stream().map(Term::node).toList();
        }
    }

    /** A scalar function entry by entry; all arguments have the node's sizes. */
    public static final class Map extends Node {
        private final ScalarFunction function;
        private final List<Node> arguments;

        Map(int id, ScalarFunction function, List<Node> arguments) {
            super(id, arguments.get(0).sizes());
            this.function = function;
            this.arguments = List.copyOf(arguments);
        }

        public ScalarFunction function() {
            return function;
        }

        public List<Node> arguments() {
            return arguments;
        }

        @Override
        public List<Node> children() {
            return arguments;
        }
    }

    /** A tensor without variables. */
    public static final class Constant extends Node {
        private final ConstantTensor tensor;

        Constant(int id, ConstantTensor tensor) {
            super(id, tensor.sizes());
            this.tensor = tensor;
        }

        public ConstantTensor tensor() {
            return tensor;
        }

        @Override
        public List<Node> children() {
            return List.of();
        }
    }

    /** A function of whole tensors with a derivative rule of its own. */
    public static final class Call extends Node {
        private final TensorFunction function;
        private final List<Node> arguments;

        Call(int id, TensorFunction function, List<Node> arguments) {
            super(id, function.sizes(arguments));
            this.function = function;
            this.arguments = List.copyOf(arguments);
        }

        public TensorFunction function() {
            return function;
        }

        public List<Node> arguments() {
            return arguments;
        }

        /** The first argument, which for most functions is the only one. */
        public Node argument() {
            return arguments.get(0);
        }

        /** Whether this is a function of the expression language. */
        public boolean is(MatrixFunction named) {
            return function instanceof TensorFunction.Named own && own.function() == named;
        }

        @Override
        public List<Node> children() {
            return arguments;
        }
    }

    /** A node with an index on each of its axes. */
    public record Factor(Node node, Subscripts subscripts) {
        public Factor {
            if (node.order() != subscripts.size()) {
                throw new IllegalArgumentException(
                        "a tensor of order " + node.order() + " with subscripts " + subscripts);
            }
        }
    }

    /** A node with a coefficient. */
    public record Term(Coefficient coefficient, Node node) {}

    @Override
    public String toString() {
        return IndexText.describe(this);
    }
}
