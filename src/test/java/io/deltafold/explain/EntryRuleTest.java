package io.deltafold.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.rewrite.Derivation;
import io.deltafold.rewrite.Reason;
import io.deltafold.rules.DerivativeRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Each rule of index notation: where it fires, what it gives, where it must not fire. */
final class EntryRuleTest {
    private static final Size N = Size.named("n");
    private static final Index I = new Index("i", N);
    private static final Index K = new Index("k", N);
    private static final Index P = new Index("p", N);

    private final Graph graph = new Graph();
    private final Node.Variable x = variable("x");
    private final Node.Variable y = variable("y");
    private final RuleContext context = new RuleContext(
            graph,
            (node, by) -> Graph.reachable(List.of(node)).contains(by),
            IndexNames.without(Set.of("x", "y")),
            Map.of());

    private Node.Variable variable(String name) {
        return (Node.Variable) graph.variable(new Symbol(name, Shape.vector(N)));
    }

    private EntrySum partial(Node node) {
        return EntrySum.of(List.of(I, K), new EntryFactor.Partial(node, List.of(I), x, List.of(K)));
    }

    private static EntryFactor element(Node node, Index... at) {
        return new EntryFactor.Element(node, List.of(at));
    }

    private EntryFactor delta(Index a, Index b) {
        return element(graph.delta(List.of(N)), a, b);
    }

    private static EntrySum sum(List<Index> free, EntryTerm... terms) {
        return new EntrySum(free, List.of(terms));
    }

    private static EntryTerm term(long coefficient, List<Index> summed, EntryFactor... factors) {
        return new EntryTerm(Coefficient.of(coefficient), summed, List.of(factors));
    }

    @Test
    void deltaRule() {
        DeltaRule rule = new DeltaRule(context);
        assertThat(rule.apply(partial(x))).contains(sum(List.of(I, K), term(1, List.of(), delta(I, K))));
        assertThat(rule.apply(partial(y))).isEmpty();
    }

    @Test
    void constantsDropOut() {
        IndependenceRule rule = new IndependenceRule(context);
        assertThat(rule.apply(partial(y))).contains(sum(List.of(I, K)));
        assertThat(rule.apply(partial(x))).isEmpty();
    }

    @Test
    void sumsProductsAndFunctionsAreTakenApart() {
        Node both =
                graph.sum(List.of(new Node.Term(Coefficient.of(2), x), new Node.Term(Coefficient.ONE, y)), List.of(N));
        DifferentiationRule linear = new DifferentiationRule(context, DifferentiationRule.Kind.SUM);
        DifferentiationRule product = new DifferentiationRule(context, DifferentiationRule.Kind.PRODUCT);
        DifferentiationRule chain = new DifferentiationRule(context, DifferentiationRule.Kind.CHAIN);
        EntryFactor dx = new EntryFactor.Partial(x, List.of(I), x, List.of(K));
        assertThat(linear.apply(partial(both))).contains(sum(List.of(I, K), term(2, List.of(), dx)));
        assertThat(product.apply(partial(both))).isEmpty();
        Node hadamard = graph.product(Coefficient.ONE, List.of(x, y));
        assertThat(product.apply(partial(hadamard)))
                .contains(sum(List.of(I, K), term(1, List.of(), dx, element(y, I))));
        assertThat(chain.apply(partial(hadamard))).isEmpty();
        Node square = graph.power(x, Rational.TWO);
        assertThat(chain.apply(partial(square))).contains(sum(List.of(I, K), term(2, List.of(), element(x, I), dx)));
        assertThat(linear.apply(partial(square))).isEmpty();
    }

    @Test
    void functionsOfMatricesHaveTheRulesOfTheTable() {
        Node.Variable matrix = (Node.Variable) graph.variable(new Symbol("X", Shape.matrix(N, N)));
        Node inverse = graph.call(MatrixFunction.INV, matrix);
        Index l = new Index("l", N);
        EntrySum line = EntrySum.of(
                List.of(I, K, l, P), new EntryFactor.Partial(inverse, List.of(I, K), matrix, List.of(l, P)));
        FunctionRule rule = new FunctionRule(context, DerivativeRule.INVERSE);
        EntrySum after = rule.apply(line).orElseThrow();
        assertThat(after.terms()).hasSize(1);
        assertThat(after.terms().get(0).coefficient()).isEqualTo(Coefficient.MINUS_ONE);
        assertThat(after.terms().get(0).summed()).hasSize(2);
        assertThat(new FunctionRule(context, DerivativeRule.DETERMINANT).apply(line))
                .isEmpty();
        assertThat(rule.reason().source()).isEqualTo("Matrix Cookbook (60)");
    }

    @Test
    void deltasOfSummedIndicesGo() {
        ContractionRule rule = new ContractionRule(context);
        EntrySum bound = sum(List.of(K), term(1, List.of(P), delta(P, K), element(x, P)));
        assertThat(rule.apply(bound)).contains(sum(List.of(K), term(1, List.of(), element(x, K))));
        EntrySum free = sum(List.of(I, K), term(1, List.of(), delta(I, K), element(x, I)));
        assertThat(rule.apply(free)).isEmpty();
    }

    @Test
    void equalTermsAreCounted() {
        LikeTermsRule rule = new LikeTermsRule(context);
        EntryTerm one = term(1, List.of(), element(x, I));
        assertThat(rule.apply(sum(List.of(I), one, one))).contains(sum(List.of(I), term(2, List.of(), element(x, I))));
        assertThat(rule.apply(sum(List.of(I), one, term(1, List.of(), element(y, I)))))
                .isEmpty();
        assertThat(rule.apply(sum(List.of(I), one, term(-1, List.of(), element(x, I)))))
                .contains(sum(List.of(I)));
        EntryTerm bare = term(1, List.of(P), element(x, I));
        assertThat(rule.apply(sum(List.of(I), bare)))
                .contains(sum(List.of(I), new EntryTerm(Coefficient.of(N), List.of(), List.of(element(x, I)))));
    }

    @Test
    void derivationsReplay() {
        Node square = graph.power(graph.product(Coefficient.ONE, List.of(x, y)), Rational.TWO);
        EntryRules rules = new EntryRules(graph, IndexNames.without(Set.of("x", "y")), Map.of());
        Derivation<EntrySum> derivation = rules.differentiate(partial(square));
        assertThat(derivation.steps()).hasSizeGreaterThanOrEqualTo(2);
        assertThat(derivation.replays()).isTrue();
        assertThat(derivation.end().terms().get(0).factors().stream())
                .noneMatch(factor -> factor instanceof EntryFactor.Partial);
    }

    @Test
    void everyRuleHasItsStatementAndSource() {
        List<Reason> reasons = new ArrayList<>();
        reasons.add(new DeltaRule(context).reason());
        reasons.add(new IndependenceRule(context).reason());
        reasons.add(new ContractionRule(context).reason());
        reasons.add(new LikeTermsRule(context).reason());
        reasons.add(new SubstitutionRule(context, new EntryRules.Locals()).reason());
        for (DifferentiationRule.Kind kind : DifferentiationRule.Kind.values()) {
            reasons.add(new DifferentiationRule(context, kind).reason());
        }
        for (DerivativeRule rule : DerivativeRule.values()) {
            if (rule != DerivativeRule.NONE) {
                reasons.add(new FunctionRule(context, rule).reason());
            }
        }
        assertThat(reasons).extracting(Reason::id).doesNotHaveDuplicates();
        assertThat(reasons).allSatisfy(reason -> {
            assertThat(reason.statement()).isNotBlank();
            assertThat(reason.source()).isNotBlank();
        });
    }
}
