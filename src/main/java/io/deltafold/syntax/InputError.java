package io.deltafold.syntax;

import java.util.List;
import java.util.stream.Collectors;

/** The input cannot be used as it is: one diagnostic or several. */
public final class InputError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Source source;
    private final transient List<Diagnostic> diagnostics;

    public InputError(Source source, List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::message).collect(Collectors.joining("; ")));
        if (diagnostics.isEmpty()) {
            throw new IllegalArgumentException("an input error needs a diagnostic");
        }
        this.source = source;
        this.diagnostics = List.copyOf(diagnostics);
    }

    public InputError(Source source, Diagnostic diagnostic) {
        this(source, List.of(diagnostic));
    }

    public Source source() {
        return source;
    }

    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** All diagnostics as text for a person. */
    public String render() {
        return diagnostics.stream().map(d -> d.render(source)).collect(Collectors.joining("\n"));
    }
}
