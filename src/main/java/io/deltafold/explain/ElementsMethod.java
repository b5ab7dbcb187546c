package io.deltafold.explain;

import io.deltafold.diff.Forward;
import io.deltafold.index.Expand;
import io.deltafold.index.Node;
import io.deltafold.index.Subscripts;
import io.deltafold.index.Tensor;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Coefficient;
import io.deltafold.number.Size;
import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything written out at small sizes: the matrices entry by entry, each entry of the value, each derivative as the sum
 * over all the paths through which an entry acts, the matrix of these derivatives and its factors; then any size, with dots.
 */
final class ElementsMethod {
    private static final Reason GIVEN =
            new Reason("entries", "written out", "A = (a[i,j])", "the matrix and its entries");
    private static final Reason ELEMENTS =
            new Reason("elements", "entry by entry", "(A B)[i,j] = Σ_p A[i,p] B[p,j]", "definition of the operations");
    private static final Reason PATHS = new Reason(
            "sum-over-paths",
            "sum over all paths",
            "∂L/∂x = Σ ∂L/∂y ∂y/∂x over all entries y that x acts on",
            "chain rule of several variables");
    private static final Reason PARTIAL = new Reason(
            "partial-derivatives",
            "partial derivatives",
            "the entries of X are independent of one another",
            "definition of the partial derivative");
    private static final Reason COLLECTED = new Reason(
            "matrix-of-derivatives",
            "the matrix of these derivatives",
            "(∂L/∂X)[i,j] = ∂L/∂x[i,j]",
            "convention: the gradient has the shape of its variable");
    private static final Reason FACTORED = new Reason(
            "factorisation", "as a product", "Σ_p a[i,p] b[p,j] = (A B)[i,j]", "definition of the matrix product");
    private static final int LARGEST = 6;

    private final Problem problem;
    private final Typeset typeset;
    private final LineCheck outer;
    private final Scalars scalars;
    private final Expand expand;
    private final Node value;
    private final Map<String, Integer> sizes;

    ElementsMethod(Problem problem, Typeset typeset, LineCheck outer, Map<String, Integer> sizes) {
        this.problem = problem;
        this.typeset = typeset;
        this.outer = outer;
        this.sizes = sizes;
        this.scalars = new Scalars(problem.graph(), problem.wrt().name(), sizes);
        this.expand = new Expand(problem.graph());
        this.value = Stages.flat(problem.graph(), problem.value());
        for (Definition definition : problem.definitions()) {
            expand.define(definition.name(), expand.expand(definition.value()).standard(problem.graph()));
        }
        if (problem.direction().isPresent()) {
            throw new NotExplained(
                    "a derivative along a direction has no entries of its own; --method differential is for it");
        }
        List<Symbol> all = new ArrayList<>(problem.program().variables());
        all.add(problem.valueSymbol());
        for (Symbol symbol : all) {
            requireSmall(symbol);
        }
    }

    private void requireSmall(Symbol symbol) {
        if (symbol.shape().rank() > 2) {
            throw new NotExplained(symbol.name() + " has more than two axes; --method index has no such limit");
        }
        for (Size size : symbol.shape().sizes()) {
            int length = scalars.size(size);
            if (length < 1 || length > LARGEST) {
                throw new NotExplained("with these sizes " + symbol.name() + " has an axis of " + length
                        + " entries; --sizes takes 1 to " + LARGEST);
            }
        }
    }

    /** The sections, and the check of their lines. */
    List<Section> sections() {
        Symbol wrt = problem.wrt();
        // The order in which entries are met is the order in which products are written.
        problem.upstream().ifPresent(up -> positions(value.sizes()).forEach(at -> scalars.entry(up.node(), at)));
        problem.program()
                .variables()
                .forEach(symbol -> positions(symbol.shape().sizes())
                        .forEach(at -> scalars.entry(problem.graph().variable(symbol), at)));
        // Everything is computed first: the check needs the symbols of all entries.
        List<List<Integer>> ys = positions(value.sizes());
        List<List<Integer>> xs = positions(wrt.shape().sizes());
        List<Node> entries = ys.stream().map(at -> scalars.entry(value, at)).toList();
        List<List<Node>> partials = new ArrayList<>();
        for (List<Integer> x : xs) {
            Node.Variable variable = scalars.variable(wrt, x);
            partials.add(entries.stream()
                    .map(entry -> scalars.flat(Forward.derivative(problem.graph(), entry, variable)))
                    .toList());
        }
        List<Node> adjoints = problem.upstream().isPresent()
                ? ys.stream()
                        .map(at ->
                                scalars.entry(problem.upstream().orElseThrow().node(), at))
                        .toList()
                : List.of();
        List<Node> gradient = new ArrayList<>();
        for (List<Node> column : partials) {
            gradient.add(adjoints.isEmpty() && column.size() == 1 ? column.get(0) : weighted(adjoints, column));
        }
        Optional<List<List<Node>>> factors = factors();
        LineCheck check = new LineCheck(problem.graph(), scalars.symbols(), List.of(), List.of(), Set.of());
        List<Section> sections = new ArrayList<>();
        sections.add(written(check, entries));
        if (value.order() > 0) {
            sections.add(elements(check, ys, entries));
        }
        if (problem.isJacobian()) {
            sections.add(jacobian(check, ys, xs, entries, partials));
        } else {
            sections.add(paths(check, ys, xs, entries, partials, adjoints, gradient));
            sections.add(matrix(check, xs, gradient, factors));
        }
        if (value.order() > 0 || wrt.shape().rank() > 0) {
            sections.add(general());
        }
        outer.also(check);
        return sections;
    }

    private Node weighted(List<Node> adjoints, List<Node> column) {
        List<Node.Term> terms = new ArrayList<>();
        for (int i = 0; i < column.size() && !adjoints.isEmpty(); i++) {
            terms.add(new Node.Term(
                    Coefficient.ONE,
                    problem.graph().product(Coefficient.ONE, List.of(adjoints.get(i), column.get(i)))));
        }
        return scalars.sum(terms);
    }

    private List<List<Integer>> positions(List<Size> axes) {
        List<List<Integer>> all = List.of(List.of());
        for (Size axis : axes) {
            List<List<Integer>> longer = new ArrayList<>();
            for (List<Integer> begin : all) {
                for (int i = 1; i <= scalars.size(axis); i++) {
                    List<Integer> at = new ArrayList<>(begin);
                    at.add(i);
                    longer.add(at);
                }
            }
            all = longer;
        }
        return all;
    }

    private Section written(LineCheck check, List<Node> entries) {
        Proof proof = new Proof(check, definition(), sizesSentence());
        for (Symbol symbol : problem.program().variables()) {
            if (symbol.shape().rank() > 0) {
                List<Node> own = positions(symbol.shape().sizes()).stream()
                        .map(at -> scalars.entry(problem.graph().variable(symbol), at))
                        .toList();
                proof.begin(name(symbol), literal(symbol.shape(), own), tuple(own), Line.Detail.BRIEF, GIVEN);
            }
        }
        Shape shape = problem.valueSymbol().shape();
        proof.begin(name(problem.valueSymbol()), literal(shape, entries), tuple(entries), Line.Detail.BRIEF, ELEMENTS);
        return proof.section();
    }

    private Shown definition() {
        Definition last = problem.definitions().get(problem.definitions().size() - 1);
        return name(problem.valueSymbol()).then(" = ", " = ", typeset.matrix(last.value()));
    }

    private String sizesSentence() {
        if (sizes.isEmpty()) {
            return "";
        }
        List<String> all = new ArrayList<>();
        sizes.forEach((name, size) -> all.add(name + " = " + size));
        return "Sizes " + String.join(", ", all) + ".";
    }

    private Section elements(LineCheck check, List<List<Integer>> ys, List<Node> entries) {
        Proof proof = new Proof(check, entriesOf(problem.valueSymbol()), "");
        for (int i = 0; i < ys.size(); i++) {
            proof.begin(
                    entry(problem.valueSymbol(), ys.get(i)),
                    shown(entries.get(i)),
                    new Quantity.Tensor(entries.get(i)),
                    Line.Detail.BRIEF,
                    ELEMENTS);
        }
        return proof.section();
    }

    private Section paths(
            LineCheck check,
            List<List<Integer>> ys,
            List<List<Integer>> xs,
            List<Node> entries,
            List<List<Node>> partials,
            List<Node> adjoints,
            List<Node> gradient) {
        Proof proof = new Proof(check, entriesOf(problem.wrt()), "");
        for (int k = 0; k < xs.size(); k++) {
            Shown left = quotient(problem.loss(), List.of(), xs.get(k));
            Node.Variable x = scalars.variable(problem.wrt(), xs.get(k));
            EntrySum start = sumOfPartials(entries, adjoints, x);
            if (adjoints.isEmpty()) {
                proof.begin(
                        left,
                        new Quantity.Entries(start),
                        shown(gradient.get(k)),
                        new Quantity.Tensor(gradient.get(k)),
                        Line.Detail.BRIEF,
                        PARTIAL);
                continue;
            }
            List<Shown> all = new ArrayList<>();
            for (int i = 0; i < ys.size(); i++) {
                if (!partials.get(k).get(i).isZero()) {
                    Shown path = quotient(problem.valueSymbol().name(), ys.get(i), xs.get(k));
                    all.add(shown(adjoints.get(i)).then(" ", " ", path));
                }
            }
            Shown sum = all.isEmpty() ? new Shown("0", "0") : all.get(0);
            for (Shown path : all.subList(Math.min(1, all.size()), all.size())) {
                sum = sum.then(" + ", " + ", path);
            }
            proof.begin(left, sum, new Quantity.Entries(start), Line.Detail.NORMAL, PATHS);
            proof.then(shown(gradient.get(k)), new Quantity.Tensor(gradient.get(k)), Line.Detail.BRIEF, PARTIAL);
        }
        return proof.section();
    }

    /** Σ ∂L/∂y ∂y/∂x with the derivatives still to be taken. */
    private static EntrySum sumOfPartials(List<Node> entries, List<Node> adjoints, Node.Variable x) {
        List<EntryTerm> terms = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            List<EntryFactor> factors = new ArrayList<>();
            if (!adjoints.isEmpty()) {
                factors.add(new EntryFactor.Element(adjoints.get(i), List.of()));
            }
            factors.add(new EntryFactor.Partial(entries.get(i), List.of(), x, List.of()));
            terms.add(new EntryTerm(Coefficient.ONE, List.of(), factors));
        }
        return new EntrySum(List.of(), terms);
    }

    private Section jacobian(
            LineCheck check,
            List<List<Integer>> ys,
            List<List<Integer>> xs,
            List<Node> entries,
            List<List<Node>> partials) {
        Proof proof = new Proof(check, problem.left(), "");
        for (int i = 0; i < ys.size(); i++) {
            for (int k = 0; k < xs.size(); k++) {
                Node.Variable x = scalars.variable(problem.wrt(), xs.get(k));
                EntrySum start = sumOfPartials(List.of(entries.get(i)), List.of(), x);
                Node partial = partials.get(k).get(i);
                proof.begin(
                        quotient(problem.valueSymbol().name(), ys.get(i), xs.get(k)),
                        new Quantity.Entries(start),
                        shown(partial),
                        new Quantity.Tensor(partial),
                        Line.Detail.BRIEF,
                        PARTIAL);
            }
        }
        problem.result().ifPresent(formula -> {
            Node form = problem.entries();
            List<Node> whole = new ArrayList<>();
            List<Node> found = new ArrayList<>();
            for (int i = 0; i < ys.size(); i++) {
                for (int k = 0; k < xs.size(); k++) {
                    List<Integer> at = new ArrayList<>(ys.get(i));
                    at.addAll(xs.get(k));
                    whole.add(scalars.entry(form, at));
                    found.add(partials.get(k).get(i));
                }
            }
            proof.begin(
                    problem.left(), tuple(found), typeset.matrix(formula), tuple(whole), Line.Detail.BRIEF, COLLECTED);
        });
        return proof.section();
    }

    private Section matrix(
            LineCheck check, List<List<Integer>> xs, List<Node> gradient, Optional<List<List<Node>>> factors) {
        Proof proof = new Proof(check, problem.left(), "");
        Shape shape = problem.wrt().shape();
        Quantity value = tuple(gradient);
        if (!xs.get(0).isEmpty()) {
            List<Shown> cells =
                    xs.stream().map(x -> quotient(problem.loss(), List.of(), x)).toList();
            proof.begin(problem.left(), grid(shape, cells), value, Line.Detail.NORMAL, COLLECTED);
            proof.then(literal(shape, gradient), value, Line.Detail.BRIEF, PARTIAL);
        }
        if (factors.isPresent() && problem.result().isPresent()) {
            MatrixExpr.MatMul product =
                    (MatrixExpr.MatMul) problem.result().get().value();
            Block text = Block.of("");
            StringBuilder latex = new StringBuilder();
            for (int i = 0; i < product.factors().size(); i++) {
                MatrixExpr factor = product.factors().get(i);
                Shown label = typeset.matrix(factor);
                Shown body = literal(factor.shape(), factors.get().get(i));
                latex.append(i == 0 ? "" : " ")
                        .append("\\underbrace{")
                        .append(body.latex())
                        .append("}_{")
                        .append(label.latex())
                        .append("}");
                text = text.beside(Block.of(i == 0 ? "" : " "))
                        .beside(Block.of(body).under(label.text()));
            }
            Quantity whole = formula();
            proof.then(new Shown(latex.toString(), text.text(), text.baseline()), whole, Line.Detail.BRIEF, FACTORED);
        }
        problem.result().ifPresent(formula -> {
            Quantity whole = problem.conventions().isEmpty() ? formula() : value;
            if (xs.get(0).isEmpty()) {
                proof.begin(problem.left(), value, typeset.matrix(formula), whole, Line.Detail.BRIEF, FACTORED);
            } else {
                proof.then(typeset.matrix(formula), whole, Line.Detail.BRIEF, FACTORED);
            }
        });
        return proof.section();
    }

    /** The entries of the result's formula. */
    private Quantity formula() {
        return tuple(entries(problem.result().orElseThrow().value()));
    }

    private List<Node> entries(MatrixExpr e) {
        problem.result()
                .ifPresent(formula -> formula.where()
                        .forEach(part -> expand.define(
                                part.name(), expand.expand(part.value()).standard(problem.graph()))));
        Tensor tensor = expand.expand(e).standard(problem.graph());
        Subscripts order = Subscripts.of();
        for (Subscripts axis : tensor.axes()) {
            if (axis.size() > 1) {
                throw new NotExplained(
                        "stacked axes have no entries that could be written out; --method vec is for them");
            }
            order = order.then(axis);
        }
        Node node = problem.graph().permuted(tensor.node(), order);
        return positions(node.sizes()).stream()
                .map(at -> scalars.entry(node, at))
                .toList();
    }

    /** The entries of each factor, where the result is a product of matrices. */
    private Optional<List<List<Node>>> factors() {
        boolean isProduct = problem.result()
                .filter(formula -> formula.where().isEmpty())
                .filter(formula -> formula.value() instanceof MatrixExpr.MatMul)
                .isPresent();
        if (!isProduct || problem.isJacobian()) {
            return Optional.empty();
        }
        MatrixExpr.MatMul product =
                (MatrixExpr.MatMul) problem.result().orElseThrow().value();
        if (product.factors().stream().anyMatch(factor -> factor.shape().isScalar())) {
            return Optional.empty();
        }
        return Optional.of(product.factors().stream().map(this::entries).toList());
    }

    /** Any size: first, second and last row and column. */
    private Section general() {
        Typeset ranged = typeset.ranged();
        Proof proof = new Proof(outer, new Shown("\\text{any size}", "any size"), "");
        List<Index> own = typeset.names().axes(value.sizes(), new HashSet<>());
        proof.begin(
                ranged.entry(problem.valueSymbol().name(), own),
                ranged.entry(value, own),
                new Quantity.Tensor(value),
                Line.Detail.BRIEF,
                ELEMENTS);
        if (problem.isJacobian()) {
            return proof.section();
        }
        List<Index> at = typeset.names().axes(problem.wrt().shape().sizes(), new HashSet<>());
        Node entries = problem.entries();
        proof.begin(
                ranged.quotient(problem.loss(), List.of(), problem.wrt().name(), at),
                ranged.entry(entries, at),
                new Quantity.Tensor(entries),
                Line.Detail.BRIEF,
                PATHS);
        if (!at.isEmpty()) {
            proof.begin(
                    problem.left(),
                    dots(ranged, at, entries),
                    new Quantity.Tensor(entries),
                    Line.Detail.BRIEF,
                    COLLECTED);
            problem.result()
                    .ifPresent(formula -> proof.then(
                            typeset.matrix(formula), new Quantity.Matrix(formula), Line.Detail.BRIEF, FACTORED));
        }
        return proof.section();
    }

    private Shown dots(Typeset ranged, List<Index> at, Node entries) {
        List<List<Shown>> cells = new ArrayList<>();
        boolean isMatrix = at.size() == 2;
        for (String row : line(at.get(0).size())) {
            List<Shown> cellsOfRow = new ArrayList<>();
            for (String column : isMatrix ? line(at.get(1).size()) : List.of("")) {
                cellsOfRow.add(cell(ranged, at, entries, row, column));
            }
            cells.add(cellsOfRow);
        }
        return grid(cells);
    }

    /** 1, 2, dots, the last one; all of a size that is a number. */
    private static List<String> line(Size size) {
        Optional<Integer> known = size.constant().flatMap(io.deltafold.number.Rational::asInt);
        if (known.isPresent() && known.get() <= LARGEST) {
            List<String> all = new ArrayList<>();
            for (int i = 1; i <= known.get(); i++) {
                all.add(String.valueOf(i));
            }
            return all;
        }
        return List.of("1", "2", "…", size.toString());
    }

    private static Shown cell(Typeset ranged, List<Index> at, Node entries, String row, String column) {
        boolean down = row.equals("…");
        boolean right = column.equals("…");
        if (down || right) {
            return down && right
                    ? new Shown("\\ddots", "⋱")
                    : down ? new Shown("\\vdots", "⋮") : new Shown("\\cdots", "⋯");
        }
        List<Index> explicit = new ArrayList<>(List.of(new Index(row, at.get(0).size())));
        if (at.size() == 2) {
            explicit.add(new Index(column, at.get(1).size()));
        }
        return ranged.entry(entries, explicit);
    }

    private Shown name(Symbol symbol) {
        return typeset.entry(symbol.name(), List.of());
    }

    private Shown entriesOf(Symbol symbol) {
        List<Index> at = typeset.names().axes(symbol.shape().sizes(), new HashSet<>());
        return symbol.equals(problem.wrt()) && !problem.isJacobian()
                ? typeset.quotient(problem.loss(), List.of(), symbol.name(), at)
                : typeset.entry(symbol.name(), at);
    }

    private static List<Index> explicit(List<Integer> at) {
        return at.stream().map(i -> new Index(String.valueOf(i), Size.ONE)).toList();
    }

    private Shown entry(Symbol symbol, List<Integer> at) {
        return typeset.entry(symbol.name(), explicit(at));
    }

    private Shown quotient(String top, List<Integer> topAt, List<Integer> at) {
        return typeset.quotient(top, explicit(topAt), problem.wrt().name(), explicit(at));
    }

    private Shown shown(Node scalar) {
        return typeset.entry(scalar, List.of());
    }

    private Quantity tuple(List<Node> entries) {
        return new Quantity.Tuple(entries);
    }

    private Shown literal(Shape shape, List<Node> entries) {
        return grid(shape, entries.stream().map(this::shown).toList());
    }

    /** Cells row by row in the shape of a matrix, or as a column. */
    private Shown grid(Shape shape, List<Shown> cells) {
        if (shape.isScalar()) {
            return cells.get(0);
        }
        int columns = shape.rank() == 2 ? scalars.size(shape.sizes().get(1)) : 1;
        List<List<Shown>> rows = new ArrayList<>();
        for (int from = 0; from < cells.size(); from += columns) {
            rows.add(cells.subList(from, from + columns));
        }
        return grid(rows);
    }

    private static Shown grid(List<List<Shown>> rows) {
        List<String> lines = rows.stream()
                .map(row -> String.join(" & ", row.stream().map(Shown::latex).toList())
                        .replace("\\frac", "\\dfrac"))
                .toList();
        boolean isHigh = lines.stream().anyMatch(line -> line.contains("\\dfrac"));
        Block text = Block.matrix(
                rows.stream().map(row -> row.stream().map(Shown::text).toList()).toList());
        return new Shown(
                "\\begin{bmatrix} " + String.join(isHigh ? " \\\\[8pt] " : " \\\\ ", lines) + " \\end{bmatrix}",
                text.text(),
                text.baseline());
    }
}
