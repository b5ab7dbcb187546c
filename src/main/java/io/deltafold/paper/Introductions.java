package io.deltafold.paper;

import io.deltafold.document.Passage;
import io.deltafold.tex.Tex;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Gives a meaning to the names of a formula that have none yet, and notes how they are used. */
final class Introductions {
    private static final Set<String> CONSTANTS =
            Set.of("I", "1", "0", "pi", "partial", "nabla", "e", "infty", "top", "E", "delta");

    private final ContextReader reader;
    private final Passage.Formula formula;
    private final Set<String> indices = new HashSet<>();
    private boolean inDenominator;

    Introductions(ContextReader reader, Passage.Formula formula) {
        this.reader = reader;
        this.formula = formula;
    }

    void visit(Tex tex) {
        if (tex instanceof Tex.Name name) {
            name(name, "");
        } else if (tex instanceof Tex.Sub sub) {
            subscripted(sub);
        } else if (tex instanceof Tex.Sup sup) {
            raised(sup);
        } else if (tex instanceof Tex.Prime prime) {
            if (known(tex)) {
                return;
            }
            visit(prime.base());
        } else if (tex instanceof Tex.Big big) {
            big(big);
        } else if (tex instanceof Tex.Juxtaposition row) {
            row(row.factors());
        } else if (tex instanceof Tex.Function function) {
            function.power().ifPresent(this::visit);
            argument(function);
        } else if (tex instanceof Tex.Fraction fraction) {
            fraction(fraction);
        } else {
            TexParts.of(tex).forEach(this::visit);
        }
    }

    /** The d or ∂ of a derivative is no name, and neither is a matrix written in lower case below it. */
    private void fraction(Tex.Fraction fraction) {
        List<Tex> above = Products.factors(fraction.numerator());
        List<Tex> below = Products.factors(fraction.denominator());
        Tex first = above.get(0) instanceof Tex.Sup sup ? sup.base() : above.get(0);
        boolean derivative =
                Occurrences.isD(first, false) && (above.size() > 1 || Occurrences.isD(below.get(0), false));
        if (!derivative) {
            visit(fraction.numerator());
            visit(fraction.denominator());
            return;
        }
        row(above.subList(1, above.size()));
        for (Tex part : below) {
            if (!Occurrences.isD(part, false) && !isMatrixInLowerCase(part)) {
                inDenominator = true;
                visit(part);
                inDenominator = false;
            }
        }
    }

    /** ∂L/∂w for ∂L/∂W. */
    private boolean isMatrixInLowerCase(Tex part) {
        Optional<String> key = Keys.letter(part);
        return part instanceof Tex.Name
                && key.isPresent()
                && reader.scope().binding(key.get()).isEmpty()
                && reader.scope().otherCase(key.get()).isPresent();
    }

    private void argument(Tex.Function function) {
        Tex argument = function.argument() instanceof Tex.Bracket bracket ? bracket.inner() : function.argument();
        Optional<String> key = Keys.letter(argument);
        String use = switch (function.name()) {
            case "det", "tr", "Tr", "trace", "vec" -> "matrix";
            case "softmax", "diag" -> "";
            default -> "";
        };
        if (key.isPresent() && argument instanceof Tex.Name name && !use.isEmpty()) {
            name(name, use);
        } else {
            visit(function.argument());
        }
    }

    private boolean known(Tex tex) {
        return Keys.whole(tex).flatMap(key -> reader.scope().binding(key)).isPresent();
    }

    private void name(Tex.Name name, String use) {
        Optional<String> key = Keys.letter(name);
        if (key.isEmpty() || indices.contains(key.get())) {
            return;
        }
        Optional<Binding> binding = reader.scope().binding(key.get());
        if (binding.isEmpty()) {
            boolean constant = CONSTANTS.contains(key.get())
                    || name.name().equals("d")
                            && !name.style().isEmpty()
                            && !name.style().equals("bold");
            boolean size = reader.scope().isSize(key.get()) && !name.style().equals("bold");
            if (constant || size || key.get().isEmpty()) {
                return;
            }
            if (reader.isSizeSomewhere(key.get()) && !name.style().equals("bold") && use.isEmpty() && !inDenominator) {
                reader.knowSize(key.get());
                return;
            }
            binding = Optional.of(reader.introduceName(key.get(), name, formula));
        }
        if (!use.isEmpty()) {
            binding.get().usage().add(use);
        }
        if (name.style().equals("bold")) {
            binding.get().usage().add("bold");
        }
    }

    private void subscripted(Tex.Sub sub) {
        Optional<String> whole = Keys.whole(sub);
        if (known(sub)) {
            return;
        }
        Tex base = sub.base();
        if (base instanceof Tex.Bracket) {
            visit(base);
            return;
        }
        Optional<String> key = Keys.letter(base).or(() -> Keys.whole(base));
        if (key.isEmpty()) {
            visit(base);
            return;
        }
        boolean vectorDelta =
                key.get().equals("delta") && Keys.subscripts(sub.script()).size() == 1;
        if (isConstant(key.get()) && reader.scope().binding(key.get()).isEmpty() && !vectorDelta) {
            return;
        }
        boolean shape = sub.script() instanceof Tex.Product product
                && product.operators().get(0).equals("times");
        if (shape) {
            Optional<Definitions.Head> head = Definitions.head(sub, reader);
            head.flatMap(Definitions.Head::sizes).ifPresent(sizes -> reader.shaped(base, sizes, formula));
            if (head.isEmpty()) {
                visit(base);
            }
            return;
        }
        boolean member = Keys.whole(base)
                .map(Keys::family)
                .flatMap(k -> reader.scope().binding(k))
                .isPresent();
        if (member) {
            return;
        }
        boolean entryOfUpper = hasTwoScripts(sub)
                && isCasual(base)
                && reader.scope().otherCase(key.get()).isPresent();
        if (entryOfUpper) {
            return;
        }
        boolean bound = Keys.whole(base).flatMap(k -> reader.scope().binding(k)).isPresent();
        List<Tex> scripts = Keys.subscripts(sub.script());
        boolean label = whole.isPresent()
                && (reader.isLabel(whole.get()) || Keys.looksLikeLabel(sub.script()) && !isColons(scripts));
        if (!label && !bound && sub.script() instanceof Tex.Number && scripts.size() == 1) {
            // W_1 is a name of its own unless W or w has entries.
            label = whole.isPresent() && reader.scope().otherCase(key.get()).isEmpty();
        }
        if (label) {
            reader.introduceName(whole.orElseThrow(), sub, formula);
            return;
        }
        if (!bound) {
            boolean lower =
                    Character.isLowerCase(key.get().charAt(0)) && key.get().length() == 1;
            String upper = key.get().substring(0, 1).toUpperCase(java.util.Locale.ROOT)
                    + key.get().substring(1);
            if (lower
                    && (reader.scope().binding(upper).isPresent()
                            || scripts.size() == 2 && reader.occursSomewhere(upper))) {
                if (reader.scope().binding(upper).isEmpty()) {
                    reader.introduceName(upper, base, formula).usage().add("matrix");
                }
                return;
            }
        }
        visit(base);
        Keys.whole(base).flatMap(k -> reader.scope().binding(k)).ifPresent(b -> {
            if (b.role() == Binding.Role.TENSOR && !b.isDeclared() && b.rule().isEmpty()) {
                b.usage().add(scripts.size() == 2 ? "matrix" : scripts.size() == 1 ? "vector" : "");
            }
        });
    }

    private static boolean hasTwoScripts(Tex.Sub sub) {
        return Keys.subscripts(sub.script()).size() == 2;
    }

    /** A name of which nothing was said, so that x_{ij} is rather an entry of X. */
    private boolean isCasual(Tex base) {
        return Keys.whole(base)
                .flatMap(key -> reader.scope().binding(key))
                .filter(b -> b.isDeclared() || b.rule().isPresent() || b.role() != Binding.Role.TENSOR)
                .isEmpty();
    }

    private static boolean isColons(List<Tex> scripts) {
        return scripts.stream()
                .anyMatch(s -> s instanceof Tex.Name name
                        && (name.name().equals(":") || name.name().equals("cdot")));
    }

    private static boolean isConstant(String key) {
        return CONSTANTS.contains(key);
    }

    private void raised(Tex.Sup sup) {
        if (known(sup)) {
            return;
        }
        Optional<String> whole = Keys.whole(sup);
        if (whole.isPresent()) {
            reader.introduceName(whole.get(), sup, formula);
            return;
        }
        boolean transposed = Keys.isTranspose(sup.script());
        if (transposed || isMinusOne(sup.script())) {
            if (sup.base() instanceof Tex.Name name) {
                boolean upper = Character.isUpperCase(name.name().charAt(0));
                name(name, transposed ? (upper ? "matrix" : "transposed") : upper ? "matrix" : "");
            } else {
                visit(sup.base());
            }
            return;
        }
        visit(sup.base());
        visit(sup.script());
    }

    private static boolean isMinusOne(Tex script) {
        return script instanceof Tex.Sum sum
                && sum.terms().size() == 1
                && sum.terms().get(0).sign().equals("-")
                && (sum.terms().get(0).value() instanceof Tex.Number
                        || Keys.isTranspose(sum.terms().get(0).value()));
    }

    private static boolean isSigma(Tex tex) {
        Tex base = tex instanceof Tex.Prime prime ? prime.base() : tex;
        return base instanceof Tex.Name name
                && name.name().equals("sigma")
                && name.accents().isEmpty();
    }

    /** Derivatives: the d or ∂ is no name, and neither is a matrix written in lower case below. */
    private void row(List<Tex> factors) {
        for (int i = 0; i < factors.size(); i++) {
            Tex factor = factors.get(i);
            boolean called = i + 1 < factors.size()
                    && isSigma(factor)
                    && (factors.get(i + 1) instanceof Tex.Bracket
                            || factors.get(i + 1) instanceof Tex.Sup sup && sup.base() instanceof Tex.Bracket);
            if (called) {
                continue;
            }
            boolean d = i + 1 < factors.size() && Occurrences.isD(factor, false);
            if (d && reader.scope().binding("d").isEmpty()) {
                continue;
            }
            visit(factor);
        }
    }

    private void big(Tex.Big big) {
        Set<String> own = new HashSet<>();
        big.below().ifPresent(below -> {
            for (Tex part : ContextReader.items(below)) {
                Tex index = part instanceof Tex.Relation relation
                        ? relation.operands().get(0)
                        : part;
                for (Tex one : ContextReader.items(index)) {
                    if (one instanceof Tex.Juxtaposition row) {
                        row.factors().forEach(f -> Keys.letter(f).ifPresent(own::add));
                    }
                    Keys.letter(one).ifPresent(own::add);
                }
                if (part instanceof Tex.Relation relation
                        && !relation.operators().contains("=")) {
                    relation.operands().forEach(o -> Keys.letter(o).ifPresent(own::add));
                }
            }
        });
        own.removeAll(indices);
        indices.addAll(own);
        visit(big.body());
        indices.removeAll(own);
    }
}
