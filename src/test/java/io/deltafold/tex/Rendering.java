package io.deltafold.tex;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A tree of LaTeX mathematics in one short line, to compare in tests. */
final class Rendering {
    private Rendering() {}

    static String of(Tex tex) {
        if (tex instanceof Tex.Number n) {
            return n.digits();
        }
        if (tex instanceof Tex.Name n) {
            String accents = n.accents().stream().map(a -> "~" + a).collect(Collectors.joining());
            return n.name() + (n.style().isEmpty() ? "" : ":" + n.style()) + accents;
        }
        if (tex instanceof Tex.Words w) {
            return "\"" + w.text() + "\"";
        }
        if (tex instanceof Tex.Dots d) {
            return d.kind();
        }
        if (tex instanceof Tex.Accent a) {
            return a.accent() + "<" + of(a.body()) + ">";
        }
        if (tex instanceof Tex.Sub s) {
            return "sub(" + of(s.base()) + ", " + of(s.script()) + ")";
        }
        if (tex instanceof Tex.Sup s) {
            return "sup(" + of(s.base()) + ", " + of(s.script()) + ")";
        }
        if (tex instanceof Tex.Prime p) {
            return of(p.base()) + "'".repeat(p.count());
        }
        if (tex instanceof Tex.Empty) {
            return "_";
        }
        if (tex instanceof Tex.Juxtaposition j) {
            return "{" + all(j.factors(), " ") + "}";
        }
        if (tex instanceof Tex.Product p) {
            return "mul(" + chain(p.operands(), p.operators()) + ")";
        }
        if (tex instanceof Tex.Sum s) {
            return "sum("
                    + s.terms().stream().map(t -> t.sign() + of(t.value())).collect(Collectors.joining(" "))
                    + ")";
        }
        if (tex instanceof Tex.Fraction f) {
            return "frac(" + of(f.numerator()) + ", " + of(f.denominator()) + ")";
        }
        if (tex instanceof Tex.Root r) {
            return "root(" + of(r.radicand()) + optional(", ", r.index()) + ")";
        }
        if (tex instanceof Tex.Big b) {
            return b.operator() + optional("_", b.below()) + optional("^", b.above()) + "[" + of(b.body()) + "]";
        }
        if (tex instanceof Tex.Function f) {
            return f.name() + "'".repeat(f.primes()) + optional("_", f.below()) + optional("^", f.power()) + "@"
                    + of(f.argument());
        }
        if (tex instanceof Tex.Bracket b) {
            return "<" + b.open() + " " + of(b.inner()) + " " + b.close() + ">";
        }
        if (tex instanceof Tex.Listing l) {
            return "list(" + all(l.items(), ", ") + ")";
        }
        if (tex instanceof Tex.Matrix m) {
            return m.environment()
                    + m.rows().stream().map(r -> "[" + all(r, " & ") + "]").collect(Collectors.joining());
        }
        if (tex instanceof Tex.Brace b) {
            return (b.over() ? "over" : "under") + "(" + of(b.body()) + optional(", ", b.label()) + ")";
        }
        if (tex instanceof Tex.Relation r) {
            return "rel(" + chain(r.operands(), r.operators()) + ")";
        }
        Tex.Statements s = (Tex.Statements) tex;
        StringBuilder text = new StringBuilder(of(s.statements().get(0)));
        for (int i = 1; i < s.statements().size(); i++) {
            text.append(" ;")
                    .append(s.separators().get(i - 1))
                    .append("; ")
                    .append(of(s.statements().get(i)));
        }
        return text.toString();
    }

    private static String all(List<Tex> items, String separator) {
        return items.stream().map(Rendering::of).collect(Collectors.joining(separator));
    }

    private static String optional(String mark, Optional<Tex> tex) {
        return tex.map(t -> mark + of(t)).orElse("");
    }

    private static String chain(List<Tex> operands, List<String> operators) {
        StringBuilder text = new StringBuilder(of(operands.get(0)));
        for (int i = 0; i < operators.size(); i++) {
            text.append(' ').append(operators.get(i)).append(' ').append(of(operands.get(i + 1)));
        }
        return text.toString();
    }
}
