package io.deltafold.document;

import java.util.Set;

/** The environments that a document reader has to know. */
final class Environments {
    private static final Set<String> DISPLAYED = Set.of(
            "equation",
            "align",
            "gather",
            "multline",
            "eqnarray",
            "displaymath",
            "aligned",
            "split",
            "flalign",
            "alignat",
            "gathered",
            "dmath",
            "subequations");
    private static final Set<String> NUMBERED = Set.of("align", "gather", "eqnarray", "flalign", "alignat");
    private static final Set<String> VERBATIM = Set.of(
            "verbatim",
            "lstlisting",
            "minted",
            "comment",
            "tikzpicture",
            "Verbatim",
            "filecontents",
            "algorithmic",
            "tabular");

    private Environments() {}

    static boolean isMaths(String name) {
        String plain = name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
        return DISPLAYED.contains(plain) && !plain.equals("subequations") || plain.equals("math");
    }

    /** Whether every row of it is an equation of its own. */
    static boolean isNumbered(String name) {
        return NUMBERED.contains(name);
    }

    static boolean isVerbatim(String name) {
        String plain = name.endsWith("*") ? name.substring(0, name.length() - 1) : name;
        return VERBATIM.contains(plain);
    }

    static boolean takesArgument(String name) {
        return name.startsWith("alignat");
    }
}
