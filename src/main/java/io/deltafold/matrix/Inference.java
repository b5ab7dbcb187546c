package io.deltafold.matrix;

import io.deltafold.number.Size;
import io.deltafold.syntax.Ast;
import io.deltafold.syntax.Diagnostic;
import io.deltafold.syntax.Dialect;
import io.deltafold.syntax.InputError;
import io.deltafold.syntax.Parser;
import io.deltafold.syntax.Source;
import io.deltafold.syntax.Span;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Statements to a well-shaped program: declarations are read, orders and sizes of undeclared names inferred by
 * unification over the whole program, and every expression is built.
 */
public final class Inference {
    private static final List<String> SIZE_LETTERS =
            List.of("m", "n", "k", "p", "q", "r", "s", "t", "u", "v", "h", "l", "d");
    private static final List<String> VALUE_NAMES = List.of("Y", "F", "H", "P", "Q", "S", "M", "V");

    private final Source source;
    private final Dialect dialect;
    private final Names names;
    private final Set<String> whole;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private Inference(Source source, Dialect dialect, Names names, Set<String> whole) {
        this.whole = whole;
        this.source = source;
        this.dialect = dialect;
        this.names = names;
    }

    /**
     * The program of a text.
     *
     * @param of the name of the value; empty for the last statement
     * @throws InputError where the text is no well-shaped program
     */
    public static Program program(Source source, Dialect dialect, Optional<String> of) {
        List<Ast.Statement> parsed = Parser.parse(source, dialect);
        List<Ast.Statement> statements = dialect == Dialect.MATLAB ? Placeholders.replace(parsed) : parsed;
        Set<String> whole = new LinkedHashSet<>();
        while (true) {
            try {
                Names names = Names.read(source, statements, whole);
                return new Inference(source, dialect, names, whole).infer(statements, of);
            } catch (Builder.WholeNumber exponent) {
                if (!whole.add(exponent.name())) {
                    throw new IllegalStateException(exponent.name() + " is a whole number already", exponent);
                }
            }
        }
    }

    /**
     * One expression in the scope of known symbols, such as a printed result read back.
     *
     * @throws InputError where the text is no well-shaped expression
     */
    public static MatrixExpr expression(Source source, Collection<Symbol> symbols, Set<String> sizeNames) {
        List<Ast.Statement> statements = Parser.parse(source, Dialect.NUMPY);
        if (statements.size() != 1 || !(statements.get(0) instanceof Ast.Statement.Bare bare)) {
            throw new InputError(source, Diagnostic.of("syntax", "expected one expression", new Span(0, 0)));
        }
        Map<String, Symbol> known = new HashMap<>();
        symbols.forEach(symbol -> known.put(symbol.name(), symbol));
        ProgramScope scope = new ProgramScope(source, known, sizeNames, Map.of());
        try {
            return new Builder(source, Dialect.NUMPY, scope, SizeEquality.STRICT).build(bare.value());
        } catch (Builder.Rejected rejected) {
            throw new InputError(source, rejected.diagnostic());
        }
    }

    private Program infer(List<Ast.Statement> statements, Optional<String> of) {
        if (names.definitions().isEmpty()) {
            throw new InputError(
                    source,
                    Diagnostic.of(
                            statements.isEmpty() ? "empty" : "no-value",
                            statements.isEmpty()
                                    ? "the program is empty"
                                    : "there are only declarations: nothing to differentiate",
                            new Span(0, source.text().length()),
                            "write an expression, such as A = Z @ W + B"));
        }
        Map<String, Symbol> known = new LinkedHashMap<>();
        names.declared().forEach((name, declared) -> known.put(name, declared.symbol()));
        Map<String, Shape> assumed = new LinkedHashMap<>(assume(known));
        Set<String> sizes = new LinkedHashSet<>(names.sizes());
        assumed.values().forEach(shape -> shape.sizes().forEach(size -> sizes.addAll(size.names())));
        assumed.forEach((name, shape) -> known.put(name, new Symbol(name, shape)));
        List<Definition> definitions = new ArrayList<>();
        Set<String> notes = new LinkedHashSet<>();
        build(known, sizes, definitions, notes);
        if (!diagnostics.isEmpty()) {
            throw new InputError(source, diagnostics);
        }
        String value = valueName(of, definitions);
        whole.forEach(name -> notes.add(name + " is taken as a whole number: a matrix is raised to it"));
        names.unused().forEach(name -> notes.add(name + " is declared but not used"));
        List<Symbol> variables = new ArrayList<>();
        assumed.keySet().removeIf(Placeholders::isOne);
        for (String name : names.variables()) {
            if (Placeholders.isOne(name)) {
                continue;
            }
            variables.add(java.util.Objects.requireNonNull(known.get(name)));
        }
        return new Program(
                source,
                dialect,
                sizes,
                variables,
                definitions,
                value,
                names.span(value),
                value.equals(names.bareName().orElse("")),
                new TreeMap<>(assumed),
                new ArrayList<>(notes));
    }

    private String valueName(Optional<String> of, List<Definition> definitions) {
        String last = definitions.get(definitions.size() - 1).name();
        if (of.isEmpty() || of.get().equals(last)) {
            return last;
        }
        if (definitions.stream().noneMatch(d -> d.name().equals(of.get()))) {
            throw new InputError(
                    source,
                    Diagnostic.of(
                            "unknown-name",
                            "nothing is defined under the name " + of.get(),
                            new Span(0, 0),
                            "defined are: "
                                    + String.join(
                                            ", ",
                                            definitions.stream()
                                                    .map(Definition::name)
                                                    .toList())));
        }
        return of.get();
    }

    private void build(Map<String, Symbol> known, Set<String> sizes, List<Definition> definitions, Set<String> notes) {
        Set<String> rejected = new LinkedHashSet<>();
        ProgramScope scope = new ProgramScope(source, known, sizes, names.origins());
        Builder builder = new Builder(source, dialect, scope, SizeEquality.STRICT);
        for (Names.Defined defined : names.definitions()) {
            Ast.Statement.Definition statement = defined.statement();
            String name = statement.name().text();
            if (names.uses(statement.value()).stream().anyMatch(rejected::contains)) {
                rejected.add(name);
                continue;
            }
            try {
                MatrixExpr value = builder.build(statement.value());
                Optional<Names.Declared> declared =
                        Optional.ofNullable(names.declared().get(name));
                if (declared.isPresent() && !declared.get().symbol().shape().equals(value.shape())) {
                    diagnostics.add(Diagnostic.of(
                                    "shape-mismatch",
                                    name + " is declared "
                                            + declared.get().symbol().shape() + " but its value is " + value.shape(),
                                    statement.span())
                            .note(name + " was declared on line "
                                    + declared.get().line()));
                    rejected.add(name);
                    continue;
                }
                Set<Property> properties =
                        declared.map(d -> d.symbol().properties()).orElse(Set.of());
                Symbol symbol = new Symbol(name, value.shape(), properties);
                known.put(name, symbol);
                definitions.add(new Definition(symbol, value));
            } catch (Builder.Rejected problem) {
                diagnostics.add(problem.diagnostic());
                rejected.add(name);
            }
        }
        notes.addAll(builder.notes());
    }

    /** The shapes of undeclared names. */
    private Map<String, Shape> assume(Map<String, Symbol> known) {
        Set<String> open = names.undeclared();
        if (open.isEmpty()) {
            return Map.of();
        }
        Map<String, Integer> orders = new HashMap<>();
        known.forEach((name, symbol) -> orders.put(name, symbol.shape().rank()));
        names.sizes().forEach(size -> orders.putIfAbsent(size, 0));
        open.stream().filter(Placeholders::isOne).forEach(name -> orders.put(name, Placeholders.order(name)));
        List<Ast.Statement.Definition> statements =
                names.definitions().stream().map(Names.Defined::statement).toList();
        Map<String, Integer> solved = new Ranks(dialect, orders, statements, open).solve();
        Unifier unifier = new Unifier();
        Map<String, Symbol> trial = new HashMap<>(known);
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (String name : open) {
            List<Size> sizes = new ArrayList<>();
            for (int i = 0; i < solved.getOrDefault(name, 0); i++) {
                boolean square = i == 1 && Placeholders.isIdentity(name);
                sizes.add(square ? sizes.get(0) : unifier.unknown());
            }
            shapes.put(name, new Shape(sizes));
            trial.put(name, new Symbol(name, new Shape(sizes)));
        }
        Optional<Shape> value = Optional.empty();
        ProgramScope scope = new ProgramScope(source, trial, names.sizes(), Map.of());
        Builder builder = new Builder(source, dialect, scope, unifier);
        for (Names.Defined defined : names.definitions()) {
            String name = defined.statement().name().text();
            try {
                value = Optional.of(builder.build(defined.statement().value()).shape());
                Symbol declared = known.get(name);
                if (declared != null && declared.shape().rank() == value.get().rank()) {
                    for (int i = 0; i < declared.shape().rank(); i++) {
                        unifier.equal(
                                declared.shape().sizes().get(i),
                                value.get().sizes().get(i));
                    }
                }
                trial.put(name, new Symbol(name, value.get().map(unifier::resolve)));
            } catch (Builder.Rejected conflict) {
                // The sizes found so far stay; building with them reports the conflict in the user's own names.
                trial.remove(name);
            }
        }
        return named(shapes, value, unifier);
    }

    /** Gives readable names to the sizes that are still open: those of the value first. */
    private Map<String, Shape> named(Map<String, Shape> shapes, Optional<Shape> value, Unifier unifier) {
        Set<String> unknown = new LinkedHashSet<>();
        value.ifPresent(shape ->
                shape.sizes().forEach(s -> unknown.addAll(unifier.resolve(s).names())));
        shapes.values()
                .forEach(shape -> shape.sizes()
                        .forEach(s -> unknown.addAll(unifier.resolve(s).names())));
        unknown.removeIf(name -> !Unifier.isUnknown(name));
        List<String> letters = new ArrayList<>(SIZE_LETTERS);
        if (unknown.size() == 1) {
            letters.add(0, "n");
        }
        Map<String, Size> chosen = new HashMap<>();
        Set<String> taken = new LinkedHashSet<>(names.all());
        int counter = 1;
        for (String name : unknown) {
            String letter =
                    letters.stream().filter(l -> !taken.contains(l)).findFirst().orElse("");
            while (letter.isEmpty()) {
                String candidate = "n" + counter++;
                letter = taken.contains(candidate) ? "" : candidate;
            }
            taken.add(letter);
            chosen.put(name, Size.named(letter));
        }
        Map<String, Shape> result = new LinkedHashMap<>();
        shapes.forEach((name, shape) -> result.put(
                name, shape.map(size -> unifier.resolve(size).substitute(s -> chosen.getOrDefault(s, Size.named(s))))));
        return result;
    }

    /** A free name for the value of a bare expression. */
    static String freeValueName(Set<String> taken) {
        Optional<String> letter =
                VALUE_NAMES.stream().filter(name -> !taken.contains(name)).findFirst();
        int counter = 1;
        String name = letter.orElse("Y" + counter);
        while (taken.contains(name)) {
            name = "Y" + ++counter;
        }
        return name;
    }
}
