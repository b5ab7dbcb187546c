package io.deltafold.tex;

import io.deltafold.tex.grammar.LatexMathLexer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rows, alignment, spaces and punctuation: what of them separates statements stays, everything else goes. */
final class Layout {
    private final List<TexToken> tokens;
    private final Map<TexToken, Integer> places = new IdentityHashMap<>();
    private final List<TexToken> result = new ArrayList<>();
    private final Map<Optional<TexToken>, Boolean> related = new HashMap<>();

    private Layout(List<TexToken> tokens) {
        this.tokens = tokens;
        for (int i = 0; i < tokens.size(); i++) {
            places.put(tokens.get(i), i);
        }
    }

    static List<TexToken> resolve(List<TexToken> tokens) {
        Layout layout = new Layout(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            layout.take(tokens.get(i), i);
        }
        return layout.result;
    }

    private void take(TexToken token, int i) {
        switch (token.getType()) {
            case LatexMathLexer.AMPERSAND -> {
                if (inMatrix(token)) {
                    result.add(token);
                }
            }
            case LatexMathLexer.ROW -> row(token, i);
            case LatexMathLexer.QUAD -> quad(token, i);
            case LatexMathLexer.QUANTIFIER -> {
                if (!result.isEmpty() && (Bars.endsOperand(last()) || last().is(LatexMathLexer.COMMA))) {
                    separate(TexToken.after(last(), LatexMathLexer.QUAD, "quad"), token);
                }
                result.add(token.become(LatexMathLexer.NAME, token.getText()));
            }
            case LatexMathLexer.COLON -> colon(token, i);
            case LatexMathLexer.POINT -> {
                if (!ends(i + 1)) {
                    throw new TexError("a full stop in the middle of a formula", token.span());
                }
            }
            case LatexMathLexer.RELATION -> {
                related.put(token.parent(), true);
                result.add(token);
            }
            case LatexMathLexer.IMPLICATION, LatexMathLexer.WORDS -> separate(token, token);
            default -> result.add(token);
        }
    }

    private TexToken last() {
        return result.get(result.size() - 1);
    }

    private void separate(TexToken separator, TexToken at) {
        related.put(at.parent(), false);
        result.add(separator);
    }

    private static boolean inMatrix(TexToken token) {
        return token.parent().filter(p -> p.is(LatexMathLexer.BEGIN)).isPresent();
    }

    private static boolean closes(TexToken token) {
        return token.is(LatexMathLexer.RBRACE, LatexMathLexer.CLOSE, LatexMathLexer.OPTION_END, LatexMathLexer.END);
    }

    private static boolean opens(TexToken token) {
        return token.is(LatexMathLexer.LBRACE, LatexMathLexer.OPEN, LatexMathLexer.OPTION, LatexMathLexer.BEGIN);
    }

    /** Whether a statement can end before the token at an index. */
    private boolean ends(int i) {
        return i >= tokens.size()
                || closes(tokens.get(i))
                || tokens.get(i)
                        .is(
                                LatexMathLexer.ROW,
                                LatexMathLexer.QUAD,
                                LatexMathLexer.WORDS,
                                LatexMathLexer.AMPERSAND,
                                LatexMathLexer.COMMA,
                                LatexMathLexer.POINT,
                                LatexMathLexer.IMPLICATION);
    }

    private void colon(TexToken token, int i) {
        boolean first = result.isEmpty() || opens(last()) || last().is(LatexMathLexer.COMMA);
        boolean end = ends(i + 1);
        Optional<TexToken> parent = token.parent();
        boolean slice = token.inScript()
                || parent.isPresent()
                        && parent.get().is(LatexMathLexer.OPEN)
                        && (parent.get().says("[") || first || end);
        boolean afterMark = !result.isEmpty() && last().is(LatexMathLexer.SUB, LatexMathLexer.SUP);
        if (slice || afterMark) {
            result.add(token.become(LatexMathLexer.NAME, ":"));
        } else if (!end) {
            related.put(parent, true);
            result.add(token.become(LatexMathLexer.RELATION, ":"));
        }
    }

    private void row(TexToken token, int i) {
        if (inMatrix(token)) {
            if (i + 1 < tokens.size() && !tokens.get(i + 1).is(LatexMathLexer.END)) {
                result.add(token.become(LatexMathLexer.MATRIX_ROW, "row"));
            }
            return;
        }
        boolean bracketed =
                token.parent().filter(p -> !p.is(LatexMathLexer.LBRACE)).isPresent();
        int next = i + 1;
        boolean aligned = false;
        while (next < tokens.size()
                && tokens.get(next).is(LatexMathLexer.ROW, LatexMathLexer.AMPERSAND, LatexMathLexer.QUAD)) {
            aligned |= tokens.get(next).is(LatexMathLexer.AMPERSAND);
            next++;
        }
        boolean edge = result.isEmpty() || opens(last()) || next >= tokens.size() || closes(tokens.get(next));
        if (bracketed || edge) {
            return;
        }
        TexToken first = tokens.get(next);
        TexToken before = last();
        boolean complete = Bars.endsOperand(before) || before.is(LatexMathLexer.COMMA, LatexMathLexer.WORDS);
        boolean operator = first.is(LatexMathLexer.RELATION, LatexMathLexer.PRODUCT)
                || first.is(LatexMathLexer.SIGN) && (aligned || !relationAhead(next));
        if (before.is(LatexMathLexer.WORDS) || complete && !operator) {
            separate(token.become(LatexMathLexer.ROW, "row"), token);
        } else if (operator && before.is(LatexMathLexer.COMMA)) {
            result.remove(result.size() - 1);
        }
    }

    private void quad(TexToken token, int i) {
        boolean first = result.isEmpty() || opens(last());
        boolean end =
                i + 1 >= tokens.size() || ends(i + 1) && !tokens.get(i + 1).is(LatexMathLexer.WORDS);
        if (first || end) {
            return;
        }
        TexToken next = tokens.get(i + 1);
        boolean operator = next.is(LatexMathLexer.RELATION, LatexMathLexer.SIGN, LatexMathLexer.PRODUCT)
                || last().is(LatexMathLexer.RELATION, LatexMathLexer.SIGN, LatexMathLexer.PRODUCT);
        boolean listed = last().is(LatexMathLexer.COMMA) && !related.getOrDefault(token.parent(), false);
        boolean statement = !operator && !listed && relationAhead(i + 1);
        if (statement || next.is(LatexMathLexer.WORDS, LatexMathLexer.QUANTIFIER) || isNumbering(i + 1)) {
            separate(token.become(LatexMathLexer.QUAD, "quad"), token);
        }
    }

    /** Whether the statement that starts at an index has a relation. */
    private boolean relationAhead(int from) {
        for (int i = from; i < tokens.size(); i++) {
            TexToken token = tokens.get(i);
            if (token.is(LatexMathLexer.RELATION, LatexMathLexer.COLON)) {
                return true;
            }
            if (ends(i) && !token.is(LatexMathLexer.COMMA, LatexMathLexer.AMPERSAND)) {
                return false;
            }
            i = opens(token) ? places.getOrDefault(token.partner().orElse(token), i) : i;
        }
        return false;
    }

    /** A number in brackets at the end of a row: {@code \qquad (3)}. */
    private boolean isNumbering(int i) {
        return i + 2 < tokens.size()
                && tokens.get(i).is(LatexMathLexer.OPEN)
                && tokens.get(i).says("(")
                && tokens.get(i + 1).is(LatexMathLexer.NUMBER)
                && tokens.get(i + 2).is(LatexMathLexer.CLOSE)
                && (i + 3 >= tokens.size() || ends(i + 3));
    }
}
