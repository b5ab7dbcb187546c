package io.deltafold.tex;

import io.deltafold.syntax.Span;
import io.deltafold.tex.grammar.LatexMathParser;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.PredictionMode;

/** Reads LaTeX mathematics, the text between the dollars, into a tree of what was written. */
public final class TexParser {
    private TexParser() {}

    /**
     * The tree of a formula.
     *
     * @throws TexError if it cannot be read; nothing else is thrown for any text
     */
    public static Tex parse(String text) {
        List<TexToken> tokens = Nesting.match(Delimiters.merge(TokenReader.read(text)));
        tokens = Numbers.join(Alphabets.apply(Commands.strip(tokens)));
        tokens = Operands.mark(Layout.resolve(Phrases.decide(Bars.pair(tokens))));
        tokens.add(new TexToken(Token.EOF, "", text.length(), text.length()));
        LatexMathParser parser = new LatexMathParser(new CommonTokenStream(new ListTokenSource(tokens)));
        parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
        parser.removeErrorListeners();
        parser.addErrorListener(new Refusal(text));
        return new TexBuilder().formula(parser.formula());
    }

    /** Turns the first syntax error into a {@link TexError}. */
    private static final class Refusal extends BaseErrorListener {
        private final String text;

        Refusal(String text) {
            this.text = text;
        }

        @Override
        public void syntaxError(
                Recognizer<?, ?> recognizer,
                Object offending,
                int line,
                int column,
                String message,
                RecognitionException cause) {
            TexToken token = (TexToken) offending;
            Span span = token.span();
            String found = token.getType() == Token.EOF
                    ? "the formula ends"
                    : "unexpected " + text.substring(span.start(), span.end());
            String expected = Expectations.of((LatexMathParser) recognizer);
            throw new TexError(expected.isEmpty() ? found : found + ", expected " + expected, span);
        }
    }
}
