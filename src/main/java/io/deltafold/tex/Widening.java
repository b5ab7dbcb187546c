package io.deltafold.tex;

import io.deltafold.syntax.Span;

/** The same node in a wider place: a group vanishes from the tree, but its braces belong to what was written. */
final class Widening {
    private Widening() {}

    static Tex to(Span span, Tex tex) {
        if (tex.span().equals(span)) {
            return tex;
        }
        if (tex instanceof Tex.Number n) {
            return new Tex.Number(n.digits(), span);
        }
        if (tex instanceof Tex.Name n) {
            return new Tex.Name(n.name(), n.style(), n.accents(), span);
        }
        if (tex instanceof Tex.Words n) {
            return new Tex.Words(n.text(), span);
        }
        if (tex instanceof Tex.Dots n) {
            return new Tex.Dots(n.kind(), span);
        }
        if (tex instanceof Tex.Accent n) {
            return new Tex.Accent(n.accent(), n.body(), span);
        }
        if (tex instanceof Tex.Sub n) {
            return new Tex.Sub(n.base(), n.script(), span);
        }
        if (tex instanceof Tex.Sup n) {
            return new Tex.Sup(n.base(), n.script(), span);
        }
        if (tex instanceof Tex.Prime n) {
            return new Tex.Prime(n.base(), n.count(), span);
        }
        if (tex instanceof Tex.Empty) {
            return new Tex.Empty(span);
        }
        if (tex instanceof Tex.Juxtaposition n) {
            return new Tex.Juxtaposition(n.factors(), span);
        }
        if (tex instanceof Tex.Product n) {
            return new Tex.Product(n.operands(), n.operators(), span);
        }
        if (tex instanceof Tex.Sum n) {
            return new Tex.Sum(n.terms(), span);
        }
        if (tex instanceof Tex.Fraction n) {
            return new Tex.Fraction(n.numerator(), n.denominator(), span);
        }
        if (tex instanceof Tex.Root n) {
            return new Tex.Root(n.radicand(), n.index(), span);
        }
        if (tex instanceof Tex.Big n) {
            return new Tex.Big(n.operator(), n.below(), n.above(), n.body(), span);
        }
        if (tex instanceof Tex.Function n) {
            return new Tex.Function(n.name(), n.below(), n.power(), n.primes(), n.argument(), span);
        }
        if (tex instanceof Tex.Bracket n) {
            return new Tex.Bracket(n.open(), n.close(), n.inner(), span);
        }
        if (tex instanceof Tex.Listing n) {
            return new Tex.Listing(n.items(), span);
        }
        if (tex instanceof Tex.Matrix n) {
            return new Tex.Matrix(n.environment(), n.rows(), span);
        }
        if (tex instanceof Tex.Brace n) {
            return new Tex.Brace(n.body(), n.over(), n.label(), span);
        }
        if (tex instanceof Tex.Relation n) {
            return new Tex.Relation(n.operands(), n.operators(), span);
        }
        Tex.Statements n = (Tex.Statements) tex;
        return new Tex.Statements(n.statements(), n.separators(), span);
    }
}
