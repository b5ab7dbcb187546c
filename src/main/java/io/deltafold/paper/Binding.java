package io.deltafold.paper;

import io.deltafold.matrix.Property;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a document's name stands for from one place on. Facts that the text states later ("where A is symmetric") are
 * added while the document is read; afterwards it does not change.
 */
final class Binding {
    /** What kind of thing it is. */
    enum Role {
        /** A number, a vector or a matrix. */
        TENSOR,
        /** A function of which nothing is known but its arguments, such as a loss. */
        FUNCTION,
        /** A vector for each number: the rows, or columns, of a matrix. */
        FAMILY
    }

    private final String name;
    private final String latex;
    private Role role = Role.TENSOR;
    private Optional<Shape> shape = Optional.empty();
    private Optional<Rule> rule = Optional.empty();
    private int ruleFrom;
    private boolean declared;
    private boolean general;
    private boolean ones;
    private int line;
    /** What is promised, with the place in the document from which on it is. */
    private final Map<Property, Integer> properties = new EnumMap<>(Property.class);

    private final Map<Constraint, Integer> constraints = new EnumMap<>(Constraint.class);
    private final Set<String> arguments = new LinkedHashSet<>();
    private final List<String> usage = new ArrayList<>();
    private Optional<Family> family = Optional.empty();

    /** What is true of the entries beside a {@link Property}. */
    enum Constraint {
        /** Every row sums to one. */
        ROWS_SUM_TO_ONE,
        /** The entries sum to one. */
        SUMS_TO_ONE,
        /** The Euclidean norm is one. */
        UNIT_NORM,
        /** QᵀQ = I. */
        ORTHONORMAL_COLUMNS
    }

    /**
     * Vectors that are the rows or the columns of a matrix.
     *
     * @param matrix the key of the matrix; empty where no name was given
     * @param size the size of one vector
     */
    record Family(Optional<String> matrix, boolean rows, Optional<Size> size) {}

    /**
     * @param name unique in the document, and a name of the expression language
     * @param latex how it was written where it was introduced
     */
    Binding(String name, String latex, int line) {
        this.name = name;
        this.latex = latex;
        this.line = line;
    }

    String name() {
        return name;
    }

    String latex() {
        return latex;
    }

    int line() {
        return line;
    }

    Role role() {
        return role;
    }

    void become(Role other) {
        role = other;
    }

    /** The shape that the document states, or that inference found. */
    Optional<Shape> shape() {
        return shape;
    }

    /** Whether the document states the shape. */
    boolean isDeclared() {
        return declared;
    }

    void declare(Shape stated) {
        shape = Optional.of(stated);
        declared = true;
    }

    void infer(Shape found) {
        shape = Optional.of(found);
    }

    /** What is promised at a place of the document. */
    Set<Property> properties(int place) {
        Set<Property> known = EnumSet.noneOf(Property.class);
        properties.forEach((property, from) -> {
            if (from <= place) {
                known.add(property);
            }
        });
        return known;
    }

    void promise(Property property, int from) {
        Property.closure(Set.of(property)).forEach(p -> properties.merge(p, from, Math::min));
    }

    Set<Constraint> constraints(int place) {
        Set<Constraint> known = EnumSet.noneOf(Constraint.class);
        constraints.forEach((constraint, from) -> {
            if (from <= place) {
                known.add(constraint);
            }
        });
        return known;
    }

    void constrain(Constraint constraint, int from) {
        constraints.merge(constraint, from, Math::min);
    }

    /** A later meaning of the name keeps what was promised of the earlier. */
    void inherit(Binding before) {
        properties.putAll(before.properties);
        constraints.putAll(before.constraints);
    }

    /** Whether the document says that nothing more is assumed: "not necessarily symmetric". */
    boolean isGeneral() {
        return general;
    }

    void generalise() {
        general = true;
    }

    boolean isOnes() {
        return ones;
    }

    void becomeOnes() {
        ones = true;
    }

    Optional<Rule> rule() {
        return rule;
    }

    /** The definition, as far as it stands before a place of the document. */
    Optional<Rule> rule(int place) {
        return ruleFrom <= place ? rule : Optional.empty();
    }

    void define(Rule defined, int where) {
        rule = Optional.of(defined);
        ruleFrom = where;
        line = where;
    }

    /** The keys of the names that a function depends on, as far as the text says. */
    Set<String> arguments() {
        return arguments;
    }

    /** The orders at which it is used, as far as the notation shows. */
    List<String> usage() {
        return usage;
    }

    Optional<Family> family() {
        return family;
    }

    void become(Family vectors) {
        family = Optional.of(vectors);
        role = Role.FAMILY;
    }

    @Override
    public String toString() {
        return name;
    }
}
