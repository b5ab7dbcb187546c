package io.deltafold.emit;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.SourceVersion;

/** Formulas as self-contained Java classes over row-major arrays. */
public final class JavaSource {
    private static final Set<String> RESERVED = Set.of("Math", "Double", "var", "yield", "record", "sealed", "permits");
    private static final int MAX_COMMENT = 500;

    private JavaSource() {}

    /**
     * A class with one public static method.
     *
     * <p>The method takes the sizes as {@code int}, then those of {@code variables} that the formula needs: scalars as
     * {@code double}, other tensors as row-major {@code double[]}. It returns a {@code double} for a scalar
     * {@code shape}, otherwise a new row-major array of that shape, to which the value is broadcast.
     *
     * @param variables all variables of the program, the upstream gradient included
     * @param formula may refer to the variables and to its own named parts; those it does not need are left out
     * @throws NotEmittable where the formula has a function that Java lacks, or is too long for one method
     */
    public static Code method(String className, String function, List<Symbol> variables, Formula formula, Shape shape) {
        if (!isIdentifier(className)
                || !isIdentifier(function)
                || JavaFunctions.names().contains(function)) {
            throw new IllegalArgumentException(className + "." + function + " cannot be the name of a method");
        }
        Formula needed = Occurrences.needed(formula);
        Occurrences occurring = Occurrences.of(needed);
        Identifiers identifiers = new Identifiers(RESERVED);
        JavaSizes sizes = new JavaSizes(identifiers);
        JavaBody body = new JavaBody(sizes, identifiers);
        Map<String, JavaValue> symbols = new LinkedHashMap<>();
        List<String> names = new ArrayList<>();
        List<String> arrays = new ArrayList<>();
        for (Symbol variable : variables) {
            if (occurring.contains(variable.name())) {
                String name = identifiers.claim(identifier(variable.name()));
                names.add(name);
                arrays.add((variable.shape().isScalar() ? "double " : "double[] ") + name);
                symbols.put(
                        variable.name(),
                        variable.shape().isScalar()
                                ? JavaValue.scalar(Fragment.atom(name), 0)
                                : body.stored(variable.shape(), name));
            }
        }
        sizeNames(occurring, shape).forEach(sizes::name);
        SharedParts shared = new SharedParts();
        needed.where().forEach(part -> shared.add(part.value()));
        shared.add(needed.value());
        JavaFunctions functions = new JavaFunctions();
        JavaWriter writer = new JavaWriter(symbols, sizes, functions, body, shared);
        for (Definition part : needed.where()) {
            writer.define(part.name(), identifiers.claim(identifier(part.name())), part.value());
        }
        String result = writer.result(needed.value(), shape);

        List<String> parameters = new ArrayList<>(sizes.names());
        parameters.addAll(names);
        List<String> declared = new ArrayList<>();
        sizes.names().forEach(size -> declared.add("int " + size));
        declared.addAll(arrays);
        StringBuilder text = new StringBuilder();
        text.append("public final class ").append(className).append(" {\n");
        text.append("    private ").append(className).append("() {}\n\n");
        comment(needed).ifPresent(line -> text.append("    ").append(line).append('\n'));
        text.append("    public static ").append(shape.isScalar() ? "double " : "double[] ");
        text.append(function).append('(').append(String.join(", ", declared)).append(") {\n");
        body.lines().forEach(line -> text.append("        ").append(line).append('\n'));
        text.append("        return ").append(result).append(";\n    }\n");
        functions.methods().forEach(method -> text.append('\n').append(method.indent(4)));
        return new Code(text.append("}\n").toString(), parameters, List.of());
    }

    private static String identifier(String name) {
        return isIdentifier(name) ? name : name + "_";
    }

    private static boolean isIdentifier(String name) {
        return SourceVersion.isIdentifier(name) && !SourceVersion.isKeyword(name);
    }

    private static Optional<String> comment(Formula formula) {
        String text = SourceText.print(formula);
        return text.length() > MAX_COMMENT
                ? Optional.empty()
                : Optional.of("/** {@code " + text.replace("*/", "* /").replace("\\", "/") + "}. */");
    }

    private static Set<String> sizeNames(Occurrences occurring, Shape shape) {
        Set<String> names = new TreeSet<>(occurring.sizeNames());
        shape.sizes().forEach(size -> names.addAll(size.names()));
        return names;
    }
}
