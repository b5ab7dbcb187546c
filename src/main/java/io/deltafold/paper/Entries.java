package io.deltafold.paper;

import io.deltafold.matrix.IndexRange;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixExpr.Slot;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.syntax.Span;
import io.deltafold.tex.Tex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names, their entries, constants such as I and δ, and sums over indices. */
final class Entries {
    private final Elaborator elaborator;

    Entries(Elaborator elaborator) {
        this.elaborator = elaborator;
    }

    /** A name, perhaps with subscripts. */
    MatrixExpr symbol(Tex tex) {
        Optional<Binding> whole =
                Keys.whole(tex).flatMap(key -> elaborator.scope().binding(key));
        if (whole.isPresent()) {
            return elaborator.reference(whole.get(), tex.span());
        }
        if (tex instanceof Tex.Sub sub) {
            return subscripted(sub);
        }
        if (tex instanceof Tex.Name name) {
            return name(name);
        }
        if (tex instanceof Tex.Sup sup) {
            // A layer or a star above a name that is not bound as a whole.
            throw new NotUnderstood(sup.span(), "nothing is said of this name");
        }
        throw new NotUnderstood(tex.span(), "nothing is said of this name");
    }

    private MatrixExpr name(Tex.Name name) {
        String key = Keys.letter(name).orElse("");
        Optional<String> index = elaborator.boundIndex(key);
        if (index.isPresent()) {
            return new MatrixExpr.SizeValue(Size.named(index.get()));
        }
        Optional<MatrixExpr> constant = constant(name, Optional.empty());
        if (constant.isPresent()) {
            return constant.get();
        }
        if (elaborator.scope().isSize(key)) {
            elaborator.sides().wholeNumbers().add(key);
            return new MatrixExpr.SizeValue(Size.named(key));
        }
        Optional<String> other = elaborator.scope().otherCase(key);
        if (other.isPresent() && key.length() == 1 && Character.isLowerCase(key.charAt(0))) {
            elaborator.sides().notes().add(key + " is read as the matrix " + other.get());
            return elaborator.reference(elaborator.scope().binding(other.get()).orElseThrow(), name.span());
        }
        throw new NotUnderstood(name.span(), "nothing is said of this name");
    }

    /** The identity, ones, zeros and π, where their letters have no other meaning. */
    private Optional<MatrixExpr> constant(Tex.Name name, Optional<Tex> size) {
        boolean free = Keys.letter(name)
                .flatMap(key -> elaborator.scope().binding(key))
                .isEmpty();
        if (!free || !name.accents().isEmpty()) {
            return Optional.empty();
        }
        switch (name.name()) {
            case "I" -> {
                return Optional.of(new MatrixExpr.Identity(size.map(this::position)
                        .orElseGet(() -> elaborator.sizes().anonymous())));
            }
            case "1" -> {
                List<Tex> axes = size.map(Keys::subscripts).orElse(List.of());
                if (size.isPresent() && size.get() instanceof Tex.Product product) {
                    axes = product.operands();
                }
                if (axes.size() == 2) {
                    return Optional.of(new MatrixExpr.Ones(Shape.matrix(position(axes.get(0)), position(axes.get(1)))));
                }
                return Optional.of(new MatrixExpr.Ones(Shape.vector(size.map(this::position)
                        .orElseGet(() -> elaborator.sizes().anonymous()))));
            }
            case "0" -> {
                return Optional.of(MatrixExpr.number(0));
            }
            case "pi" -> {
                return Optional.of(new MatrixExpr.Pi());
            }
            case "e" -> {
                return size.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new MatrixExpr.Unit(
                                position(size.get()), elaborator.sizes().anonymous()));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    private MatrixExpr subscripted(Tex.Sub sub) {
        Tex base = sub.base();
        if (base instanceof Tex.Bracket bracket) {
            return bracketed(bracket, sub);
        }
        if (sub.script() instanceof Tex.Product product
                && product.operators().get(0).equals("times")
                && !(base instanceof Tex.Name ones && ones.name().equals("1"))) {
            return elaborator.expr(base);
        }
        Optional<Binding> binding =
                Keys.whole(base).flatMap(key -> elaborator.scope().binding(key));
        List<Tex> subscripts = Keys.subscripts(sub.script());
        Optional<Binding> family = Keys.whole(base)
                .map(Keys::family)
                .flatMap(key -> elaborator.scope().binding(key));
        if (family.isPresent() && subscripts.size() <= 2) {
            return member(family.get(), sub, subscripts);
        }
        if (base instanceof Tex.Name name && binding.isEmpty()) {
            if (name.name().equals("delta") && subscripts.size() == 2) {
                return delta(subscripts);
            }
            if (name.name().equals("E") && subscripts.size() == 2) {
                return singleEntry(subscripts);
            }
            Optional<MatrixExpr> constant = constant(name, Optional.of(sub.script()));
            if (constant.isPresent()) {
                return constant.get();
            }
        }
        Optional<MatrixExpr> upper = lowerCaseEntry(base, binding, sub, subscripts);
        if (upper.isPresent()) {
            return upper.get();
        }
        if (binding.isEmpty() && !(base instanceof Tex.Sup) && !(base instanceof Tex.Sub)) {
            throw new NotUnderstood(sub.span(), "nothing is said of this name");
        }
        return entry(elaborator.expr(base), subscripts, sub.span());
    }

    /** a_{ij} for an entry of the matrix A. */
    private Optional<MatrixExpr> lowerCaseEntry(
            Tex base, Optional<Binding> binding, Tex.Sub sub, List<Tex> subscripts) {
        Optional<String> key = Keys.letter(base);
        if (key.isEmpty() || binding.isPresent() && !isScalarUse(binding.get(), subscripts)) {
            return Optional.empty();
        }
        Optional<String> other = elaborator.scope().otherCase(key.get());
        if (other.isEmpty()) {
            return Optional.empty();
        }
        Binding matrix = elaborator.scope().binding(other.get()).orElseThrow();
        if (matrix.role() == Binding.Role.FUNCTION) {
            return Optional.empty();
        }
        MatrixExpr whole = elaborator.reference(matrix, sub.span());
        if (whole.shape().isMatrix() && subscripts.size() == 1) {
            if (matrix.isDeclared() || elaborator.rule(matrix).isPresent()) {
                throw new NotUnderstood(
                        sub.span(), "whether this is a row or a column of " + matrix.latex() + " is not said");
            }
            return Optional.of(repeatedRow(matrix, whole, subscripts.get(0)));
        }
        if (whole.shape().rank() != subscripts.size()) {
            return Optional.empty();
        }
        return Optional.of(entry(whole, subscripts, sub.span()));
    }

    private boolean isScalarUse(Binding binding, List<Tex> subscripts) {
        return !binding.isDeclared()
                && elaborator.rule(binding).isEmpty()
                && (elaborator.shape(binding).rank() != subscripts.size() || subscripts.size() == 2);
    }

    /** b_j for a bias that stands in the formula as a matrix B: every row of B is b. */
    private MatrixExpr repeatedRow(Binding matrix, MatrixExpr whole, Tex subscript) {
        Size columns = whole.shape().columns();
        String name = matrix.name().toLowerCase(java.util.Locale.ROOT) + "_row";
        Symbol row = new Symbol(name, Shape.vector(columns).map(elaborator.sizes()::resolve));
        if (!elaborator.sizes().onlyShapes() && !elaborator.sides().isDefined(matrix.name())) {
            elaborator.sides().variables().remove(matrix.name());
            elaborator.sides().variable(row);
            MatrixExpr ones = new MatrixExpr.Ones(
                    Shape.vector(elaborator.sizes().resolve(whole.shape().rows())));
            elaborator
                    .sides()
                    .definition(new io.deltafold.matrix.Definition(
                            new Symbol(matrix.name(), elaborator.shown(whole.shape())),
                            MatrixExpr.matMul(
                                    List.of(ones, MatrixExpr.transpose(MatrixExpr.reference(row))),
                                    elaborator.sizes())));
            elaborator.sides().notes().add("every row of " + matrix.latex() + " is read as the same vector");
        }
        if (elaborator.sizes().onlyShapes()) {
            return MatrixExpr.number(1);
        }
        return entry(MatrixExpr.reference(row), List.of(subscript), subscript.span());
    }

    /** The matrix whose rows or columns the vectors of a family are: the one that was named, or X for x_i where it fits. */
    Optional<Binding> owner(Binding family, Tex base) {
        Binding.Family vectors = family.family().orElseThrow();
        if (vectors.matrix().isPresent()) {
            return elaborator.scope().binding(vectors.matrix().get());
        }
        return Keys.letter(base)
                .flatMap(key -> elaborator.scope().otherCase(key))
                .flatMap(key -> elaborator.scope().binding(key))
                .filter(matrix -> matrix.isDeclared()
                        && elaborator.shape(matrix).isMatrix()
                        && vectors.size()
                                .filter(size ->
                                        size.equals(elaborator.shape(matrix).columns()))
                                .isPresent());
    }

    /** A vector of a family: row or column i of a matrix. */
    private MatrixExpr member(Binding family, Tex.Sub sub, List<Tex> subscripts) {
        Binding.Family vectors = family.family().orElseThrow();
        MatrixExpr matrix;
        Optional<Binding> owner = owner(family, sub.base());
        if (owner.isPresent()) {
            matrix = elaborator.reference(owner.get(), sub.span());
        } else {
            matrix = elaborator.reference(family, sub.span());
        }
        if (!matrix.shape().isMatrix()) {
            throw new NotUnderstood(
                    sub.span(), "these vectors belong to " + matrix.shape().phrase());
        }
        Slot at = new Slot.At(position(subscripts.get(0)));
        Slot second = subscripts.size() == 2 ? new Slot.At(position(subscripts.get(1))) : new Slot.All();
        if (subscripts.size() > 2) {
            throw new NotUnderstood(sub.span(), "too many subscripts");
        }
        if (subscripts.size() == 2) {
            return MatrixExpr.entry(matrix, vectors.rows() ? List.of(at, second) : List.of(second, at));
        }
        return vectors.rows()
                ? MatrixExpr.entry(MatrixExpr.transpose(matrix), List.of(new Slot.All(), at))
                : MatrixExpr.entry(matrix, List.of(new Slot.All(), at));
    }

    private MatrixExpr bracketed(Tex.Bracket bracket, Tex.Sub sub) {
        if (bracket.open().equals("(") || bracket.open().equals("[")) {
            List<Tex> subscripts = Keys.subscripts(sub.script());
            return entry(elaborator.expr(bracket.inner()), subscripts, sub.span());
        }
        return elaborator.functions().bracket(bracket, Optional.of(sub.script()));
    }

    /** δ_{ij} is an entry of the identity. */
    private MatrixExpr delta(List<Tex> subscripts) {
        return MatrixExpr.entry(
                new MatrixExpr.Identity(elaborator.sizes().anonymous()),
                List.of(new Slot.At(position(subscripts.get(0))), new Slot.At(position(subscripts.get(1)))));
    }

    /** E_{ij} = e_i e_jᵀ. */
    private MatrixExpr singleEntry(List<Tex> subscripts) {
        return singleEntry(
                position(subscripts.get(0)),
                position(subscripts.get(1)),
                Shape.matrix(elaborator.sizes().anonymous(), elaborator.sizes().anonymous()));
    }

    static MatrixExpr singleEntry(Size row, Size column, Shape shape) {
        return MatrixExpr.matMul(List.of(
                new MatrixExpr.Unit(row, shape.rows()),
                MatrixExpr.transpose(new MatrixExpr.Unit(column, shape.columns()))));
    }

    /** The entry, row or column that subscripts name. */
    MatrixExpr entry(MatrixExpr value, List<Tex> subscripts, Span span) {
        Shape shape = value.shape();
        List<Tex> axes = subscripts;
        if (shape.isMatrix() && axes.size() == 1) {
            if (elaborator.shown(shape).columns().isOne()) {
                return MatrixExpr.entry(value, List.of(new Slot.At(position(axes.get(0))), new Slot.At(Size.ONE)));
            }
            throw new NotUnderstood(
                    span, "a matrix with one subscript: whether a row or a column is meant is not said");
        }
        if (shape.rank() != axes.size()) {
            throw new NotUnderstood(
                    span,
                    "there are " + axes.size() + " subscripts on "
                            + elaborator.shown(shape).phrase());
        }
        List<Slot> slots = new ArrayList<>();
        for (int axis = 0; axis < axes.size(); axis++) {
            Tex script = axes.get(axis);
            boolean all = script instanceof Tex.Name name
                    && (name.name().equals(":")
                            || name.name().equals("cdot")
                            || name.name().equals("*"));
            slots.add(all ? new Slot.All() : new Slot.At(position(script)));
        }
        return elaborator.fit(span, () -> MatrixExpr.entry(value, slots));
    }

    /** A subscript as a number: 1, n, i + 1. An unknown letter is a free index. */
    Size position(Tex tex) {
        if (tex instanceof Tex.Number number) {
            return Size.of(Rational.parse(number.digits()));
        } else if (tex instanceof Tex.Name name) {
            return position(name);
        } else if (tex instanceof Tex.Bracket bracket) {
            return position(bracket.inner());
        } else if (tex instanceof Tex.Sum sum) {
            Size total = Size.ZERO;
            for (Tex.Term term : sum.terms()) {
                Size value = position(term.value());
                total = term.sign().equals("-") ? total.minus(value) : total.plus(value);
            }
            return total;
        } else if (tex instanceof Tex.Juxtaposition row) {
            Size product = Size.ONE;
            for (Tex factor : row.factors()) {
                product = product.times(position(factor));
            }
            return product;
        } else if (tex instanceof Tex.Product product
                && product.operators().stream().allMatch(o -> o.equals("times") || o.equals("cdot"))) {
            Size value = Size.ONE;
            for (Tex factor : product.operands()) {
                value = value.times(position(factor));
            }
            return value;
        } else if (tex instanceof Tex.Prime prime && prime.base() instanceof Tex.Name) {
            return freeIndex(Keys.whole(prime).orElse("i'"));
        }
        throw new NotUnderstood(tex.span(), "this is no subscript");
    }

    private Size position(Tex.Name name) {
        String key = Keys.letter(name).orElseThrow(() -> new NotUnderstood(name.span(), "this is no subscript"));
        Optional<String> index = elaborator.boundIndex(key);
        if (index.isPresent()) {
            return Size.named(index.get());
        }
        if (elaborator.scope().isSize(key) && elaborator.isSizeHere(key)) {
            elaborator.sides().wholeNumbers().add(key);
            return elaborator.sizes().resolve(Size.named(key));
        }
        return freeIndex(key);
    }

    private Size freeIndex(String key) {
        String name = elaborator.indexName(key);
        elaborator.sides().wholeNumbers().add(name);
        return Size.named(name);
    }

    /** Σ over indices with or without a range. */
    MatrixExpr big(Tex.Big big) {
        if (!big.operator().equals("sum")) {
            throw new NotUnderstood(big.span(), "\\" + big.operator() + " is not supported");
        }
        return new IndexSums(elaborator).sum(big);
    }

    /** The tensor whose entries a formula with free indices gives. */
    MatrixExpr lifted(Tex body, List<String> indices, Optional<Shape> declared) {
        Map<String, String> names = new LinkedHashMap<>();
        indices.forEach(letter -> names.put(letter, elaborator.indexName(letter)));
        MatrixExpr entry = elaborator.with(names, () -> elaborator.expr(body));
        if (!entry.shape().isScalar()) {
            throw new NotUnderstood(
                    body.span(),
                    "an entry must be a number, not " + entry.shape().phrase());
        }
        List<String> axes = indices.stream().map(names::get).toList();
        List<Size> sizes = new ArrayList<>();
        for (int axis = 0; axis < axes.size(); axis++) {
            sizes.add(sizeOf(axes.get(axis), entry, declared, axis, body.span()));
        }
        if (elaborator.sizes().onlyShapes()) {
            return new MatrixExpr.Zeros(new Shape(sizes));
        }
        return new Lift(axes, sizes, elaborator.sizes()).lift(entry, body.span());
    }

    private Size sizeOf(String index, MatrixExpr entry, Optional<Shape> declared, int axis, Span span) {
        if (declared.isPresent() && declared.get().rank() > axis) {
            return elaborator.sizes().resolve(declared.get().sizes().get(axis));
        }
        return elaborator
                .fit(span, () -> IndexRange.of(index, entry, elaborator.sizes()))
                .map(IndexRange::to)
                .map(elaborator.sizes()::resolve)
                .orElseThrow(() -> new NotUnderstood(span, "how far the index runs is not said"));
    }
}
