package io.deltafold.tex;

import io.deltafold.tex.grammar.LatexMathLexer;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides of each word whether it is a function, a name, or words that stand between statements. */
final class Phrases {
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{N}-]*");
    private static final Set<String> CONNECTORS = Set.of(
            "and",
            "or",
            "if",
            "where",
            "for",
            "with",
            "when",
            "otherwise",
            "then",
            "since",
            "by",
            "so",
            "thus",
            "hence",
            "let",
            "is",
            "are",
            "iff",
            "subject",
            "else",
            "that",
            "because",
            "therefore",
            "while",
            "but",
            "as",
            "to",
            "from",
            "on",
            "in",
            "at",
            "of",
            "all",
            "any",
            "every",
            "each",
            "such",
            "given",
            "also",
            "now",
            "we");

    private final List<TexToken> tokens;
    private final Map<TexToken, Integer> places = new IdentityHashMap<>();
    private final List<TexToken> result = new ArrayList<>();

    private Phrases(List<TexToken> tokens) {
        this.tokens = tokens;
        for (int i = 0; i < tokens.size(); i++) {
            places.put(tokens.get(i), i);
        }
    }

    static List<TexToken> decide(List<TexToken> tokens) {
        Phrases phrases = new Phrases(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            i = phrases.take(i);
        }
        return phrases.result;
    }

    /** The index behind the scripts and primes that start at one. */
    static int behindScripts(List<TexToken> tokens, Map<TexToken, Integer> places, int from) {
        int i = from;
        while (i < tokens.size() && tokens.get(i).is(LatexMathLexer.SUB, LatexMathLexer.SUP, LatexMathLexer.PRIME)) {
            boolean group = !tokens.get(i).is(LatexMathLexer.PRIME)
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).is(LatexMathLexer.LBRACE);
            i = group
                    ? places.getOrDefault(tokens.get(i + 1).partner().orElseThrow(), i + 1) + 1
                    : i + (tokens.get(i).is(LatexMathLexer.PRIME) ? 1 : 2);
        }
        return i;
    }

    private int take(int i) {
        TexToken token = tokens.get(i);
        switch (token.getType()) {
            case LatexMathLexer.WORD -> result.add(word(token, i));
            case LatexMathLexer.TEXT -> {
                if (!token.getText().isBlank()) {
                    result.add(text(token, i));
                }
            }
            case LatexMathLexer.LBRACE -> {
                boolean bare = i + 2 < tokens.size()
                        && tokens.get(i + 1).is(LatexMathLexer.WORD, LatexMathLexer.FUNCTION, LatexMathLexer.TEXT)
                        && tokens.get(i + 2).is(LatexMathLexer.RBRACE)
                        && !(i > 0
                                && tokens.get(i - 1)
                                        .is(
                                                LatexMathLexer.SUB,
                                                LatexMathLexer.SUP,
                                                LatexMathLexer.FRACTION,
                                                LatexMathLexer.SQRT,
                                                LatexMathLexer.ACCENT,
                                                LatexMathLexer.HORIZONTAL_BRACE,
                                                LatexMathLexer.OPTION_END,
                                                LatexMathLexer.RBRACE));
                if (bare) {
                    TexToken inner = tokens.get(i + 1);
                    inner.within(token.parent());
                    result.add(
                            inner.is(LatexMathLexer.WORD)
                                    ? word(inner, i + 2)
                                    : inner.is(LatexMathLexer.TEXT) ? text(inner, i + 2) : inner);
                    return i + 2;
                }
                result.add(token);
            }
            default -> result.add(token);
        }
        return i;
    }

    private boolean bracketFollows(int i) {
        int next = behindScripts(tokens, places, i + 1);
        return next < tokens.size()
                && tokens.get(next).is(LatexMathLexer.OPEN)
                && Set.of("(", "[", "{").contains(tokens.get(next).getText());
    }

    private boolean operandFollows(int i) {
        int next = behindScripts(tokens, places, i + 1);
        return next < tokens.size()
                && tokens.get(next)
                        .is(
                                LatexMathLexer.NUMBER,
                                LatexMathLexer.NAME,
                                LatexMathLexer.WORD,
                                LatexMathLexer.LBRACE,
                                LatexMathLexer.OPEN,
                                LatexMathLexer.FRACTION,
                                LatexMathLexer.SQRT,
                                LatexMathLexer.ACCENT,
                                LatexMathLexer.FUNCTION,
                                LatexMathLexer.BIG,
                                LatexMathLexer.BEGIN);
    }

    private TexToken word(TexToken token, int i) {
        boolean function =
                bracketFollows(i) || !token.inScript() && (operandFollows(i) || Symbols.isFunction(token.getText()));
        return token.become(function ? LatexMathLexer.FUNCTION : LatexMathLexer.NAME, token.getText());
    }

    private TexToken text(TexToken token, int i) {
        String said = token.getText();
        String words = said.strip();
        boolean word = WORD.matcher(words).matches();
        if (word && words.length() == 1 && said.length() == 1) {
            return token.become(LatexMathLexer.NAME, words);
        }
        boolean connector = CONNECTORS.contains(words.toLowerCase(java.util.Locale.ROOT));
        if (word && !connector && bracketFollows(i) || word && !token.inScript() && Symbols.isFunction(words)) {
            return token.become(LatexMathLexer.FUNCTION, words);
        }
        boolean afterScriptMark = i > 0 && tokens.get(i - 1).is(LatexMathLexer.SUB, LatexMathLexer.SUP);
        if (token.inScript() || afterScriptMark) {
            return token.become(LatexMathLexer.PHRASE, words);
        }
        boolean afterOperator = !result.isEmpty()
                && result.get(result.size() - 1)
                        .is(LatexMathLexer.RELATION, LatexMathLexer.SIGN, LatexMathLexer.PRODUCT);
        if (word && !connector && said.equals(words) && (afterOperator || standsAlone(token, i))) {
            return token.become(LatexMathLexer.NAME, words);
        }
        return token.become(afterOperator ? LatexMathLexer.PHRASE : LatexMathLexer.WORDS, words);
    }

    /** Whether nothing is juxtaposed with it, and a line does not consist of it. */
    private boolean standsAlone(TexToken token, int i) {
        boolean first = result.isEmpty()
                || !Bars.endsOperand(result.get(result.size() - 1))
                        && !result.get(result.size() - 1).is(LatexMathLexer.QUAD, LatexMathLexer.WORDS);
        boolean end = i + 1 >= tokens.size();
        boolean bracketed = token.parent().isPresent();
        boolean operator = !end
                && tokens.get(i + 1)
                        .is(
                                LatexMathLexer.RELATION,
                                LatexMathLexer.SIGN,
                                LatexMathLexer.PRODUCT,
                                LatexMathLexer.SUB,
                                LatexMathLexer.SUP);
        boolean closes = !end
                && bracketed
                && tokens.get(i + 1)
                        .is(
                                LatexMathLexer.RBRACE,
                                LatexMathLexer.CLOSE,
                                LatexMathLexer.AMPERSAND,
                                LatexMathLexer.COMMA);
        return first && (operator || closes);
    }
}
