package io.deltafold.paper;

import io.deltafold.matrix.Shape;
import io.deltafold.number.Size;
import io.deltafold.tex.Tex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether a link defines its left side: Y = XW, Y_{a×c} = …, f(x) = …, Y_{ij} = …. */
final class Definitions {
    private static final Set<String> INDEX =
            Set.of("i", "j", "k", "l", "p", "q", "r", "s", "t", "n", "m", "c", "u", "v");
    private static final List<String> CLAIMING = List.of(
            "hence",
            "therefore",
            "thus",
            "so that",
            "we get",
            "we obtain",
            "gives",
            "yields",
            "follows",
            "equal",
            "expand",
            "simplif",
            "rewrit",
            "then",
            "becomes",
            "expands",
            "equivalently",
            "checks",
            "check");
    private static final List<String> DEFINING = List.of(
            "define",
            "let ",
            "instead",
            "consider",
            "denote",
            "abbreviate",
            "introduce",
            "now ",
            "suppose",
            "assume",
            "set ",
            "for the ",
            "with the ",
            "we have ",
            "given by",
            "another",
            "for example",
            "loss",
            "objective",
            "write");

    private Definitions() {}

    /** What stands around the name on the left side of a definition. */
    enum Under {
        NOTHING,
        SQUARE,
        LOGARITHM;

        /** What the name itself is. */
        Tex solved(Tex body) {
            return switch (this) {
                case NOTHING -> body;
                case SQUARE -> new Tex.Root(body, Optional.empty(), body.span());
                case LOGARITHM -> new Tex.Function("exp", Optional.empty(), Optional.empty(), 0, body, body.span());
            };
        }
    }

    /**
     * The left side of a definition.
     *
     * @param name what is named
     * @param indices of a definition by entries
     * @param parameters the keys of the arguments of a function
     * @param sizes the shape written as a subscript
     * @param under what of the name the right side gives
     */
    record Head(
            String key, Tex name, List<String> indices, List<String> parameters, Optional<Shape> sizes, Under under) {
        Head(String key, Tex name, List<String> indices, List<String> parameters, Optional<Shape> sizes) {
            this(key, name, indices, parameters, sizes, Under.NOTHING);
        }

        boolean defines(Tex body, boolean sign, String lead, ContextReader reader) {
            Optional<Binding> binding = reader.scope().binding(key);
            if (binding.isPresent() && (binding.get().role() == Binding.Role.FAMILY)) {
                return false;
            }
            if (isConstantName(key) && binding.isEmpty() && !(key.equals("delta") && indices.size() != 2)) {
                return false;
            }
            Set<String> inside = Occurrences.names(body, reader.scope());
            boolean ownEntries = namesItsOwnEntries(this, body);
            if (inside.contains(key) && !ownEntries) {
                return false;
            }
            if (binding.isEmpty() || sign) {
                return true;
            }
            Binding known = binding.get();
            if (known.isOnes()) {
                return false;
            }
            if (sizes.isPresent()) {
                return true;
            }
            if (known.rule().isEmpty()) {
                return known.role() == Binding.Role.FUNCTION
                        ? !isFreeGradientOf(body, key)
                        : !ownEntries || known.shape().isEmpty();
            }
            if (ownEntries) {
                return false;
            }
            return redefines(known.rule().get(), body, lead, reader);
        }

        /** Another definition of a defined name: new names in it, or words that say so. */
        private boolean redefines(Rule rule, Tex body, String lead, ContextReader reader) {
            String text = lead.toLowerCase(Locale.ROOT);
            String last = text.length() > 160 ? text.substring(text.length() - 160) : text;
            boolean claims = CLAIMING.stream().anyMatch(last::contains);
            boolean defines = DEFINING.stream().anyMatch(last::contains);
            Set<String> fresh = new LinkedHashSet<>();
            for (String key : Occurrences.names(body, reader.scope())) {
                if (reader.scope().binding(key).isEmpty()
                        && !reader.scope().isSize(key)
                        && !INDEX.contains(key)
                        && reader.scope().otherCase(key).isEmpty()
                        && !isConstantName(key)) {
                    fresh.add(key);
                }
            }
            if (body.toString().equals(rule.body().toString())) {
                return false;
            }
            if (!fresh.isEmpty()) {
                return true;
            }
            return defines && !claims;
        }
    }

    private static boolean isFreeGradientOf(Tex body, String key) {
        return Occurrences.keys(body).contains(key);
    }

    static boolean isConstantName(String key) {
        return Set.of("I", "1", "0", "pi", "partial", "nabla", "d", "e", "delta")
                .contains(key);
    }

    static Optional<Head> head(Tex left, ContextReader reader) {
        Optional<String> whole = Keys.whole(left);
        if (left instanceof Tex.Sup sup
                && sup.script() instanceof Tex.Number two
                && two.digits().equals("2")
                && Keys.whole(sup.base()).isPresent()
                && whole.isEmpty()) {
            return square(sup, reader);
        }
        if (left instanceof Tex.Function log
                && (log.name().equals("log") || log.name().equals("ln"))
                && log.power().isEmpty()
                && log.below().isEmpty()) {
            return logarithm(log, reader);
        }
        if (left instanceof Tex.Sub sub) {
            if (sub.script() instanceof Tex.Product product
                    && product.operators().get(0).equals("times")) {
                return shaped(sub, product);
            }
            boolean isName = whole.isPresent()
                    && (reader.scope().binding(whole.get()).isPresent()
                            || reader.isLabel(whole.get())
                            || Keys.looksLikeLabel(sub.script()));
            if (isName) {
                return Optional.of(new Head(whole.orElseThrow(), left, List.of(), List.of(), Optional.empty()));
            }
            return entries(sub, reader);
        }
        if (left instanceof Tex.Juxtaposition row
                && row.factors().size() == 2
                && row.factors().get(1) instanceof Tex.Bracket bracket
                && bracket.open().equals("(")) {
            return function(row, bracket, reader);
        }
        boolean plain = left instanceof Tex.Name
                || left instanceof Tex.Sup
                || left instanceof Tex.Accent
                || left instanceof Tex.Prime;
        if (plain && whole.isPresent()) {
            return Optional.of(new Head(whole.get(), left, List.of(), List.of(), Optional.empty()));
        }
        if (left instanceof Tex.Brace brace && brace.label().isPresent()) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** σ² = …: of a name of which nothing was said it defines the name as the root. */
    private static Optional<Head> square(Tex.Sup sup, ContextReader reader) {
        String key = Keys.whole(sup.base()).orElseThrow();
        boolean known = reader.scope()
                .binding(key)
                .filter(b -> b.isDeclared() || b.rule().isPresent())
                .isPresent();
        return known
                ? Optional.empty()
                : Optional.of(new Head(key, sup.base(), List.of(), List.of(), Optional.empty(), Under.SQUARE));
    }

    /** log p = …: of a name of which nothing was said. */
    private static Optional<Head> logarithm(Tex.Function log, ContextReader reader) {
        Optional<String> key = Keys.whole(log.argument());
        boolean free = key.isPresent()
                && reader.scope()
                        .binding(key.get())
                        .filter(b -> b.isDeclared() || b.rule().isPresent())
                        .isEmpty();
        return free
                ? Optional.of(
                        new Head(key.get(), log.argument(), List.of(), List.of(), Optional.empty(), Under.LOGARITHM))
                : Optional.empty();
    }

    private static Optional<Head> shaped(Tex.Sub sub, Tex.Product product) {
        List<Size> sizes = new ArrayList<>();
        for (Tex operand : product.operands()) {
            Optional<Size> size = Declarations.size(operand);
            if (size.isEmpty()) {
                return Optional.empty();
            }
            sizes.add(size.get());
        }
        return Keys.whole(sub.base())
                .map(key -> new Head(key, sub.base(), List.of(), List.of(), Optional.of(new Shape(sizes))));
    }

    /** Y_{ij} with different index letters. */
    private static Optional<Head> entries(Tex.Sub sub, ContextReader reader) {
        Optional<String> key = Keys.whole(sub.base());
        if (key.isEmpty()) {
            return Optional.empty();
        }
        List<String> indices = new ArrayList<>();
        for (Tex script : Keys.subscripts(sub.script())) {
            if (!(script instanceof Tex.Name name) || name.name().length() != 1 || indices.contains(name.name())) {
                return Optional.empty();
            }
            indices.add(name.name());
        }
        String name = key.get();
        Optional<Binding> own = reader.scope().binding(name);
        Optional<String> upper = reader.scope().otherCase(name);
        if (own.isEmpty() && upper.isPresent()) {
            Binding matrix = reader.scope().binding(upper.get()).orElseThrow();
            if (matrix.rule().isPresent() || matrix.isDeclared()) {
                return Optional.empty();
            }
        }
        boolean indexed =
                indices.stream().allMatch(INDEX::contains) || indices.stream().allMatch(i -> i.matches("[a-z]"));
        return indexed
                ? Optional.of(new Head(name, sub.base(), indices, List.of(), Optional.empty()))
                : Optional.empty();
    }

    /** f(x), J_λ(w), F(X, W). */
    private static Optional<Head> function(Tex.Juxtaposition row, Tex.Bracket bracket, ContextReader reader) {
        Optional<String> key = Keys.whole(row.factors().get(0));
        if (key.isEmpty() || row.factors().get(0) instanceof Tex.Prime) {
            return Optional.empty();
        }
        boolean tensor = reader.scope()
                .binding(key.get())
                .filter(b -> b.isDeclared()
                                && b.shape().filter(s -> s.rank() > 0).isPresent()
                        || b.rule().filter(r -> r.parameters().isEmpty()).isPresent())
                .isPresent();
        if (tensor) {
            return Optional.empty();
        }
        List<String> parameters = new ArrayList<>();
        for (Tex item : ContextReader.items(bracket.inner())) {
            Optional<String> parameter = Keys.whole(item);
            if (parameter.isEmpty()) {
                return Optional.empty();
            }
            parameters.add(parameter.get());
        }
        return Optional.of(new Head(key.get(), row.factors().get(0), List.of(), parameters, Optional.empty()));
    }

    /** f(X, W) with an f of which nothing is known. */
    static boolean isUnknownCall(Tex tex, Scope scope) {
        if (!(tex instanceof Tex.Juxtaposition row)
                || row.factors().size() != 2
                || !(row.factors().get(1) instanceof Tex.Bracket bracket)
                || !bracket.open().equals("(")) {
            return false;
        }
        Optional<String> key = Keys.whole(row.factors().get(0));
        boolean arguments = ContextReader.items(bracket.inner()).stream()
                .allMatch(item -> Keys.whole(item).isPresent());
        int count = ContextReader.items(bracket.inner()).size();
        boolean unbound = key.isPresent()
                && scope.binding(key.get())
                        .filter(b -> b.rule().isEmpty()
                                || b.rule().get().parameters().isEmpty()
                                || b.rule().get().parameters().size() == count)
                        .isEmpty();
        return key.isPresent()
                && arguments
                && unbound
                && !scope.isSize(key.get())
                && !key.get().equals("sigma");
    }

    /** The keys of the arguments of an unknown call. */
    static Set<String> freeArguments(Tex tex, Scope scope) {
        Set<String> keys = new LinkedHashSet<>();
        if (isUnknownCall(tex, scope)) {
            Tex.Bracket bracket =
                    (Tex.Bracket) ((Tex.Juxtaposition) tex).factors().get(1);
            ContextReader.items(bracket.inner())
                    .forEach(item -> Keys.whole(item).ifPresent(keys::add));
        }
        return keys;
    }

    /** A = [a₁₁ a₁₂; a₂₁ a₂₂]: it names the entries of A and says nothing of their values. */
    static boolean namesItsOwnEntries(Head head, Tex body) {
        if (!(body instanceof Tex.Matrix matrix) || !head.indices().isEmpty()) {
            return false;
        }
        String lower = head.key().toLowerCase(Locale.ROOT);
        for (List<Tex> row : Literals.rows(matrix, new ArrayList<>())) {
            for (Tex cell : row) {
                boolean own = cell instanceof Tex.Sub sub
                        && Keys.letter(sub.base())
                                .filter(k -> k.toLowerCase(Locale.ROOT).equals(lower))
                                .isPresent();
                if (!own && !Literals.isDots(cell)) {
                    return false;
                }
            }
        }
        return true;
    }
}
