package io.deltafold.matrix;

import io.deltafold.syntax.Ast;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The subscripts of an einsum: {@code "ij,jk->ik"}. Without an arrow the output is every letter that occurs once, in
 * alphabetical order, as NumPy has it.
 */
record EinsumText(List<String> inputs, String output) {
    EinsumText {
        inputs = List.copyOf(inputs);
    }

    /** The subscripts of a call; empty where its first argument is no well-formed text. */
    static Optional<EinsumText> of(Ast.Call call) {
        if (call.arguments().isEmpty() || !(call.arguments().get(0) instanceof Ast.Text quoted)) {
            return Optional.empty();
        }
        String text = quoted.text().replace(" ", "");
        if (!text.matches("[A-Za-z]*(,[A-Za-z]*)*(->[A-Za-z]*)?")) {
            return Optional.empty();
        }
        int arrow = text.indexOf("->");
        List<String> inputs = List.of((arrow < 0 ? text : text.substring(0, arrow)).split(",", -1));
        return Optional.of(new EinsumText(inputs, arrow < 0 ? once(inputs) : text.substring(arrow + 2)));
    }

    private static String once(List<String> inputs) {
        TreeMap<Character, Integer> counts = new TreeMap<>();
        String.join("", inputs).chars().forEach(letter -> counts.merge((char) letter, 1, Integer::sum));
        StringBuilder output = new StringBuilder();
        counts.forEach((letter, count) -> output.append(count == 1 ? String.valueOf(letter) : ""));
        return output.toString();
    }
}
