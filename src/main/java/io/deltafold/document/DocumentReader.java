package io.deltafold.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a LaTeX or Markdown document into prose, headings and formulas. */
public final class DocumentReader {
    private static final Pattern FENCE = Pattern.compile(" {0,3}(`{3,}|~{3,}).*");
    private static final Pattern RULE = Pattern.compile(" {0,3}([-*_])( *\\1){2,} *");
    private static final Pattern HEADING = Pattern.compile(" {0,3}(#{1,6})(\\s.*|)");
    private static final Pattern ITEM = Pattern.compile("\\s*([-*+]|\\d{1,4}[.)])\\s+.*");
    private static final Pattern WORDS =
            Pattern.compile("(?:(?<![\\\\A-Za-z])[A-Za-z]{2,}[,.;:]?\\s+){3,}[A-Za-z]{2,}");
    private static final List<String> SECTIONS =
            List.of("part", "chapter", "section", "subsection", "subsubsection", "paragraph");
    private static final List<String> DROPPED = List.of(
            "cite",
            "citep",
            "citet",
            "ref",
            "eqref",
            "label",
            "autoref",
            "cref",
            "Cref",
            "input",
            "include",
            "includegraphics",
            "usepackage",
            "documentclass",
            "bibliography",
            "bibliographystyle",
            "url",
            "vspace",
            "hspace",
            "pageref",
            "index");

    private final String text;
    private final boolean latex;
    private final Macros macros = new Macros();
    private final List<Passage> passages = new ArrayList<>();
    private final StringBuilder prose = new StringBuilder();
    private int proseStart = -1;
    private int proseEnd;
    private int paragraph;
    private int at;

    private DocumentReader(String text, boolean latex) {
        this.text = text;
        this.latex = latex;
    }

    /** The passages of a document in order; no text makes it throw. */
    public static List<Passage> read(String text, boolean latex) {
        DocumentReader reader = new DocumentReader(text, latex);
        reader.read();
        return reader.passages;
    }

    private void read() {
        if (text.startsWith("\uFEFF")) {
            at = 1;
        }
        if (latex) {
            preamble();
        } else {
            frontMatter();
        }
        boolean lineStart = true;
        while (at < text.length()) {
            if (lineStart && block() || at >= text.length()) {
                continue;
            }
            char c = text.charAt(at);
            lineStart = c == '\n' || c == '\r';
            if (!element(c)) {
                say(c);
                at++;
            }
        }
        flush();
    }

    private void preamble() {
        int begin = text.indexOf("\\begin{document}");
        if (begin < 0) {
            return;
        }
        for (int i = 0; i < begin; i++) {
            char c = text.charAt(i);
            if (c == '%') {
                i = Math.min(begin, lineEnd(i));
            } else if (c == '\\') {
                int end = macros.define(text, i);
                i = end > 0 ? end - 1 : i + 1;
            }
        }
        at = begin + "\\begin{document}".length();
    }

    private void frontMatter() {
        if (text.startsWith("---\n", at) || text.startsWith("---\r\n", at)) {
            Matcher close = Pattern.compile("(?m)^---\\s*$").matcher(text);
            boolean yaml =
                    text.substring(at, lineEnd(Math.min(text.length(), at + 5))).indexOf(':') >= 0;
            if (yaml && close.find(at + 4)) {
                at = close.end();
            }
        }
    }

    private int lineEnd(int from) {
        int end = from;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    /** What only the start of a line can be. */
    private boolean block() {
        int end = lineEnd(at);
        String line = text.substring(at, Math.min(end, at + 4000));
        if (line.isBlank() && end - at < 4000) {
            newParagraph();
            at = end < text.length() ? next(end) : end;
            return true;
        }
        return !latex && markdownBlock(line, end);
    }

    private int next(int end) {
        boolean pair = text.charAt(end) == '\r' && end + 1 < text.length() && text.charAt(end + 1) == '\n';
        return end + (pair ? 2 : 1);
    }

    private boolean markdownBlock(String line, int end) {
        Matcher fence = FENCE.matcher(line);
        if (fence.matches()) {
            newParagraph();
            String mark = fence.group(1);
            Matcher close =
                    Pattern.compile("(?m)^ {0,3}" + Pattern.quote(mark) + ".*$").matcher(text);
            at = close.find(end) ? close.end() : text.length();
            return true;
        }
        if (RULE.matcher(line).matches()) {
            boolean underline = line.strip().startsWith("--")
                    && prose.length() > 0
                    && !prose.toString().isBlank();
            flushAs(underline);
            if (!underline) {
                passages.add(new Passage.Break(at, end));
            }
            paragraph++;
            at = end;
            return true;
        }
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            newParagraph();
            passages.add(new Passage.Heading(
                    heading.group(2).replaceAll("#+\\s*$", "").strip(),
                    heading.group(1).length(),
                    at,
                    end));
            paragraph++;
            at = end;
            return true;
        }
        if (line.matches("=+\\s*") && prose.length() > 0) {
            flushAs(true);
            at = end;
            return true;
        }
        if (line.startsWith("    ")
                && prose.length() == 0
                && startsParagraph()
                && !line.contains("$")
                && !line.contains("\\")) {
            at = end;
            return true;
        }
        if (ITEM.matcher(line).matches()) {
            newParagraph();
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            while (!Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return false;
        }
        if (line.stripLeading().startsWith(">")) {
            at += line.indexOf('>') + 1;
            return false;
        }
        if (line.startsWith("<!--")) {
            int close = text.indexOf("-->", at);
            at = close < 0 ? text.length() : close + 3;
            return true;
        }
        return false;
    }

    private boolean startsParagraph() {
        return passages.isEmpty() || !(passages.get(passages.size() - 1) instanceof Passage.Formula);
    }

    private void newParagraph() {
        flush();
        paragraph++;
    }

    private void say(char c) {
        if (proseStart < 0) {
            proseStart = at;
        }
        boolean space = Character.isWhitespace(c) || c == '~' && latex;
        boolean after = prose.length() > 0 && prose.charAt(prose.length() - 1) == ' ';
        if (!space) {
            prose.append(c);
        } else if (!after) {
            prose.append(' ');
        }
        proseEnd = Math.min(text.length(), at + 1);
    }

    private void flush() {
        flushAs(false);
    }

    private void flushAs(boolean heading) {
        if (proseStart >= 0 && !prose.toString().isBlank()) {
            String plain = latex
                    ? prose.toString()
                    : prose.toString()
                            .replaceAll("\\*\\*|__|(?<=\\s)[*_](?=\\S)|(?<=\\S)[*_](?=[\\s.,;:])", "")
                            .replaceAll("!?\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
            passages.add(
                    heading
                            ? new Passage.Heading(plain.strip(), 2, proseStart, proseEnd)
                            : new Passage.Prose(plain, paragraph, proseStart, proseEnd));
        }
        prose.setLength(0);
        proseStart = -1;
    }

    /** A formula, a command, code: whatever is not plain text at this place. */
    private boolean element(char c) {
        if (c == '%' && latex) {
            at = lineEnd(at);
            return true;
        }
        if (c == '`' && !latex) {
            return code();
        }
        if (c == '$') {
            return dollar();
        }
        if (c == '{' || c == '}') {
            if (latex) {
                at++;
                return true;
            }
            return false;
        }
        return c == '\\' && command();
    }

    private boolean code() {
        int ticks = 0;
        while (at + ticks < text.length() && text.charAt(at + ticks) == '`') {
            ticks++;
        }
        int close = text.indexOf("`".repeat(ticks), at + ticks);
        int limit = paragraphEnd(at);
        if (close < 0 || close > limit) {
            return false;
        }
        String inside = text.substring(at + ticks, close);
        for (char c : (" " + inside + " ").toCharArray()) {
            say(c);
        }
        at = close + ticks;
        return true;
    }

    /** The next blank line, or the end of the text. */
    private int paragraphEnd(int from) {
        int i = from;
        while (true) {
            int end = lineEnd(i);
            if (end >= text.length()) {
                return text.length();
            }
            int line = next(end);
            if (text.substring(line, lineEnd(line)).isBlank()) {
                return end;
            }
            i = line;
        }
    }

    private boolean dollar() {
        if (text.startsWith("$$", at)) {
            int close = unescaped("$$", at + 2, text.length());
            if (close < 0) {
                int end = paragraphEnd(at + 2);
                formula(true, "$$", at, at + 2, end, end, "the $$ opened here is never closed");
                return true;
            }
            formula(true, "$$", at, at + 2, close, close + 2, "");
            return true;
        }
        int limit = paragraphEnd(at);
        int close = unescaped("$", at + 1, limit);
        if (close < 0) {
            int end = lineEnd(at);
            if (!looksLikeMaths(text.substring(at + 1, end))) {
                return false;
            }
            formula(false, "$", at, at + 1, end, end, "the $ opened here is never closed");
            return true;
        }
        String inside = text.substring(at + 1, close);
        boolean tight = !inside.isEmpty()
                && !Character.isWhitespace(inside.charAt(0))
                && !Character.isWhitespace(inside.charAt(inside.length() - 1))
                && !(close + 1 < text.length() && Character.isDigit(text.charAt(close + 1)));
        if (!latex && !tight && !looksLikeMaths(inside)) {
            return false;
        }
        if (WORDS.matcher(inside.replaceAll("\\\\(text|mbox|textrm|mathrm|operatorname)\\s*\\{[^}]*\\}", ""))
                .find()) {
            if (!looksLikeMaths(inside)) {
                return false;
            }
            formula(
                    false,
                    "$",
                    at,
                    at + 1,
                    close,
                    close,
                    "this looks like text inside a formula: a $ is missing or left over near here");
            return true;
        }
        formula(false, "$", at, at + 1, close, close + 1, "");
        return true;
    }

    private static boolean looksLikeMaths(String inside) {
        return inside.indexOf('\\') >= 0
                || inside.indexOf('^') >= 0
                || inside.indexOf('_') >= 0
                || inside.indexOf('=') >= 0;
    }

    private int unescaped(String mark, int from, int limit) {
        int i = from;
        while (i < limit) {
            char c = text.charAt(i);
            if (c == '\\') {
                i += 2;
            } else if (text.startsWith(mark, i)) {
                return i;
            } else {
                i++;
            }
        }
        return -1;
    }

    private boolean command() {
        if (text.startsWith("\\(", at) || text.startsWith("\\[", at)) {
            boolean display = text.charAt(at + 1) == '[';
            String mark = display ? "\\]" : "\\)";
            int close = text.indexOf(mark, at + 2);
            int limit = display ? text.length() : paragraphEnd(at);
            if (close < 0 || close > limit) {
                int end = paragraphEnd(at);
                formula(
                        display,
                        display ? "\\[" : "\\(",
                        at,
                        at + 2,
                        end,
                        end,
                        "the \\" + text.charAt(at + 1) + " opened here is never closed");
                return true;
            }
            formula(display, display ? "\\[" : "\\(", at, at + 2, close, close + 2, "");
            return true;
        }
        if (text.startsWith("\\begin{", at)) {
            return begin();
        }
        int defined = macros.define(text, at);
        if (defined > 0) {
            at = defined;
            return true;
        }
        if (at + 1 < text.length() && !Character.isLetter(text.charAt(at + 1))) {
            char next = text.charAt(at + 1);
            at++;
            say(next == '\\' ? ' ' : next);
            at++;
            return true;
        }
        return latex && latexCommand();
    }

    private boolean begin() {
        int close = text.indexOf('}', at);
        if (close < 0 || close - at > 40) {
            return false;
        }
        String name = text.substring(at + 7, close);
        if (Environments.isVerbatim(name) && latex) {
            int end = text.indexOf("\\end{" + name + "}", close);
            flush();
            at = end < 0 ? text.length() : end + name.length() + 6;
            return true;
        }
        if (!Environments.isMaths(name)) {
            if (latex) {
                newParagraph();
                at = close + 1;
                if (at < text.length() && text.charAt(at) == '[') {
                    int option = text.indexOf(']', at);
                    at = option < 0 || option - at > 200 ? at : option + 1;
                }
                return true;
            }
            return false;
        }
        int from = close + 1;
        if (Environments.takesArgument(name) && from < text.length() && text.charAt(from) == '{') {
            int argument = text.indexOf('}', from);
            from = argument < 0 ? from : argument + 1;
        }
        String mark = "\\end{" + name + "}";
        int end = text.indexOf(mark, from);
        int other = text.indexOf("\\begin{" + name + "}", from);
        if (end < 0 || other >= 0 && other < end) {
            int limit = paragraphEnd(at);
            formula(true, name, at, from, limit, limit, "the environment " + name + " is never ended");
            return true;
        }
        if (Environments.isNumbered(name)) {
            rows(name, from, end, end + mark.length());
        } else {
            formula(!name.equals("math"), name, at, from, end, end + mark.length(), "");
        }
        return true;
    }

    /** Rows that are equations of their own; those that begin with a relation or sign continue the one before. */
    private void rows(String name, int from, int end, int after) {
        List<int[]> rows = new ArrayList<>();
        int start = from;
        int depth = 0;
        for (int i = from; i < end; i++) {
            char c = text.charAt(i);
            if (c == '%') {
                i = Math.min(end, lineEnd(i)) - 1;
            } else if (text.startsWith("\\begin{", i)) {
                depth++;
            } else if (text.startsWith("\\end{", i)) {
                depth--;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (c == '\\') {
                if (i + 1 < end && text.charAt(i + 1) == '\\' && depth == 0) {
                    rows.add(new int[] {start, i});
                    start = i + 2;
                }
                i++;
            }
        }
        rows.add(new int[] {start, end});
        List<int[]> joined = new ArrayList<>();
        for (int[] row : rows) {
            String content = text.substring(row[0], row[1])
                    .replaceAll("(?m)%.*$", "")
                    .replaceAll("\\\\(nonumber|notag)", "")
                    .strip();
            String head = content.replaceAll("^(&|\\s|\\\\quad|\\\\qquad|\\\\,|\\[[^\\]]*\\])*", "");
            boolean continues = head.isEmpty()
                    || head.matches(
                            "(?s)(=|\\+|-|<|>|\\\\(approx|equiv|le|leq|ge|geq|times|cdot|odot|to|implies|iff|Rightarrow|in|propto|ne|neq|sim)(?![a-zA-Z])).*");
            if (continues && !joined.isEmpty()) {
                joined.get(joined.size() - 1)[1] = row[1];
            } else if (!head.isEmpty()) {
                joined.add(new int[] {row[0], row[1]});
            }
        }
        int before = at;
        for (int[] row : joined) {
            int first = row[0];
            while (first < row[1] && Character.isWhitespace(text.charAt(first))) {
                first++;
            }
            int last = row[1];
            while (last > first && Character.isWhitespace(text.charAt(last - 1))) {
                last--;
            }
            formula(true, name, first, first, last, last, "");
        }
        at = Math.max(before, after);
    }

    private boolean latexCommand() {
        int end = at + 1;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        String name = text.substring(at + 1, end);
        int star = end < text.length() && text.charAt(end) == '*' ? end + 1 : end;
        if (SECTIONS.contains(name)) {
            int close = Macros.closing(text, star);
            newParagraph();
            if (close > 0) {
                String title =
                        text.substring(star + 1, Math.min(close, star + 400)).replaceAll("[\\\\{}$]", "");
                passages.add(new Passage.Heading(title, SECTIONS.indexOf(name), at, close + 1));
            }
            at = close > 0 ? close + 1 : end;
            return true;
        }
        if (name.equals("end") && text.startsWith("\\end{document}", at)) {
            at = text.length();
            return true;
        }
        if (name.equals("item") || name.equals("par") || name.equals("end")) {
            newParagraph();
            int close = name.equals("end") ? text.indexOf('}', at) : -1;
            at = close > 0 && close - at < 60 ? close + 1 : end;
            return true;
        }
        if (name.equals("verb")) {
            int close = star < text.length() ? text.indexOf(text.charAt(star), star + 1) : -1;
            at = close < 0 ? end : close + 1;
            return true;
        }
        if (DROPPED.contains(name)) {
            int option = star < text.length() && text.charAt(star) == '[' ? text.indexOf(']', star) + 1 : star;
            int close = Macros.closing(text, Math.max(option, star));
            if (name.toLowerCase(Locale.ROOT).endsWith("ref")) {
                say('(');
                say(')');
            }
            at = close > 0 ? close + 1 : end;
            return true;
        }
        at = end;
        say(' ');
        return true;
    }

    private void formula(boolean display, String environment, int start, int from, int to, int end, String problem) {
        flush();
        Expanded own = blanked(from, to);
        String why = problem;
        Expanded expanded = own;
        try {
            expanded = macros.expand(withoutDefinitions(own));
        } catch (Macros.Endless endless) {
            why = Optional.ofNullable(endless.getMessage()).orElse("");
        }
        if (!expanded.text().isBlank() || !why.isEmpty()) {
            passages.add(new Passage.Formula(
                    display,
                    environment,
                    text.substring(from, to),
                    expanded.text(),
                    expanded.origins(to),
                    paragraph,
                    why,
                    start,
                    end));
        }
        at = end;
    }

    /** Macros that are defined inside of a formula. */
    private Expanded withoutDefinitions(Expanded formula) {
        String inside = formula.text();
        if (!inside.contains("\\newcommand")
                && !inside.contains("\\def\\")
                && !inside.contains("\\DeclareMathOperator")) {
            return formula;
        }
        Expanded kept = new Expanded();
        int i = 0;
        while (i < inside.length()) {
            int end = inside.charAt(i) == '\\' ? macros.define(inside, i) : -1;
            if (end > 0) {
                i = end;
            } else {
                kept.add(formula, i, i + 1);
                i++;
            }
        }
        return kept;
    }

    /** The mathematics with comments, labels and tags as spaces; the marks of a quotation in Markdown too. */
    private Expanded blanked(int from, int to) {
        Expanded result = new Expanded();
        int i = from;
        while (i < to) {
            char c = text.charAt(i);
            boolean quoteMark = !latex && c == '>' && i > 0 && isLineStart(i);
            if (c == '\\' && i + 1 < to) {
                int end = i + 1;
                while (end < to && Character.isLetter(text.charAt(end))) {
                    end++;
                }
                String name = text.substring(i + 1, end);
                if (name.equals("label") || name.equals("tag")) {
                    int close = Macros.closing(text, end);
                    i = close > 0 && close < to ? close + 1 : end;
                    result.add(' ', i - 1);
                    continue;
                }
                if (name.equals("nonumber") || name.equals("notag")) {
                    result.add(' ', i);
                    i = end;
                    continue;
                }
                int copied = Math.max(end, i + 2);
                for (int j = i; j < Math.min(copied, to); j++) {
                    result.add(text.charAt(j), j);
                }
                i = copied;
            } else if (c == '%') {
                int end = Math.min(to, lineEnd(i));
                result.add(' ', i);
                i = end;
            } else {
                result.add(quoteMark ? ' ' : c, i);
                i++;
            }
        }
        return result;
    }

    private boolean isLineStart(int offset) {
        int i = offset - 1;
        while (i >= 0 && (text.charAt(i) == ' ' || text.charAt(i) == '>')) {
            i--;
        }
        return i < 0 || text.charAt(i) == '\n' || text.charAt(i) == '\r';
    }
}
