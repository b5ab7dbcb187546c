package io.deltafold.tex;

import io.deltafold.tex.grammar.LatexMathLexer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Letters get their alphabets, and letters that are one word become one token. */
final class Alphabets {
    /** An alphabet until a closing token. */
    private record Scope(String style, Optional<TexToken> end) {}

    private final List<TexToken> tokens;
    private final List<TexToken> result = new ArrayList<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private int at;

    private Alphabets(List<TexToken> tokens) {
        this.tokens = tokens;
    }

    static List<TexToken> apply(List<TexToken> tokens) {
        Alphabets alphabets = new Alphabets(tokens);
        while (alphabets.at < tokens.size()) {
            alphabets.take(tokens.get(alphabets.at));
        }
        return alphabets.result;
    }

    private void take(TexToken token) {
        switch (token.getType()) {
            case LatexMathLexer.STYLE -> style(token);
            case LatexMathLexer.SWITCH -> {
                scopes.push(new Scope(token.getText(), token.parent().flatMap(TexToken::partner)));
                at++;
            }
            case LatexMathLexer.LETTER -> letters();
            case LatexMathLexer.NAME -> {
                String style = style();
                boolean symbol = Set.of("partial", "nabla", "top", "infty", "prime", "forall")
                        .contains(token.getText());
                result.add(style.isEmpty() || symbol ? token : token.styled(style));
                at++;
            }
            default -> {
                while (!scopes.isEmpty()
                        && scopes.peek().end().filter(token::equals).isPresent()) {
                    scopes.pop();
                }
                result.add(token);
                at++;
            }
        }
    }

    private String style() {
        return scopes.isEmpty() ? "" : scopes.peek().style();
    }

    private void style(TexToken command) {
        String style = command.getText();
        int next = at + 1;
        while (next < tokens.size() && tokens.get(next).is(LatexMathLexer.STYLE)) {
            style = tokens.get(next++).getText();
        }
        // \mathbf\hat x is \hat{\mathbf x}
        while (next < tokens.size() && tokens.get(next).is(LatexMathLexer.ACCENT)) {
            result.add(tokens.get(next++));
        }
        if (next >= tokens.size()) {
            throw new TexError("an argument is missing after the alphabet here", command.span());
        }
        TexToken first = tokens.get(next);
        at = next + 1;
        if (first.is(LatexMathLexer.LBRACE)) {
            group(command, style, first, next);
        } else if (first.is(LatexMathLexer.LETTER, LatexMathLexer.NAME)) {
            result.add(named(first.getText(), style, command, first));
        } else if (first.is(LatexMathLexer.DIGIT)) {
            result.add(digit(first.getText(), style, command, first));
        } else {
            at = next;
        }
    }

    private void group(TexToken command, String style, TexToken open, int index) {
        TexToken close = open.partner().orElseThrow();
        List<TexToken> content = new ArrayList<>();
        int i = index + 1;
        while (!tokens.get(i).equals(close)
                && tokens.get(i).is(LatexMathLexer.LETTER, LatexMathLexer.DIGIT, LatexMathLexer.NAME)) {
            content.add(tokens.get(i++));
        }
        boolean all = tokens.get(i).equals(close) && !content.isEmpty();
        boolean letters = content.stream().allMatch(t -> t.is(LatexMathLexer.LETTER));
        boolean digits = content.stream().allMatch(t -> t.is(LatexMathLexer.DIGIT));
        String word = joined(content);
        if (all && letters && content.size() > 1 && isWord(word, style)) {
            result.add(word(content, style, command, close));
            at = i + 1;
        } else if (all && content.size() == 1 && !digits) {
            result.add(named(content.get(0).getText(), style, command, close));
            at = i + 1;
        } else if (all && digits) {
            result.add(digit(word, style, command, close));
            at = i + 1;
        } else {
            if (!content.isEmpty() && content.get(0).is(LatexMathLexer.DIGIT) && !"rm".equals(style)) {
                content.get(0).become(LatexMathLexer.NAME, content.get(0).getText());
            }
            open.setStartIndex(command.start());
            result.add(open);
            scopes.push(new Scope(style, Optional.of(close)));
        }
    }

    private static boolean isWord(String letters, String style) {
        return switch (style) {
            case "rm" -> letters.length() > 2 || !letters.startsWith("d") || Symbols.isFunction(letters);
            case "sf", "tt", "it" -> letters.length() > 2 || Symbols.isFunction(letters);
            default -> Symbols.isFunction(letters) && letters.length() > 1 && !"bb".equals(style);
        };
    }

    private static String joined(List<TexToken> letters) {
        StringBuilder word = new StringBuilder();
        letters.forEach(t -> word.append(t.getText()));
        return word.toString();
    }

    /** One word, or several with spaces between them, which TeX would not show but the writer meant. */
    private static TexToken word(List<TexToken> letters, String style, TexToken first, TexToken last) {
        StringBuilder words = new StringBuilder();
        TexToken before = letters.get(0);
        for (TexToken letter : letters) {
            if (letter.start() > before.end()) {
                words.append(' ');
            }
            words.append(letter.getText());
            before = letter;
        }
        String said = words.toString();
        int type = said.indexOf(' ') > 0 ? LatexMathLexer.TEXT : LatexMathLexer.WORD;
        return place(new TexToken(type, said, first.start(), last.end()).styled(style), first);
    }

    private static TexToken named(String name, String style, TexToken first, TexToken last) {
        return place(new TexToken(LatexMathLexer.NAME, name, first.start(), last.end()).styled(style), first);
    }

    private static TexToken digit(String digits, String style, TexToken first, TexToken last) {
        boolean plain = "rm".equals(style) || style.isEmpty();
        TexToken token =
                new TexToken(plain ? LatexMathLexer.NUMBER : LatexMathLexer.NAME, digits, first.start(), last.end());
        return place(token.styled(plain ? "" : style), first);
    }

    private static TexToken place(TexToken token, TexToken like) {
        token.within(like.parent());
        return token;
    }

    /** A run of letters without spaces: a function that was typed plainly, a word of an upright scope, or letters. */
    private void letters() {
        List<TexToken> run = new ArrayList<>();
        while (at < tokens.size()
                && tokens.get(at).is(LatexMathLexer.LETTER)
                && (run.isEmpty()
                        || run.get(run.size() - 1).end() == tokens.get(at).start())) {
            run.add(tokens.get(at++));
        }
        String word = joined(run);
        String style = style();
        TexToken last = run.get(run.size() - 1);
        if (run.size() > 1 && "rm".equals(style) && isWord(word, style)) {
            result.add(word(run, style, run.get(0), last));
            return;
        }
        boolean bracket = at < tokens.size()
                && (tokens.get(at).is(LatexMathLexer.OPEN)
                        && Set.of("(", "[", "{").contains(tokens.get(at).getText()));
        int differential = word.startsWith("d") && !Symbols.isFunction(word) ? 1 : 0;
        if (bracket && Symbols.isFunction(word.substring(differential)) && run.size() - differential > 1) {
            if (differential > 0) {
                result.add(named("d", style, run.get(0), run.get(0)));
            }
            TexToken first = run.get(differential);
            result.add(place(
                    new TexToken(LatexMathLexer.FUNCTION, word.substring(differential), first.start(), last.end()),
                    first));
            return;
        }
        for (TexToken letter : run) {
            result.add(letter.become(LatexMathLexer.NAME, letter.getText())
                    .styled(style.isEmpty() ? letter.style() : style));
        }
    }
}
