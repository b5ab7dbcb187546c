package io.deltafold.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The macros that a document defines, and their expansion in its formulas. */
final class Macros {
    private static final int DEEPEST = 40;
    private static final int LONGEST = 200_000;

    private final Map<String, Macro> macros = new HashMap<>();

    /** @param standard the value of an optional first argument */
    private record Macro(int arguments, Optional<String> standard, String body) {}

    /** Macros that never end, or grow without end. */
    static final class Endless extends Exception {
        private static final long serialVersionUID = 1L;

        Endless() {
            super("a macro of this formula expands without end", null, false, false);
        }
    }

    /** Reads a definition at a backslash; the end of it, or −1 where none stands there. */
    int define(String text, int at) {
        for (String command : List.of("\\newcommand", "\\renewcommand", "\\providecommand", "\\DeclareRobustCommand")) {
            if (isCommand(text, at, command)) {
                return newCommand(text, at + command.length());
            }
        }
        if (isCommand(text, at, "\\def")) {
            return def(text, at + 4);
        }
        if (isCommand(text, at, "\\DeclareMathOperator")) {
            return operator(text, at + "\\DeclareMathOperator".length());
        }
        if (isCommand(text, at, "\\let")) {
            return let(text, at + 4);
        }
        return -1;
    }

    private static boolean isCommand(String text, int at, String command) {
        int end = at + command.length();
        return text.startsWith(command, at) && (end >= text.length() || !Character.isLetter(text.charAt(end)));
    }

    private int newCommand(String text, int from) {
        int at = skip(text, from);
        if (at < text.length() && text.charAt(at) == '*') {
            at = skip(text, at + 1);
        }
        boolean braced = at < text.length() && text.charAt(at) == '{';
        String name = controlWord(text, braced ? skip(text, at + 1) : at);
        if (name.isEmpty()) {
            return -1;
        }
        at = text.indexOf(name, at) + name.length();
        if (braced) {
            at = skip(text, at);
            if (at >= text.length() || text.charAt(at) != '}') {
                return -1;
            }
            at++;
        }
        at = skip(text, at);
        int arguments = 0;
        Optional<String> standard = Optional.empty();
        if (at < text.length() && text.charAt(at) == '[') {
            int close = text.indexOf(']', at);
            if (close < 0 || close != at + 2 || !Character.isDigit(text.charAt(at + 1))) {
                return -1;
            }
            arguments = text.charAt(at + 1) - '0';
            at = skip(text, close + 1);
            if (at < text.length() && text.charAt(at) == '[') {
                close = text.indexOf(']', at);
                if (close < 0) {
                    return -1;
                }
                standard = Optional.of(text.substring(at + 1, close));
                at = skip(text, close + 1);
            }
        }
        return body(text, at, name, arguments, standard);
    }

    private int body(String text, int at, String name, int arguments, Optional<String> standard) {
        if (at < text.length() && text.charAt(at) == '\\') {
            String word = controlWord(text, at);
            if (!word.isEmpty()) {
                macros.put(name, new Macro(arguments, standard, word));
                return at + word.length();
            }
        }
        int close = closing(text, at);
        if (close < 0) {
            return -1;
        }
        macros.put(name, new Macro(arguments, standard, text.substring(at + 1, close)));
        return close + 1;
    }

    private int def(String text, int from) {
        int at = skip(text, from);
        String name = controlWord(text, at);
        if (name.isEmpty()) {
            return -1;
        }
        at += name.length();
        int arguments = 0;
        while (at + 1 < text.length() && text.charAt(at) == '#' && Character.isDigit(text.charAt(at + 1))) {
            arguments++;
            at += 2;
        }
        at = skip(text, at);
        return at < text.length() && text.charAt(at) == '{' ? body(text, at, name, arguments, Optional.empty()) : -1;
    }

    private int operator(String text, int from) {
        int at = skip(text, from < text.length() && text.charAt(from) == '*' ? from + 1 : from);
        boolean braced = at < text.length() && text.charAt(at) == '{';
        String name = controlWord(text, braced ? skip(text, at + 1) : at);
        if (name.isEmpty()) {
            return -1;
        }
        at = text.indexOf(name, at) + name.length();
        if (braced) {
            at = skip(text, at) + 1;
        }
        at = skip(text, at);
        int close = closing(text, at);
        if (close < 0) {
            return -1;
        }
        macros.put(name, new Macro(0, Optional.empty(), "\\operatorname{" + text.substring(at + 1, close) + "}"));
        return close + 1;
    }

    private int let(String text, int from) {
        int at = skip(text, from);
        String name = controlWord(text, at);
        if (name.isEmpty()) {
            return -1;
        }
        at = skip(text, at + name.length());
        if (at < text.length() && text.charAt(at) == '=') {
            at = skip(text, at + 1);
        }
        String value = controlWord(text, at);
        if (value.isEmpty() || value.equals(name)) {
            return -1;
        }
        macros.put(name, new Macro(0, Optional.empty(), value));
        return at + value.length();
    }

    private static int skip(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** The control word at a backslash, with it; empty where there is none. */
    private static String controlWord(String text, int at) {
        if (at >= text.length() || text.charAt(at) != '\\') {
            return "";
        }
        int end = at + 1;
        while (end < text.length() && isLetter(text.charAt(end))) {
            end++;
        }
        return end == at + 1 && end < text.length() ? text.substring(at, end + 1) : text.substring(at, end);
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '@';
    }

    /** The brace that closes the one at a place, or −1. */
    static int closing(String text, int open) {
        if (open >= text.length() || text.charAt(open) != '{') {
            return -1;
        }
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** The formula with all macros expanded. */
    Expanded expand(Expanded formula) throws Endless {
        return macros.isEmpty() || formula.text().indexOf('\\') < 0 ? formula : expand(formula, 0);
    }

    private Expanded expand(Expanded formula, int depth) throws Endless {
        if (depth > DEEPEST || formula.length() > LONGEST) {
            throw new Endless();
        }
        String text = formula.text();
        Expanded result = new Expanded();
        boolean changed = false;
        int at = 0;
        while (at < text.length()) {
            String word = controlWord(text, at);
            Macro macro = word.isEmpty() ? null : macros.get(word);
            if (macro == null) {
                int end = word.isEmpty() ? at + 1 : at + word.length();
                result.add(formula, at, end);
                at = end;
                continue;
            }
            changed = true;
            at = replace(formula, text, at, word, macro, result);
            if (result.length() > LONGEST) {
                throw new Endless();
            }
        }
        return changed ? expand(result, depth + 1) : result;
    }

    /** Appends what a call of a macro stands for; the end of the call. */
    private static int replace(Expanded formula, String text, int call, String word, Macro macro, Expanded result) {
        int origin = formula.origin(call);
        int at = call + word.length();
        List<int[]> arguments = new ArrayList<>();
        Optional<String> standard = macro.standard();
        for (int i = 0; i < macro.arguments(); i++) {
            int next = skip(text, at);
            if (i == 0 && standard.isPresent()) {
                int close = next < text.length() && text.charAt(next) == '[' ? text.indexOf(']', next) : -1;
                if (close >= 0) {
                    arguments.add(new int[] {next + 1, close});
                    at = close + 1;
                } else {
                    arguments.add(new int[] {-1, -1});
                }
                continue;
            }
            int close = closing(text, next);
            if (close >= 0) {
                arguments.add(new int[] {next + 1, close});
                at = close + 1;
            } else {
                String single = controlWord(text, next);
                int end = Math.min(text.length(), next + Math.max(1, single.length()));
                arguments.add(new int[] {Math.min(next, end), end});
                at = end;
            }
        }
        String body = macro.body();
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            boolean parameter = c == '#' && i + 1 < body.length() && Character.isDigit(body.charAt(i + 1));
            int number = parameter ? body.charAt(i + 1) - '1' : -1;
            if (number >= 0 && number < arguments.size()) {
                int[] argument = arguments.get(number);
                if (argument[0] < 0) {
                    String value = standard.orElse("");
                    for (int j = 0; j < value.length(); j++) {
                        result.add(value.charAt(j), origin);
                    }
                } else {
                    result.add(formula, argument[0], argument[1]);
                }
                i++;
            } else {
                result.add(c, origin);
            }
        }
        boolean glued = body.matches("(?s).*\\\\[a-zA-Z]+$") && at < text.length() && isLetter(text.charAt(at));
        boolean spaced = macro.arguments() == 0 && body.matches("(?s).*\\\\[a-zA-Z]+$");
        if (glued || spaced) {
            result.add(' ', origin);
        }
        return at;
    }
}
