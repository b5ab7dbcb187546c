package io.deltafold;

import io.deltafold.index.ConstantTensor;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.ProductBuilder;
import io.deltafold.index.Subscripts;
import io.deltafold.matrix.Property;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.verify.Claim;
import java.util.List;

/**
 * The structure of the variable of differentiation: dropped before differentiating, so that G is the gradient over all
 * matrices, and applied to the result then.
 */
record Structure(Claim.Space space, List<String> conventions) {
    static Structure of(Symbol wrt, SymmetricConvention symmetric, Form form) {
        boolean gradient = form == Form.GRADIENT || form == Form.VJP;
        String name = wrt.name();
        if (!gradient) {
            boolean structured = wrt.properties().stream().anyMatch(p -> p.needsSquare() && p != Property.INVERTIBLE);
            return ambient(structured ? List.of("all entries of " + name + " count as independent") : List.of());
        }
        if (wrt.has(Property.DIAGONAL)) {
            return new Structure(
                    Claim.Space.DIAGONAL,
                    List.of(name + " is diagonal: the gradient in the space of diagonal matrices, I ⊙ G"));
        }
        if (wrt.has(Property.SYMMETRIC)) {
            return switch (symmetric) {
                case PROJECTED ->
                    new Structure(
                            Claim.Space.SYMMETRIC,
                            List.of(name
                                    + " is symmetric: the gradient in the space of symmetric matrices, (G + Gᵀ)/2"));
                case ENTRIES ->
                    new Structure(
                            Claim.Space.SYMMETRIC_ENTRIES,
                            List.of(name + " is symmetric: derivatives by the independent entries, G + Gᵀ − I ⊙ G"));
                case AMBIENT -> ambient(List.of(name + " is symmetric, but all its entries count as independent"));
            };
        }
        if (wrt.has(Property.SKEW_SYMMETRIC)) {
            return new Structure(
                    Claim.Space.SKEW_SYMMETRIC,
                    List.of(name + " is skew-symmetric: the gradient in the space of such matrices, (G − Gᵀ)/2"));
        }
        boolean upper = wrt.has(Property.UPPER_TRIANGULAR);
        if (upper || wrt.has(Property.LOWER_TRIANGULAR)) {
            String word = upper ? "upper-triangular" : "lower-triangular";
            return symmetric == SymmetricConvention.AMBIENT
                    ? ambient(List.of(name + " is " + word + ", but all its entries count as independent"))
                    : new Structure(
                            upper ? Claim.Space.UPPER_TRIANGULAR : Claim.Space.LOWER_TRIANGULAR,
                            List.of(name + " is " + word + ": the gradient in the space of such matrices, "
                                    + (upper ? "triu(G)" : "tril(G)")));
        }
        if (wrt.has(Property.ORTHOGONAL)) {
            return ambient(List.of("the ambient gradient: all entries of " + name + " count as independent"));
        }
        return ambient(List.of());
    }

    private static Structure ambient(List<String> conventions) {
        return new Structure(Claim.Space.ALL, conventions);
    }

    /** The gradient G over all matrices, as the gradient in the variable's space. */
    Node apply(Graph graph, Node gradient) {
        if (space == Claim.Space.ALL) {
            return gradient;
        }
        Node transposed = graph.permuted(gradient, Subscripts.of(1, 0));
        Coefficient half = Coefficient.of(Rational.HALF);
        List<Node.Term> terms = switch (space) {
            case ALL -> List.of(new Node.Term(Coefficient.ONE, gradient));
            case SYMMETRIC -> List.of(new Node.Term(half, gradient), new Node.Term(half, transposed));
            case SYMMETRIC_ENTRIES ->
                List.of(
                        new Node.Term(Coefficient.ONE, gradient),
                        new Node.Term(Coefficient.ONE, transposed),
                        new Node.Term(Coefficient.MINUS_ONE, diagonal(graph, gradient)));
            case SKEW_SYMMETRIC -> List.of(new Node.Term(half, gradient), new Node.Term(half.negate(), transposed));
            case DIAGONAL -> List.of(new Node.Term(Coefficient.ONE, diagonal(graph, gradient)));
            case UPPER_TRIANGULAR ->
                List.of(new Node.Term(Coefficient.ONE, masked(graph, gradient, Subscripts.of(1, 0))));
            case LOWER_TRIANGULAR ->
                List.of(new Node.Term(Coefficient.ONE, masked(graph, gradient, Subscripts.of(0, 1))));
        };
        return graph.sum(terms, gradient.sizes());
    }

    /** The lower triangle; the upper one where the mask's axes are swapped. */
    private static Node masked(Graph graph, Node gradient, Subscripts order) {
        Size n = gradient.sizes().get(0);
        return new ProductBuilder(graph)
                .sizes(gradient.sizes())
                .factor(gradient, Subscripts.range(0, 2))
                .factor(graph.constant(new ConstantTensor.Triangle(n, n)), order)
                .outputs(Subscripts.range(0, 2))
                .build();
    }

    /** I ⊙ G. */
    private static Node diagonal(Graph graph, Node gradient) {
        List<Size> size = List.of(gradient.sizes().get(0));
        return new ProductBuilder(graph)
                .sizes(size)
                .factor(gradient, Subscripts.of(0, 0))
                .outputs(Subscripts.of(0, 0))
                .build();
    }
}
