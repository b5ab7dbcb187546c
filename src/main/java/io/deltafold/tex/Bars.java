package io.deltafold.tex;

import io.deltafold.tex.grammar.LatexMathLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Bars and angles that are the same on both sides: which of them open, which close, and which separate. */
final class Bars {
    private final List<TexToken> tokens;
    private final Map<TexToken, Integer> places = new IdentityHashMap<>();

    private Bars(List<TexToken> tokens) {
        this.tokens = tokens;
        for (int i = 0; i < tokens.size(); i++) {
            places.put(tokens.get(i), i);
        }
    }

    static List<TexToken> pair(List<TexToken> tokens) {
        List<TexToken> doubled = new Bars(tokens).doubles();
        new Bars(doubled).all();
        return separators(doubled);
    }

    /** Two bars side by side that close nothing are one separator: {@code D(p || q)}. */
    private static List<TexToken> separators(List<TexToken> tokens) {
        List<TexToken> result = new ArrayList<>();
        for (TexToken token : tokens) {
            boolean bar = token.is(LatexMathLexer.RELATION) && token.says("|");
            TexToken before = result.isEmpty() ? token : result.get(result.size() - 1);
            if (bar && before.is(LatexMathLexer.RELATION) && before.says("|") && before.end() == token.start()) {
                before.become(LatexMathLexer.RELATION, "‖").setStopIndex(token.getStopIndex());
            } else {
                result.add(token);
            }
        }
        return result;
    }

    /** Whether an operand may end with the token. */
    static boolean endsOperand(TexToken token) {
        return token.is(
                LatexMathLexer.NUMBER,
                LatexMathLexer.NAME,
                LatexMathLexer.WORD,
                LatexMathLexer.TEXT,
                LatexMathLexer.PHRASE,
                LatexMathLexer.DOTS,
                LatexMathLexer.RBRACE,
                LatexMathLexer.CLOSE,
                LatexMathLexer.PRIME,
                LatexMathLexer.END);
    }

    /** The same of the token at a place, where a sign such as the star of {@code x^*} is a script. */
    private boolean ends(int index) {
        return endsOperand(tokens.get(index))
                || index > 0 && tokens.get(index - 1).is(LatexMathLexer.SUB, LatexMathLexer.SUP);
    }

    /** Two single bars side by side are a double one if two others close them. */
    private List<TexToken> doubles() {
        List<TexToken> result = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            TexToken token = tokens.get(i);
            if (isDouble(i) && !ended(i)) {
                int other = closingDouble(i + 2);
                if (other > 0) {
                    widen(i, LatexMathLexer.OPEN);
                    widen(other, LatexMathLexer.CLOSE);
                    token.join(tokens.get(other));
                    result.add(token);
                    i++;
                    continue;
                }
            }
            result.add(token);
            if (token.is(LatexMathLexer.CLOSE)
                    && token.says("‖")
                    && token.end() - token.start() == 2
                    && isBar(i + 1, "|")
                    && tokens.get(i + 1).start() < token.end()) {
                i++;
            }
        }
        return result;
    }

    private void widen(int index, int type) {
        TexToken token = tokens.get(index);
        token.become(type, "‖").setStopIndex(tokens.get(index + 1).getStopIndex());
    }

    private boolean isBar(int index, String text) {
        return index < tokens.size()
                && tokens.get(index).is(LatexMathLexer.BAR)
                && tokens.get(index).says(text);
    }

    private boolean isDouble(int index) {
        return isBar(index, "|")
                && isBar(index + 1, "|")
                && tokens.get(index).end() == tokens.get(index + 1).start();
    }

    /** An opening double bar after an operand would be taken for two single ones, unless nothing could be open. */
    private boolean ended(int index) {
        for (int i = index - 1; i >= 0 && i > index - 40; i--) {
            if (tokens.get(i).is(LatexMathLexer.BAR)) {
                return ends(index - 1);
            }
        }
        return false;
    }

    private int closingDouble(int from) {
        for (int i = from; i < tokens.size() && i < from + 2_000; i++) {
            TexToken token = tokens.get(i);
            if (isDouble(i)) {
                return ends(i - 1) ? i : -1;
            }
            if (isBar(i, "|") || closes(token)) {
                return -1;
            }
            i = behind(i);
        }
        return -1;
    }

    /** The index of the closing token for an opening one, else the same index. */
    private int behind(int index) {
        TexToken token = tokens.get(index);
        boolean opens =
                token.is(LatexMathLexer.LBRACE, LatexMathLexer.OPEN, LatexMathLexer.OPTION, LatexMathLexer.BEGIN);
        return opens && token.partner().isPresent()
                ? places.getOrDefault(token.partner().get(), index)
                : index;
    }

    private static boolean closes(TexToken token) {
        return token.is(
                LatexMathLexer.RBRACE,
                LatexMathLexer.CLOSE,
                LatexMathLexer.OPTION_END,
                LatexMathLexer.END,
                LatexMathLexer.ROW,
                LatexMathLexer.AMPERSAND,
                LatexMathLexer.IMPLICATION,
                LatexMathLexer.OVER);
    }

    private void all() {
        for (int i = 0; i < tokens.size(); i++) {
            TexToken token = tokens.get(i);
            boolean operand = i > 0 && ends(i - 1);
            if (token.is(LatexMathLexer.BAR)) {
                bar(token, i, operand);
            } else if (token.is(LatexMathLexer.RELATION) && token.says("<") && !operand) {
                angle(token, i);
            }
        }
    }

    private void bar(TexToken token, int i, boolean operand) {
        boolean scripted = i + 1 < tokens.size() && tokens.get(i + 1).is(LatexMathLexer.SUB, LatexMathLexer.SUP);
        int partner = scripted || token.says("mid") && operand ? -1 : partner(i);
        if (partner > 0) {
            String shape = token.says("‖") ? "‖" : "|";
            TexToken other = tokens.get(partner);
            token.become(LatexMathLexer.OPEN, shape);
            token.join(other.become(LatexMathLexer.CLOSE, shape));
        } else if (scripted && operand && !token.says("‖")) {
            token.become(LatexMathLexer.AT, "|");
        } else {
            token.become(LatexMathLexer.RELATION, token.says("mid") ? "|" : token.getText());
        }
    }

    /** The bar that closes the one at an index, or -1: a bar behind an operand closes the last that is open. */
    private int partner(int from) {
        boolean single = tokens.get(from).says("|");
        Deque<String> open = new ArrayDeque<>(List.of(tokens.get(from).getText()));
        boolean operand = false;
        for (int i = from + 1; i < tokens.size() && open.size() <= Nesting.DEEPEST; i++) {
            TexToken token = tokens.get(i);
            if (closes(token) || token.is(LatexMathLexer.RELATION) || token.is(LatexMathLexer.COMMA) && single) {
                return -1;
            }
            if (!token.is(LatexMathLexer.BAR)) {
                i = behind(i);
                operand = ends(i);
            } else if (operand && token.says(open.element())) {
                open.pop();
                if (open.isEmpty()) {
                    return i;
                }
            } else {
                open.push(token.getText());
                operand = false;
            }
        }
        return -1;
    }

    private void angle(TexToken token, int from) {
        for (int i = from + 1; i < tokens.size(); i++) {
            TexToken other = tokens.get(i);
            if (other.is(LatexMathLexer.RELATION)) {
                if (other.says(">") && i > from + 1) {
                    token.become(LatexMathLexer.OPEN, "langle");
                    token.join(other.become(LatexMathLexer.CLOSE, "rangle"));
                }
                return;
            }
            if (closes(other)) {
                return;
            }
            i = behind(i);
        }
    }
}
