package io.deltafold.explain;

import io.deltafold.diff.LocalDerivative;
import io.deltafold.diff.LocalTerm;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import io.deltafold.rewrite.Rule;
import io.deltafold.rules.DerivativeRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * The rules of index notation. Those that differentiate read the engine's table of local derivatives; each is applied to
 * every factor of a line at once.
 */
sealed interface EntryRule extends Rule<EntrySum> {
    /**
     * What rules need to know beyond the line: the graph, what depends on what, which letters are free for indices.
     *
     * @param named functions that have a name of their own: s for softmax(x) where s = softmax(x)
     */
    record Context(Graph graph, BiPredicate<Node, Node.Variable> depends, IndexNames names, Map<Node, Node> named) {
        Node byName(Node node) {
            return named.getOrDefault(node, node);
        }
    }

    /** ∂u/∂x = 0 where u does not contain x. */
    record Independence(Context context) implements EntryRule {
        @Override
        public String id() {
            return "independence";
        }

        @Override
        public String name() {
            return "constants";
        }

        @Override
        public String statement() {
            return "∂u/∂x = 0 where u does not depend on x";
        }

        @Override
        public String source() {
            return "definition of the partial derivative";
        }

        @Override
        public Optional<EntrySum> apply(EntrySum line) {
            List<EntryTerm> kept = line.terms().stream()
                    .filter(term -> term.factors().stream()
                            .noneMatch(factor -> factor instanceof EntryFactor.Partial partial
                                    && !context.depends().test(partial.node(), partial.by())))
                    .toList();
            return kept.size() == line.terms().size() ? Optional.empty() : Optional.of(new EntrySum(line.free(), kept));
        }
    }

    /** Which nodes a rule of differentiation is for. */
    enum Kind {
        SUM(
                "sum-rule",
                "sum rule",
                "∂(α u + β v) = α ∂u + β ∂v, ∂Σu = Σ∂u",
                "linearity of the derivative; Matrix Cookbook (35)"),
        PRODUCT("product-rule", "product rule", "∂(u v) = ∂u v + u ∂v", "Leibniz' rule; Matrix Cookbook (37)"),
        CHAIN("chain-rule-entrywise", "chain rule", "∂f(u) = f′(u) ∂u, entry by entry", "chain rule of one variable");

        private final String id;
        private final String title;
        private final String statement;
        private final String source;

        Kind(String id, String title, String statement, String source) {
            this.id = id;
            this.title = title;
            this.statement = statement;
            this.source = source;
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

    /** Linearity, the product rule, the chain rule of entrywise functions. */
    record Differentiate(Context context, Kind kind) implements EntryRule {
        @Override
        public String id() {
            return kind.id;
        }

        @Override
        public String name() {
            return kind.title;
        }

        @Override
        public String statement() {
            return kind.statement;
        }

        @Override
        public String source() {
            return kind.source;
        }

        @Override
        public Optional<EntrySum> apply(EntrySum line) {
            return Expansion.of(context, line, partial -> kind.isFor(partial.node()));
        }
    }

    /** The rule of a function of matrices. */
    record Function(Context context, DerivativeRule rule) implements EntryRule {
        @Override
        public String id() {
            return rule.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        @Override
        public String name() {
            return "derivative of the "
                    + rule.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }

        @Override
        public String statement() {
            return rule.statement();
        }

        @Override
        public String source() {
            return rule.source();
        }

        @Override
        public Optional<EntrySum> apply(EntrySum line) {
            return Expansion.of(
                    context,
                    line,
                    partial -> partial.node() instanceof Node.Call call && DerivativeRule.of(call.function()) == rule);
        }
    }

    /** ∂X[i,j]/∂X[k,l] = δ[i,k] δ[j,l]. */
    record Delta(Context context) implements EntryRule {
        @Override
        public String id() {
            return "delta-rule";
        }

        @Override
        public String name() {
            return "delta rule";
        }

        @Override
        public String statement() {
            return "∂X[i,j]/∂X[k,l] = δ[i,k] δ[j,l]";
        }

        @Override
        public String source() {
            return "Matrix Cookbook (32); the entries of X are independent of one another";
        }

        @Override
        public Optional<EntrySum> apply(EntrySum line) {
            boolean found = false;
            List<EntryTerm> terms = new ArrayList<>();
            for (EntryTerm term : line.terms()) {
                List<EntryFactor> factors = new ArrayList<>();
                for (EntryFactor factor : term.factors()) {
                    if (factor instanceof EntryFactor.Partial partial
                            && partial.node().equals(partial.by())) {
                        found = true;
                        for (int axis = 0; axis < partial.at().size(); axis++) {
                            Index a = partial.at().get(axis);
                            Node delta = context.graph().delta(List.of(a.size()));
                            factors.add(new EntryFactor.Element(
                                    delta, List.of(a, partial.byAt().get(axis))));
                        }
                    } else {
                        factors.add(factor);
                    }
                }
                terms.add(new EntryTerm(term.coefficient(), term.summed(), factors));
            }
            return found ? Optional.of(new EntrySum(line.free(), terms)) : Optional.empty();
        }
    }

    /** Derivatives of intermediate results, found earlier. */
    record Substitution(Context context, EntryRules.Locals locals) implements EntryRule {
        @Override
        public String id() {
            return "substitution";
        }

        @Override
        public String name() {
            return "from above";
        }

        @Override
        public String statement() {
            return "the derivatives found above";
        }

        @Override
        public String source() {
            return "this derivation";
        }

        @Override
        public Optional<EntrySum> apply(EntrySum line) {
            List<EntryTerm> terms = new ArrayList<>();
            boolean found = false;
            for (EntryTerm term : line.terms()) {
                int place = -1;
                for (int i = 0; i < term.factors().size() && place < 0; i++) {
                    boolean known = term.factors().get(i) instanceof EntryFactor.Partial partial
                            && locals.of(partial).isPresent();
                    place = known ? i : -1;
                }
                if (place < 0) {
                    terms.add(term);
                } else {
                    found = true;
                    terms.addAll(substituted(line, term, place));
                }
            }
            return found ? Optional.of(new EntrySum(line.free(), terms)) : Optional.empty();
        }

        private List<EntryTerm> substituted(EntrySum line, EntryTerm term, int place) {
            EntryFactor.Partial partial = (EntryFactor.Partial) term.factors().get(place);
            EntrySum local = EntryRules.renamed(locals.of(partial).orElseThrow(), partial.indices(), context.names());
            List<EntryTerm> terms = new ArrayList<>();
            for (EntryTerm inner : local.terms()) {
                Set<String> used = term.names();
                line.free().forEach(index -> used.add(index.name()));
                Map<Index, Index> change = new LinkedHashMap<>();
                for (Index index : inner.summed()) {
                    String name = used.contains(index.name()) ? context.names().fresh(used) : index.name();
                    used.add(name);
                    change.put(index, new Index(name, index.size()));
                }
                EntryTerm own = inner.renamed(index -> change.getOrDefault(index, index));
                List<Index> summed = new ArrayList<>(term.summed());
                summed.addAll(own.summed());
                List<EntryFactor> factors = new ArrayList<>(term.factors());
                factors.remove(place);
                factors.addAll(place, own.factors());
                terms.add(new EntryTerm(term.coefficient().times(inner.coefficient()), summed, factors));
            }
            return terms;
        }
    }

    /** Σ_p δ[p,k] f(p) = f(k). */
    record Contraction(Context context) implements EntryRule {
        @Override
        public String id() {
            return "contraction";
        }

        @Override
        public String name() {
            return "contraction";
        }

        @Override
        public String statement() {
            return "Σ_p δ[p,k] f(p) = f(k)";
        }

        @Override
        public String source() {
            return "definition of the Kronecker delta";
        }

        @Override
        public Optional<EntrySum> apply(EntrySum line) {
            List<EntryTerm> terms = line.terms().stream().map(this::contracted).toList();
            return terms.equals(line.terms()) ? Optional.empty() : Optional.of(new EntrySum(line.free(), terms));
        }

        private EntryTerm contracted(EntryTerm whole) {
            EntryTerm term = whole;
            for (Optional<EntryTerm> next = once(term); next.isPresent(); next = once(term)) {
                term = next.get();
            }
            return term;
        }

        private Optional<EntryTerm> once(EntryTerm term) {
            for (int i = 0; i < term.factors().size(); i++) {
                if (term.factors().get(i) instanceof EntryFactor.Element element && element.isDelta()) {
                    Index a = element.at().get(0);
                    Index b = element.at().get(1);
                    boolean gone = term.summed().contains(a) || term.summed().contains(b);
                    if (a.equals(b) || gone) {
                        Index bound = term.summed().contains(a) ? a : b;
                        Index other = bound.equals(a) ? b : a;
                        List<EntryFactor> rest = new ArrayList<>(term.factors());
                        rest.remove(i);
                        List<Index> summed = new ArrayList<>(term.summed());
                        if (!a.equals(b)) {
                            summed.remove(bound);
                        }
                        return Optional.of(new EntryTerm(
                                term.coefficient(),
                                summed,
                                rest.stream()
                                        .map(f -> f.renamed(index -> index.equals(bound) ? other : index))
                                        .toList()));
                    }
                }
            }
            return Optional.empty();
        }
    }

    /** Equal terms are added up, and a sum over an index that nothing carries is its size. */
    record Collection(Context context) implements EntryRule {
        @Override
        public String id() {
            return "like-terms";
        }

        @Override
        public String name() {
            return "like terms";
        }

        @Override
        public String statement() {
            return "α u + β u = (α + β) u; Σ_p u = n u where u does not contain p and p runs from 1 to n";
        }

        @Override
        public String source() {
            return "distributive law";
        }

        @Override
        public Optional<EntrySum> apply(EntrySum line) {
            Map<Node, Like> collected = new LinkedHashMap<>();
            for (EntryTerm raw : line.terms()) {
                EntryTerm term = counted(raw);
                EntryTerm bare = new EntryTerm(Coefficient.ONE, term.summed(), term.factors());
                Node node = new EntrySum(line.free(), List.of(bare)).node(context.graph(), partial -> {
                    throw new IllegalStateException("a derivative is still to be taken");
                });
                Coefficient unit = node instanceof Node.Product product ? product.coefficient() : Coefficient.ONE;
                Node key = context.graph().scaled(Coefficient.ONE.dividedBy(unit), node);
                Like known = collected.getOrDefault(key, new Like(bare, unit, Coefficient.ZERO));
                Coefficient count = known.count().plus(term.coefficient().times(unit));
                collected.put(key, new Like(known.shown(), known.unit(), count));
            }
            List<EntryTerm> terms = collected.values().stream()
                    .filter(like -> !like.count().isZero())
                    .map(Like::term)
                    .toList();
            return terms.equals(line.terms()) ? Optional.empty() : Optional.of(new EntrySum(line.free(), terms));
        }

        /** Terms that are multiples of one tensor: how it is shown, how much of the tensor that is, and how much of it there is. */
        private record Like(EntryTerm shown, Coefficient unit, Coefficient count) {
            EntryTerm term() {
                return new EntryTerm(count.dividedBy(unit), shown.summed(), shown.factors());
            }
        }

        private static EntryTerm counted(EntryTerm term) {
            Set<Index> carried = new HashSet<>();
            term.factors().forEach(factor -> carried.addAll(factor.indices()));
            Coefficient coefficient = term.coefficient();
            List<Index> summed = new ArrayList<>();
            for (Index index : term.summed()) {
                if (carried.contains(index)) {
                    summed.add(index);
                } else {
                    coefficient = coefficient.times(Coefficient.of(index.size()));
                }
            }
            return new EntryTerm(coefficient, summed, term.factors());
        }
    }

    /** The local derivative of a node in the place of a derivative that is still to be taken. */
    final class Expansion {
        private Expansion() {}

        static Optional<EntrySum> of(
                Context context, EntrySum line, java.util.function.Predicate<EntryFactor.Partial> isMeant) {
            boolean found = false;
            List<EntryTerm> terms = new ArrayList<>();
            for (EntryTerm term : line.terms()) {
                int place = place(term, isMeant);
                if (place < 0) {
                    terms.add(term);
                    continue;
                }
                found = true;
                EntryFactor.Partial partial =
                        (EntryFactor.Partial) term.factors().get(place);
                List<LocalTerm> local = LocalDerivative.of(
                        context.graph(),
                        partial.node(),
                        child -> context.depends().test(child, partial.by()));
                for (LocalTerm part : local) {
                    terms.add(substituted(context, line, term, place, partial, part));
                }
            }
            return found ? Optional.of(new EntrySum(line.free(), terms)) : Optional.empty();
        }

        private static int place(EntryTerm term, java.util.function.Predicate<EntryFactor.Partial> isMeant) {
            for (int i = 0; i < term.factors().size(); i++) {
                if (term.factors().get(i) instanceof EntryFactor.Partial partial && isMeant.test(partial)) {
                    return i;
                }
            }
            return -1;
        }

        private static EntryTerm substituted(
                Context context,
                EntrySum line,
                EntryTerm term,
                int place,
                EntryFactor.Partial partial,
                LocalTerm local) {
            Set<String> used = term.names();
            line.free().forEach(index -> used.add(index.name()));
            Index[] indices = new Index[local.indexSizes().size()];
            List<EntryFactor> inserted = new ArrayList<>();
            for (int axis = 0; axis < local.outputs().size(); axis++) {
                int index = local.outputs().get(axis);
                Index given = partial.at().get(axis);
                if (indices[index] == null) {
                    indices[index] = given;
                } else {
                    Node delta = context.graph().delta(List.of(given.size()));
                    inserted.add(new EntryFactor.Element(delta, List.of(indices[index], given)));
                }
            }
            List<Index> summed = new ArrayList<>(term.summed());
            for (int i = 0; i < indices.length; i++) {
                if (indices[i] == null) {
                    Size size = local.indexSizes().get(i);
                    indices[i] = new Index(context.names().fresh(used), size);
                    used.add(indices[i].name());
                    summed.add(indices[i]);
                }
            }
            EntryFactor hole = new EntryFactor.Partial(
                    local.child(),
                    local.at().stream().mapToObj(i -> indices[i]).toList(),
                    partial.by(),
                    partial.byAt());
            Coefficient coefficient = term.coefficient().times(local.coefficient());
            List<EntryFactor> inner = new ArrayList<>();
            for (Node.Factor factor : local.factors()) {
                Node node = context.byName(factor.node());
                if (node instanceof Node.Product product
                        && !product.coefficient().isOne()) {
                    coefficient = coefficient.times(product.coefficient());
                    node = context.graph().scaled(Coefficient.ONE.dividedBy(product.coefficient()), node);
                }
                inner.add(new EntryFactor.Element(
                        node,
                        factor.subscripts().stream().mapToObj(i -> indices[i]).toList()));
            }
            inner.add(local.position(), hole);
            inserted.addAll(inner);
            List<EntryFactor> factors = new ArrayList<>(term.factors());
            factors.remove(place);
            factors.addAll(place, inserted);
            return new EntryTerm(coefficient, summed, factors);
        }
    }
}
