package io.deltafold.diff;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.Subscripts;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import io.deltafold.rules.DerivativeRule;
import io.deltafold.rules.LocalJacobian;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The derivative of one node by its children, entry by entry: linearity of sums, the product rule, the chain rule of
 * entrywise functions, and the rule of a tensor function. Forward, reverse and the shown steps all read it.
 */
public final class LocalDerivative {
    private LocalDerivative() {}

    /**
     * The terms for the children that the result depends on.
     *
     * @throws io.deltafold.scalar.NotDifferentiable where the node is a function without a Jacobian of finite form
     */
    public static List<LocalTerm> of(Graph graph, Node node, Predicate<Node> isRelevant) {
        List<LocalTerm> terms = new ArrayList<>();
        Subscripts own = Subscripts.range(0, node.order());
        if (node instanceof Node.Sum sum) {
            for (Node.Term term : sum.terms()) {
                if (isRelevant.test(term.node())) {
                    terms.add(new LocalTerm(term.coefficient(), List.of(), 0, term.node(), own, own, node.sizes()));
                }
            }
        } else if (node instanceof Node.Product product) {
            for (int i = 0; i < product.factors().size(); i++) {
                Node.Factor factor = product.factors().get(i);
                if (isRelevant.test(factor.node())) {
                    List<Node.Factor> others = new ArrayList<>(product.factors());
                    others.remove(i);
                    terms.add(new LocalTerm(
                            product.coefficient(),
                            others,
                            i,
                            factor.node(),
                            factor.subscripts(),
                            product.outputs(),
                            product.indexSizes()));
                }
            }
        } else if (node instanceof Node.Map map) {
            for (int i = 0; i < map.arguments().size(); i++) {
                Node argument = map.arguments().get(i);
                if (isRelevant.test(argument)) {
                    Node.Factor derivative = new Node.Factor(ScalarDerivative.of(graph, map, i), own);
                    terms.add(new LocalTerm(Coefficient.ONE, List.of(derivative), 1, argument, own, own, node.sizes()));
                }
            }
        } else if (node instanceof Node.Call call && isRelevant.test(call.argument())) {
            List<Size> sizes = new ArrayList<>(call.sizes());
            sizes.addAll(call.argument().sizes());
            Subscripts in = Subscripts.range(call.order(), call.argument().order());
            for (LocalJacobian term : DerivativeRule.jacobian(graph, call)) {
                List<Size> all = new ArrayList<>(sizes);
                all.addAll(term.summed());
                terms.add(new LocalTerm(
                        term.coefficient(), term.factors(), term.factors().size(), call.argument(), in, own, all));
            }
        }
        return terms;
    }
}
