package io.deltafold.emit;

import io.deltafold.matrix.Shape;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The statements of a method: temporaries and loops. What was computed before is not computed again. */
final class JavaBody {
    /** The Java compiler refuses methods of more than 65,535 bytes; a character makes at most about one. */
    private static final int MAX_CHARACTERS = 60_000;

    private static final String TARGET = "\u0000";
    private static final List<String> LOOPS = List.of("i", "j", "k", "l", "p", "q");

    private final JavaSizes sizes;
    private final Identifiers identifiers;
    private final List<String> lines = new ArrayList<>();
    private final List<String> loops = new ArrayList<>();
    private final Map<String, String> known = new HashMap<>();
    private int characters;
    private int temporaries;

    JavaBody(JavaSizes sizes, Identifiers identifiers) {
        this.sizes = sizes;
        this.identifiers = identifiers;
    }

    /** Whether a variable is none of the parameters. */
    boolean owns(String name) {
        return known.containsValue(name);
    }

    List<String> lines() {
        return lines;
    }

    /** The name of loop variable number {@code depth}; all sizes and parameters must have their names already. */
    String loop(int depth) {
        while (loops.size() <= depth) {
            loops.add(identifiers.claim(loops.size() < LOOPS.size() ? LOOPS.get(loops.size()) : "i" + loops.size()));
        }
        return loops.get(depth);
    }

    /** The loop variables of the axes of a shape. */
    List<String> index(Shape shape) {
        List<String> index = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            index.add(shape.sizes().get(axis).isOne() ? "0" : loop(axis));
        }
        return index;
    }

    /** Wraps statements in loops, the first outermost; a loop of one turn is none. */
    List<String> nest(List<String> variables, List<Size> bounds, List<String> statements) {
        List<String> nested = statements;
        for (int depth = variables.size() - 1; depth >= 0; depth--) {
            if (!bounds.get(depth).isOne()) {
                String variable = variables.get(depth);
                List<String> loop = new ArrayList<>();
                loop.add("for (int " + variable + " = 0; " + variable + " < "
                        + sizes.length(bounds.get(depth)).text() + "; " + variable + "++) {");
                nested.forEach(line -> loop.add("    " + line));
                loop.add("}");
                nested = loop;
            }
        }
        return nested;
    }

    /** A new array and the statements that fill it. */
    JavaValue array(Shape shape, Optional<String> name, Function<String, List<String>> fill) {
        String start = "double[] " + TARGET + " = new double[" + sizes.count(shape) + "];";
        return stored(shape, declare(name, start, fill.apply(TARGET)));
    }

    /** An array that a call gives. */
    JavaValue array(Shape shape, String call) {
        return stored(shape, declare(Optional.empty(), "double[] " + TARGET + " = " + call + ";", List.of()));
    }

    /** The value of an array that is there. */
    JavaValue stored(Shape shape, String name) {
        return new JavaValue(
                shape,
                index -> Fragment.atom(name + "[" + sizes.offset(shape, index) + "]"),
                1,
                Optional.of(name),
                Optional.empty());
    }

    /** A new scalar with a start value, and the statements that add to it. */
    JavaValue scalar(Optional<String> name, String start, Function<String, List<String>> statements) {
        String declared = declare(name, "double " + TARGET + " = " + start + ";", statements.apply(TARGET));
        return JavaValue.scalar(Fragment.atom(declared), 0);
    }

    private String declare(Optional<String> wanted, String declaration, List<String> statements) {
        String recipe = declaration + "\n" + String.join("\n", statements);
        String before = known.get(recipe);
        if (before != null && wanted.isEmpty()) {
            return before;
        }
        String name = wanted.orElseGet(() -> identifiers.numbered("t", ++temporaries));
        known.put(recipe, name);
        write(declaration.replace(TARGET, name));
        statements.forEach(line -> write(line.replace(TARGET, name)));
        return name;
    }

    private void write(String line) {
        characters += line.strip().length();
        if (characters > MAX_CHARACTERS) {
            throw new NotEmittable("the formula is too long for one Java method");
        }
        lines.add(line);
    }
}
