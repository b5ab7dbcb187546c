package io.deltafold.syntax;

import io.deltafold.syntax.grammar.DeltafoldLexer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/** Syntax errors in words. */
final class SyntaxMessages {
    private SyntaxMessages() {}

    static Diagnostic explain(Token found, Span span, IntervalSet expected) {
        boolean operand = expected.contains(DeltafoldLexer.NUMBER);
        boolean closing = closes(expected);
        String what = name(found);
        if (found.getText().equals("×")) {
            return Diagnostic.of(
                    "syntax",
                    "× stands only between sizes",
                    span,
                    "write @ for the matrix product, * for the entrywise one");
        }
        if (operand) {
            return Diagnostic.of("syntax", "expected an expression, found " + what, span);
        }
        if (closing && (found.getType() == Token.EOF || found.getType() == DeltafoldLexer.NEWLINE)) {
            return Diagnostic.of("syntax", "a bracket is not closed before " + what, span, "add the closing bracket");
        }
        if (found.getText().equals("=")) {
            return Diagnostic.of(
                    "syntax",
                    "only a name can be defined: '=' stands after an expression",
                    span,
                    "write NAME = EXPRESSION, one definition on a line");
        }
        if (found.getText().equals(")") || found.getText().equals("]")) {
            return Diagnostic.of("syntax", "the bracket " + what + " closes nothing", span, "remove it or open it");
        }
        if (found.getType() == DeltafoldLexer.NAME
                || found.getType() == DeltafoldLexer.NUMBER
                || found.getText().equals("(")) {
            return Diagnostic.of(
                    "syntax",
                    "expected an operator before " + what,
                    span,
                    "write products out: @ for the matrix product, * for the entrywise one");
        }
        return Diagnostic.of("syntax", "did not expect " + what, span);
    }

    private static boolean closes(IntervalSet expected) {
        for (int type : expected.toArray()) {
            String literal = DeltafoldLexer.VOCABULARY.getLiteralName(type);
            if ("')'".equals(literal) || "']'".equals(literal)) {
                return true;
            }
        }
        return false;
    }

    private static String name(Token token) {
        return switch (token.getType()) {
            case Token.EOF -> "the end of the input";
            case DeltafoldLexer.NEWLINE -> "the end of the line";
            default -> "'" + token.getText() + "'";
        };
    }
}
