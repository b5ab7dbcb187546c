package io.deltafold.paper;

import io.deltafold.syntax.Span;
import io.deltafold.tex.Tex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A sentence of a document: words in lower case, and the formulas between them.
 *
 * @param start where in the file it starts
 */
record Sentence(List<Token> tokens, String text, int start) {
    Sentence {
        tokens = List.copyOf(tokens);
    }

    /** A word, a punctuation mark or a formula. */
    sealed interface Token {
        /** A word in lower case, with "positive definite" and the like as one word. */
        record Word(String text) implements Token {}

        /** A formula in the text. */
        record Maths(Tex tex, String source) implements Token {
            /** The names it is about: of A, of A, B and of A ∈ ℝ^{…}. */
            List<String> names() {
                List<String> keys = new ArrayList<>();
                collect(tex, keys);
                return keys;
            }

            private static void collect(Tex tex, List<String> keys) {
                if (tex instanceof Tex.Listing list) {
                    list.items().forEach(item -> collect(item, keys));
                } else if (tex instanceof Tex.Relation relation) {
                    if (relation.operators().get(0).equals("in")
                            || relation.operators().get(0).equals("=")) {
                        collect(relation.operands().get(0), keys);
                    }
                } else if (tex instanceof Tex.Sup sup && Keys.isTranspose(sup.script())) {
                    return;
                } else if (tex instanceof Tex.Juxtaposition row
                        && row.factors().size() == 2
                        && row.factors().get(1) instanceof Tex.Bracket) {
                    collect(row.factors().get(0), keys);
                } else {
                    Keys.whole(tex).ifPresent(keys::add);
                }
            }

            /** Whether it is one name and nothing more. */
            boolean isPlainName() {
                return !(tex instanceof Tex.Relation) && Keys.whole(tex).isPresent();
            }

            /** A vector with an index, x_i or x_iᵀ. */
            Optional<Tex> member() {
                Tex inner = tex instanceof Tex.Sup sup && Keys.isTranspose(sup.script()) ? sup.base() : tex;
                boolean one = inner instanceof Tex.Sub sub
                        && Keys.subscripts(sub.script()).size() == 1;
                return one ? Optional.of(inner) : Optional.empty();
            }

            /** Whether it is m × n, or a letter alone that can be a size. */
            boolean isSize() {
                return !sizes().isEmpty();
            }

            List<Tex> sizes() {
                if (tex instanceof Tex.Product product
                        && product.operators().stream().allMatch(o -> o.equals("times"))) {
                    return product.operands();
                }
                boolean letter = tex instanceof Tex.Name name
                        && name.name().length() == 1
                        && name.style().isEmpty()
                        && name.accents().isEmpty();
                return letter || tex instanceof Tex.Number ? List.of(tex) : List.of();
            }
        }
    }

    private static final Set<String> NOUNS =
            Set.of("matrix", "matrices", "vector", "vectors", "scalar", "scalars", "function", "loss");

    /** The words of a stretch of prose; a letter behind a noun, as in "matrices A and B", is a name. */
    static List<Token> words(String prose) {
        String text = prose.toLowerCase(Locale.ROOT)
                .replaceAll("\\bpositive[- ]+semi-?\\s?definite", "positive-semidefinite")
                .replaceAll("\\bpositive[- ]+definite", "positive-definite")
                .replaceAll("\\bskew[- ]+symmetric", "skew-symmetric")
                .replaceAll("\\bupper[- ]+triangular", "upper-triangular")
                .replaceAll("\\blower[- ]+triangular", "lower-triangular")
                .replaceAll("\\ball[- ]ones", "all-ones")
                .replaceAll("\\bone[- ]hot", "one-hot")
                .replaceAll("\\bcolumn vector", "vector")
                .replaceAll("\\bnon[- ]?negative", "nonnegative")
                .replaceAll("\\bnonsymmetric|\\bnon-symmetric|\\basymmetric", "not symmetric");
        List<Token> tokens = new ArrayList<>();
        boolean names = false;
        String[] originals = prose.split("\\s+|(?=[,;.:()])|(?<=[,;.:()])");
        Set<String> letters = new HashSet<>(Arrays.asList(originals));
        for (String word : text.split("\\s+|(?=[,;.:()])|(?<=[,;.:()])")) {
            if (word.isBlank() || word.equals("(") || word.equals(")")) {
                continue;
            }
            String upper = word.toUpperCase(Locale.ROOT);
            boolean letter = word.length() == 1 && Character.isLetter(word.charAt(0)) && names;
            if (letter) {
                String name = letters.contains(upper) ? upper : word;
                Span nowhere = new Span(0, 0);
                tokens.add(new Token.Maths(new Tex.Name(name, "", List.of(), nowhere), name));
            } else {
                tokens.add(new Token.Word(word));
                names = NOUNS.contains(word)
                        || names && Set.of("and", ",", "or").contains(word);
            }
        }
        return tokens;
    }
}
