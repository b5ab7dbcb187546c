package io.deltafold.syntax;

import io.deltafold.syntax.grammar.DeltafoldLexer;
import io.deltafold.syntax.grammar.DeltafoldParser;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.jspecify.annotations.Nullable;

/** Reads programs. */
public final class Parser {
    /** Deepest nesting of brackets that is read. */
    static final int MAX_NESTING = 1000;

    private static final int MAX_SYNTAX_ERRORS = 5;

    private final Source source;
    private final Dialect dialect;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Parser(Source source, Dialect dialect) {
        this.source = source;
        this.dialect = dialect;
    }

    /**
     * The statements of a program.
     *
     * @throws InputError where the text is no program
     */
    public static List<Ast.Statement> parse(Source source, Dialect dialect) {
        return new Parser(source, dialect).read();
    }

    private List<Ast.Statement> read() {
        DeltafoldLexer lexer = new DeltafoldLexer(CharStreams.fromString(source.text(), source.name()));
        lexer.removeErrorListeners();
        int[] offsets = offsets(source.text());
        List<Token> tokens = withoutInnerNewlines(lexer, offsets);
        failOnDiagnostics();
        DeltafoldParser parser = new DeltafoldParser(new CommonTokenStream(new ListTokenSource(tokens)));
        parser.removeErrorListeners();
        parser.addErrorListener(new SyntaxErrors(offsets));
        DeltafoldParser.ProgramContext tree = parser.program();
        failOnDiagnostics();
        List<Ast.Statement> statements = new AstBuilder(offsets, dialect, diagnostics).statements(tree);
        failOnDiagnostics();
        return statements;
    }

    private void failOnDiagnostics() {
        if (!diagnostics.isEmpty()) {
            throw new InputError(source, diagnostics);
        }
    }

    /** Token positions count code points; spans count characters. */
    private static int[] offsets(String text) {
        int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
        int offset = 0;
        for (int i = 0; i < offsets.length - 1; i++) {
            offsets[i] = offset;
            offset += Character.charCount(text.codePointAt(offset));
        }
        offsets[offsets.length - 1] = text.length();
        return offsets;
    }

    private List<Token> withoutInnerNewlines(DeltafoldLexer lexer, int[] offsets) {
        List<Token> kept = new ArrayList<>();
        int depth = 0;
        while (true) {
            Token token = lexer.nextToken();
            String text = token.getText();
            if (token.getType() == DeltafoldLexer.UNKNOWN) {
                diagnostics.add(unknown(token, AstBuilder.span(token, offsets)));
                if (diagnostics.size() >= MAX_SYNTAX_ERRORS) {
                    return kept;
                }
                continue;
            }
            if (text.equals("(") || text.equals("[")) {
                if (++depth > MAX_NESTING) {
                    diagnostics.add(Diagnostic.of(
                            "too-deep",
                            "brackets are nested more than " + MAX_NESTING + " deep",
                            AstBuilder.span(token, offsets),
                            "give inner parts a name: r = X @ w - y"));
                    return kept;
                }
            } else if (text.equals(")") || text.equals("]")) {
                depth = Math.max(0, depth - 1);
            }
            if (token.getType() != DeltafoldLexer.NEWLINE || depth == 0) {
                kept.add(token);
            }
            if (token.getType() == Token.EOF) {
                return kept;
            }
        }
    }

    private static Diagnostic unknown(Token token, Span span) {
        String text = token.getText();
        String shown = text.codePointAt(0) < ' ' ? String.format("U+%04X", text.codePointAt(0)) : "'" + text + "'";
        Diagnostic diagnostic = Diagnostic.of("syntax", "the character " + shown + " means nothing here", span);
        return switch (text) {
            case "\"" -> diagnostic.hint("a quoted text ends on the line it starts: \"ij,jk->ik\"");
            case "{", "}" -> diagnostic.hint("group with ( ); LaTeX is not read here");
            case "$", "\\" -> diagnostic.hint("write the formula in the expression language, not in LaTeX: Z @ W + B");
            case "×" -> diagnostic.hint("write @ for the matrix product, * for the entrywise one");
            default -> diagnostic;
        };
    }

    private final class SyntaxErrors extends BaseErrorListener {
        private final int[] offsets;

        SyntaxErrors(int[] offsets) {
            this.offsets = offsets;
        }

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                @Nullable Object symbol,
                int line,
                int column,
                String message,
                @Nullable RecognitionException exception) {
            // What follows the first error is read in a state that was guessed, and would only confuse.
            if (diagnostics.isEmpty() && symbol instanceof Token token) {
                IntervalSet expected =
                        recognizer instanceof DeltafoldParser parser ? parser.getExpectedTokens() : new IntervalSet();
                diagnostics.add(SyntaxMessages.explain(token, AstBuilder.span(token, offsets), expected));
            }
        }
    }
}
