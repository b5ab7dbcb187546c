package io.deltafold.tex;

import io.deltafold.syntax.Span;
import io.deltafold.tex.grammar.LatexMathLexer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Finds the partner of every brace, bracket and environment, and refuses what is not closed or too deep. */
final class Nesting {
    static final int DEEPEST = 200;

    private final Deque<TexToken> open = new ArrayDeque<>();

    private Nesting() {}

    static List<TexToken> match(List<TexToken> tokens) {
        Nesting nesting = new Nesting();
        for (int i = 0; i < tokens.size(); i++) {
            TexToken token = tokens.get(i);
            if (token.is(LatexMathLexer.LBRACE)
                    && i > 0
                    && tokens.get(i - 1).is(LatexMathLexer.SUB, LatexMathLexer.SUP)) {
                token.openScript();
            }
            nesting.take(token);
        }
        if (!nesting.open.isEmpty()) {
            throw unclosed(nesting.open.pop());
        }
        for (TexToken token : tokens) {
            if (token.is(LatexMathLexer.LEFT, LatexMathLexer.OPENING)) {
                token.setType(LatexMathLexer.OPEN);
            } else if (token.is(LatexMathLexer.RIGHT, LatexMathLexer.CLOSING)) {
                token.setType(LatexMathLexer.CLOSE);
            }
        }
        return tokens;
    }

    static TexError tooDeep(Span span) {
        return new TexError("nested too deeply, more than " + DEEPEST + " levels", span);
    }

    private void take(TexToken token) {
        switch (token.getType()) {
            case LatexMathLexer.LBRACE, LatexMathLexer.OPENING, LatexMathLexer.LEFT, LatexMathLexer.BEGIN -> {
                place(token);
                open.push(token);
                if (open.size() > DEEPEST) {
                    throw tooDeep(token.span());
                }
            }
            case LatexMathLexer.RBRACE -> close(token, LatexMathLexer.LBRACE);
            case LatexMathLexer.CLOSING -> close(token, LatexMathLexer.OPENING);
            case LatexMathLexer.RIGHT -> close(token, LatexMathLexer.LEFT);
            case LatexMathLexer.END -> close(token, LatexMathLexer.BEGIN);
            default -> place(token);
        }
    }

    private void place(TexToken token) {
        token.within(Optional.ofNullable(open.peek()));
    }

    private void close(TexToken token, int opening) {
        if (open.isEmpty()) {
            throw new TexError(opener(token) + " is missing for the " + shown(token) + " here", token.span());
        }
        TexToken partner = open.pop();
        boolean otherEnvironment = token.is(LatexMathLexer.END) && !partner.says(token.getText());
        if (!partner.is(opening) || otherEnvironment) {
            boolean mine = open.stream().anyMatch(t -> t.is(opening) && (!otherEnvironment || t.says(token.getText())));
            if (mine || otherEnvironment) {
                throw unclosed(partner);
            }
            throw new TexError(opener(token) + " is missing for the " + shown(token) + " here", token.span());
        }
        partner.join(token);
        place(token);
    }

    private static TexError unclosed(TexToken opening) {
        String closing = switch (opening.getType()) {
            case LatexMathLexer.LBRACE -> "a closing }";
            case LatexMathLexer.LEFT -> "a \\right";
            case LatexMathLexer.BEGIN -> "an \\end{" + opening.getText() + "}";
            default -> "a closing " + closer(opening.getText());
        };
        return new TexError(closing + " is missing for the " + shown(opening) + " here", opening.span());
    }

    private static String closer(String open) {
        return switch (open) {
            case "(" -> ")";
            case "[" -> "]";
            case "{" -> "\\}";
            case "langle" -> "\\rangle";
            case "lceil" -> "\\rceil";
            case "lfloor" -> "\\rfloor";
            case "‖" -> "\\rVert";
            default -> "\\rvert";
        };
    }

    private static String opener(TexToken closing) {
        return switch (closing.getType()) {
            case LatexMathLexer.RBRACE -> "an opening {";
            case LatexMathLexer.RIGHT -> "a \\left";
            case LatexMathLexer.END -> "a \\begin{" + closing.getText() + "}";
            default -> "an opening bracket";
        };
    }

    private static String shown(TexToken token) {
        return switch (token.getType()) {
            case LatexMathLexer.LEFT -> "\\left";
            case LatexMathLexer.RIGHT -> "\\right";
            case LatexMathLexer.BEGIN -> "\\begin{" + token.getText() + "}";
            case LatexMathLexer.END -> "\\end{" + token.getText() + "}";
            case LatexMathLexer.LBRACE, LatexMathLexer.RBRACE -> token.getText().equals("}") ? "}" : "{";
            default ->
                switch (token.getText()) {
                    case "(", ")", "[", "]" -> token.getText();
                    case "{", "}", "|" -> "\\" + token.getText();
                    case "‖" -> "\\|";
                    default -> "\\" + token.getText();
                };
        };
    }
}
