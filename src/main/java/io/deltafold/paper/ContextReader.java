package io.deltafold.paper;

import io.deltafold.document.Passage;
import io.deltafold.matrix.Property;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Unifier;
import io.deltafold.number.Size;
import io.deltafold.syntax.Span;
import io.deltafold.tex.Tex;
import io.deltafold.tex.TexError;
import io.deltafold.tex.TexParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads a document once from top to bottom: what its names mean at each place, and which links it claims. */
final class ContextReader {
    private static final Set<String> EQUALS =
            Set.of("=", ":=", "equiv", "triangleq", "coloneqq", "coloneq", "doteq", "=:", "eqqcolon", "defeq");
    private static final Set<String> CONDITIONS = Set.of(
            "<",
            ">",
            "le",
            "leq",
            "leqslant",
            "ge",
            "geq",
            "geqslant",
            "ne",
            "neq",
            "succ",
            "succeq",
            "prec",
            "preceq",
            "gg",
            "ll",
            "notin",
            "perp");

    private final List<Passage> passages;
    private final List<Statement> statements = new ArrayList<>();
    private final Losses losses = new Losses();
    /** For a name that is defined again: the names before. */
    private final Map<Binding, Scope> earlier = new HashMap<>();

    private final Map<Passage.Formula, Parsed> parsed = new LinkedHashMap<>();
    private final Map<Integer, List<Facts.Fact>> factsAt = new TreeMap<>();
    private final Map<Integer, List<Facts.Fact.Open>> open = new HashMap<>();
    private final Set<String> labels = new HashSet<>();
    /** Letters up to which a sum, or a list, runs. */
    private final Set<String> limits = new LinkedHashSet<>();

    private final Set<String> sizeLetters = new HashSet<>();
    /** Keys of lists x_1, …, x_n. */
    private final Set<String> listed = new HashSet<>();

    private final Map<String, List<Facts.Fact>> pending = new HashMap<>();
    private final Map<String, Integer> names = new HashMap<>();
    private final Set<String> everywhere = new HashSet<>();
    private Optional<Layout> layout = Optional.empty();
    private Scope scope = Scope.EMPTY;
    private String lead = "";
    private int section;

    /** A formula as a tree, or why it is none. */
    record Parsed(Optional<Tex> tex, Optional<TexError> error) {}

    ContextReader(List<Passage> passages) {
        this.passages = passages;
    }

    List<Statement> statements() {
        return statements;
    }

    /** The names before a name was defined again. */
    Optional<Scope> earlier(Binding binding) {
        return Optional.ofNullable(earlier.get(binding));
    }

    Losses losses() {
        return losses;
    }

    Map<Passage.Formula, Parsed> parsed() {
        return parsed;
    }

    Optional<Layout> layout() {
        return layout;
    }

    /** Conditions of a section that were not understood. */
    List<Facts.Fact.Open> open(int which) {
        return open.getOrDefault(which, List.of());
    }

    void read() {
        parse();
        sentences();
        prescan();
        scope = scope.withSizes(limits);
        for (Passage passage : passages) {
            apply(passage.start());
            if (passage instanceof Passage.Heading) {
                section++;
                lead = "";
            } else if (passage instanceof Passage.Break) {
                section++;
                lead = "";
            } else if (passage instanceof Passage.Prose prose) {
                lead = prose.text();
            } else if (passage instanceof Passage.Formula formula) {
                formula(formula);
            }
        }
        apply(Integer.MAX_VALUE);
    }

    private void parse() {
        for (Passage passage : passages) {
            if (passage instanceof Passage.Formula formula) {
                try {
                    parsed.put(formula, new Parsed(Optional.of(TexParser.parse(formula.text())), Optional.empty()));
                } catch (TexError error) {
                    parsed.put(formula, new Parsed(Optional.empty(), Optional.of(error)));
                }
            }
        }
    }

    /** Facts of sentences, each at the place from which it holds: "where …" already for the formula before. */
    private void sentences() {
        List<Sentence.Token> tokens = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        int start = 0;
        int lastFormula = -1;
        int before = -1;
        int paragraph = -1;
        for (Passage passage : passages) {
            int own = passage instanceof Passage.Prose p
                    ? p.paragraph()
                    : passage instanceof Passage.Formula f ? f.paragraph() : -2;
            if (own != paragraph && !(passage instanceof Passage.Formula f && f.display())) {
                finish(tokens, text, start, before);
                paragraph = own;
                start = passage.start();
                before = lastFormula;
            }
            if (passage instanceof Passage.Prose prose) {
                String[] parts = prose.text().split("(?<=[.;!?])\\s+(?=[A-Z])|(?<=[.!?])\\s+$");
                for (int i = 0; i < parts.length; i++) {
                    if (i > 0) {
                        finish(tokens, text, start, before);
                        start = prose.start();
                        before = lastFormula;
                    }
                    tokens.addAll(Sentence.words(parts[i]));
                    text.append(parts[i]);
                }
                if (prose.text().matches("(?s).*[.!?]\\s*$")) {
                    finish(tokens, text, start, before);
                    start = passage.end();
                    before = lastFormula;
                }
            } else if (passage instanceof Passage.Formula formula) {
                lastFormula = formula.display() ? formula.start() : -1;
                Parsed one = parsed.get(formula);
                Optional<Tex> tex = one == null ? Optional.empty() : one.tex();
                if (tex.isPresent()) {
                    tokens.add(new Sentence.Token.Maths(tex.get(), formula.text()));
                }
                text.append('$').append(formula.latex().strip()).append('$');
            }
        }
        finish(tokens, text, start, before);
    }

    private void finish(List<Sentence.Token> tokens, StringBuilder text, int start, int before) {
        if (!tokens.isEmpty()) {
            Sentence sentence = new Sentence(tokens, text.toString(), start);
            String first = tokens.get(0) instanceof Sentence.Token.Word word ? word.text() : "";
            String opening = text.toString().stripLeading();
            boolean lower = !opening.isEmpty() && Character.isLowerCase(opening.charAt(0));
            boolean continues = lower
                    && Set.of("where", "with", "here", "in", "for", "if", "when", "provided", "assuming")
                            .contains(first);
            int from = continues && before >= 0 ? Math.min(before, start) : start;
            factsAt.computeIfAbsent(from, f -> new ArrayList<>()).addAll(Facts.of(sentence));
        }
        tokens.clear();
        text.setLength(0);
    }

    /** Names with a subscript that are declared or defined as one name, anywhere. */
    private void prescan() {
        for (Parsed one : parsed.values()) {
            one.tex().ifPresent(tex -> {
                Occurrences.walk(tex, part -> {
                    if (part instanceof Tex.Big big && big.above().isPresent()) {
                        Keys.letter(big.above().get()).ifPresent(limits::add);
                    }
                    if (part instanceof Tex.Listing list) {
                        listing(list);
                    }
                    if (part instanceof Tex.Relation relation
                            && relation.operators().contains("in")) {
                        int at = relation.operators().indexOf("in");
                        Declarations.shape(relation.operands().get(at + 1))
                                .ifPresent(shape -> shape.sizes().forEach(size -> sizeLetters.addAll(size.names())));
                    }
                });
                everywhere.addAll(Occurrences.keys(tex));
                Occurrences.walk(tex, part -> {
                    if (part instanceof Tex.Relation relation
                            && relation.operators().get(0).equals("in")) {
                        for (Tex item : items(relation.operands().get(0))) {
                            if (item instanceof Tex.Sub || item instanceof Tex.Sup) {
                                Keys.whole(item)
                                        .filter(key -> key.contains("_") && !key.matches(".*_[ijkn]"))
                                        .ifPresent(labels::add);
                            }
                        }
                    }
                });
            });
        }
    }

    /** x_1, …, x_n. */
    private void listing(Tex.Listing list) {
        List<Tex> items = list.items();
        Tex last = items.get(items.size() - 1);
        if (last instanceof Tex.Relation relation) {
            last = relation.operands().get(0);
        }
        boolean dots = items.stream().anyMatch(item -> item instanceof Tex.Dots);
        if (dots
                && items.get(0) instanceof Tex.Sub first
                && last instanceof Tex.Sub end
                && first.script() instanceof Tex.Number) {
            Keys.whole(first.base()).ifPresent(listed::add);
            Keys.letter(end.script()).ifPresent(limits::add);
        }
    }

    static List<Tex> items(Tex tex) {
        return tex instanceof Tex.Listing list ? list.items() : List.of(tex);
    }

    private void apply(int upTo) {
        List<Integer> due = new ArrayList<>();
        for (int at : factsAt.keySet()) {
            if (at <= upTo) {
                due.add(at);
            }
        }
        for (int at : due) {
            List<Facts.Fact> facts = factsAt.remove(at);
            if (facts != null) {
                facts.forEach(fact -> apply(fact, at));
            }
        }
    }

    private void apply(Facts.Fact fact, int from) {
        if (fact instanceof Facts.Fact.Has has) {
            has.keys().forEach(key -> makeRoom(key, has.property()));
            has.keys().stream()
                    .filter(key -> !has.property().needsSquare() || !isVector(key))
                    .forEach(key -> onBinding(key, fact, b -> b.promise(has.property(), from)));
        } else if (fact instanceof Facts.Fact.IsGeneral general) {
            general.keys().forEach(key -> onBinding(key, fact, Binding::generalise));
        } else if (fact instanceof Facts.Fact.IsOnes ones) {
            ones.keys().forEach(key -> {
                if (!key.equals("1")) {
                    onBinding(key, fact, Binding::becomeOnes);
                }
            });
        } else if (fact instanceof Facts.Fact.IsConstrained constrained) {
            constrained.keys().forEach(key -> onBinding(key, fact, b -> b.constrain(constrained.constraint(), from)));
        } else if (fact instanceof Facts.Fact.AreArbitrary arbitrary) {
            arbitrary.keys().forEach(key -> bind(key, key, 0));
        } else if (fact instanceof Facts.Fact.IsFunction function) {
            Binding binding = scope.binding(function.key())
                    .filter(b -> b.rule().isEmpty() && !b.isDeclared())
                    .orElseGet(() -> bind(function.key(), function.key(), 0));
            binding.become(Binding.Role.FUNCTION);
            binding.arguments().addAll(function.arguments());
        } else if (fact instanceof Facts.Fact.IsOfOrder order) {
            order.keys().forEach(key -> restate(key, order));
            order.keys().forEach(key -> onBinding(key, fact, b -> declareOrder(b, order)));
        } else if (fact instanceof Facts.Fact.AreLinesOf lines) {
            lines(lines);
        } else if (fact instanceof Facts.Fact.AreIn in) {
            Declarations.shape(in.set()).ifPresent(shape -> in.names().forEach(name -> declare(name, shape)));
        } else if (fact instanceof Facts.Fact.AreAdjoints adjoints) {
            adjoints.keys().forEach(key -> adjoint(key, from));
        } else if (fact instanceof Facts.Fact.Uses uses) {
            layout = Optional.of(uses.layout());
        } else if (fact instanceof Facts.Fact.Open condition) {
            open.computeIfAbsent(section, s -> new ArrayList<>()).add(condition);
        }
    }

    private boolean isVector(String key) {
        return scope.binding(key)
                .filter(Binding::isDeclared)
                .flatMap(Binding::shape)
                .filter(shape -> shape.rank() < 2)
                .isPresent();
    }

    /** A square matrix cannot be the one that was declared with other sizes: the name has a new meaning. */
    private void makeRoom(String key, Property property) {
        boolean clash = property.needsSquare()
                && scope.binding(key)
                        .filter(Binding::isDeclared)
                        .flatMap(Binding::shape)
                        .filter(shape -> shape.isMatrix() && !shape.rows().equals(shape.columns()))
                        .isPresent();
        if (clash) {
            bind(key, key, 0).usage().add("square");
        }
    }

    private void onBinding(String key, Facts.Fact fact, java.util.function.Consumer<Binding> action) {
        Optional<Binding> binding = scope.binding(key);
        if (binding.isPresent()) {
            action.accept(binding.get());
        } else {
            pending.computeIfAbsent(key, k -> new ArrayList<>()).add(fact);
        }
    }

    /** Other sizes than before: the name has a new meaning. */
    private void restate(String key, Facts.Fact.IsOfOrder order) {
        List<Optional<Size>> sizes =
                order.sizes().stream().map(Declarations::size).toList();
        if (sizes.size() != order.order() || sizes.isEmpty() || sizes.stream().anyMatch(Optional::isEmpty)) {
            return;
        }
        Shape shape = new Shape(sizes.stream().map(Optional::orElseThrow).toList());
        boolean other = scope.binding(key)
                .filter(Binding::isDeclared)
                .flatMap(Binding::shape)
                .filter(known -> !known.equals(shape))
                .isPresent();
        if (other) {
            bind(key, key, 0);
        }
    }

    private void declare(Tex name, Shape shape) {
        Keys.whole(name).filter(key -> !key.equals("1")).ifPresent(key -> {
            Binding binding = scope.binding(key)
                    .filter(b -> !b.isDeclared() || b.shape().equals(Optional.of(shape)))
                    .filter(b -> b.role() == Binding.Role.TENSOR)
                    .orElseGet(() -> bind(key, TexText.of(name), 0));
            declare(binding, shape);
        });
    }

    /** Ā is ∂L/∂A. */
    private void adjoint(String key, int from) {
        String of = key.substring(0, key.length() - "^bar".length());
        Optional<String> loss = scope.keys().stream()
                .filter(k -> scope.binding(k)
                        .filter(b -> b.role() == Binding.Role.FUNCTION)
                        .isPresent())
                .reduce((first, second) -> second);
        Optional<Binding> known = scope.binding(key).filter(b -> b.rule().isPresent());
        if (loss.isEmpty() || known.isPresent()) {
            return;
        }
        Span nowhere = new Span(0, 0);
        Tex partial = new Tex.Name("partial", "", List.of(), nowhere);
        Tex above = new Tex.Juxtaposition(List.of(partial, named(loss.get(), nowhere)), nowhere);
        Tex below = new Tex.Juxtaposition(List.of(partial, named(of, nowhere)), nowhere);
        Tex gradient = new Tex.Fraction(above, below, nowhere);
        slopes(gradient);
        bind(key, "\\bar{" + of + "}", from).define(new Rule(gradient, List.of(), List.of(), scope), from);
    }

    private static Tex named(String key, Span span) {
        boolean calligraphic = key.startsWith("cal ");
        return new Tex.Name(calligraphic ? key.substring(4) : key, calligraphic ? "cal" : "", List.of(), span);
    }

    private void declareOrder(Binding binding, Facts.Fact.IsOfOrder order) {
        if (binding.isDeclared() || binding.role() != Binding.Role.TENSOR) {
            return;
        }
        if (order.sizes().size() == order.order() && order.order() > 0) {
            List<Size> sizes = new ArrayList<>();
            for (Tex size : order.sizes()) {
                Optional<Size> read = Declarations.size(size);
                if (read.isEmpty()) {
                    return;
                }
                sizes.add(read.get());
            }
            declare(binding, new Shape(sizes));
        } else {
            binding.usage().add(order.order() == 2 ? "matrix" : order.order() == 1 ? "vector" : "scalar");
            if (order.square()) {
                binding.usage().add("square");
            }
        }
    }

    private void declare(Binding binding, Shape shape) {
        binding.declare(shape);
        Set<String> letters = new LinkedHashSet<>();
        shape.sizes().forEach(size -> letters.addAll(size.names()));
        letters.removeIf(Unifier::isUnknown);
        scope = scope.withSizes(letters);
    }

    private void lines(Facts.Fact.AreLinesOf lines) {
        Tex.Sub member = (Tex.Sub) lines.member();
        Optional<String> key = Keys.whole(member.base());
        if (key.isEmpty() || key.get().equals(lines.matrix())) {
            return;
        }
        Binding binding = bind(Keys.family(key.get()), key.get(), 0);
        binding.become(new Binding.Family(Optional.of(lines.matrix()), lines.rows(), Optional.empty()));
    }

    /** A new meaning of a name. */
    private Binding bind(String key, String latex, int line) {
        String name = Keys.identifier(key);
        int version = names.merge(name, 1, Integer::sum);
        if (version > 1) {
            name = name + "_v" + version;
        }
        Binding binding = new Binding(name, latex, line);
        scope = scope.with(key, binding);
        List<Facts.Fact> facts = pending.remove(key);
        if (facts != null) {
            facts.forEach(fact -> apply(fact, 0));
        }
        return binding;
    }

    private void formula(Passage.Formula formula) {
        Parsed one = parsed.get(formula);
        if (one == null) {
            return;
        }
        if (one.tex().isEmpty()) {
            TexError error = one.error().orElseThrow();
            broken(formula, String.valueOf(error.getMessage()), error.span());
            return;
        }
        Tex tex = one.tex().get();
        if (!formula.problem().isEmpty()) {
            broken(formula, formula.problem(), tex.span());
            return;
        }
        List<Tex> parts = tex instanceof Tex.Statements several ? several.statements() : List.of(tex);
        for (Tex part : parts) {
            for (Tex statement : joined(part)) {
                statement(formula, statement);
            }
        }
    }

    /** The items of a list of statements; names without a relation belong to the one that follows: X, Y ∈ ℝⁿ. */
    private static List<Tex> joined(Tex part) {
        if (!(part instanceof Tex.Listing list)) {
            return List.of(part);
        }
        if (list.items().stream().noneMatch(item -> item instanceof Tex.Relation)) {
            return list.items();
        }
        List<Tex> statements = new ArrayList<>();
        List<Tex> waiting = new ArrayList<>();
        for (Tex item : list.items()) {
            if (item instanceof Tex.Relation relation && !waiting.isEmpty()) {
                waiting.add(relation.operands().get(0));
                List<Tex> operands = new ArrayList<>(relation.operands());
                operands.set(
                        0,
                        new Tex.Listing(
                                waiting,
                                waiting.get(0)
                                        .span()
                                        .to(relation.operands().get(0).span())));
                statements.add(new Tex.Relation(
                        operands, relation.operators(), operands.get(0).span().to(relation.span())));
                waiting = new ArrayList<>();
            } else if (item instanceof Tex.Relation) {
                statements.add(item);
            } else if (!(item instanceof Tex.Words)) {
                waiting.add(item);
            }
        }
        statements.addAll(waiting);
        return statements;
    }

    private void broken(Passage.Formula formula, String why, Span span) {
        if (formula.display() || formula.text().contains("=")) {
            Tex whole = new Tex.Empty(new Span(0, formula.text().length()));
            Tex place = new Tex.Empty(span);
            statements.add(new Statement(
                    formula, Statement.Kind.BROKEN, whole, place, scope, Optional.empty(), Set.of(), why, section));
        }
    }

    private void statement(Passage.Formula formula, Tex tex) {
        if (!(tex instanceof Tex.Relation relation)) {
            if (Keys.whole(tex).isEmpty()) {
                introduce(tex, formula);
            }
            braces(formula, tex);
            return;
        }
        List<Tex> operands = relation.operands();
        List<String> operators = relation.operators();
        if (operators.contains("in")) {
            membership(formula, relation);
            return;
        }
        for (Tex operand : operands) {
            braces(formula, operand);
        }
        for (int i = 0; i < operators.size(); i++) {
            String operator = operators.get(i);
            Tex left = operands.get(i);
            Tex right = operands.get(i + 1);
            if (EQUALS.contains(operator)) {
                link(formula, relation, i, left, right, !operator.equals("="));
            } else if (CONDITIONS.contains(operator)) {
                condition(formula, operator, left, right);
            } else {
                add(
                        formula,
                        Statement.Kind.BROKEN,
                        left,
                        right,
                        "the relation \\" + operator + " claims nothing that can be checked");
            }
        }
    }

    private void add(Passage.Formula formula, Statement.Kind kind, Tex left, Tex right, String message) {
        statements.add(new Statement(formula, kind, left, right, scope, Optional.empty(), Set.of(), message, section));
    }

    /** X ∈ ℝ^{m×n}; also Y = XW ∈ ℝ^{m×n}. */
    private void membership(Passage.Formula formula, Tex.Relation relation) {
        int at = relation.operators().indexOf("in");
        Tex set = relation.operands().get(at + 1);
        Optional<Shape> shape = Declarations.shape(set);
        List<Tex> subjects = new ArrayList<>(relation.operands().subList(0, at + 1));
        if (shape.isEmpty()) {
            if (Declarations.isWhole(set)) {
                for (Tex item : items(subjects.get(0))) {
                    Keys.whole(item).ifPresent(key -> scope = scope.withSizes(Set.of(key)));
                }
                add(formula, Statement.Kind.DECLARATION, subjects.get(0), set, "a whole number");
                return;
            }
            Optional<Property> property = Declarations.property(set);
            if (property.isPresent()) {
                for (Tex item : items(subjects.get(0))) {
                    introduce(item, formula);
                    Keys.whole(item).flatMap(scope::binding).ifPresent(b -> b.promise(property.get(), formula.start()));
                }
                add(formula, Statement.Kind.DECLARATION, subjects.get(0), set, "a property");
                return;
            }
            add(formula, Statement.Kind.BROKEN, subjects.get(0), set, "what set this is is not understood");
            return;
        }
        for (Tex item : items(subjects.get(0))) {
            declare(item, shape.get(), formula);
        }
        add(
                formula,
                Statement.Kind.DECLARATION,
                subjects.get(0),
                set,
                "the shape " + shape.get().describe());
        for (int i = 0; i + 1 < subjects.size(); i++) {
            link(formula, relation, i, subjects.get(i), subjects.get(i + 1), false);
        }
        if (relation.operators().size() > at + 1) {
            add(
                    formula,
                    Statement.Kind.BROKEN,
                    set,
                    relation.operands().get(at + 2),
                    "a relation behind a declaration");
        }
    }

    private void declare(Tex item, Shape shape, Passage.Formula formula) {
        if (item instanceof Tex.Sub sub && shape.rank() <= 1 && isMember(sub)) {
            family(sub, shape, formula);
            return;
        }
        if (item instanceof Tex.Dots) {
            return;
        }
        Optional<String> key = Keys.whole(item);
        if (key.isEmpty()) {
            introduce(item, formula);
            return;
        }
        if (key.get().equals("1") || key.get().equals("I")) {
            return;
        }
        Optional<Binding> before = scope.binding(key.get());
        Binding binding = before.filter(b -> !b.isDeclared() || b.shape().equals(Optional.of(shape)))
                .filter(b -> b.role() != Binding.Role.FUNCTION)
                .orElseGet(() -> bind(key.get(), latex(formula, item), line(formula)));
        if (binding.rule().isEmpty() || !binding.isDeclared()) {
            declare(binding, shape);
        }
    }

    /** x_i with an index letter, or x_1 of a list x_1, …, x_n. */
    private boolean isMember(Tex.Sub sub) {
        boolean letter = sub.script() instanceof Tex.Name index
                && index.name().length() == 1
                && "ijkn".contains(index.name())
                && scope.binding(Keys.whole(sub).orElse("")).isEmpty();
        return letter || Keys.whole(sub.base()).filter(listed::contains).isPresent();
    }

    /** x_i ∈ ℝᵈ for an index i: as many vectors, or numbers, as i has values. */
    private void family(Tex.Sub sub, Shape shape, Passage.Formula formula) {
        Keys.whole(sub.base()).ifPresent(key -> {
            if (shape.isScalar()) {
                if (scope.binding(key).isEmpty()) {
                    Binding numbers = bind(key, latex(formula, sub.base()), line(formula));
                    numbers.usage().add("vector");
                }
                return;
            }
            String own = Keys.family(key);
            if (scope.binding(own).isEmpty()) {
                Binding binding = bind(own, latex(formula, sub.base()), line(formula));
                binding.become(new Binding.Family(Optional.empty(), true, Optional.of(shape.rows())));
                declare(binding, new Shape(List.of(Size.named("?of_" + binding.name()), shape.rows())));
            }
        });
    }

    private int line(Passage.Formula formula) {
        return formula.start();
    }

    static String latex(Passage.Formula formula, Tex tex) {
        return formula.text().substring(tex.span().start(), tex.span().end()).strip();
    }

    private void condition(Passage.Formula formula, String operator, Tex left, Tex right) {
        introduce(left, formula);
        introduce(right, formula);
        boolean zero = right instanceof Tex.Number number && number.digits().equals("0")
                || right instanceof Tex.Name name && name.name().equals("0");
        Optional<Binding> binding = Keys.whole(left).flatMap(scope::binding);
        if (zero && binding.isPresent()) {
            if (Set.of(">", "ge", "geq", "<").contains(operator)
                    && !binding.get().isDeclared()) {
                binding.get().usage().add("scalar");
            }
            switch (operator) {
                case ">" -> binding.get().promise(Property.POSITIVE, formula.start());
                case "ge", "geq" -> binding.get().promise(Property.NONNEGATIVE, formula.start());
                case "succ" -> binding.get().promise(Property.POSITIVE_DEFINITE, formula.start());
                case "succeq" -> binding.get().promise(Property.POSITIVE_SEMIDEFINITE, formula.start());
                default -> {}
            }
        }
        add(formula, Statement.Kind.DECLARATION, left, right, "a condition, taken as given");
    }

    private void link(Passage.Formula formula, Tex.Relation relation, int at, Tex left, Tex right, boolean defining) {
        if (left instanceof Tex.Empty || right instanceof Tex.Empty) {
            add(formula, Statement.Kind.BROKEN, left, right, "one side is missing");
            return;
        }
        Optional<String> orthonormal = formula.display() ? Optional.empty() : orthonormal(left, right);
        if (orthonormal.isPresent()
                && scope.binding(orthonormal.get())
                        .filter(b -> b.rule().isPresent())
                        .isEmpty()) {
            introduce(left, formula);
            scope.binding(orthonormal.get())
                    .ifPresent(b -> b.constrain(Binding.Constraint.ORTHONORMAL_COLUMNS, formula.start()));
            add(formula, Statement.Kind.DECLARATION, left, right, "a condition, taken as given");
            return;
        }
        if (isRange(formula, left, right)) {
            add(formula, Statement.Kind.DECLARATION, left, right, "the values of an index");
            return;
        }
        boolean first = at == 0;
        Optional<Definitions.Head> head = first ? Definitions.head(left, this) : Optional.empty();
        boolean call = at + 1 < relation.operators().size() && Definitions.isUnknownCall(right, scope);
        Tex body = call ? relation.operands().get(at + 2) : right;
        Set<String> differentials = differentials(relation);
        if (head.isPresent() && head.get().defines(body, defining, lead, this)) {
            introduce(body, formula);
            Scope before = scope;
            boolean again = scope.binding(head.get().key())
                            .filter(b -> b.rule().isPresent())
                            .isPresent()
                    && !defining;
            Binding defined = define(head.get(), body, formula);
            if (call) {
                Definitions.head(right, this).ifPresent(h -> define(h, body, formula));
            }
            statements.add(new Statement(
                    formula,
                    Statement.Kind.DEFINITION,
                    left,
                    right,
                    scope,
                    Optional.of(defined),
                    differentials,
                    "",
                    section));
            if (again) {
                earlier.put(defined, before);
            }
            return;
        }
        if (at > 0 && Definitions.isUnknownCall(left, scope)) {
            Definitions.head(left, this).ifPresent(h -> define(h, right, formula));
        }
        introduce(left, formula);
        introduce(right, formula);
        slopes(left);
        slopes(right);
        statements.add(new Statement(
                formula, Statement.Kind.CLAIM, left, right, scope, Optional.empty(), differentials, "", section));
    }

    /** The key of U in UᵀU = I. */
    private static Optional<String> orthonormal(Tex left, Tex right) {
        Tex identity = right instanceof Tex.Sub sub ? sub.base() : right;
        boolean one = identity instanceof Tex.Name name && name.name().equals("I");
        if (one
                && left instanceof Tex.Juxtaposition row
                && row.factors().size() == 2
                && row.factors().get(0) instanceof Tex.Sup sup
                && Keys.isTranspose(sup.script())) {
            Optional<String> first = Keys.whole(sup.base());
            return first.filter(
                    key -> Keys.whole(row.factors().get(1)).filter(key::equals).isPresent());
        }
        return Optional.empty();
    }

    /** i = 1, …, N. */
    private static boolean isRange(Passage.Formula formula, Tex left, Tex right) {
        return left instanceof Tex.Name name
                && name.name().length() == 1
                && "ijklmnpqrst".contains(name.name())
                && (right instanceof Tex.Number || right instanceof Tex.Listing)
                && formula.text().contains("dots");
    }

    private Set<String> differentials(Tex.Relation relation) {
        boolean plain = scope.binding("d").isEmpty();
        Set<String> keys = new LinkedHashSet<>(Occurrences.differentials(relation, plain));
        return keys;
    }

    Scope scope() {
        return scope;
    }

    private Binding define(Definitions.Head head, Tex body, Passage.Formula formula) {
        Optional<Binding> before = scope.binding(head.key());
        boolean keeps = before.isPresent()
                && before.get().rule().isEmpty()
                && before.get().role() == Binding.Role.TENSOR
                && !before.get().isOnes();
        Binding binding = keeps ? before.get() : bind(head.key(), latex(formula, head.name()), line(formula));
        if (!keeps && before.isPresent()) {
            binding.inherit(before.get());
            before.get()
                    .shape()
                    .filter(s -> before.get().isDeclared() && head.sizes().isEmpty())
                    .ifPresent(binding::declare);
        }
        head.sizes().ifPresent(shape -> declare(binding, shape));
        slopes(body);
        Set<String> free = Definitions.freeArguments(body, scope);
        if (Definitions.isUnknownCall(body, scope)) {
            binding.become(Binding.Role.FUNCTION);
            binding.arguments().addAll(free);
            return binding;
        }
        if (!Definitions.namesItsOwnEntries(head, body)) {
            Tex value = head.under().solved(body);
            binding.define(new Rule(value, head.indices(), head.parameters(), scope), line(formula));
        }
        return binding;
    }

    /** Names that are used for the first time get a meaning; what functions are differentiated by is remembered. */
    void introduce(Tex tex, Passage.Formula formula) {
        slopes(tex);
        new Introductions(this, formula).visit(tex);
    }

    Binding introduceName(String key, Tex tex, Passage.Formula formula) {
        return bind(key, latex(formula, tex), line(formula));
    }

    /** A name with its shape below: with another shape than before it is another thing. */
    void shaped(Tex name, Shape shape, Passage.Formula formula) {
        Optional<String> key = Keys.whole(name);
        if (key.isEmpty()) {
            return;
        }
        Optional<Binding> before = scope.binding(key.get());
        boolean same = before.isPresent()
                && before.get().role() == Binding.Role.TENSOR
                && (!before.get().isDeclared() || before.get().shape().equals(Optional.of(shape)));
        Binding binding = same ? before.orElseThrow() : bind(key.get(), latex(formula, name), line(formula));
        if (binding.rule().isEmpty()) {
            declare(binding, shape);
        }
    }

    void declareShape(Binding binding, Shape shape) {
        declare(binding, shape);
    }

    /** Whether a letter is a size in some declaration ℝ^{…} of the document. */
    boolean isSizeSomewhere(String key) {
        return sizeLetters.contains(key);
    }

    void knowSize(String key) {
        scope = scope.withSizes(Set.of(key));
    }

    boolean isLabel(String key) {
        return labels.contains(key);
    }

    boolean occursSomewhere(String key) {
        return everywhere.contains(key);
    }

    private void slopes(Tex tex) {
        for (Occurrences.Slope slope : Occurrences.slopes(tex)) {
            Tex head = slope.numerator() instanceof Tex.Juxtaposition row
                            && row.factors().size() == 2
                            && row.factors().get(1) instanceof Tex.Bracket
                    ? row.factors().get(0)
                    : slope.numerator();
            Optional<String> key = Keys.whole(head);
            if (key.isEmpty()) {
                continue;
            }
            Optional<Binding> binding = scope.binding(key.get());
            if (binding.isEmpty() && Facts.isLossName(key.get())) {
                Binding loss = bind(key.get(), TexText.of(head), 0);
                loss.become(Binding.Role.FUNCTION);
                binding = Optional.of(loss);
            }
            if (binding.isPresent() && binding.get().role() == Binding.Role.FUNCTION) {
                for (Tex denominator : slope.denominators()) {
                    variableKey(denominator)
                            .ifPresent(k -> losses.add(scope.binding(key.get()).orElseThrow(), k));
                }
            }
        }
    }

    /** The key of the name by which is differentiated: of Z for z_{11}. */
    private Optional<String> variableKey(Tex denominator) {
        Tex base = denominator;
        while (true) {
            Optional<String> whole = Keys.whole(base);
            if (whole.isPresent() && (scope.binding(whole.get()).isPresent() || isLabel(whole.get()))) {
                return whole;
            }
            if (base instanceof Tex.Sub sub) {
                base = sub.base();
            } else if (base instanceof Tex.Sup sup) {
                base = sup.base();
            } else if (base instanceof Tex.Bracket bracket) {
                base = bracket.inner();
            } else {
                break;
            }
        }
        Optional<String> letter = Keys.letter(base);
        return letter.flatMap(scope::otherCase).or(() -> letter);
    }

    /** What a brace says its body is. */
    private void braces(Passage.Formula formula, Tex tex) {
        Occurrences.walk(tex, part -> {
            if (part instanceof Tex.Brace brace
                    && brace.label().isPresent()
                    && !(brace.label().get() instanceof Tex.Words)) {
                introduce(brace.label().get(), formula);
                introduce(brace.body(), formula);
                statements.add(new Statement(
                        formula,
                        Statement.Kind.CLAIM,
                        brace.body(),
                        brace.label().get(),
                        scope,
                        Optional.empty(),
                        Set.of(),
                        "",
                        section));
            }
        });
    }
}
