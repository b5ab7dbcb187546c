package io.deltafold.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Names in LaTeX: a letter as it is, Greek as a command, digits and what follows an underscore as a subscript. */
final class SymbolNames {
    private static final List<String> LOWER = List.of(
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "zeta",
            "eta",
            "theta",
            "iota",
            "kappa",
            "lambda",
            "mu",
            "nu",
            "xi",
            "omicron",
            "pi",
            "rho",
            "varsigma",
            "sigma",
            "tau",
            "upsilon",
            "phi",
            "chi",
            "psi",
            "omega");
    private static final List<String> CAPITALS =
            List.of("Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega");

    /** Greek capitals that look Latin have no command. */
    private static final Map<String, String> LATIN_CAPITALS = Map.ofEntries(
            Map.entry("Alpha", "A"),
            Map.entry("Beta", "B"),
            Map.entry("Epsilon", "E"),
            Map.entry("Zeta", "Z"),
            Map.entry("Eta", "H"),
            Map.entry("Iota", "I"),
            Map.entry("Kappa", "K"),
            Map.entry("Mu", "M"),
            Map.entry("Nu", "N"),
            Map.entry("Omicron", "O"),
            Map.entry("Rho", "P"),
            Map.entry("Tau", "T"),
            Map.entry("Chi", "X"));

    private static final List<String> VARIANTS = List.of("varepsilon", "vartheta", "varrho", "varphi", "varpi");

    private static final Map<String, String> GREEK = greek();

    private SymbolNames() {}

    private static Map<String, String> greek() {
        Map<String, String> commands = new TreeMap<>();
        CAPITALS.forEach(name -> commands.put(name, "\\" + name));
        LATIN_CAPITALS.forEach((name, letter) -> commands.put(name, "\\mathrm{" + letter + "}"));
        for (int i = 0; i < LOWER.size(); i++) {
            String name = LOWER.get(i);
            String command = name.equals("omicron") ? "o" : "\\" + name;
            commands.put(name, command);
            commands.put(Character.toString('α' + i), command);
            String capital = commands.get(Character.toUpperCase(name.charAt(0)) + name.substring(1));
            if (capital != null) {
                commands.put(Character.toString('Α' + i), capital);
            }
        }
        VARIANTS.forEach(name -> commands.put(name, "\\" + name));
        commands.put("ε", "\\varepsilon");
        commands.put("ϵ", "\\epsilon");
        commands.put("φ", "\\varphi");
        commands.put("ϕ", "\\phi");
        commands.put("ϑ", "\\vartheta");
        commands.put("ϱ", "\\varrho");
        commands.put("ϖ", "\\varpi");
        commands.put("ℓ", "\\ell");
        commands.put("ℝ", "\\mathbb{R}");
        return Map.copyOf(commands);
    }

    /** {@code x_hat} as {@code x_{\text{hat}}}, {@code alpha2} as {@code \alpha_{2}}, {@code loss} upright. */
    static String latex(String name) {
        int underscore = name.indexOf('_');
        boolean split = underscore > 0 && underscore < name.length() - 1;
        String head = split ? name.substring(0, underscore) : name;
        List<String> subscripts = new ArrayList<>();
        int letters = head.length();
        while (letters > 1 && Character.isDigit(head.charAt(letters - 1))) {
            letters--;
        }
        if (letters < head.length()) {
            subscripts.add(head.substring(letters));
            head = head.substring(0, letters);
        }
        if (split) {
            subscripts.add(subscript(name.substring(underscore + 1)));
        }
        String base = letters(head);
        return subscripts.isEmpty() ? base : base + "_{" + String.join(",", subscripts) + "}";
    }

    private static String subscript(String text) {
        if (text.codePointCount(0, text.length()) == 1 || text.chars().allMatch(Character::isDigit)) {
            return letters(text);
        }
        return Optional.ofNullable(GREEK.get(text)).orElseGet(() -> "\\text{" + escaped(text) + "}");
    }

    private static String letters(String text) {
        String greek = GREEK.get(text);
        if (greek != null) {
            return greek;
        }
        if (text.codePoints().allMatch(SymbolNames::isPlain)) {
            return text.length() == 1 || text.chars().allMatch(Character::isDigit) ? text : "\\mathrm{" + text + "}";
        }
        if (text.codePoints().allMatch(c -> GREEK.containsKey(Character.toString(c)))) {
            StringBuilder commands = new StringBuilder("{");
            text.codePoints()
                    .forEach(
                            c -> commands.append(letters(Character.toString(c))).append(' '));
            return commands.toString().stripTrailing() + "}";
        }
        boolean ascii = text.chars().allMatch(c -> c < 128);
        return (ascii ? "\\mathrm{" : "\\text{") + escaped(text) + "}";
    }

    private static boolean isPlain(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\backslash{}");
                case '^' -> escaped.append("\\hat{}");
                case '~' -> escaped.append("\\sim{}");
                case '{', '}', '$', '&', '#', '_', '%' -> escaped.append('\\').appendCodePoint(c);
                default -> escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
