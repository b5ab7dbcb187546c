package io.deltafold.paper;

import io.deltafold.matrix.IndexRange;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixExpr.Slot;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Size;
import io.deltafold.syntax.Span;
import io.deltafold.tex.Tex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Σ with its limits. */
final class IndexSums {
    private final Elaborator elaborator;

    IndexSums(Elaborator elaborator) {
        this.elaborator = elaborator;
    }

    /** One index with the ends that are written. */
    private record Limit(String letter, Optional<Tex> from, Optional<Tex> to) {}

    MatrixExpr sum(Tex.Big big) {
        Tex below = big.below().orElseThrow(() -> new NotUnderstood(big.span(), "what this sum runs over is not said"));
        if (below instanceof Tex.Relation relation && !relation.operators().equals(List.of("="))) {
            return conditional(big, relation);
        }
        List<Limit> limits = new ArrayList<>();
        List<Tex> parts = below instanceof Tex.Listing list
                ? list.items()
                : below instanceof Tex.Juxtaposition row ? row.factors() : List.of(below);
        for (Tex part : parts) {
            limits.add(limit(part, big));
        }
        return nested(limits, 0, () -> elaborator.expr(big.body()), big.span());
    }

    private static Limit limit(Tex part, Tex.Big big) {
        if (part instanceof Tex.Relation relation && relation.operators().equals(List.of("="))) {
            String letter = Keys.letter(relation.operands().get(0))
                    .orElseThrow(() -> new NotUnderstood(part.span(), "this sum has no index"));
            return new Limit(letter, Optional.of(relation.operands().get(1)), big.above());
        }
        String letter = Keys.letter(part)
                .orElseThrow(() -> new NotUnderstood(part.span(), "what this sum runs over is not understood"));
        return new Limit(letter, Optional.empty(), big.above());
    }

    private MatrixExpr nested(List<Limit> limits, int at, Supplier<MatrixExpr> body, Span span) {
        if (at == limits.size()) {
            return body.get();
        }
        Limit limit = limits.get(at);
        String name = freshName(limit.letter());
        MatrixExpr inside = elaborator.with(Map.of(limit.letter(), name), () -> nested(limits, at + 1, body, span));
        Optional<IndexRange> natural = elaborator.fit(span, () -> IndexRange.of(name, inside, elaborator.sizes()));
        Size from = limit.from()
                .map(elaborator.entries()::position)
                .or(() -> natural.map(IndexRange::from))
                .orElse(Size.ONE);
        Optional<Size> to = limit.to().map(elaborator.entries()::position).or(() -> natural.map(IndexRange::to));
        if (to.isEmpty()) {
            if (elaborator.sizes().onlyShapes()) {
                return inside;
            }
            throw new NotUnderstood(span, "how far the index " + limit.letter() + " runs is not said");
        }
        if (natural.isPresent() && limit.to().isPresent() && from.isOne()) {
            elaborator.sizes().equal(natural.get().to(), to.get());
        }
        return new MatrixExpr.IndexSum(
                name, elaborator.sizes().resolve(from), elaborator.sizes().resolve(to.get()), inside);
    }

    private String freshName(String letter) {
        String name = elaborator.indexName(letter) + (elaborator.isInDefinition() ? "_" : "");
        while (elaborator.isTakenIndex(name)) {
            name += "_";
        }
        return name;
    }

    /** Σ_{i ≠ j}, Σ_{i < j}, Σ_{j ≠ i} with i given. */
    private MatrixExpr conditional(Tex.Big big, Tex.Relation relation) {
        if (relation.operators().size() != 1) {
            throw new NotUnderstood(relation.span(), "the condition of this sum is not understood");
        }
        String operator = relation.operators().get(0);
        List<String> letters = new ArrayList<>();
        Tex left = relation.operands().get(0);
        for (Tex part : left instanceof Tex.Listing list ? list.items() : List.of(left)) {
            letters.add(Keys.letter(part).orElseThrow(() -> new NotUnderstood(part.span(), "this sum has no index")));
        }
        String second = Keys.letter(relation.operands().get(1))
                .orElseThrow(() -> new NotUnderstood(relation.span(), "the condition of this sum is not understood"));
        if (letters.size() != 1
                || !List.of("ne", "neq", "<", ">", "le", "leq", "ge", "geq").contains(operator)) {
            throw new NotUnderstood(relation.span(), "the condition of this sum is not understood");
        }
        String first = letters.get(0);
        boolean secondGiven = elaborator.boundIndex(second).isPresent();
        List<Limit> limits = new ArrayList<>();
        if (!secondGiven) {
            limits.add(new Limit(second, Optional.empty(), Optional.empty()));
        }
        limits.add(new Limit(first, Optional.empty(), Optional.empty()));
        return nested(
                limits,
                0,
                () -> MatrixExpr.hadamard(
                        List.of(mask(operator, first, second, big.span()), elaborator.expr(big.body())),
                        elaborator.sizes()),
                big.span());
    }

    /** One where the condition on two indices holds, else zero. */
    private MatrixExpr mask(String operator, String first, String second, Span span) {
        Size i = elaborator.entries().position(new Tex.Name(first, "", List.of(), span));
        Size j = elaborator.entries().position(new Tex.Name(second, "", List.of(), span));
        Size n = elaborator.sizes().anonymous();
        MatrixExpr ones = new MatrixExpr.Ones(Shape.matrix(n, n));
        MatrixExpr identity = new MatrixExpr.Identity(n);
        MatrixFunction lower = MatrixFunction.TRIL;
        MatrixFunction upper = MatrixFunction.TRIU;
        MatrixExpr matrix = switch (operator) {
            case "ne", "neq" -> MatrixExpr.sum(List.of(ones, MatrixExpr.negate(identity)));
            case "<" -> MatrixExpr.sum(List.of(MatrixExpr.call(upper, ones), MatrixExpr.negate(identity)));
            case ">" -> MatrixExpr.sum(List.of(MatrixExpr.call(lower, ones), MatrixExpr.negate(identity)));
            case "le", "leq" -> MatrixExpr.call(upper, ones);
            default -> MatrixExpr.call(lower, ones);
        };
        return MatrixExpr.entry(matrix, List.of(new Slot.At(i), new Slot.At(j)));
    }
}
