package io.deltafold.tex;

import io.deltafold.tex.grammar.LatexMathLexer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Digits become numbers; as a script or an argument without braces a digit stands alone, as TeX reads it. */
final class Numbers {
    private Numbers() {}

    static List<TexToken> join(List<TexToken> tokens) {
        List<TexToken> result = new ArrayList<>();
        Set<TexToken> alone = alone(tokens);
        for (int i = 0; i < tokens.size(); i++) {
            TexToken token = tokens.get(i);
            boolean point = token.is(LatexMathLexer.POINT) && digitAt(tokens, i + 1, token);
            if (!token.is(LatexMathLexer.DIGIT) && !point) {
                result.add(token);
                continue;
            }
            token.setType(LatexMathLexer.NUMBER);
            result.add(token);
            if (alone.contains(token)) {
                continue;
            }
            StringBuilder digits = new StringBuilder(token.getText());
            boolean fraction = point;
            TexToken last = token;
            while (i + 1 < tokens.size()
                    && tokens.get(i + 1).start() == last.end()
                    && !alone.contains(tokens.get(i + 1))) {
                TexToken next = tokens.get(i + 1);
                boolean decimal = !fraction && next.is(LatexMathLexer.POINT) && digitAt(tokens, i + 2, next);
                if (!next.is(LatexMathLexer.DIGIT) && !decimal) {
                    break;
                }
                fraction |= decimal;
                digits.append(next.getText());
                last = next;
                i++;
            }
            token.setText(digits.toString());
            token.setStopIndex(last.getStopIndex());
        }
        return result;
    }

    private static boolean digitAt(List<TexToken> tokens, int index, TexToken before) {
        return index < tokens.size()
                && tokens.get(index).is(LatexMathLexer.DIGIT)
                && tokens.get(index).start() == before.end();
    }

    private static Set<TexToken> alone(List<TexToken> tokens) {
        Set<TexToken> alone = new HashSet<>();
        Set<TexToken> firstArguments = new HashSet<>();
        for (int i = 0; i + 1 < tokens.size(); i++) {
            TexToken token = tokens.get(i);
            TexToken next = tokens.get(i + 1);
            if (token.is(LatexMathLexer.SUB, LatexMathLexer.SUP, LatexMathLexer.SQRT, LatexMathLexer.ACCENT)
                    || firstArguments.contains(token)) {
                alone.add(next);
            } else if (token.is(LatexMathLexer.FRACTION)) {
                alone.add(next);
                firstArguments.add(
                        next.is(LatexMathLexer.LBRACE) ? next.partner().orElseThrow() : next);
            }
        }
        return alone;
    }
}
