package io.deltafold.tex;

import io.deltafold.tex.grammar.LatexMathLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Marks what the parser could not see with one token of lookahead: operators that stand for themselves, signs of
 * factors, functions with a bracket, and where the argument or body of an operator ends.
 */
final class Operands {
    private final List<TexToken> tokens;
    private final Map<TexToken, Integer> places = new IdentityHashMap<>();
    private final List<TexToken> result = new ArrayList<>();
    private final Deque<TexToken> open = new ArrayDeque<>();
    private int heads = -1;
    private int repeated;

    private Operands(List<TexToken> tokens) {
        this.tokens = tokens;
        for (int i = 0; i < tokens.size(); i++) {
            places.put(tokens.get(i), i);
        }
    }

    static List<TexToken> mark(List<TexToken> tokens) {
        Operands operands = new Operands(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            operands.take(tokens.get(i), i);
        }
        operands.stopAll();
        return operands.result;
    }

    private void take(TexToken token, int i) {
        if (token.is(LatexMathLexer.SIGN, LatexMathLexer.PRODUCT, LatexMathLexer.RELATION) && isSymbol(token, i)) {
            token.become(LatexMathLexer.NAME, token.getText());
        }
        boolean repeats = i > 0
                && token.getType() == tokens.get(i - 1).getType()
                && token.is(LatexMathLexer.ACCENT, LatexMathLexer.SIGN);
        repeated = repeats ? repeated + 1 : 0;
        if (repeated > Nesting.DEEPEST) {
            throw Nesting.tooDeep(token.span());
        }
        switch (token.getType()) {
            case LatexMathLexer.SIGN -> sign(token, i);
            case LatexMathLexer.PRODUCT -> {
                while (!open.isEmpty() && open.peek().is(LatexMathLexer.FUNCTION)) {
                    stop();
                }
                result.add(token);
            }
            case LatexMathLexer.RELATION,
                    LatexMathLexer.COMMA,
                    LatexMathLexer.ROW,
                    LatexMathLexer.QUAD,
                    LatexMathLexer.WORDS,
                    LatexMathLexer.IMPLICATION,
                    LatexMathLexer.AMPERSAND,
                    LatexMathLexer.MATRIX_ROW,
                    LatexMathLexer.OVER -> {
                stopAll();
                result.add(token);
            }
            case LatexMathLexer.LBRACE, LatexMathLexer.OPEN, LatexMathLexer.OPTION, LatexMathLexer.BEGIN -> {
                push(token);
                result.add(token);
            }
            case LatexMathLexer.RBRACE, LatexMathLexer.CLOSE, LatexMathLexer.OPTION_END, LatexMathLexer.END -> {
                stopAll();
                open.poll();
                result.add(token);
            }
            case LatexMathLexer.SUB, LatexMathLexer.SUP, LatexMathLexer.PRIME -> {
                if (!hasBase(token)) {
                    result.add(new TexToken(LatexMathLexer.NOTHING, "", token.start(), token.start()));
                }
                result.add(token);
            }
            case LatexMathLexer.FUNCTION, LatexMathLexer.BIG -> head(token, i);
            default -> result.add(token);
        }
    }

    private void push(TexToken token) {
        open.push(token);
        if (open.size() > Nesting.DEEPEST) {
            throw Nesting.tooDeep(token.span());
        }
    }

    private void stop() {
        open.pop();
        TexToken last = result.get(result.size() - 1);
        result.add(TexToken.after(last, LatexMathLexer.STOP, ""));
    }

    private void stopAll() {
        while (!open.isEmpty() && open.peek().is(LatexMathLexer.FUNCTION, LatexMathLexer.BIG)) {
            stop();
        }
    }

    private boolean hasBase(TexToken token) {
        if (result.isEmpty()) {
            return false;
        }
        TexToken before = result.get(result.size() - 1);
        boolean script = before.is(LatexMathLexer.SUB, LatexMathLexer.SUP) && !token.is(LatexMathLexer.PRIME);
        return script
                || Bars.endsOperand(before)
                || before.is(
                        LatexMathLexer.FUNCTION,
                        LatexMathLexer.CALL,
                        LatexMathLexer.BIG,
                        LatexMathLexer.AT,
                        LatexMathLexer.SUB,
                        LatexMathLexer.SUP);
    }

    /** A sign after an operator of the product kind, or at the start of an argument or body, belongs to what follows. */
    private void sign(TexToken token, int i) {
        boolean product = !result.isEmpty() && result.get(result.size() - 1).is(LatexMathLexer.PRODUCT);
        if (product || heads == i) {
            token.setType(LatexMathLexer.UNARY);
        } else {
            stopAll();
        }
        result.add(token);
    }

    private void head(TexToken token, int i) {
        boolean argument = !result.isEmpty()
                && result.get(result.size() - 1)
                        .is(
                                LatexMathLexer.SUB,
                                LatexMathLexer.SUP,
                                LatexMathLexer.ACCENT,
                                LatexMathLexer.FRACTION,
                                LatexMathLexer.SQRT);
        if (argument) {
            result.add(new TexToken(LatexMathLexer.LBRACE, "{", token.start(), token.start()));
            result.add(token);
            result.add(TexToken.after(token, LatexMathLexer.STOP, ""));
            result.add(TexToken.after(token, LatexMathLexer.RBRACE, "}"));
            return;
        }
        int next = Phrases.behindScripts(tokens, places, i + 1);
        boolean bracket = token.is(LatexMathLexer.FUNCTION)
                && next < tokens.size()
                && tokens.get(next).is(LatexMathLexer.OPEN);
        result.add(token);
        if (bracket) {
            token.setType(LatexMathLexer.CALL);
        } else {
            heads = next;
            push(token);
        }
    }

    /** Whether an operator has nothing to operate on, as in {@code ^*}, {@code f(\cdot)} and {@code A_{i\cdot}}. */
    private boolean isSymbol(TexToken token, int i) {
        boolean mark = i > 0 && tokens.get(i - 1).is(LatexMathLexer.SUB, LatexMathLexer.SUP);
        boolean first = i > 0 && (opens(tokens.get(i - 1)) || tokens.get(i - 1).is(LatexMathLexer.COMMA));
        boolean end = i + 1 < tokens.size()
                && (closes(tokens.get(i + 1)) || tokens.get(i + 1).is(LatexMathLexer.COMMA));
        return mark
                || first && end
                || token.inScript()
                        && (token.is(LatexMathLexer.PRODUCT)
                                ? first || end
                                : end && !token.is(LatexMathLexer.RELATION));
    }

    private static boolean opens(TexToken token) {
        return token.is(LatexMathLexer.LBRACE, LatexMathLexer.OPEN, LatexMathLexer.OPTION);
    }

    private static boolean closes(TexToken token) {
        return token.is(LatexMathLexer.RBRACE, LatexMathLexer.CLOSE, LatexMathLexer.OPTION_END);
    }
}
