package io.deltafold.tex;

import io.deltafold.tex.grammar.LatexMathParser;
import org.antlr.v4.runtime.misc.IntervalSet;

/** What a parser would have accepted, for people. */
final class Expectations {
    private Expectations() {}

    static String of(LatexMathParser parser) {
        IntervalSet expected = parser.getExpectedTokens();
        if (expected.contains(LatexMathParser.FRACTION) && expected.contains(LatexMathParser.RELATION)) {
            return "an operand or an operator";
        }
        if (expected.contains(LatexMathParser.LBRACE)) {
            return "a letter, a number or a group in braces";
        }
        if (expected.contains(LatexMathParser.OPEN)) {
            return "a bracket";
        }
        return "";
    }
}
