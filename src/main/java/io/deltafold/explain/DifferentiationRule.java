package io.deltafold.explain;

import io.deltafold.index.Node;
import io.deltafold.rewrite.Reason;
import java.util.Optional;

/** Linearity, the product rule, the chain rule of entrywise functions. */
record DifferentiationRule(RuleContext context, Kind kind) implements EntryRule {
    /** Which nodes a rule of differentiation is for. */
    enum Kind {
        SUM(
                "sum-rule",
                "sum rule",
                "∂(α u + β v) = α ∂u + β ∂v, ∂Σu = Σ∂u",
                "linearity of the derivative; Matrix Cookbook (35)"),
        PRODUCT("product-rule", "product rule", "∂(u v) = ∂u v + u ∂v", "Leibniz' rule; Matrix Cookbook (37)"),
        CHAIN("chain-rule-entrywise", "chain rule", "∂f(u) = f′(u) ∂u, entry by entry", "chain rule of one variable");

        private final Reason reason;

        Kind(String id, String name, String statement, String source) {
            this.reason = new Reason(id, name, statement, source);
        }

        /** Σ over entries of one tensor: a product of one factor. */
        private static boolean isPlainSum(Node node) {
            return node instanceof Node.Product product && product.factors().size() <= 1;
        }

        boolean isFor(Node node) {
            return switch (this) {
                case SUM -> node instanceof Node.Sum || isPlainSum(node);
                case PRODUCT -> node instanceof Node.Product && !isPlainSum(node);
                case CHAIN -> node instanceof Node.Map;
            };
        }
    }

    @Override
    public Reason reason() {
        return kind.reason;
    }

    @Override
    public Optional<EntrySum> apply(EntrySum line) {
        return LocalExpansion.of(context, line, partial -> kind.isFor(partial.node()));
    }
}
