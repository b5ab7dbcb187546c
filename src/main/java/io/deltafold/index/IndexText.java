package io.deltafold.index;

import java.util.stream.Collectors;

/** Nodes as text for a developer, one level deep. */
final class IndexText {
    private IndexText() {}

    static String describe(Node node) {
        String body;
        if (node instanceof Node.Variable variable) {
            body = variable.symbol().name();
        } else if (node instanceof Node.Product product) {
            body = product.coefficient() + " Σ "
                    + product.factors().stream()
                            .map(f -> "#" + f.node().id() + f.subscripts())
                            .collect(Collectors.joining(" "))
                    + " → " + product.outputs();
        } else if (node instanceof Node.Sum sum) {
            body = sum.terms().stream()
                    .map(t -> t.coefficient() + "·#" + t.node().id())
                    .collect(Collectors.joining(" + "));
        } else if (node instanceof Node.Map map) {
            body = map.function().name()
                    + map.arguments().stream().map(a -> "#" + a.id()).toList();
        } else if (node instanceof Node.Call call) {
            body = call.function()
                    + call.arguments().stream().map(a -> " #" + a.id()).collect(Collectors.joining());
        } else if (node instanceof Node.Constant constant) {
            body = constant.tensor().toString();
        } else {
            throw new IllegalStateException("unknown node");
        }
        return "#" + node.id() + " = " + body + " : " + node.sizes();
    }
}
