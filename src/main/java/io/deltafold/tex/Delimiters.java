package io.deltafold.tex;

import io.deltafold.tex.grammar.LatexMathLexer;
import java.util.ArrayList;
import java.util.List;

/** {@code \left}, {@code \right}, {@code \middle} and sizes become part of the delimiters they stand before. */
final class Delimiters {
    private Delimiters() {}

    static List<TexToken> merge(List<TexToken> tokens) {
        List<TexToken> result = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            TexToken token = tokens.get(i);
            switch (token.getType()) {
                case LatexMathLexer.LEFT, LatexMathLexer.RIGHT, LatexMathLexer.MIDDLE -> {
                    boolean found = i + 1 < tokens.size() && isDelimiter(tokens.get(i + 1));
                    if (!found) {
                        throw new TexError("a bracket is expected after \\" + token.getText(), token.span());
                    }
                    TexToken delimiter = tokens.get(++i);
                    result.add(merged(token, delimiter));
                }
                case LatexMathLexer.SIZE -> {
                    boolean found = i + 1 < tokens.size() && isDelimiter(tokens.get(i + 1));
                    if (found && tokens.get(i + 1).is(LatexMathLexer.BAR)) {
                        TexToken bar = tokens.get(++i);
                        char side = token.getText().charAt(token.getText().length() - 1);
                        result.add(
                                side == 'l'
                                        ? sized(token, bar, LatexMathLexer.OPENING)
                                        : side == 'r' ? sized(token, bar, LatexMathLexer.CLOSING) : bar);
                    }
                }
                default -> result.add(token);
            }
        }
        return broken(result);
    }

    private static boolean isDelimiter(TexToken token) {
        return token.is(LatexMathLexer.OPENING, LatexMathLexer.CLOSING, LatexMathLexer.BAR, LatexMathLexer.POINT)
                || token.is(LatexMathLexer.RELATION) && (token.says("<") || token.says(">"))
                || token.is(LatexMathLexer.PRODUCT) && (token.says("/") || token.says("backslash"));
    }

    private static TexToken merged(TexToken side, TexToken delimiter) {
        int type = switch (side.getType()) {
            case LatexMathLexer.LEFT -> LatexMathLexer.LEFT;
            case LatexMathLexer.RIGHT -> LatexMathLexer.RIGHT;
            default -> LatexMathLexer.RELATION;
        };
        String text = switch (delimiter.getText()) {
            case "." -> "";
            case "<" -> "langle";
            case ">" -> "rangle";
            case "mid" -> "|";
            default -> delimiter.getText();
        };
        return new TexToken(type, text, side.start(), delimiter.end());
    }

    private static TexToken sized(TexToken size, TexToken bar, int type) {
        return new TexToken(type, bar.says("mid") ? "|" : bar.getText(), size.start(), bar.end());
    }

    /** A bracket that goes on in the next row by {@code \right. \\ \left.} is one bracket. */
    private static List<TexToken> broken(List<TexToken> tokens) {
        List<TexToken> result = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            TexToken token = tokens.get(i);
            if (token.is(LatexMathLexer.RIGHT) && token.getText().isEmpty()) {
                int next = i + 1;
                while (next < tokens.size()
                        && tokens.get(next).is(LatexMathLexer.ROW, LatexMathLexer.AMPERSAND, LatexMathLexer.QUAD)) {
                    next++;
                }
                if (next > i + 1
                        && next < tokens.size()
                        && tokens.get(next).is(LatexMathLexer.LEFT)
                        && tokens.get(next).getText().isEmpty()) {
                    i = next;
                    continue;
                }
            }
            result.add(token);
        }
        return result;
    }
}
