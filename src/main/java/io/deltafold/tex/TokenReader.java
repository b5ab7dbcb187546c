package io.deltafold.tex;

import io.deltafold.syntax.Span;
import io.deltafold.tex.grammar.LatexMathLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;

/** The tokens of a text under their canonical names; words among the mathematics are one token each. */
final class TokenReader {
    /** Symbols that stand before a group without taking it as an argument. */
    private static final Set<String> SYMBOLS = Set.of(
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "varepsilon",
            "zeta",
            "eta",
            "theta",
            "vartheta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "pi",
            "rho",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "varphi",
            "chi",
            "psi",
            "omega",
            "Gamma",
            "Delta",
            "Theta",
            "Lambda",
            "Xi",
            "Pi",
            "Sigma",
            "Upsilon",
            "Phi",
            "Psi",
            "Omega",
            "ell",
            "partial",
            "nabla",
            "top",
            "bot",
            "infty",
            "hbar",
            "prime",
            "dagger",
            "intercal",
            "emptyset",
            "varnothing",
            "imath",
            "jmath",
            "aleph",
            "square",
            "Box",
            "triangle",
            "angle");

    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵀⁿ";
    private static final String SUPERSCRIPT_VALUES = "0123456789+-Tn";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

    private final String text;
    private final LatexMathLexer lexer;
    private final List<TexToken> tokens = new ArrayList<>();

    private TokenReader(String text) {
        this.text = text;
        // Half a surrogate pair is refused like any other character that mathematics has no use for, and each keeps its
        // offset.
        StringBuilder units = new StringBuilder(text);
        for (int i = 0; i < units.length(); i++) {
            if (Character.isSurrogate(units.charAt(i))) {
                units.setCharAt(i, '\uFFFD');
            }
        }
        lexer = new LatexMathLexer(CharStreams.fromString(units.toString()));
        lexer.removeErrorListeners();
    }

    static List<TexToken> read(String text) {
        TokenReader reader = new TokenReader(text);
        for (Token t = reader.lexer.nextToken(); t.getType() != Token.EOF; t = reader.lexer.nextToken()) {
            reader.take(t);
        }
        reader.refuseUnknownCommands();
        return reader.tokens;
    }

    private void take(Token token) {
        int start = token.getStartIndex();
        int end = token.getStopIndex() + 1;
        String written = token.getText();
        switch (token.getType()) {
            case LatexMathLexer.UNKNOWN -> throw new TexError(unknown(start), span(start));
            case LatexMathLexer.TEXT_OPEN, LatexMathLexer.OPERATOR_OPEN -> words(token);
            case LatexMathLexer.LETTER -> {
                String[] letter = Symbols.letter(written);
                add(LatexMathLexer.LETTER, letter[0], start, end).styled(letter[1]);
            }
            case LatexMathLexer.SYMBOL -> add(LatexMathLexer.NAME, Symbols.name(written), start, end);
            case LatexMathLexer.SMALL_SCRIPT -> smallScript(written.charAt(0), start, end);
            case LatexMathLexer.BEGIN, LatexMathLexer.END -> {
                int open = written.indexOf('{');
                add(token.getType(), written.substring(open + 1, written.indexOf('}', open)), start, end);
            }
            case LatexMathLexer.DOTS ->
                add(LatexMathLexer.DOTS, written.startsWith(".") ? "ldots" : Symbols.name(written), start, end);
            case LatexMathLexer.RELATION ->
                add(
                        LatexMathLexer.RELATION,
                        Symbols.name(written.startsWith("\\") ? written : written.replaceAll("\\s", "")),
                        start,
                        end);
            case LatexMathLexer.BAR ->
                add(LatexMathLexer.BAR, "\\|".equals(written) ? "‖" : Symbols.name(written), start, end);
            case LatexMathLexer.STYLE, LatexMathLexer.SWITCH ->
                add(token.getType(), Symbols.style(written), start, end);
            default -> add(token.getType(), Symbols.name(written), start, end);
        }
    }

    private TexToken add(int type, String name, int start, int end) {
        TexToken token = new TexToken(type, name, start, end);
        tokens.add(token);
        return token;
    }

    private void words(Token open) {
        int nest = 1;
        int from = open.getStopIndex() + 1;
        while (nest > 0) {
            Token part = lexer.nextToken();
            if (part.getType() == Token.EOF) {
                throw new TexError(
                        "a closing } is missing for the { here",
                        new Span(open.getStopIndex(), open.getStopIndex() + 1));
            }
            nest += part.getType() == LatexMathLexer.WORDS_NEST ? 1 : 0;
            if (part.getType() == LatexMathLexer.WORDS_CLOSE && --nest == 0) {
                String words = text.substring(from, part.getStartIndex());
                int end = part.getStopIndex() + 1;
                if (open.getType() == LatexMathLexer.OPERATOR_OPEN) {
                    String name = words.replaceAll("\\\\[a-zA-Z]+|[^\\p{L}\\p{N}]", "");
                    add(LatexMathLexer.FUNCTION, name, open.getStartIndex(), end);
                } else {
                    add(LatexMathLexer.TEXT, words, open.getStartIndex(), end).styled(textStyle(open.getText()));
                }
            }
        }
    }

    private static String textStyle(String command) {
        return command.startsWith("\\textbf")
                ? "bold"
                : command.startsWith("\\textit") || command.startsWith("\\emph")
                        ? "it"
                        : command.startsWith("\\textsf") ? "sf" : command.startsWith("\\texttt") ? "tt" : "rm";
    }

    /** {@code ⁻¹} and its like become a superscript with a group. */
    private void smallScript(char c, int start, int end) {
        boolean above = SUPERSCRIPTS.indexOf(c) >= 0;
        int last = tokens.size() - 1;
        int kind = above ? LatexMathLexer.SUP : LatexMathLexer.SUB;
        boolean goesOn = last > 2
                && tokens.get(last).is(LatexMathLexer.RBRACE)
                && tokens.get(last).says(above ? "⁾" : "₎")
                && tokens.get(last).end() == start;
        if (goesOn) {
            tokens.remove(last);
        } else {
            add(kind, above ? "^" : "_", start, start);
            add(LatexMathLexer.LBRACE, "{", start, start);
        }
        char value = above ? SUPERSCRIPT_VALUES.charAt(SUPERSCRIPTS.indexOf(c)) : (char) ('0' + SUBSCRIPTS.indexOf(c));
        int type = Character.isDigit(value)
                ? LatexMathLexer.DIGIT
                : Character.isLetter(value) ? LatexMathLexer.LETTER : LatexMathLexer.SIGN;
        add(type, String.valueOf(value), start, end);
        add(LatexMathLexer.RBRACE, above ? "⁾" : "₎", end, end);
    }

    private void refuseUnknownCommands() {
        for (int i = 0; i < tokens.size(); i++) {
            TexToken token = tokens.get(i);
            if (!token.is(LatexMathLexer.COMMAND)) {
                continue;
            }
            if (i + 1 < tokens.size()
                    && tokens.get(i + 1).is(LatexMathLexer.LBRACE)
                    && !SYMBOLS.contains(token.getText())) {
                throw new TexError("unknown command \\" + token.getText() + " with an argument", token.span());
            }
            token.become(LatexMathLexer.NAME, token.getText());
        }
    }

    /** The character at an offset, both halves of it if it has two. */
    private Span span(int at) {
        return new Span(at, Math.min(text.length(), at + Character.charCount(text.codePointAt(at))));
    }

    private String unknown(int at) {
        return switch (text.charAt(at)) {
            case '$' -> "a $ in the middle of a formula";
            case '\\' -> "a backslash without the name of a command";
            default -> "the character " + Character.toString(text.codePointAt(at)) + " has no meaning here";
        };
    }
}
