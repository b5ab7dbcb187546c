package io.deltafold.tex;

import io.deltafold.syntax.Span;
import java.util.Optional;
import org.antlr.v4.runtime.CommonToken;

/**
 * A token that knows its alphabet and its place among the brackets.
 *
 * <p>Its text is the canonical name that ends in the tree, such as {@code le} for {@code \leq}; its offsets are those of
 * what was written.
 */
final class TexToken extends CommonToken {
    private static final long serialVersionUID = 1L;

    private String style = "";
    private transient Optional<TexToken> partner = Optional.empty();
    private transient Optional<TexToken> parent = Optional.empty();
    private boolean script;

    TexToken(int type, String text, int start, int end) {
        super(type, text);
        setStartIndex(start);
        setStopIndex(end - 1);
    }

    /** A token that was not written, at the end of another. */
    static TexToken after(TexToken token, int type, String text) {
        return new TexToken(type, text, token.end(), token.end());
    }

    int start() {
        return getStartIndex();
    }

    int end() {
        return getStopIndex() + 1;
    }

    Span span() {
        return new Span(start(), end());
    }

    boolean is(int... types) {
        for (int type : types) {
            if (getType() == type) {
                return true;
            }
        }
        return false;
    }

    boolean says(String text) {
        return getText().equals(text);
    }

    /** Changes what it is, not where it stands. */
    TexToken become(int type, String text) {
        setType(type);
        setText(text);
        return this;
    }

    TexToken styled(String alphabet) {
        style = alphabet;
        return this;
    }

    String style() {
        return style;
    }

    /** For an opening token its closing one, and the other way round. */
    Optional<TexToken> partner() {
        return partner;
    }

    void join(TexToken closing) {
        partner = Optional.of(closing);
        closing.partner = Optional.of(this);
    }

    /** The innermost opening token around it. */
    Optional<TexToken> parent() {
        return parent;
    }

    void within(Optional<TexToken> opening) {
        parent = opening;
    }

    /** Whether this opens a subscript or superscript. */
    boolean opensScript() {
        return script;
    }

    void openScript() {
        script = true;
    }

    /** Whether it stands directly in a subscript or superscript. */
    boolean inScript() {
        return parent.isPresent() && parent.get().script;
    }

    @Override
    public String toString() {
        return getText();
    }
}
