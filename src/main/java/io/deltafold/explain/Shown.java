package io.deltafold.explain;

/**
 * A formula as it is shown: for LaTeX's math mode and as Unicode text.
 *
 * @param text may have several lines, for matrices that are written out
 * @param baseline the line of the text that stands beside an equals sign
 */
public record Shown(String latex, String text, int baseline) {
    /** A formula of one line. */
    public Shown(String latex, String text) {
        this(latex, text, 0);
    }

    /** This, an operator, and that. */
    Shown then(String operatorLatex, String operatorText, Shown that) {
        return new Shown(latex + operatorLatex + that.latex, text + operatorText + that.text);
    }
}
