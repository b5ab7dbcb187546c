package io.deltafold.paper;

import io.deltafold.SymmetricConvention;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixExpr.Slot;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Size;
import io.deltafold.tex.Tex;
import io.deltafold.verify.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A matrix with dots equated with something: each entry that is written is compared with the entry at its place. Before
 * the dots places count from one, the last row and column are the last.
 */
final class Patterns {
    private final Judge judge;
    private final Statement statement;

    Patterns(Judge judge, Statement statement) {
        this.judge = judge;
        this.statement = statement;
    }

    /** The literal that a side is, in a brace or alone. */
    static Optional<Tex.Matrix> literal(Tex side) {
        if (side instanceof Tex.Matrix matrix) {
            return Optional.of(matrix);
        } else if (side instanceof Tex.Bracket bracket) {
            return literal(bracket.inner());
        }
        return Optional.empty();
    }

    Judge.Judged judge() {
        boolean leftIsPattern =
                literal(statement.left()).filter(Literals::hasDots).isPresent();
        Tex.Matrix pattern =
                literal(leftIsPattern ? statement.left() : statement.right()).orElseThrow();
        Tex other = leftIsPattern ? statement.right() : statement.left();
        int mark = judge.unifier().mark();
        try {
            return compared(pattern, other);
        } catch (NotUnderstood puzzle) {
            return judge.link(statement, ClaimVerdict.NOT_UNDERSTOOD, "", puzzle.why());
        } catch (ShapesDiffer differ) {
            return judge.link(statement, ClaimVerdict.REFUTED, "", differ.why());
        } finally {
            judge.unifier().undo(mark);
        }
    }

    private Judge.Judged compared(Tex.Matrix pattern, Tex other) {
        Attempt attempt = judge.attemptOf(statement, SymmetricConvention.AMBIENT);
        Elaborator elaborator = attempt.open();
        List<String> notes = new ArrayList<>();
        List<List<Tex>> rows = Literals.rows(pattern, notes);
        Optional<Tex.Matrix> second = literal(other).filter(Literals::hasDots);
        elaborator.expr(second.isPresent() ? new Tex.Number("1", other.span()) : other);
        attempt.sizes().secondRun();
        elaborator = attempt.open();
        Optional<MatrixExpr> whole = second.isPresent() ? Optional.empty() : Optional.of(elaborator.expr(other));
        int rowDots = dotsRow(rows);
        Verdict.Kind weakest = Verdict.Kind.PROVED;
        int compared = 0;
        for (int r = 0; r < rows.size(); r++) {
            List<Tex> row = rows.get(r);
            int columnDots = dotsColumn(rows, r);
            for (int c = 0; c < row.size(); c++) {
                Tex cell = row.get(c);
                if (Literals.isDots(cell) || cell instanceof Tex.Empty) {
                    continue;
                }
                MatrixExpr written = elaborator.scalar(elaborator.expr(cell));
                MatrixExpr wanted;
                if (second.isPresent()) {
                    wanted = elaborator.scalar(elaborator.expr(cellOf(second.get(), r, c)));
                } else {
                    Shape shape = elaborator.shown(whole.orElseThrow().shape());
                    Size i = position(r, rowDots, rows.size(), shape.rows());
                    Size j = position(c, columnDots, row.size(), shape.columns());
                    if (r == 0 && c == 0 && rowDots < 0 && shape.isMatrix()) {
                        elaborator.sizes().specialise(shape.rows(), rows.size());
                    }
                    wanted = shape.isMatrix()
                            ? MatrixExpr.entry(whole.get(), List.of(new Slot.At(i), new Slot.At(j)))
                            : shape.isVector() ? MatrixExpr.entry(whole.get(), List.of(new Slot.At(i))) : whole.get();
                }
                Verdict verdict = attempt.equality(written, wanted, Set.of());
                compared++;
                if (verdict.kind() == Verdict.Kind.REFUTED || areOtherPlaces(verdict, written, wanted)) {
                    return wrong(attempt, cell, written, wanted, r, c, verdict);
                }
                if (verdict.kind() != Verdict.Kind.PROVED) {
                    weakest = verdict.kind();
                }
            }
        }
        ClaimVerdict said = weakest == Verdict.Kind.PROVED
                ? ClaimVerdict.PROVED
                : weakest == Verdict.Kind.AGREES ? ClaimVerdict.AGREES : ClaimVerdict.UNDECIDED;
        String reason = said == ClaimVerdict.UNDECIDED
                ? "some of the " + compared + " entries could not be decided"
                : "all " + compared + " entries that are written are right";
        return judge.link(statement, said, "", reason);
    }

    /** Entries at different places of one matrix, one of which does not even exist in general. */
    private static boolean areOtherPlaces(Verdict verdict, MatrixExpr written, MatrixExpr wanted) {
        return verdict.kind() == Verdict.Kind.UNDECIDED
                && written instanceof MatrixExpr.Entry a
                && wanted instanceof MatrixExpr.Entry b
                && a.operand().equals(b.operand())
                && !a.slots().equals(b.slots());
    }

    private Judge.Judged wrong(
            Attempt attempt, Tex cell, MatrixExpr written, MatrixExpr wanted, int r, int c, Verdict verdict) {
        String right = attempt.sides().latex(wanted);
        return new Judge.Judged(
                statement,
                new CheckedLink(
                        judge.source(statement, statement.left()),
                        judge.source(statement, statement.right()),
                        Judge.shown(statement),
                        statement.place(statement.right()),
                        ClaimVerdict.REFUTED,
                        Sides.source(written) + " = " + Sides.source(wanted),
                        "row " + (r + 1) + ", column " + (c + 1) + " of what is written: "
                                + judge.source(statement, cell) + " should be " + right,
                        Optional.of(right),
                        false,
                        verdict.counterexample(),
                        Optional.empty()),
                Optional.empty());
    }

    private static Tex cellOf(Tex.Matrix matrix, int r, int c) {
        List<List<Tex>> rows = Literals.rows(matrix, new ArrayList<>());
        if (r >= rows.size()
                || c >= rows.get(r).size()
                || Literals.isDots(rows.get(r).get(c))) {
            throw new NotUnderstood(matrix.span(), "the two matrices are not written out in the same way");
        }
        return rows.get(r).get(c);
    }

    /** The first row of dots, or −1. */
    private static int dotsRow(List<List<Tex>> rows) {
        for (int r = 0; r < rows.size(); r++) {
            if (rows.get(r).stream().allMatch(Literals::isDots)) {
                return r;
            }
        }
        return -1;
    }

    private static int dotsColumn(List<List<Tex>> rows, int r) {
        for (int c = 0; c < rows.get(r).size(); c++) {
            if (Literals.isDots(rows.get(r).get(c))) {
                return c;
            }
        }
        return -1;
    }

    private static Size position(int at, int dots, int count, Size size) {
        return dots >= 0 && at > dots ? size.minus(Size.of(count - 1L - at)) : Size.of(at + 1L);
    }
}
