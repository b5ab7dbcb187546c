package io.deltafold.emit;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Size;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Formulas as Python modules that need NumPy alone. */
public final class NumPy {
    private static final Set<String> KEYWORDS = Set.of(
            "False",
            "None",
            "True",
            "and",
            "as",
            "assert",
            "async",
            "await",
            "break",
            "class",
            "continue",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "finally",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "nonlocal",
            "not",
            "or",
            "pass",
            "raise",
            "return",
            "try",
            "while",
            "with",
            "yield");

    private NumPy() {}

    /**
     * A module that defines one function.
     *
     * <p>The function takes those of {@code variables} that the formula needs, in their order: scalars as floats,
     * vectors as one-dimensional and matrices, rows too, as two-dimensional arrays; then sizes that no argument has. It
     * returns a float for a scalar {@code shape}, otherwise an array of that shape, to which the value is broadcast.
     *
     * @param variables all variables of the program, the upstream gradient included
     * @param formula may refer to the variables and to its own named parts; those it does not need are left out
     * @throws NotEmittable where the formula has a function that NumPy lacks
     */
    public static Code module(String function, List<Symbol> variables, Formula formula, Shape shape) {
        Formula needed = Occurrences.needed(formula);
        Occurrences occurring = Occurrences.of(needed);
        Set<String> reserved = new TreeSet<>(KEYWORDS);
        reserved.addAll(NumPyFunctions.names());
        Identifiers identifiers = new Identifiers(reserved);
        Map<String, String> names = new LinkedHashMap<>();
        for (Symbol variable : variables) {
            names.put(variable.name(), identifiers.claim(Normalizer.normalize(variable.name(), Normalizer.Form.NFKC)));
        }
        NumPySizes sizes = new NumPySizes(identifiers);
        for (Symbol variable : variables) {
            variable.shape().sizes().stream().map(Size::names).forEach(axis -> axis.forEach(sizes::declare));
        }
        occurring.sizeNames().forEach(sizes::declare);
        SharedParts shared = new SharedParts();
        needed.where().forEach(part -> shared.add(part.value()));
        shared.add(needed.value());
        NumPyFunctions functions = new NumPyFunctions();
        NumPyWriter writer = new NumPyWriter(new LinkedHashMap<>(names), sizes, functions, identifiers, shared);
        for (Definition part : needed.where()) {
            writer.define(part.name(), part.value());
        }
        String result = writer.result(needed.value(), shape);

        List<Symbol> used = new ArrayList<>(variables);
        used.removeIf(variable -> !occurring.contains(variable.name()));
        NumPySizes.Readings readings = sizes.read(variables, used, names);
        List<String> parameters = new ArrayList<>();
        for (Symbol variable : variables) {
            if (used.contains(variable)) {
                parameters.add(names.getOrDefault(variable.name(), variable.name()));
            }
        }
        parameters.addAll(readings.parameters());
        StringBuilder text = new StringBuilder(functions.preamble());
        text.append("def ")
                .append(function)
                .append('(')
                .append(String.join(", ", parameters))
                .append("):\n");
        readings.assignments().forEach(line -> text.append("    ").append(line).append('\n'));
        writer.lines().forEach(line -> text.append("    ").append(line).append('\n'));
        text.append("    return ").append(result).append('\n');
        return new Code(text.toString(), parameters, List.of("numpy"));
    }
}
