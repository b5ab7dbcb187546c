package io.deltafold.paper;

import io.deltafold.tex.Tex;

/** A name written as LaTeX, for where its source is not at hand. */
final class TexText {
    private TexText() {}

    static String of(Tex tex) {
        if (tex instanceof Tex.Name name) {
            String letter = name.name().length() > 1 ? "\\" + name.name() : name.name();
            String styled = switch (name.style()) {
                case "bold" -> "\\mathbf{" + letter + "}";
                case "cal" -> "\\mathcal{" + letter + "}";
                default -> letter;
            };
            for (String accent : name.accents()) {
                styled = "\\" + accent + "{" + styled + "}";
            }
            return styled;
        } else if (tex instanceof Tex.Number number) {
            return number.digits();
        } else if (tex instanceof Tex.Sub sub) {
            return of(sub.base()) + "_{" + of(sub.script()) + "}";
        } else if (tex instanceof Tex.Sup sup) {
            return of(sup.base()) + "^{" + of(sup.script()) + "}";
        }
        return Keys.whole(tex).orElse("x");
    }
}
