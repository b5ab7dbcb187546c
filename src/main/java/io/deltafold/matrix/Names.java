package io.deltafold.matrix;

import io.deltafold.number.Size;
import io.deltafold.syntax.Ast;
import io.deltafold.syntax.Diagnostic;
import io.deltafold.syntax.InputError;
import io.deltafold.syntax.Source;
import io.deltafold.syntax.Span;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The names of a program: declared, defined, sizes, and the rest. */
final class Names {
    /** A declared tensor and the line of its declaration. */
    record Declared(Symbol symbol, int line, Span span) {}

    /** A definition; a bare expression gets a free name. */
    record Defined(Ast.Statement.Definition statement, int line) {}

    private final Source source;
    private final Map<String, Declared> declared = new LinkedHashMap<>();
    private final List<Defined> definitions = new ArrayList<>();
    private final Set<String> definedNames = new LinkedHashSet<>();
    private final Set<String> sizes = new LinkedHashSet<>();
    private final Set<String> used = new LinkedHashSet<>();
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private Optional<String> bareName = Optional.empty();

    private final Set<String> whole;

    private Names(Source source, Set<String> whole) {
        this.source = source;
        this.whole = whole;
    }

    /** @param whole names that stand for whole numbers, such as the k of Xᵏ */
    static Names read(Source source, List<Ast.Statement> statements, Set<String> whole) {
        Names names = new Names(source, whole);
        names.collect(statements);
        if (!names.diagnostics.isEmpty()) {
            throw new InputError(source, names.diagnostics);
        }
        return names;
    }

    Map<String, Declared> declared() {
        return declared;
    }

    List<Defined> definitions() {
        return definitions;
    }

    Set<String> sizes() {
        return sizes;
    }

    /** Where a defined name is defined. */
    Span span(String name) {
        return definitions.stream()
                .filter(d -> d.statement().name().text().equals(name))
                .findFirst()
                .map(d -> d.statement().span())
                .orElseThrow();
    }

    Optional<String> bareName() {
        return bareName;
    }

    /** Names that are used and neither declared nor defined nor sizes, in order of appearance. */
    Set<String> undeclared() {
        Set<String> open = new LinkedHashSet<>(used);
        open.removeAll(declared.keySet());
        open.removeAll(definedNames);
        open.removeAll(sizes);
        open.remove("pi");
        open.remove("π");
        return open;
    }

    /** All tensors that are not defined: the declared ones, then the undeclared. */
    Set<String> variables() {
        Set<String> variables = new LinkedHashSet<>(declared.keySet());
        variables.removeAll(definedNames);
        variables.addAll(undeclared());
        return variables;
    }

    Set<String> unused() {
        Set<String> unused = new LinkedHashSet<>(declared.keySet());
        unused.removeAll(used);
        unused.removeAll(definedNames);
        return unused;
    }

    Set<String> all() {
        Set<String> all = new LinkedHashSet<>(used);
        all.addAll(declared.keySet());
        all.addAll(definedNames);
        all.addAll(sizes);
        return all;
    }

    /** For each declared or defined name where its shape came from, with {@code {}} for the shape. */
    Map<String, String> origins() {
        Map<String, String> origins = new HashMap<>();
        definitions.forEach(d -> origins.put(d.statement().name().text(), "defined as {} on line " + d.line()));
        declared.forEach((name, d) -> origins.put(name, "declared {} on line " + d.line()));
        return origins;
    }

    /** The names that an expression uses. */
    Set<String> uses(Ast ast) {
        Set<String> found = new LinkedHashSet<>();
        collectUses(ast, found, new LinkedHashSet<>());
        return found;
    }

    private void collect(List<Ast.Statement> statements) {
        for (int i = 0; i < statements.size(); i++) {
            Ast.Statement statement = statements.get(i);
            int line = source.line(statement.span().start());
            if (statement instanceof Ast.Statement.Declaration declaration) {
                declare(declaration, line);
            } else if (statement instanceof Ast.Statement.Definition definition) {
                define(definition, line);
            } else if (i < statements.size() - 1) {
                diagnostics.add(Diagnostic.of(
                        "syntax",
                        "only the last statement can be an expression without a name",
                        statement.span(),
                        "give it a name: f = ..."));
            }
        }
        if (!statements.isEmpty()
                && statements.get(statements.size() - 1) instanceof Ast.Statement.Bare bare
                && diagnostics.isEmpty()) {
            collectUses(bare.value(), used, sizes);
            String name = Inference.freeValueName(all());
            bareName = Optional.of(name);
            definedNames.add(name);
            definitions.add(new Defined(
                    new Ast.Statement.Definition(new Ast.Name(name, bare.span()), bare.value(), bare.span()),
                    source.line(bare.span().start())));
        }
        for (String size : sizes) {
            if (declared.containsKey(size) || definedNames.contains(size)) {
                Optional<Span> clash = Optional.ofNullable(declared.get(size)).map(Declared::span);
                diagnostics.add(Diagnostic.of(
                        "name-clash",
                        size + " is used both as a size and as a tensor",
                        clash.orElseGet(() -> span(size)),
                        "rename one of them"));
            }
        }
    }

    private void declare(Ast.Statement.Declaration declaration, int line) {
        try {
            List<Size> axes = declaration.sizes().stream()
                    .map(ProgramScope.SizeReader::read)
                    .toList();
            axes.forEach(size -> sizes.addAll(size.names()));
            Shape shape = new Shape(axes);
            Set<Property> properties = properties(declaration, shape);
            for (Ast.Name name : declaration.names()) {
                if (whole.contains(name.text())) {
                    if (!shape.isScalar()) {
                        diagnostics.add(Diagnostic.of(
                                "bad-exponent",
                                "a matrix is raised to " + name.text() + ", which is " + shape.phrase(),
                                name.span(),
                                "a matrix power needs a whole number"));
                    }
                    continue;
                }
                if (declared.containsKey(name.text())) {
                    diagnostics.add(Diagnostic.of("duplicate", name.text() + " is declared twice", name.span())
                            .note("it was declared first on line "
                                    + declared.get(name.text()).line()));
                }
                declared.put(name.text(), new Declared(new Symbol(name.text(), shape, properties), line, name.span()));
            }
        } catch (Builder.Rejected rejected) {
            diagnostics.add(rejected.diagnostic());
        }
    }

    private Set<Property> properties(Ast.Statement.Declaration declaration, Shape shape) {
        EnumSet<Property> properties = EnumSet.noneOf(Property.class);
        for (Ast.Word word : declaration.properties()) {
            Optional<Property> property = Property.named(word.text());
            if (property.isEmpty()) {
                diagnostics.add(Diagnostic.of(
                        "unknown-property",
                        "there is no property called " + word.text(),
                        word.span(),
                        "known are: "
                                + String.join(
                                        ", ",
                                        java.util.Arrays.stream(Property.values())
                                                .map(Property::word)
                                                .toList())));
            } else if (property.get().needsSquare()
                    && !(shape.isMatrix() && shape.rows().equals(shape.columns()))) {
                diagnostics.add(Diagnostic.of(
                        "bad-property",
                        "only a square matrix can be " + word.text() + ", not " + shape.phrase(),
                        word.span()));
            } else {
                properties.add(property.get());
            }
        }
        return Property.closure(properties);
    }

    private void define(Ast.Statement.Definition definition, int line) {
        String name = definition.name().text();
        collectUses(definition.value(), used, sizes);
        if (!definedNames.add(name)) {
            diagnostics.add(Diagnostic.of(
                    "duplicate",
                    name + " is defined twice",
                    definition.name().span(),
                    "give the second one another name"));
        }
        definitions.add(new Defined(definition, line));
    }

    private void collectUses(Ast ast, Set<String> names, Set<String> sizeNames) {
        new Uses(names, sizeNames).add(ast);
        whole.stream().filter(names::remove).forEach(sizeNames::add);
    }
}
