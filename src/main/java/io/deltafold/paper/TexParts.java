package io.deltafold.paper;

import io.deltafold.tex.Tex;
import java.util.ArrayList;
import java.util.List;

/** The parts of a formula, in order. */
final class TexParts {
    private TexParts() {}

    static List<Tex> of(Tex tex) {
        List<Tex> parts = new ArrayList<>();
        if (tex instanceof Tex.Sub sub) {
            parts.add(sub.base());
            parts.add(sub.script());
        } else if (tex instanceof Tex.Sup sup) {
            parts.add(sup.base());
            parts.add(sup.script());
        } else if (tex instanceof Tex.Accent accent) {
            parts.add(accent.body());
        } else if (tex instanceof Tex.Prime prime) {
            parts.add(prime.base());
        } else if (tex instanceof Tex.Juxtaposition row) {
            parts.addAll(row.factors());
        } else if (tex instanceof Tex.Product product) {
            parts.addAll(product.operands());
        } else if (tex instanceof Tex.Sum sum) {
            sum.terms().forEach(term -> parts.add(term.value()));
        } else if (tex instanceof Tex.Fraction fraction) {
            parts.add(fraction.numerator());
            parts.add(fraction.denominator());
        } else if (tex instanceof Tex.Root root) {
            parts.add(root.radicand());
        } else if (tex instanceof Tex.Big big) {
            big.below().ifPresent(parts::add);
            big.above().ifPresent(parts::add);
            parts.add(big.body());
        } else if (tex instanceof Tex.Function function) {
            function.below().ifPresent(parts::add);
            function.power().ifPresent(parts::add);
            parts.add(function.argument());
        } else if (tex instanceof Tex.Bracket bracket) {
            parts.add(bracket.inner());
        } else if (tex instanceof Tex.Listing list) {
            parts.addAll(list.items());
        } else if (tex instanceof Tex.Matrix matrix) {
            matrix.rows().forEach(parts::addAll);
        } else if (tex instanceof Tex.Brace brace) {
            parts.add(brace.body());
            brace.label().ifPresent(parts::add);
        } else if (tex instanceof Tex.Relation relation) {
            parts.addAll(relation.operands());
        } else if (tex instanceof Tex.Statements statements) {
            parts.addAll(statements.statements());
        }
        return parts;
    }
}
