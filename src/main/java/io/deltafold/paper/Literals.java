package io.deltafold.paper;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.tex.Tex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Matrices written out entry by entry. */
final class Literals {
    private final Elaborator elaborator;

    Literals(Elaborator elaborator) {
        this.elaborator = elaborator;
    }

    /** The rows of a literal, with cells that a missing & left together taken apart. */
    static List<List<Tex>> rows(Tex.Matrix matrix, List<String> notes) {
        List<List<Tex>> rows = new ArrayList<>();
        int columns = 0;
        for (List<Tex> row : matrix.rows()) {
            List<Tex> cells = new ArrayList<>();
            for (Tex cell : row) {
                if (cell instanceof Tex.Listing list) {
                    cells.addAll(list.items());
                    notes.add("a comma between the entries of a matrix is read as &");
                } else {
                    cells.add(cell);
                }
            }
            while (cells.size() > 1 && cells.get(cells.size() - 1) instanceof Tex.Empty) {
                cells.remove(cells.size() - 1);
            }
            columns = Math.max(columns, cells.size());
            rows.add(cells);
        }
        int width = columns;
        for (int i = 0; i < rows.size(); i++) {
            List<Tex> cells = rows.get(i);
            if (cells.size() == 1
                    && width > 1
                    && cells.get(0) instanceof Tex.Juxtaposition row
                    && row.factors().size() == width) {
                rows.set(i, new ArrayList<>(row.factors()));
                notes.add("a missing & between the entries of a matrix was added");
            }
        }
        return rows;
    }

    /** Whether a literal has dots, so that only some of its entries are written. */
    static boolean hasDots(Tex.Matrix matrix) {
        return matrix.rows().stream().anyMatch(row -> row.stream().anyMatch(Literals::isDots));
    }

    static boolean isDots(Tex cell) {
        return cell instanceof Tex.Dots;
    }

    /** The literal as a matrix, or its determinant; of blocks where its cells are matrices. */
    MatrixExpr value(Tex.Matrix matrix) {
        if (matrix.environment().equals("cases")) {
            throw new NotUnderstood(matrix.span(), "definitions by cases are not checked");
        }
        if (hasDots(matrix)) {
            throw new NotUnderstood(matrix.span(), "a matrix with dots inside of an expression");
        }
        List<String> notes = new ArrayList<>();
        List<MatrixExpr> lines = new ArrayList<>();
        List<List<MatrixExpr>> blocks = new ArrayList<>();
        for (List<Tex> row : rows(matrix, notes)) {
            List<MatrixExpr> cells = new ArrayList<>();
            for (Tex cell : row) {
                cells.add(cell(cell, matrix));
            }
            blocks.add(cells);
        }
        alignColumns(blocks);
        for (List<MatrixExpr> cells : blocks) {
            lines.add(
                    cells.size() == 1
                            ? cells.get(0)
                            : elaborator.fit(
                                    matrix.span(),
                                    () -> MatrixExpr.call(MatrixFunction.HSTACK, cells, elaborator.sizes())));
        }
        elaborator.sides().notes().addAll(notes);
        MatrixExpr literal = lines.size() == 1
                ? lines.get(0)
                : elaborator.fit(
                        matrix.span(), () -> MatrixExpr.call(MatrixFunction.VSTACK, lines, elaborator.sizes()));
        if (matrix.environment().equals("vmatrix")) {
            return elaborator.fit(
                    matrix.span(), () -> MatrixExpr.call(MatrixFunction.DET, List.of(literal), elaborator.sizes()));
        }
        return literal;
    }

    /** Blocks below one another have the same width. */
    private void alignColumns(List<List<MatrixExpr>> blocks) {
        for (List<MatrixExpr> row : blocks) {
            for (int c = 0; c < Math.min(row.size(), blocks.get(0).size()); c++) {
                if (row.size() == blocks.get(0).size() && row.get(c).shape().isMatrix()) {
                    elaborator
                            .sizes()
                            .equal(
                                    row.get(c).shape().columns(),
                                    blocks.get(0).get(c).shape().columns());
                }
            }
        }
    }

    /** A zero block takes the size of its row and column. */
    private MatrixExpr cell(Tex cell, Tex.Matrix matrix) {
        if (cell instanceof Tex.Number number && number.digits().equals("0") && isOfBlocks(matrix)) {
            return new MatrixExpr.Zeros(io.deltafold.matrix.Shape.matrix(
                    elaborator.sizes().anonymous(), elaborator.sizes().anonymous()));
        }
        return elaborator.scalar(elaborator.expr(cell));
    }

    private boolean isOfBlocks(Tex.Matrix matrix) {
        for (List<Tex> row : matrix.rows()) {
            for (Tex cell : row) {
                if (!(cell instanceof Tex.Number)
                        && !(cell instanceof Tex.Name name
                                && (name.name().equals("0") || name.name().equals("I")))) {
                    return elaborator.expr(cell).shape().isMatrix();
                }
            }
        }
        return matrix.rows().stream().anyMatch(row -> row.stream().anyMatch(c -> c instanceof Tex.Name));
    }

    /** A braced expression; a literal with dots stands for what its brace says it is. */
    MatrixExpr brace(Tex.Brace brace) {
        Optional<Tex> label = brace.label().filter(l -> !(l instanceof Tex.Words));
        if (brace.body() instanceof Tex.Matrix matrix && hasDots(matrix) && label.isPresent()) {
            return elaborator.expr(label.get());
        }
        return elaborator.expr(brace.body());
    }
}
