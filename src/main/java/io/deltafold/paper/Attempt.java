package io.deltafold.paper;

import io.deltafold.InternalError;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Property;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.matrix.Unifier;
import io.deltafold.number.Size;
import io.deltafold.syntax.Span;
import io.deltafold.tex.Tex;
import io.deltafold.verify.Equality;
import io.deltafold.verify.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One way to read a link, and what the engine says of it. */
final class Attempt {
    private final Statement statement;
    private final Reading reading;
    private final SizeSystem sizes;
    private final Set<String> sizesHere;
    private Optional<Elaborator> elaborator = Optional.empty();
    private Optional<MatrixExpr> left = Optional.empty();
    private Optional<MatrixExpr> right = Optional.empty();
    private Optional<Verdict> verdict = Optional.empty();
    private Optional<ShapesDiffer> mismatch = Optional.empty();
    private Optional<NotUnderstood> puzzle = Optional.empty();

    Attempt(Statement statement, Reading reading, Unifier unifier, Map<String, Size> names, Set<String> sizesHere) {
        this.statement = statement;
        this.reading = reading;
        this.sizes = new SizeSystem(unifier, names);
        this.sizesHere = sizesHere;
        if (hasLiteral(statement.left()) || hasLiteral(statement.right())) {
            sizes.allowNumbers();
        }
    }

    static boolean hasLiteral(Tex tex) {
        boolean[] found = {false};
        Occurrences.walk(tex, part -> found[0] |= part instanceof Tex.Matrix);
        return found[0];
    }

    SizeSystem sizes() {
        return sizes;
    }

    Reading reading() {
        return reading;
    }

    Optional<MatrixExpr> left() {
        return left;
    }

    Optional<MatrixExpr> right() {
        return right;
    }

    Sides sides() {
        return elaborator.orElseThrow().sides();
    }

    Elaborator elaborator() {
        return elaborator.orElseThrow();
    }

    Optional<Verdict> verdict() {
        return verdict;
    }

    Optional<ShapesDiffer> mismatch() {
        return mismatch;
    }

    Optional<NotUnderstood> puzzle() {
        return puzzle;
    }

    boolean holds() {
        return verdict.filter(v -> v.kind() == Verdict.Kind.PROVED || v.kind() == Verdict.Kind.AGREES)
                .isPresent();
    }

    boolean isRefuted() {
        return verdict.filter(v -> v.kind() == Verdict.Kind.REFUTED).isPresent();
    }

    /** The shapes alone: unknown sizes are solved. Whether it went well. */
    boolean shapes() {
        try {
            run(statement.left(), statement.right());
            return true;
        } catch (RuntimeException later) {
            // The second run meets the same and reports it.
            return false;
        }
    }

    /** Both runs and the comparison. */
    Attempt decide() {
        return decide(Set.of());
    }

    /** @param symmetric names that are assumed to be symmetric */
    Attempt decide(Set<String> symmetric) {
        try {
            run(statement.left(), statement.right());
            sizes.secondRun();
            run(statement.left(), statement.right());
            compare(symmetric);
        } catch (NotUnderstood unclear) {
            puzzle = Optional.of(unclear);
        } catch (ShapesDiffer conflict) {
            mismatch = Optional.of(conflict);
        } catch (InternalError failed) {
            puzzle = Optional.of(failure(String.valueOf(failed.getMessage())));
        } catch (RuntimeException failed) {
            // One equation must not cost the verdicts on all others: the failure is reported in its place.
            puzzle = Optional.of(failure(failed.toString()));
        }
        return this;
    }

    private NotUnderstood failure(String message) {
        return new NotUnderstood(
                statement.right().span(),
                "internal error, please report it with the document: "
                        + message.lines().findFirst().orElse(""));
    }

    private void run(Tex leftTex, Tex rightTex) {
        Elaborator next = open();
        MatrixExpr a = next.scalar(next.expr(leftTex));
        MatrixExpr b = next.scalar(next.expr(rightTex));
        if (isZero(b) && !a.shape().isScalar()) {
            b = new MatrixExpr.Zeros(next.shown(a.shape()));
        } else if (isZero(a) && !b.shape().isScalar()) {
            a = new MatrixExpr.Zeros(next.shown(b.shape()));
        }
        left = Optional.of(a);
        right = Optional.of(b);
        Shape one = a.shape();
        Shape two = b.shape();
        if (one.rank() > 2 && two.rank() <= 2 || two.rank() > 2 && one.rank() <= 2) {
            return;
        }
        aligned(next, a, b);
    }

    /** A fresh reading of names for the current run. */
    Elaborator open() {
        Elaborator next = new Elaborator(
                statement.scope(),
                sizes,
                reading,
                sizesHere,
                statement.formula().start());
        elaborator = Optional.of(next);
        return next;
    }

    static boolean isZero(MatrixExpr e) {
        return e instanceof MatrixExpr.Number number && number.value().isZero();
    }

    /** Makes the shapes of the sides one. */
    private void aligned(Elaborator e, MatrixExpr a, MatrixExpr b) {
        Span span = statement.left().span().to(statement.right().span());
        try {
            if (a.shape().rank() == 1 && b.shape().rank() == 2) {
                right = Optional.of(e.fitted(b, a.shape(), span));
            } else if (a.shape().rank() == 2 && b.shape().rank() == 1) {
                left = Optional.of(e.fitted(a, b.shape(), span));
            } else {
                right = Optional.of(e.fitted(b, a.shape(), span));
            }
        } catch (ShapesDiffer differ) {
            throw new ShapesDiffer(
                    span,
                    "the left side is " + e.shown(a.shape()).phrase() + ", the right side "
                            + e.shown(b.shape()).phrase());
        }
    }

    /** Whether one side is a tensor of order above two and the other is none. */
    boolean isOrderMismatch() {
        if (left.isEmpty() || right.isEmpty()) {
            return false;
        }
        int a = left.get().shape().rank();
        int b = right.get().shape().rank();
        return a > 2 != b > 2;
    }

    private void compare(Set<String> symmetric) {
        if (isOrderMismatch()) {
            return;
        }
        verdict = Optional.of(equality(left.orElseThrow(), right.orElseThrow(), symmetric));
    }

    /** What the engine says of two expressions with the names of this attempt. */
    Verdict equality(MatrixExpr a, MatrixExpr b, Set<String> symmetric) {
        Sides sides = sides();
        List<Symbol> variables = new ArrayList<>();
        Set<String> sizeNames = new LinkedHashSet<>(sides.wholeNumbers());
        for (Symbol symbol : sides.variables().values()) {
            Symbol known = symbol;
            if (symmetric.contains(symbol.name())) {
                Set<Property> properties = new LinkedHashSet<>(symbol.properties());
                properties.add(Property.SYMMETRIC);
                known = new Symbol(symbol.name(), symbol.shape(), properties);
            }
            variables.add(known);
            symbol.shape().sizes().forEach(size -> sizeNames.addAll(size.names()));
        }
        Needed needed = Needed.of(List.of(a, b), sides.ordered());
        variables.removeIf(v -> !needed.names().contains(v.name()));
        MatrixExpr one = symmetric.isEmpty() ? a : Symbols.replaced(a, variables);
        MatrixExpr two = symmetric.isEmpty() ? b : Symbols.replaced(b, variables);
        return new Equality(variables, needed.definitions(), sizeNames, one, two).decide();
    }

    /** Whether two expressions with the names of this attempt are equal as far as can be told. */
    boolean agree(MatrixExpr a, MatrixExpr b) {
        if (!a.shape().equals(b.shape())) {
            return false;
        }
        Verdict said = equality(a, b, Set.of());
        return said.kind() == Verdict.Kind.PROVED || said.kind() == Verdict.Kind.AGREES;
    }

    /** The reading in the expression language. */
    String text() {
        if (left.isEmpty() || right.isEmpty() || sizes.onlyShapes()) {
            return "";
        }
        return Sides.source(left.get()) + " = " + Sides.source(right.get());
    }
}
