package io.deltafold.tex;

import java.util.Map;
import java.util.Set;

/** Names of symbols: one for each meaning, however it was typed. */
final class Symbols {
    /** Commands and characters that are called something else in the tree. */
    private static final Map<String, String> NAMES = Map.ofEntries(
            // relations
            Map.entry("leq", "le"),
            Map.entry("leqslant", "le"),
            Map.entry("≤", "le"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("geq", "ge"),
            Map.entry("geqslant", "ge"),
            Map.entry("≥", "ge"),
            Map.entry("ne", "neq"),
            Map.entry("≠", "neq"),
            Map.entry("≡", "equiv"),
            Map.entry("≈", "approx"),
            Map.entry("∈", "in"),
            Map.entry("∉", "notin"),
            Map.entry("→", "to"),
            Map.entry("rightarrow", "to"),
            Map.entry("longrightarrow", "to"),
            Map.entry("xrightarrow", "to"),
            Map.entry("↦", "mapsto"),
            Map.entry("longmapsto", "mapsto"),
            Map.entry("←", "leftarrow"),
            Map.entry("gets", "leftarrow"),
            Map.entry("longleftarrow", "leftarrow"),
            Map.entry("xleftarrow", "leftarrow"),
            Map.entry("∼", "sim"),
            Map.entry("≃", "simeq"),
            Map.entry("≅", "cong"),
            Map.entry("∝", "propto"),
            Map.entry("⊂", "subset"),
            Map.entry("⊆", "subseteq"),
            Map.entry("≜", "triangleq"),
            Map.entry("defeq", "triangleq"),
            Map.entry("≔", ":="),
            Map.entry("coloneqq", ":="),
            Map.entry("coloneq", ":="),
            Map.entry("eqqcolon", "=:"),
            Map.entry("≪", "ll"),
            Map.entry("≫", "gg"),
            Map.entry("colon", ":"),
            // signs and products
            Map.entry("−", "-"),
            Map.entry("–", "-"),
            Map.entry("±", "pm"),
            Map.entry("∓", "mp"),
            Map.entry("⊕", "oplus"),
            Map.entry("×", "times"),
            Map.entry("·", "cdot"),
            Map.entry("⋅", "cdot"),
            Map.entry("⊙", "odot"),
            Map.entry("⊗", "otimes"),
            Map.entry("∘", "circ"),
            Map.entry("⊘", "oslash"),
            Map.entry("∗", "ast"),
            Map.entry("÷", "div"),
            Map.entry("∑", "sum"),
            Map.entry("∏", "prod"),
            Map.entry("∫", "int"),
            // dots, brackets, symbols
            Map.entry("dots", "ldots"),
            Map.entry("dotsc", "ldots"),
            Map.entry("dotso", "ldots"),
            Map.entry("dotsb", "cdots"),
            Map.entry("dotsm", "cdots"),
            Map.entry("dotsi", "cdots"),
            Map.entry("…", "ldots"),
            Map.entry("⋯", "cdots"),
            Map.entry("⋮", "vdots"),
            Map.entry("⋱", "ddots"),
            Map.entry("lbrack", "["),
            Map.entry("rbrack", "]"),
            Map.entry("lbrace", "{"),
            Map.entry("rbrace", "}"),
            Map.entry("⟨", "langle"),
            Map.entry("⟩", "rangle"),
            Map.entry("lvert", "|"),
            Map.entry("rvert", "|"),
            Map.entry("vert", "|"),
            Map.entry("lVert", "‖"),
            Map.entry("rVert", "‖"),
            Map.entry("Vert", "‖"),
            Map.entry("∥", "‖"),
            Map.entry("∂", "partial"),
            Map.entry("∇", "nabla"),
            Map.entry("⊤", "top"),
            Map.entry("⊥", "perp"),
            Map.entry("∞", "infty"),
            Map.entry("†", "dagger"),
            Map.entry("dag", "dagger"),
            Map.entry("∅", "emptyset"),
            Map.entry("∆", "Delta"),
            Map.entry("∀", "forall"),
            Map.entry("∃", "exists"),
            Map.entry("⇒", "Rightarrow"),
            Map.entry("⟹", "Rightarrow"),
            Map.entry("Longrightarrow", "Rightarrow"),
            Map.entry("⇔", "Leftrightarrow"),
            Map.entry("⟺", "Leftrightarrow"),
            Map.entry("Longleftrightarrow", "Leftrightarrow"),
            Map.entry("Longleftarrow", "Leftarrow"));

    private static final String[] GREEK = {
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
        "omega"
    };

    private static final Map<String, String> STYLES = Map.ofEntries(
            Map.entry("mathcal", "cal"),
            Map.entry("cal", "cal"),
            Map.entry("mathbb", "bb"),
            Map.entry("mathds", "bb"),
            Map.entry("Bbb", "bb"),
            Map.entry("bbm", "bb"),
            Map.entry("mathbbm", "bb"),
            Map.entry("mathfrak", "frak"),
            Map.entry("mathrm", "rm"),
            Map.entry("symrm", "rm"),
            Map.entry("rm", "rm"),
            Map.entry("mathsf", "sf"),
            Map.entry("sf", "sf"),
            Map.entry("mathscr", "scr"),
            Map.entry("mathit", "it"),
            Map.entry("it", "it"),
            Map.entry("mathtt", "tt"),
            Map.entry("tt", "tt"),
            Map.entry("mathnormal", ""));

    /** Functions whose names people type as plain letters before a bracket. */
    private static final Set<String> FUNCTIONS = Set.of(
            "tr",
            "Tr",
            "TR",
            "trace",
            "Trace",
            "det",
            "diag",
            "Diag",
            "vec",
            "vech",
            "exp",
            "log",
            "ln",
            "rank",
            "softmax",
            "Softmax",
            "sum",
            "max",
            "min",
            "tanh",
            "sigmoid",
            "relu",
            "ReLU",
            "sin",
            "cos",
            "tan",
            "sinh",
            "cosh",
            "logdet",
            "argmax",
            "argmin",
            "sign",
            "sgn",
            "mean",
            "norm",
            "cov",
            "var",
            "sqrt",
            "softplus",
            "logsumexp",
            "Cov",
            "Var",
            "rot",
            "vecc",
            "erf",
            "abs",
            "inv",
            "dim",
            "span",
            "ker",
            "adj",
            "sym",
            "skew");

    private Symbols() {}

    /** The name of a command or character, without the backslash. */
    static String name(String written) {
        String bare = written.startsWith("\\") && written.length() > 1 ? written.substring(1) : written;
        if (bare.length() == 1) {
            int c = bare.charAt(0);
            if (c >= 0x3B1 && c <= 0x3C9) {
                return GREEK[c - 0x3B1];
            }
            if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2) {
                String small = GREEK[c - 0x391];
                return Character.toUpperCase(small.charAt(0)) + small.substring(1);
            }
        }
        return NAMES.getOrDefault(bare, bare);
    }

    /** The alphabet that a command such as {@code \mathcal} sets. */
    static String style(String command) {
        return STYLES.getOrDefault(command.substring(1), "bold");
    }

    /** A letter of double-struck and other letterlike Unicode as letter and alphabet, else with no alphabet. */
    static String[] letter(String written) {
        int at = "ℝℕℤℚℂℙℓ".indexOf(written);
        if (at < 0) {
            return new String[] {name(written), ""};
        }
        return at == 6 ? new String[] {"ell", ""} : new String[] {"RNZQCP".substring(at, at + 1), "bb"};
    }

    static boolean isFunction(String word) {
        return FUNCTIONS.contains(word);
    }
}
