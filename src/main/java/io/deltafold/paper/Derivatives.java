package io.deltafold.paper;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.syntax.Span;
import io.deltafold.tex.Tex;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** ∂y/∂x, ∇, d: what the notations of derivatives mean, in one layout. */
final class Derivatives {
    private final Elaborator elaborator;
    private final Engine engine;
    /** For derivatives that are no gradients: how many of the first axes belong to the value. */
    private final Map<MatrixExpr, Integer> valueAxes = new IdentityHashMap<>();

    Derivatives(Elaborator elaborator) {
        this.elaborator = elaborator;
        this.engine = new Engine(elaborator);
    }

    Engine engine() {
        return engine;
    }

    /** ∂/∂x or ∇, which apply to what follows. */
    boolean isOperator(Tex tex) {
        return isFractionOperator(tex) || isNabla(tex);
    }

    boolean isFractionOperator(Tex tex) {
        return tex instanceof Tex.Fraction fraction
                && isBareD(fraction.numerator())
                && endOfDenominator(Products.factors(fraction.denominator())) > 0;
    }

    private static boolean isBareD(Tex tex) {
        return isD(tex) || tex instanceof Tex.Sup sup && isD(sup.base()) && sup.script() instanceof Tex.Number;
    }

    private static boolean isD(Tex tex) {
        return tex instanceof Tex.Name name
                        && (name.name().equals("partial") || name.name().equals("d"))
                || tex instanceof Tex.Function function
                        && function.name().equals("d")
                        && function.argument() instanceof Tex.Empty;
    }

    private static boolean isNabla(Tex tex) {
        if (tex instanceof Tex.Sub sub) {
            return isNabla(sub.base());
        } else if (tex instanceof Tex.Sup sup) {
            return isNabla(sup.base());
        }
        return tex instanceof Tex.Name name && name.name().equals("nabla");
    }

    /** How many of the following factors an operator takes. */
    int reach(Tex operator, List<Tex> rest) {
        if (isFractionOperator(operator)) {
            return rest.size();
        }
        Tex next = rest.get(0);
        boolean bracket = next instanceof Tex.Bracket b
                && !b.open().equals("|")
                && !b.open().equals("‖");
        if (bracket) {
            return 1;
        }
        Optional<Binding> binding =
                Keys.whole(next).flatMap(key -> elaborator.scope().binding(key));
        if (binding.isPresent() && isScalarFunction(binding.get())) {
            return rest.size() > 1 && elaborator.functions().isCall(next, rest.get(1)) ? 2 : 1;
        }
        return rest.size();
    }

    private boolean isScalarFunction(Binding binding) {
        return binding.role() == Binding.Role.FUNCTION
                || elaborator.rule(binding).isPresent();
    }

    /** The place in a numerator at which ∂f begins, or −1. */
    int startOfNumerator(List<Tex> above) {
        for (int i = above.size() - 2; i >= 0; i--) {
            if (isBareD(above.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The place in a denominator behind its ∂x (∂y …), or −1. */
    int endOfDenominator(List<Tex> below) {
        int at = 0;
        while (at + 1 < below.size() && isD(below.get(at))) {
            at += 2;
        }
        return at == 0 ? -1 : at;
    }

    /** An operator applied. */
    MatrixExpr operator(Tex operator, Tex argument) {
        if (operator instanceof Tex.Fraction fraction) {
            List<Target> targets = targets(Products.factors(fraction.denominator()), fraction.span());
            return derivative(argument, targets, fraction.span());
        }
        return nabla(operator, argument);
    }

    private MatrixExpr nabla(Tex operator, Tex argument) {
        boolean second = false;
        Optional<Tex> below = Optional.empty();
        Tex at = operator;
        while (!(at instanceof Tex.Name)) {
            if (at instanceof Tex.Sub sub) {
                below = Optional.of(sub.script());
                at = sub.base();
            } else {
                Tex.Sup sup = (Tex.Sup) at;
                if (!(sup.script() instanceof Tex.Number number)
                        || !number.digits().equals("2")) {
                    throw new NotUnderstood(operator.span(), "nabla with this superscript");
                }
                second = true;
                at = sup.base();
            }
        }
        List<Target> targets = new ArrayList<>();
        if (below.isPresent()) {
            List<Tex> parts = below.get() instanceof Tex.Listing list ? list.items() : List.of(below.get());
            if (parts.size() == 1 && below.get() instanceof Tex.Juxtaposition row && second) {
                parts = row.factors();
            }
            for (Tex part : parts) {
                targets.add(target(part));
            }
        } else {
            targets.add(onlyArgument(argument, operator.span()));
        }
        if (second && targets.size() == 1) {
            targets.add(targets.get(0));
        }
        if (targets.size() != (second ? 2 : 1)) {
            throw new NotUnderstood(operator.span(), "a gradient by several variables at once");
        }
        if (!second) {
            Target only = targets.get(0);
            MatrixExpr value = derivative(argument, targets, operator.span(), true);
            return only.transposed() ? elaborator.transposed(value, operator.span()) : value;
        }
        return derivative(argument, targets, operator.span());
    }

    /** ∇f with nothing below: by the only argument of f, or the only vector or matrix in the expression. */
    private Target onlyArgument(Tex argument, Span span) {
        Tex head = argument instanceof Tex.Juxtaposition row ? row.factors().get(0) : argument;
        Optional<Binding> function =
                Keys.whole(head).flatMap(key -> elaborator.scope().binding(key));
        Set<Binding> candidates = new LinkedHashSet<>();
        if (function.isPresent()) {
            List<String> keys =
                    elaborator.rule(function.get()).map(Rule::parameters).orElse(List.of());
            for (String key : keys.isEmpty() ? function.get().arguments() : keys) {
                elaborator.scope().binding(key).ifPresent(candidates::add);
            }
        } else {
            for (String key : Occurrences.names(argument, elaborator.scope())) {
                elaborator
                        .scope()
                        .binding(key)
                        .filter(b -> b.role() == Binding.Role.TENSOR
                                && elaborator.rule(b).isEmpty()
                                && !elaborator.shape(b).isScalar())
                        .ifPresent(candidates::add);
            }
        }
        if (candidates.size() != 1) {
            throw new NotUnderstood(span, "by what is differentiated is not said");
        }
        return new Target(candidates.iterator().next(), List.of(), false, false, span);
    }

    /** ∂y/∂x as a fraction; empty for an ordinary fraction. */
    Optional<MatrixExpr> fraction(Tex.Fraction fraction) {
        List<Tex> above = Products.factors(fraction.numerator());
        List<Tex> below = Products.factors(fraction.denominator());
        if (above.isEmpty() || !isBareD(above.get(0)) || above.size() < 2) {
            return Optional.empty();
        }
        int end = endOfDenominator(below);
        if (end != below.size()) {
            boolean partial =
                    above.get(0) instanceof Tex.Name name && name.name().equals("partial");
            if (!partial || end > 0) {
                return Optional.empty();
            }
            elaborator.sides().notes().add("a missing \\partial in a denominator was added");
            Target only = target(fraction.denominator());
            return Optional.of(
                    derivative(Products.together(above.subList(1, above.size())), List.of(only), fraction.span()));
        }
        boolean squared = above.get(0) instanceof Tex.Sup;
        List<Target> targets = targets(below, fraction.span());
        if (squared != (targets.size() == 2)) {
            throw new NotUnderstood(fraction.span(), "the orders of this derivative above and below do not match");
        }
        return Optional.of(derivative(Products.together(above.subList(1, above.size())), targets, fraction.span()));
    }

    private List<Target> targets(List<Tex> below, Span span) {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i + 1 < below.size(); i += 2) {
            Tex variable = below.get(i + 1);
            if (variable instanceof Tex.Sup sup
                    && sup.script() instanceof Tex.Number two
                    && two.digits().equals("2")) {
                targets.add(target(sup.base()));
                targets.add(target(sup.base()));
            } else {
                targets.add(target(variable));
            }
        }
        if (targets.isEmpty() || targets.size() > 2) {
            throw new NotUnderstood(span, "derivatives of order " + targets.size() + " are not checked");
        }
        return targets;
    }

    /**
     * A variable of differentiation.
     *
     * @param subscripts of an entry, or empty
     * @param stacked whether vec of it is meant
     */
    record Target(Binding variable, List<Tex> subscripts, boolean transposed, boolean stacked, Span span) {}

    private Target target(Tex tex) {
        if (tex instanceof Tex.Sup sup && Keys.isTranspose(sup.script())) {
            Target inner = target(sup.base());
            return new Target(inner.variable(), inner.subscripts(), !inner.transposed(), inner.stacked(), tex.span());
        } else if (tex instanceof Tex.Function function && function.name().equalsIgnoreCase("vec")) {
            Target inner = target(function.argument());
            return new Target(inner.variable(), inner.subscripts(), inner.transposed(), true, tex.span());
        } else if (tex instanceof Tex.Bracket bracket) {
            return target(bracket.inner());
        }
        Optional<Binding> whole =
                Keys.whole(tex).flatMap(key -> elaborator.scope().binding(key));
        if (whole.isPresent()) {
            return new Target(whole.get(), List.of(), false, false, tex.span());
        }
        if (tex instanceof Tex.Sub sub) {
            return entryTarget(sub);
        }
        Optional<Binding> other = Keys.letter(tex)
                .flatMap(key -> elaborator.scope().otherCase(key))
                .flatMap(key -> elaborator.scope().binding(key));
        if (other.isPresent()) {
            elaborator
                    .sides()
                    .notes()
                    .add("a lower-case letter is read as the matrix "
                            + other.get().latex());
            return new Target(other.get(), List.of(), false, false, tex.span());
        }
        throw new NotUnderstood(tex.span(), "this is no variable by which can be differentiated");
    }

    private Target entryTarget(Tex.Sub sub) {
        if (sub.script() instanceof Tex.Product product
                && product.operators().get(0).equals("times")) {
            return target(sub.base());
        }
        List<Tex> subscripts = Keys.subscripts(sub.script());
        Tex base = sub.base() instanceof Tex.Bracket bracket ? bracket.inner() : sub.base();
        Optional<Binding> own =
                Keys.whole(base).flatMap(key -> elaborator.scope().binding(key));
        Optional<Binding> other = Keys.letter(base)
                .flatMap(key -> elaborator.scope().otherCase(key))
                .flatMap(key -> elaborator.scope().binding(key));
        Optional<Binding> vectors = Keys.whole(base)
                .map(Keys::family)
                .flatMap(key -> elaborator.scope().binding(key));
        if (vectors.isPresent() && subscripts.size() <= 2) {
            Binding.Family family = vectors.get().family().orElseThrow();
            Optional<Binding> matrix =
                    family.matrix().flatMap(key -> elaborator.scope().binding(key));
            Tex all = new Tex.Name(":", "", List.of(), sub.span());
            List<Tex> places = subscripts.size() == 2
                    ? (family.rows() ? subscripts : List.of(subscripts.get(1), subscripts.get(0)))
                    : family.rows() ? List.of(subscripts.get(0), all) : List.of(all, subscripts.get(0));
            return new Target(matrix.orElse(vectors.get()), places, false, false, sub.span());
        }
        boolean casual = own.isPresent()
                && !own.get().isDeclared()
                && elaborator.rule(own.get()).isEmpty()
                && subscripts.size() == 2;
        for (Optional<Binding> candidate : casual ? List.of(other, own) : List.of(own, other)) {
            if (candidate.isPresent() && elaborator.shape(candidate.get()).rank() == subscripts.size()) {
                return new Target(candidate.get(), subscripts, false, false, sub.span());
            }
        }
        throw new NotUnderstood(sub.span(), "this is no entry of anything known");
    }

    private MatrixExpr derivative(Tex numerator, List<Target> targets, Span span) {
        return derivative(numerator, targets, span, false);
    }

    /** @param isGradient whether the layout is that of ∇: always the shape of the variable */
    private MatrixExpr derivative(Tex numerator, List<Target> targets, Span span, boolean isGradient) {
        if (targets.size() == 2) {
            return second(numerator, targets.get(0), targets.get(1), span);
        }
        Target target = targets.get(0);
        Optional<Binding> loss = function(numerator);
        if (loss.isPresent()) {
            MatrixExpr gradient = engine.lossGradient(loss.get(), target.variable(), span);
            return gradientInLayout(entryOf(gradient, target), target, isGradient);
        }
        boolean stacked = target.stacked();
        Tex top = numerator;
        if (stacked) {
            top = vecArgument(numerator);
        }
        MatrixExpr value = elaborator.scalar(elaborator.expr(top));
        if (stacked) {
            return vec(value, target, span);
        }
        return first(value, target, span, isGradient);
    }

    private static Tex vecArgument(Tex numerator) {
        if (numerator instanceof Tex.Function function && function.name().equalsIgnoreCase("vec")) {
            return function.argument();
        }
        return numerator;
    }

    private Optional<Binding> function(Tex numerator) {
        Tex head = numerator;
        if (numerator instanceof Tex.Juxtaposition row
                && row.factors().size() == 2
                && row.factors().get(1) instanceof Tex.Bracket) {
            head = row.factors().get(0);
        }
        return Keys.whole(head)
                .flatMap(key -> elaborator.scope().binding(key))
                .filter(b -> b.role() == Binding.Role.FUNCTION);
    }

    private MatrixExpr vec(MatrixExpr value, Target target, Span span) {
        MatrixExpr jacobian = engine.vec(value, target.variable(), span);
        boolean numerator = target.transposed() || elaborator.reading().layout() != Layout.DENOMINATOR;
        return numerator || jacobian.shape().rank() < 2 ? jacobian : elaborator.transposed(jacobian, span);
    }

    private MatrixExpr first(MatrixExpr value, Target target, Span span, boolean isGradient) {
        Shape variable = elaborator.shape(target.variable());
        Shape shape = elaborator.shown(value.shape());
        if (shape.isScalar()) {
            MatrixExpr gradient = engine.gradient(value, target.variable(), span);
            return gradientInLayout(entryOf(gradient, target), target, isGradient);
        }
        boolean byEntry =
                !target.subscripts().isEmpty() && target.subscripts().stream().noneMatch(s -> isColon(s));
        if (variable.isScalar() || byEntry) {
            return engine.along(value, target.variable(), direction(target, variable), span);
        }
        if (!target.subscripts().isEmpty()) {
            throw new NotUnderstood(span, "the derivative of a tensor by a row or a column");
        }
        MatrixExpr tensor = engine.jacobian(value, target.variable(), span);
        boolean vectors = shape.rank() == 1 && variable.rank() == 1;
        if (vectors && elaborator.reading().layout() == Layout.DENOMINATOR && !target.transposed()) {
            return noted(elaborator.transposed(tensor, span), -1);
        }
        return noted(tensor, shape.rank());
    }

    private MatrixExpr noted(MatrixExpr derivative, int axes) {
        if (axes >= 0) {
            valueAxes.put(derivative, axes);
        }
        return derivative;
    }

    private static boolean isColon(Tex tex) {
        return tex instanceof Tex.Name name
                && (name.name().equals(":") || name.name().equals("cdot"));
    }

    /** 1 for a scalar variable, the unit matrix or vector for an entry. */
    private MatrixExpr direction(Target target, Shape variable) {
        if (variable.isScalar()) {
            return MatrixExpr.number(1);
        }
        Entries entries = elaborator.entries();
        if (variable.isVector()) {
            return new MatrixExpr.Unit(entries.position(target.subscripts().get(0)), variable.rows());
        }
        return Entries.singleEntry(
                entries.position(target.subscripts().get(0)),
                entries.position(target.subscripts().get(1)),
                variable);
    }

    private MatrixExpr entryOf(MatrixExpr gradient, Target target) {
        if (target.subscripts().isEmpty() || gradient.shape().isScalar()) {
            return gradient;
        }
        MatrixExpr entry = elaborator.entries().entry(gradient, target.subscripts(), target.span());
        boolean row =
                entry.shape().isMatrix() && elaborator.shown(entry.shape()).isRow();
        return row ? column(entry, target) : entry;
    }

    /** The derivative by a row of a matrix is a column, like every gradient. */
    private MatrixExpr column(MatrixExpr row, Target target) {
        return elaborator.fitted(
                MatrixExpr.transpose(row), Shape.vector(row.shape().columns()), target.span());
    }

    private MatrixExpr gradientInLayout(MatrixExpr gradient, Target target, boolean isGradient) {
        boolean transposed = target.transposed() ^ (elaborator.reading().layout() == Layout.NUMERATOR && !isGradient);
        return transposed && !gradient.shape().isScalar() ? MatrixExpr.transpose(gradient) : gradient;
    }

    /** A value that is differentiated and the variable. */
    record Jacobian(MatrixExpr value, Binding variable) {}

    /** What a fraction ∂Y/∂W, and nothing more, is made of. */
    Optional<Jacobian> plainJacobian(Tex tex) {
        Tex inner = tex instanceof Tex.Bracket bracket ? bracket.inner() : tex;
        Tex numerator;
        List<Tex> below;
        if (inner instanceof Tex.Fraction fraction && fraction(fraction).isPresent()) {
            List<Tex> above = Products.factors(fraction.numerator());
            numerator = Products.together(above.subList(1, above.size()));
            below = Products.factors(fraction.denominator());
        } else if (inner instanceof Tex.Juxtaposition row
                && isFractionOperator(row.factors().get(0))) {
            numerator = Products.together(row.factors().subList(1, row.factors().size()));
            below = Products.factors(((Tex.Fraction) row.factors().get(0)).denominator());
        } else {
            return Optional.empty();
        }
        List<Target> targets = targets(below, tex.span());
        if (targets.size() != 1
                || !targets.get(0).subscripts().isEmpty()
                || function(numerator).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Jacobian(
                elaborator.scalar(elaborator.expr(numerator)), targets.get(0).variable()));
    }

    /** ∂²f/∂x∂yᵀ. */
    private MatrixExpr second(Tex numerator, Target first, Target second, Span span) {
        if (function(numerator).isPresent()) {
            throw new NotUnderstood(span, "second derivatives of an unknown function");
        }
        MatrixExpr value = elaborator.scalar(elaborator.expr(numerator));
        if (!value.shape().isScalar()) {
            throw new NotUnderstood(span, "second derivatives of something that is no number");
        }
        if (first.subscripts().isEmpty()
                && second.subscripts().isEmpty()
                && first.variable() == second.variable()
                && elaborator.shape(first.variable()).rank() <= 1) {
            return engine.hessian(value, first.variable(), span);
        }
        MatrixExpr gradient = entryOf(engine.gradient(value, first.variable(), span), first);
        if (gradient.shape().isScalar()) {
            return entryOf(engine.gradient(gradient, second.variable(), span), second);
        }
        if (!second.subscripts().isEmpty()) {
            throw new NotUnderstood(span, "a second derivative by a tensor and an entry");
        }
        if (elaborator.shape(second.variable()).isScalar()) {
            return engine.along(gradient, second.variable(), MatrixExpr.number(1), span);
        }
        return noted(
                engine.jacobian(gradient, second.variable(), span),
                gradient.shape().rank());
    }

    /** Whether a d or ∂ in front of something is a differential. */
    boolean isDifferential(Tex factor, Tex next) {
        if (!isD(factor) || elaborator.reading().differentials().isEmpty()) {
            return false;
        }
        boolean upright = factor instanceof Tex.Name name && !name.style().isEmpty() || factor instanceof Tex.Function;
        boolean partial = factor instanceof Tex.Name name && name.name().equals("partial");
        boolean taken = elaborator.scope().binding("d").isPresent();
        if (!upright && !partial && taken) {
            return Keys.whole(next)
                    .filter(key -> elaborator.reading().differentials().contains(key))
                    .isPresent();
        }
        return true;
    }

    /** dY: the differentials of those names in the equation that do not depend on one another. */
    MatrixExpr differential(Tex tex) {
        Tex inner = tex;
        if (tex instanceof Tex.Sup sup && Keys.isTranspose(sup.script())) {
            return elaborator.transposed(differential(sup.base()), tex.span());
        }
        if (tex instanceof Tex.Sub sub
                && !Keys.whole(tex).flatMap(k -> elaborator.scope().binding(k)).isPresent()) {
            return elaborator.entries().entry(differential(sub.base()), Keys.subscripts(sub.script()), tex.span());
        }
        List<Binding> leaves = leaves();
        if (leaves.isEmpty()) {
            throw new NotUnderstood(tex.span(), "which variable moves is not said");
        }
        Optional<Binding> own =
                Keys.whole(inner).flatMap(key -> elaborator.scope().binding(key));
        if (own.isPresent() && leaves.contains(own.get())) {
            return moved(own.get());
        }
        List<MatrixExpr> terms = new ArrayList<>();
        for (Binding leaf : leaves) {
            if (own.isPresent() && own.get().role() == Binding.Role.FUNCTION) {
                MatrixExpr gradient = engine.lossGradient(own.get(), leaf, tex.span());
                MatrixExpr direction = moved(leaf);
                terms.add(
                        gradient.shape().isScalar()
                                ? MatrixExpr.matMul(List.of(gradient, direction))
                                : elaborator.fit(
                                        tex.span(),
                                        () -> MatrixExpr.call(
                                                MatrixFunction.DOT, List.of(gradient, direction), elaborator.sizes())));
            } else {
                MatrixExpr value = elaborator.scalar(elaborator.expr(inner));
                if (engine.depends(value, leaf)) {
                    terms.add(engine.along(value, leaf, moved(leaf), tex.span()));
                }
            }
        }
        if (terms.isEmpty()) {
            throw new NotUnderstood(tex.span(), "this does not depend on what moves");
        }
        return elaborator.fit(tex.span(), () -> MatrixExpr.sum(terms, elaborator.sizes()));
    }

    /** The differential of a variable as a symbol of its own. */
    private MatrixExpr moved(Binding leaf) {
        Shape shape = elaborator.shape(leaf);
        if (elaborator.rule(leaf).isPresent()) {
            shape = elaborator.shown(elaborator.reference(leaf, new Span(0, 0)).shape());
        }
        Symbol symbol = new Symbol("d" + leaf.name(), shape);
        elaborator.sides().variable(symbol);
        elaborator.sides().spell(symbol.name(), "\\mathrm{d}" + leaf.latex());
        return MatrixExpr.reference(symbol);
    }

    private List<Binding> leaves() {
        List<Binding> all = new ArrayList<>();
        for (String key : elaborator.reading().differentials()) {
            elaborator.start().binding(key).ifPresent(all::add);
        }
        List<Binding> leaves = new ArrayList<>();
        for (Binding candidate : all) {
            if (candidate.role() == Binding.Role.FUNCTION) {
                continue;
            }
            boolean above = all.stream()
                    .filter(other -> !other.equals(candidate) && other.role() != Binding.Role.FUNCTION)
                    .anyMatch(other -> engine.dependsByRule(candidate, other, new LinkedHashSet<>()));
            if (!above) {
                leaves.add(candidate);
            }
        }
        return leaves;
    }

    /** The product of two tensors one of which is a derivative of order above two: all common axes are summed. */
    MatrixExpr contracted(MatrixExpr left, MatrixExpr right, Span span) {
        if (left.shape().isScalar() || right.shape().isScalar()) {
            return elaborator.fit(span, () -> MatrixExpr.hadamard(List.of(left, right), elaborator.sizes()));
        }
        int middle;
        if (valueAxes.containsKey(right)) {
            middle = valueAxes.getOrDefault(right, 0);
        } else if (valueAxes.containsKey(left)) {
            middle = left.shape().rank() - valueAxes.getOrDefault(left, 0);
        } else {
            throw new NotUnderstood(span, "a product of tensors of order above two");
        }
        int a = left.shape().rank();
        int b = right.shape().rank();
        if (middle > a || middle > b) {
            throw new NotUnderstood(span, "how these tensors are to be multiplied is not clear");
        }
        String letters = "abcdefghijklmnop";
        String first = letters.substring(0, a);
        String second = letters.substring(a - middle, a - middle + b);
        String output = letters.substring(0, a - middle) + letters.substring(a, a - middle + b);
        MatrixExpr product = elaborator.fit(
                span,
                () -> MatrixExpr.einsum(List.of(first, second), output, List.of(left, right), elaborator.sizes()));
        elaborator.sides().notes().add("the product of these derivatives is read as a sum over all entries in between");
        return noted(product, valueAxes.containsKey(left) ? valueAxes.getOrDefault(left, 0) : 0);
    }
}
