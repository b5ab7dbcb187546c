package io.deltafold.properties;

import java.util.ArrayList;
import java.util.List;

/** Smaller programs: a line left out, or a bracketed part put in place of what is around it. */
final class Shrinker {
    private Shrinker() {}

    static List<String> candidates(String program) {
        List<String> found = new ArrayList<>();
        List<String> lines = program.lines().toList();
        for (int i = 0; i < lines.size() - 1; i++) {
            List<String> fewer = new ArrayList<>(lines);
            fewer.remove(i);
            found.add(String.join("\n", fewer));
        }
        for (int i = 0; i < lines.size(); i++) {
            int equals = lines.get(i).indexOf(" = ");
            if (equals > 0) {
                String head = lines.get(i).substring(0, equals + 3);
                for (String smaller : parts(lines.get(i).substring(equals + 3))) {
                    List<String> changed = new ArrayList<>(lines);
                    changed.set(i, head + smaller);
                    found.add(String.join("\n", changed));
                }
            }
        }
        found.removeIf(candidate -> candidate.length() >= program.length());
        found.sort((a, b) -> Integer.compare(a.length(), b.length()));
        return found;
    }

    /** The expression with one bracketed part gone up a level. */
    private static List<String> parts(String expression) {
        List<String> found = new ArrayList<>();
        for (int open = 0; open < expression.length(); open++) {
            if (expression.charAt(open) == '(') {
                int close = closing(expression, open);
                String inner = expression.substring(open + 1, close);
                found.add(inner);
                int start = open;
                while (start > 0 && Character.isLetterOrDigit(expression.charAt(start - 1))
                        || start > 0 && expression.charAt(start - 1) == '_') {
                    start--;
                }
                if (start < open) {
                    found.add(expression.substring(0, start) + "(" + inner + ")" + expression.substring(close + 1));
                }
                for (int k = open + 1; k < close; k++) {
                    if (expression.charAt(k) == '(') {
                        int end = closing(expression, k);
                        found.add(expression.substring(0, open)
                                + expression.substring(k, end + 1)
                                + expression.substring(close + 1));
                    }
                }
            }
        }
        return found;
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return text.length() - 1;
    }
}
