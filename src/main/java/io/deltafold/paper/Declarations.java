package io.deltafold.paper;

import io.deltafold.matrix.Property;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.tex.Tex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The sets that names are declared to belong to. */
final class Declarations {
    private Declarations() {}

    /** ℝ, ℝⁿ, ℝ^{m×n}; also \mathcal M_{m,n}(ℝ). */
    static Optional<Shape> shape(Tex set) {
        if (isReal(set)) {
            return Optional.of(Shape.SCALAR);
        }
        if (set instanceof Tex.Sup sup && isReal(sup.base())) {
            Tex script = unwrapped(sup.script());
            if (script instanceof Tex.Name name
                    && (name.name().equals("+") || name.name().equals("*"))) {
                return Optional.of(Shape.SCALAR);
            }
            List<Tex> axes = script instanceof Tex.Product product
                            && product.operators().stream().allMatch(o -> o.equals("times"))
                    ? product.operands()
                    : List.of(script);
            List<Size> sizes = new ArrayList<>();
            for (Tex axis : axes) {
                Optional<Size> size = size(axis);
                if (size.isEmpty()) {
                    return Optional.empty();
                }
                sizes.add(size.get());
            }
            if (sizes.size() == 2 && sizes.get(1).isOne()) {
                return Optional.of(Shape.vector(sizes.get(0)));
            }
            return Optional.of(new Shape(sizes));
        }
        if (set instanceof Tex.Juxtaposition row
                && row.factors().size() == 2
                && row.factors().get(1) instanceof Tex.Bracket b
                && isReal(b.inner())
                && row.factors().get(0) instanceof Tex.Sub sub) {
            List<Size> sizes = new ArrayList<>();
            List<Tex> axes =
                    sub.script() instanceof Tex.Product product ? product.operands() : Keys.subscripts(sub.script());
            for (Tex axis : axes) {
                size(axis).ifPresent(sizes::add);
            }
            return sizes.size() == 1
                    ? Optional.of(Shape.matrix(sizes.get(0), sizes.get(0)))
                    : sizes.size() == 2 ? Optional.of(new Shape(sizes)) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Tex unwrapped(Tex tex) {
        return tex instanceof Tex.Bracket bracket ? unwrapped(bracket.inner()) : tex;
    }

    private static boolean isReal(Tex tex) {
        if (tex instanceof Tex.Sub sub) {
            return isReal(sub.base());
        }
        return tex instanceof Tex.Name name
                && (name.name().equals("R")
                                && (name.style().equals("bb")
                                        || name.style().equals("bold")
                                        || name.style().isEmpty())
                        || name.name().equals("reals")
                        || name.name().equals("Re"));
    }

    /** ℕ, ℤ, a list of numbers. */
    static boolean isWhole(Tex set) {
        return set instanceof Tex.Name name
                        && name.style().equals("bb")
                        && Set.of("N", "Z").contains(name.name())
                || set instanceof Tex.Bracket bracket && bracket.open().equals("{")
                || set instanceof Tex.Sub sub && isWhole(sub.base())
                || set instanceof Tex.Sup sup && isWhole(sup.base());
    }

    /** 𝕊ⁿ₊₊ and the like. */
    static Optional<Property> property(Tex set) {
        Tex base = set;
        StringBuilder scripts = new StringBuilder();
        while (base instanceof Tex.Sub || base instanceof Tex.Sup) {
            if (base instanceof Tex.Sub sub) {
                Keys.whole(new Tex.Sub(new Tex.Name("S", "", List.of(), set.span()), sub.script(), set.span()))
                        .ifPresent(scripts::append);
                if (sub.script() instanceof Tex.Sum
                        || sub.script() instanceof Tex.Name plus && plus.name().equals("+")) {
                    scripts.append('+');
                }
                base = sub.base();
            } else {
                base = ((Tex.Sup) base).base();
            }
        }
        if (base instanceof Tex.Name name
                && name.name().equals("S")
                && (name.style().equals("bb") || name.style().equals("cal"))) {
            return Optional.of(
                    scripts.toString().contains("++")
                            ? Property.POSITIVE_DEFINITE
                            : scripts.toString().contains("+") ? Property.POSITIVE_SEMIDEFINITE : Property.SYMMETRIC);
        }
        return Optional.empty();
    }

    /** A size: n, 3, n − 1, mn. */
    static Optional<Size> size(Tex tex) {
        if (tex instanceof Tex.Number number) {
            return Rational.parse(number.digits()).asInt().filter(n -> n > 0).map(Size::of);
        } else if (tex instanceof Tex.Name || tex instanceof Tex.Sub) {
            return Keys.whole(tex).map(key -> Size.named(Keys.identifier(key)));
        } else if (tex instanceof Tex.Sum sum) {
            Size total = Size.ZERO;
            for (Tex.Term term : sum.terms()) {
                Optional<Size> value = size(term.value());
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                total = term.sign().equals("-") ? total.minus(value.get()) : total.plus(value.get());
            }
            return Optional.of(total);
        } else if (tex instanceof Tex.Juxtaposition row) {
            return product(row.factors());
        } else if (tex instanceof Tex.Product product
                && product.operators().stream().allMatch(o -> o.equals("cdot") || o.equals("times"))) {
            return product(product.operands());
        } else if (tex instanceof Tex.Bracket bracket) {
            return size(bracket.inner());
        }
        return Optional.empty();
    }

    private static Optional<Size> product(List<Tex> factors) {
        Size value = Size.ONE;
        for (Tex factor : factors) {
            Optional<Size> size = size(factor);
            if (size.isEmpty()) {
                return Optional.empty();
            }
            value = value.times(size.get());
        }
        return Optional.of(value);
    }
}
