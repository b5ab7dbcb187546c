package io.deltafold.tex;

import io.deltafold.tex.grammar.LatexMathLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Commands that only dress or place their argument leave it bare. */
final class Commands {
    private static final Set<String> ROWS = Set.of(
            "aligned",
            "alignedat",
            "split",
            "gathered",
            "align",
            "align*",
            "gather",
            "gather*",
            "equation",
            "equation*",
            "multline",
            "multline*",
            "multlined",
            "eqnarray",
            "eqnarray*",
            "displaymath",
            "math",
            "alignat",
            "alignat*",
            "flalign",
            "flalign*",
            "subequations");

    private final List<TexToken> tokens;
    private final List<TexToken> result = new ArrayList<>();
    private int at;

    private Commands(List<TexToken> tokens) {
        this.tokens = tokens;
    }

    static List<TexToken> strip(List<TexToken> tokens) {
        Commands commands = new Commands(tokens);
        for (commands.at = 0; commands.at < tokens.size(); commands.at++) {
            commands.take(tokens.get(commands.at));
        }
        return commands.result;
    }

    private void take(TexToken token) {
        switch (token.getType()) {
            case LatexMathLexer.TRANSPARENT -> {}
            case LatexMathLexer.PHANTOM -> skipArgument(token);
            case LatexMathLexer.BEGIN ->
                result.add(ROWS.contains(token.getText()) ? token.become(LatexMathLexer.LBRACE, "{") : token);
            case LatexMathLexer.END ->
                result.add(
                        token.partner().orElseThrow().is(LatexMathLexer.LBRACE)
                                ? token.become(LatexMathLexer.RBRACE, "}")
                                : token);
            case LatexMathLexer.NOT -> negate(token);
            case LatexMathLexer.LONG_ARROW -> {
                if (next(LatexMathLexer.OPEN)) {
                    skipArgument(token);
                }
                skipArgument(token);
                result.add(token.become(LatexMathLexer.RELATION, token.getText()));
            }
            case LatexMathLexer.SUBSTACK -> substack(token);
            case LatexMathLexer.OVERSET, LatexMathLexer.UNDERSET -> set(token);
            case LatexMathLexer.SQRT -> {
                result.add(token);
                if (next(LatexMathLexer.OPEN) && tokens.get(at + 1).says("[")) {
                    TexToken open = tokens.get(at + 1);
                    open.setType(LatexMathLexer.OPTION);
                    open.partner().orElseThrow().setType(LatexMathLexer.OPTION_END);
                }
            }
            case LatexMathLexer.FUNCTION -> {
                result.add(token);
                boolean extremum = token.says("arg")
                        && next(LatexMathLexer.FUNCTION)
                        && Set.of("max", "min").contains(tokens.get(at + 1).getText());
                if (extremum) {
                    TexToken which = tokens.get(++at);
                    token.become(LatexMathLexer.FUNCTION, "arg" + which.getText());
                    token.setStopIndex(which.getStopIndex());
                }
            }
            case LatexMathLexer.LBRACE -> {
                // {=} and {+} are spaced differently, nothing else
                boolean operator = at + 2 < tokens.size()
                        && tokens.get(at + 1).is(LatexMathLexer.RELATION, LatexMathLexer.SIGN, LatexMathLexer.PRODUCT)
                        && tokens.get(at + 2).is(LatexMathLexer.RBRACE)
                        && !result.isEmpty()
                        && !result.get(result.size() - 1)
                                .is(
                                        LatexMathLexer.SUB,
                                        LatexMathLexer.SUP,
                                        LatexMathLexer.ACCENT,
                                        LatexMathLexer.FRACTION,
                                        LatexMathLexer.SQRT,
                                        LatexMathLexer.STYLE);
                if (operator) {
                    result.add(tokens.get(at + 1));
                    at += 2;
                } else {
                    result.add(token);
                }
            }
            default -> result.add(token);
        }
    }

    private boolean next(int type) {
        return at + 1 < tokens.size() && tokens.get(at + 1).is(type);
    }

    private void negate(TexToken not) {
        if (!next(LatexMathLexer.RELATION)) {
            throw new TexError("a relation is expected after \\not", not.span());
        }
        TexToken relation = tokens.get(++at);
        String name = switch (relation.getText()) {
            case "=" -> "neq";
            case "in" -> "notin";
            default -> "not" + relation.getText();
        };
        result.add(new TexToken(LatexMathLexer.RELATION, name, not.start(), relation.end()));
    }

    /** Moves behind the group or single token that follows. */
    private void skipArgument(TexToken command) {
        boolean missing = at + 1 >= tokens.size()
                || tokens.get(at + 1)
                        .is(
                                LatexMathLexer.RBRACE,
                                LatexMathLexer.CLOSE,
                                LatexMathLexer.OPTION_END,
                                LatexMathLexer.END,
                                LatexMathLexer.ROW,
                                LatexMathLexer.AMPERSAND);
        if (missing) {
            throw new TexError("an argument is missing after \\" + command.getText(), command.span());
        }
        TexToken first = tokens.get(at + 1);
        if (first.partner().isEmpty()) {
            at++;
            return;
        }
        TexToken last = first.partner().get();
        while (!tokens.get(at).equals(last)) {
            at++;
        }
    }

    private void substack(TexToken command) {
        if (!next(LatexMathLexer.LBRACE)) {
            throw new TexError("an opening { is expected after \\substack", command.span());
        }
        TexToken open = tokens.get(at + 1);
        TexToken close = open.partner().orElseThrow();
        for (int i = at + 2; !tokens.get(i).equals(close); i++) {
            TexToken inside = tokens.get(i);
            if (inside.is(LatexMathLexer.ROW)
                    && inside.parent().isPresent()
                    && inside.parent().get().equals(open)) {
                inside.become(LatexMathLexer.COMMA, ",");
            }
        }
    }

    /** A label above or below a relation says nothing; below a function or a big operator it is its limit. */
    private void set(TexToken command) {
        int labelAt = at + 1;
        skipArgument(command);
        List<TexToken> label = strip(List.copyOf(tokens.subList(labelAt, at + 1)));
        if (label.isEmpty()) {
            throw new TexError("an argument is missing after \\" + command.getText(), command.span());
        }
        if (!next(LatexMathLexer.LBRACE)) {
            if (at + 1 < tokens.size() && tokens.get(at + 1).is(LatexMathLexer.FUNCTION, LatexMathLexer.BIG)) {
                limit(command, tokens.get(++at), label);
            }
            return;
        }
        TexToken open = tokens.get(at + 1);
        TexToken close = open.partner().orElseThrow();
        List<TexToken> content = new ArrayList<>();
        int i = at + 2;
        while (!tokens.get(i).equals(close)) {
            content.add(tokens.get(i++));
        }
        boolean single = content.size() == 1;
        if (single && content.get(0).is(LatexMathLexer.RELATION, LatexMathLexer.IMPLICATION)) {
            result.add(content.get(0));
            at = i;
        } else if (content.size() == 2
                && content.get(0).says("arg")
                && content.get(1).is(LatexMathLexer.FUNCTION)) {
            TexToken name = content.get(0);
            name.become(LatexMathLexer.FUNCTION, "arg" + content.get(1).getText());
            limit(command, name, label);
            at = i;
        } else if (single && content.get(0).is(LatexMathLexer.FUNCTION, LatexMathLexer.BIG)) {
            limit(command, content.get(0), label);
            at = i;
        }
    }

    private void limit(TexToken command, TexToken name, List<TexToken> label) {
        name.setStartIndex(command.start());
        result.add(name);
        boolean below = command.is(LatexMathLexer.UNDERSET);
        result.add(TexToken.after(name, below ? LatexMathLexer.SUB : LatexMathLexer.SUP, below ? "_" : "^"));
        if (label.get(0).is(LatexMathLexer.LBRACE)) {
            label.get(0).openScript();
        }
        result.addAll(label);
    }
}
