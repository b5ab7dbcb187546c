package io.deltafold.paper;

import io.deltafold.SymmetricConvention;
import io.deltafold.fold.Substitution;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Property;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.matrix.Unifier;
import io.deltafold.number.Size;
import io.deltafold.syntax.Span;
import io.deltafold.tex.Tex;
import io.deltafold.verify.Verdict;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Verdicts on the links of a document, one after another. */
final class Judge {
    private static final int MOST_ERRORS = 8;

    private final String text;
    private final ContextReader context;
    private final Unifier unifier = new Unifier();
    private final Map<String, Size> names = new LinkedHashMap<>();
    /** Sizes that a matrix written out made numbers, for the claims by entries around it. */
    private final Map<String, Integer> examples = new LinkedHashMap<>();

    private final Lines lines;
    /** The latest equations that were refuted. */
    private final Deque<Error> errors = new ArrayDeque<>();

    private int exampleSection = -1;

    Judge(String text, ContextReader context) {
        this.text = text;
        this.lines = new Lines(text);
        this.context = context;
    }

    /** A verdict with what the layouts have to do with it. */
    record Judged(Statement statement, CheckedLink link, Optional<Layout> only) {
        /** The same with a further note. */
        Judged noting(String note) {
            return new Judged(statement, link.noting(note), only);
        }
    }

    /** Solves for unknown shapes over the whole document, then judges. */
    List<Judged> judge(Checker.Progress progress) {
        for (Statement statement : context.statements()) {
            if (statement.kind() == Statement.Kind.CLAIM || statement.kind() == Statement.Kind.DEFINITION) {
                inferShapes(statement);
            }
        }
        nameSizes();
        List<Judged> all = new ArrayList<>();
        for (Statement statement : context.statements()) {
            if (statement.section() != exampleSection) {
                examples.clear();
                exampleSection = statement.section();
            }
            all.add(judge(statement));
            progress.judged(all.size(), context.statements().size());
        }
        return all;
    }

    private void inferShapes(Statement statement) {
        int mark = unifier.mark();
        Attempt attempt = attempt(statement, usual(statement));
        boolean fine = attempt.shapes();
        if (!fine || Attempt.hasLiteral(statement.left()) || Attempt.hasLiteral(statement.right())) {
            unifier.undo(mark);
        }
    }

    private void nameSizes() {
        Set<String> taken = new LinkedHashSet<>();
        for (Statement statement : context.statements()) {
            taken.addAll(Occurrences.keys(statement.left()));
            taken.addAll(Occurrences.keys(statement.right()));
        }
        List<String> letters = new ArrayList<>(List.of("m", "n", "p", "q", "k", "r", "s", "t"));
        letters.removeAll(taken);
        int next = 0;
        for (Statement statement : context.statements()) {
            for (String key : statement.scope().keys()) {
                Optional<Shape> shape = statement.scope().binding(key).flatMap(Binding::shape);
                if (shape.isPresent()) {
                    for (Size size : shape.get().sizes()) {
                        for (String unknown : unifier.resolve(size).names()) {
                            if (Unifier.isUnknown(unknown) && !names.containsKey(unknown)) {
                                String letter =
                                        next < letters.size() ? letters.get(next) : "n" + (next - letters.size() + 1);
                                next++;
                                names.put(unknown, Size.named(letter));
                            }
                        }
                    }
                }
            }
        }
    }

    private Reading usual(Statement statement) {
        Layout layout = context.layout().orElse(Layout.USUAL);
        return new Reading(layout, SymmetricConvention.AMBIENT, statement.differentials(), context.losses());
    }

    private Attempt attempt(Statement statement, Reading reading) {
        return new Attempt(statement, reading, unifier, names, sizesHere(statement));
    }

    Attempt attemptOf(Statement statement, SymmetricConvention convention) {
        return attempt(statement, usual(statement).with(convention));
    }

    /** The letters that are sizes of what a statement is about. */
    private Set<String> sizesHere(Statement statement) {
        Set<String> letters = new LinkedHashSet<>();
        Set<Binding> seen = new LinkedHashSet<>();
        collectSizes(statement.left(), statement.scope(), seen, letters);
        collectSizes(statement.right(), statement.scope(), seen, letters);
        return letters;
    }

    private void collectSizes(Tex tex, Scope scope, Set<Binding> seen, Set<String> letters) {
        Set<String> keys = new LinkedHashSet<>(Occurrences.keys(tex));
        for (String key : List.copyOf(keys)) {
            scope.otherCase(key).ifPresent(keys::add);
            keys.add(Keys.family(key));
        }
        Occurrences.walk(tex, part -> {
            if (part instanceof Tex.Big big && big.above().isPresent()) {
                Keys.letter(big.above().get()).ifPresent(letters::add);
            }
        });
        for (String key : keys) {
            Optional<Binding> binding = scope.binding(key);
            if (binding.isPresent() && seen.add(binding.get())) {
                binding.get()
                        .shape()
                        .ifPresent(shape -> shape.sizes()
                                .forEach(size ->
                                        letters.addAll(unifier.resolve(size).names())));
                binding.get().rule().ifPresent(rule -> collectSizes(rule.body(), rule.scope(), seen, letters));
                binding.get()
                        .family()
                        .flatMap(Binding.Family::matrix)
                        .flatMap(scope::binding)
                        .flatMap(Binding::shape)
                        .ifPresent(shape -> shape.sizes().forEach(size -> letters.addAll(size.names())));
            }
        }
    }

    private Judged judge(Statement statement) {
        return switch (statement.kind()) {
            case BROKEN ->
                link(
                        statement,
                        ClaimVerdict.NOT_UNDERSTOOD,
                        "",
                        place(statement, statement.right().span()) + statement.message());
            case DECLARATION -> link(statement, ClaimVerdict.DEFINITION, "", statement.message());
            case DEFINITION -> definition(statement);
            case CLAIM -> isPattern(statement) ? new Patterns(this, statement).judge() : claim(statement);
        };
    }

    private String place(Statement statement, Span span) {
        Span place = statement.place(span);
        return "line " + lines.line(place.start()) + ", column " + lines.column(place.start()) + ": ";
    }

    private static boolean isPattern(Statement statement) {
        return Patterns.literal(statement.left()).filter(Literals::hasDots).isPresent()
                || Patterns.literal(statement.right()).filter(Literals::hasDots).isPresent();
    }

    Attempt decided(Statement statement) {
        int mark = unifier.mark();
        try {
            return attempt(statement, usual(statement)).decide();
        } finally {
            unifier.undo(mark);
        }
    }

    /** Whether a corrected claim holds, in the usual reading. */
    boolean holds(Statement corrected) {
        int mark = unifier.mark();
        try {
            useExamples(corrected);
            return attempt(corrected, usual(corrected)).decide().holds();
        } finally {
            unifier.undo(mark);
        }
    }

    private Judged definition(Statement statement) {
        Binding defined = statement.defined().orElseThrow();
        if (defined.role() == Binding.Role.FUNCTION) {
            return link(
                    statement,
                    ClaimVerdict.DEFINITION,
                    "",
                    defined.latex() + " is a function of which no more is known");
        }
        Optional<Scope> before = context.earlier(defined);
        if (before.isPresent()) {
            Statement claim = statement.asClaim(before.get());
            Attempt same = decided(claim);
            if (same.holds()) {
                return good(claim, same, Optional.empty(), "the definition before says the same");
            }
        }
        Attempt attempt = decided(statement);
        if (attempt.mismatch().isPresent()) {
            ShapesDiffer mismatch = attempt.mismatch().get();
            return areShapesSure(statement)
                    ? link(
                            statement,
                            ClaimVerdict.REFUTED,
                            attempt.text(),
                            place(statement, mismatch.span()) + mismatch.why())
                    : link(
                            statement,
                            ClaimVerdict.NOT_UNDERSTOOD,
                            "",
                            place(statement, mismatch.span()) + mismatch.why());
        }
        if (attempt.puzzle().isPresent()) {
            NotUnderstood puzzle = attempt.puzzle().get();
            return link(
                    statement,
                    ClaimVerdict.DEFINITION,
                    "",
                    "it introduces " + defined.latex() + "; what it is was not understood: " + puzzle.why());
        }
        examples.putAll(attempt.sizes().examples());
        String shape = attempt.left()
                .map(e -> attempt.elaborator().shown(e.shape()).phrase())
                .orElse("");
        return noted(statement, ClaimVerdict.DEFINITION, attempt, "it introduces " + defined.latex() + ", " + shape);
    }

    private Judged claim(Statement statement) {
        int mark = unifier.mark();
        try {
            useExamples(statement);
            return claimInSizes(statement);
        } finally {
            unifier.undo(mark);
        }
    }

    /** Claims by numbered entries are about the small example around them. */
    private void useExamples(Statement statement) {
        if (examples.isEmpty()) {
            return;
        }
        boolean[] numbered = {Attempt.hasLiteral(statement.left()) || Attempt.hasLiteral(statement.right())};
        boolean[] general = {false};
        for (Tex side : List.of(statement.left(), statement.right())) {
            Occurrences.walk(side, part -> {
                if (part instanceof Tex.Sub sub) {
                    for (Tex script : Keys.subscripts(sub.script())) {
                        numbered[0] |= script instanceof Tex.Number;
                        general[0] |= script instanceof Tex.Name name && examples.containsKey(name.name());
                    }
                } else if (part instanceof Tex.Big big) {
                    general[0] |=
                            big.above().filter(a -> !(a instanceof Tex.Number)).isPresent();
                }
            });
        }
        if (numbered[0] && !general[0]) {
            examples.forEach((name, value) -> unifier.assume(Size.named(name), Size.of(value)));
        }
    }

    private Judged claimInSizes(Statement statement) {
        Reading reading = usual(statement);
        Attempt first = scoped(statement, reading, false, Set.of());
        if (first.holds()) {
            examples.putAll(first.sizes().examples());
            return good(statement, first, Optional.of(reading.layout()), "");
        }
        if (first.puzzle().isPresent()) {
            NotUnderstood puzzle = first.puzzle().get();
            return link(statement, ClaimVerdict.NOT_UNDERSTOOD, "", place(statement, puzzle.span()) + puzzle.why());
        }
        if (first.isOrderMismatch()) {
            return new Shorthands(this, statement, first).judge();
        }
        Optional<Judged> other = otherConventions(statement, reading);
        if (other.isPresent()) {
            return other.get();
        }
        if (first.verdict().filter(v -> v.kind() == Verdict.Kind.UNDECIDED).isPresent()) {
            return noted(
                    statement,
                    ClaimVerdict.UNDECIDED,
                    first,
                    first.verdict().get().why());
        }
        return wrong(statement, reading, first);
    }

    Attempt scoped(Statement statement, Reading reading, boolean lenient, Set<String> symmetric) {
        int mark = unifier.mark();
        try {
            Attempt attempt = attempt(statement, reading);
            if (lenient) {
                attempt.sizes().beLenient();
            }
            return attempt.decide(symmetric);
        } finally {
            unifier.undo(mark);
        }
    }

    /** The other layouts, and the other conventions for symmetric variables. */
    private Optional<Judged> otherConventions(Statement statement, Reading usual) {
        boolean derivative = !Occurrences.slopes(statement.left()).isEmpty()
                || !Occurrences.slopes(statement.right()).isEmpty();
        if (!derivative) {
            return Optional.empty();
        }
        for (SymmetricConvention convention : List.of(SymmetricConvention.PROJECTED, SymmetricConvention.ENTRIES)) {
            Attempt attempt = scoped(statement, usual.with(convention), false, Set.of());
            if (attempt.holds()) {
                String how = convention == SymmetricConvention.PROJECTED
                        ? "in the space of symmetric matrices"
                        : "by the independent entries of a symmetric matrix";
                return Optional.of(
                        good(statement, attempt, Optional.of(usual.layout()), "the derivative is read " + how));
            }
        }
        List<Layout> layouts = new ArrayList<>(List.of(Layout.USUAL, Layout.DENOMINATOR, Layout.NUMERATOR));
        layouts.remove(usual.layout());
        for (Layout layout : layouts) {
            Attempt attempt = scoped(statement, usual.with(layout), false, Set.of());
            if (attempt.holds()) {
                boolean fixed = context.layout().isPresent();
                boolean accepted = layout != Layout.NUMERATOR && !fixed;
                if (accepted) {
                    return Optional.of(good(statement, attempt, Optional.of(layout), "read in " + layout.phrase()));
                }
                if (fixed) {
                    return Optional.empty();
                }
                return Optional.of(new Judged(
                        statement,
                        noted(
                                        statement,
                                        ClaimVerdict.CONVENTION,
                                        attempt,
                                        "true in " + layout.phrase()
                                                + " only; a scalar's derivative usually has the shape of its variable")
                                .link(),
                        Optional.of(layout)));
            }
        }
        return Optional.empty();
    }

    private Judged wrong(Statement statement, Reading reading, Attempt first) {
        Attempt base = first;
        Set<String> assumptions = Set.of();
        if (first.mismatch().isPresent()) {
            base = scoped(statement, reading, true, Set.of());
            assumptions = base.sizes().assumptions();
            if (base.holds() && !assumptions.isEmpty()) {
                return noted(
                        statement, ClaimVerdict.CONDITIONAL, base, "true only if " + String.join(" and ", assumptions));
            }
        }
        // A symmetry that is only conceivable where other sizes are equal too is no condition but another formula.
        List<Set<String>> candidates = assumptions.isEmpty() ? symmetricCandidates(statement, base) : List.of();
        for (Set<String> symmetric : candidates) {
            Attempt attempt = scoped(statement, reading, false, symmetric);
            if (attempt.holds()) {
                List<String> latex = new ArrayList<>();
                symmetric.forEach(name -> latex.add(name + " is symmetric"));
                latex.addAll(attempt.sizes().assumptions());
                return corrected(
                        statement,
                        noted(
                                statement,
                                ClaimVerdict.CONDITIONAL,
                                attempt,
                                "true only if " + String.join(" and ", latex)));
            }
        }
        Optional<String> open = openCondition(statement);
        if (open.isPresent()) {
            return link(
                    statement,
                    ClaimVerdict.NOT_UNDERSTOOD,
                    first.text(),
                    "a condition of the text was not understood: " + open.get());
        }
        Optional<String> unknown = unknownOnOneSide(statement);
        if (unknown.isPresent()) {
            return link(
                    statement,
                    ClaimVerdict.NOT_UNDERSTOOD,
                    first.text(),
                    "nothing is said of " + unknown.get() + ", which stands on one side alone");
        }
        Optional<String> free = freeSide(base);
        if (free.isPresent()) {
            return link(statement, ClaimVerdict.NOT_UNDERSTOOD, first.text(), free.get());
        }
        if (first.mismatch().isPresent() && !base.isRefuted() && !areShapesSure(statement)) {
            ShapesDiffer mismatch = first.mismatch().get();
            return link(statement, ClaimVerdict.NOT_UNDERSTOOD, "", place(statement, mismatch.span()) + mismatch.why());
        }
        String why = first.mismatch().isPresent()
                ? place(statement, first.mismatch().get().span())
                        + first.mismatch().get().why()
                : base.verdict().map(Verdict::why).orElse("the sides differ");
        if (!assumptions.isEmpty() && base.isRefuted()) {
            why += "; it is false even where " + String.join(" and ", assumptions);
        }
        Optional<String> origin = originOfError(base);
        remember(statement, base);
        Judged judged = new Judged(statement, refuted(statement, first, base, why), Optional.empty());
        return origin.map(judged::noting).orElse(judged);
    }

    /** An equation that was refuted, for those that rest on it. */
    private record Error(int place, MatrixExpr left, MatrixExpr right) {}

    private void remember(Statement statement, Attempt attempt) {
        if (attempt.left().isPresent()
                && attempt.right().isPresent()
                && !attempt.sizes().onlyShapes()) {
            errors.addLast(new Error(
                    statement.place(statement.left()).start(),
                    attempt.left().get(),
                    attempt.right().get()));
            if (errors.size() > MOST_ERRORS) {
                errors.removeFirst();
            }
        }
    }

    /** The refuted equation above from which this one follows: with its left side replaced by its right side it holds. */
    private Optional<String> originOfError(Attempt attempt) {
        if (attempt.left().isEmpty()
                || attempt.right().isEmpty()
                || attempt.sizes().onlyShapes()) {
            return Optional.empty();
        }
        for (Error error : errors) {
            MatrixExpr left = Substitution.of(attempt.left().get(), error.left(), error.right());
            boolean fits = error.left().shape().equals(error.right().shape())
                    && !left.equals(attempt.left().get());
            if (fits && attempt.agree(left, attempt.right().get())) {
                return Optional.of("follows from line " + lines.line(error.place()) + ", which is refuted");
            }
        }
        return Optional.empty();
    }

    /** What would be right without the condition. */
    private Judged corrected(Statement statement, Judged judged) {
        Optional<Fix> fix = Fix.of(this, statement);
        CheckedLink link = judged.link();
        return new Judged(
                statement,
                new CheckedLink(
                        link.left(),
                        link.right(),
                        link.shown(),
                        link.rightSpan(),
                        link.verdict(),
                        link.reading(),
                        link.reason(),
                        fix.map(Fix::latex),
                        false,
                        link.counterexample(),
                        link.note()),
                judged.only());
    }

    CheckedLink refuted(Statement statement, Attempt first, Attempt base, String why) {
        Optional<Fix> fix = Fix.of(this, statement);
        Optional<String> note = note(base);
        return new CheckedLink(
                source(statement, statement.left()),
                source(statement, statement.right()),
                shown(statement),
                statement.place(statement.right()),
                ClaimVerdict.REFUTED,
                base.text().isEmpty() ? first.text() : base.text(),
                why,
                fix.map(Fix::latex),
                fix.map(Fix::isCertain).orElse(false),
                base.verdict().flatMap(Verdict::counterexample),
                note);
    }

    private List<Set<String>> symmetricCandidates(Statement statement, Attempt base) {
        if (base.left().isEmpty() || base.right().isEmpty() || base.verdict().isEmpty()) {
            return List.of();
        }
        Set<String> general = new LinkedHashSet<>();
        Set<String> square = new LinkedHashSet<>();
        for (String key : statement.scope().keys()) {
            // A matrix that is square only in a small example is not one that could be meant to be symmetric.
            statement
                    .scope()
                    .binding(key)
                    .filter(b -> b.shape()
                            .filter(shape -> shape.isMatrix() && shape.rows().equals(shape.columns()))
                            .isPresent())
                    .ifPresent(b -> square.add(b.name()));
            statement.scope().binding(key).filter(Binding::isGeneral).ifPresent(b -> general.add(b.name()));
        }
        List<Set<String>> candidates = new ArrayList<>();
        Set<String> all = new LinkedHashSet<>();
        for (Symbol symbol : base.sides().variables().values()) {
            boolean candidate = square.contains(symbol.name())
                    && symbol.shape().isMatrix()
                    && symbol.shape().rows().equals(symbol.shape().columns())
                    && !symbol.properties().contains(Property.SYMMETRIC)
                    && !symbol.properties().contains(Property.SKEW_SYMMETRIC)
                    && !general.contains(symbol.name())
                    && !base.sides().freeGradients().contains(symbol.name())
                    && !symbol.name().startsWith("d");
            if (candidate) {
                candidates.add(Set.of(symbol.name()));
                all.add(symbol.name());
            }
        }
        if (candidates.size() > 1) {
            candidates.add(all);
        }
        return candidates.size() > 4 ? List.of() : candidates;
    }

    /** A name without declaration or definition on one side only: the equation may be what defines it. */
    private static Optional<String> unknownOnOneSide(Statement statement) {
        Set<String> left = Occurrences.names(statement.left(), statement.scope());
        Set<String> right = Occurrences.names(statement.right(), statement.scope());
        for (String key : left) {
            if (!right.contains(key) && isUnknown(statement, key)) {
                return Optional.of(key);
            }
        }
        for (String key : right) {
            if (!left.contains(key) && isUnknown(statement, key)) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }

    private static boolean isUnknown(Statement statement, String key) {
        return statement
                .scope()
                .binding(key)
                .filter(b -> !b.isDeclared()
                        && b.role() == Binding.Role.TENSOR
                        && b.rule().isEmpty()
                        && !b.isOnes()
                        && b.line() == statement.formula().start())
                .isPresent();
    }

    private Optional<String> openCondition(Statement statement) {
        Set<String> keys = new LinkedHashSet<>(Occurrences.keys(statement.left()));
        keys.addAll(Occurrences.keys(statement.right()));
        for (Facts.Fact.Open open : context.open(statement.section())) {
            if (open.keys().stream().anyMatch(keys::contains)) {
                return Optional.of(open.sentence());
            }
        }
        return Optional.empty();
    }

    /** A side that is the gradient of an unknown function by one of its own arguments cannot be refuted. */
    private static Optional<String> freeSide(Attempt attempt) {
        if (attempt.left().isEmpty()
                || attempt.right().isEmpty()
                || attempt.verdict().isEmpty()) {
            return Optional.empty();
        }
        for (MatrixExpr side : List.of(attempt.left().get(), attempt.right().get())) {
            MatrixExpr head = side instanceof MatrixExpr.Entry entry
                    ? entry.operand()
                    : side instanceof MatrixExpr.Transpose t ? t.operand() : side;
            if (head instanceof MatrixExpr.Reference reference
                    && attempt.sides()
                            .freeGradients()
                            .contains(reference.symbol().name())) {
                MatrixExpr other = side.equals(attempt.left().get())
                        ? attempt.right().get()
                        : attempt.left().get();
                boolean used = Needed.of(List.of(other), attempt.sides().ordered())
                        .names()
                        .contains(reference.symbol().name());
                if (!used) {
                    return Optional.of("this derivative is not determined by what the text says of the function");
                }
            }
        }
        return Optional.empty();
    }

    /** Whether all shapes in a statement were stated, so that a conflict of shapes is the document's. */
    private boolean areShapesSure(Statement statement) {
        Set<String> keys = new LinkedHashSet<>(Occurrences.names(statement.left(), statement.scope()));
        keys.addAll(Occurrences.names(statement.right(), statement.scope()));
        for (String key : keys) {
            Optional<Binding> binding = statement.scope().binding(key);
            if (binding.isPresent() && !isSure(binding.get(), new LinkedHashSet<>())) {
                return false;
            }
        }
        return true;
    }

    private boolean isSure(Binding binding, Set<Binding> seen) {
        if (!seen.add(binding) || binding.isDeclared() || binding.role() != Binding.Role.TENSOR || binding.isOnes()) {
            return true;
        }
        if (binding.rule().isEmpty()) {
            return isSolved(binding);
        }
        Rule rule = binding.rule().get();
        for (String key : Occurrences.names(rule.body(), rule.scope())) {
            Optional<Binding> inner = rule.scope().binding(key);
            if (inner.isPresent() && !isSure(inner.get(), seen)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the document's equations determine the shape in the sizes that it names. */
    private boolean isSolved(Binding binding) {
        return binding.shape()
                .filter(shape -> shape.sizes().stream()
                        .allMatch(size -> unifier.resolve(size).names().stream().noneMatch(Unifier::isUnknown)))
                .filter(shape -> shape.rank() > 0)
                .isPresent();
    }

    Judged good(Statement statement, Attempt attempt, Optional<Layout> layout, String how) {
        Verdict verdict = attempt.verdict().orElseThrow();
        ClaimVerdict said = verdict.kind() == Verdict.Kind.PROVED ? ClaimVerdict.PROVED : ClaimVerdict.AGREES;
        Judged judged = noted(statement, said, attempt, verdict.why() + (how.isEmpty() ? "" : "; " + how));
        return new Judged(statement, judged.link(), layout);
    }

    Judged noted(Statement statement, ClaimVerdict verdict, Attempt attempt, String reason) {
        return new Judged(
                statement,
                new CheckedLink(
                        source(statement, statement.left()),
                        source(statement, statement.right()),
                        shown(statement),
                        statement.place(statement.right()),
                        verdict,
                        attempt.text(),
                        reason,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        note(attempt)),
                Optional.empty());
    }

    private static Optional<String> note(Attempt attempt) {
        if (attempt.left().isEmpty()) {
            return Optional.empty();
        }
        Set<String> notes = attempt.sides().notes();
        return notes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", notes));
    }

    Judged link(Statement statement, ClaimVerdict verdict, String reading, String reason) {
        return new Judged(
                statement,
                new CheckedLink(
                        source(statement, statement.left()),
                        source(statement, statement.right()),
                        shown(statement),
                        statement.place(statement.right()),
                        verdict,
                        reading,
                        reason,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty()),
                Optional.empty());
    }

    /** The equation with macros expanded. */
    static String shown(Statement statement) {
        String formula = statement.formula().text();
        Span left = statement.left().span();
        Span right = statement.right().span();
        String a = formula.substring(left.start(), Math.min(left.end(), formula.length()));
        String b = formula.substring(right.start(), Math.min(right.end(), formula.length()));
        String between = left.end() <= right.start() ? formula.substring(left.end(), right.start()) : "";
        boolean plain = !between.isBlank() && between.chars().noneMatch(c -> "{}&^_".indexOf(c) >= 0);
        return a + (plain ? between : " = ") + b;
    }

    /** A side as it stands in the file. */
    String source(Statement statement, Tex tex) {
        Span place = statement.place(tex);
        return text.substring(Math.min(place.start(), text.length()), Math.min(place.end(), text.length()))
                .strip();
    }

    Unifier unifier() {
        return unifier;
    }

    Map<String, Integer> examples() {
        return examples;
    }
}
