package io.deltafold;

import io.deltafold.emit.Code;
import io.deltafold.emit.JavaSource;
import io.deltafold.emit.Latex;
import io.deltafold.emit.NotEmittable;
import io.deltafold.emit.Notation;
import io.deltafold.emit.NumPy;
import io.deltafold.emit.SourceText;
import io.deltafold.emit.Text;
import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Inference;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.Program;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.syntax.Source;
import io.deltafold.verify.Equality;
import io.deltafold.verify.Verdict;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A verified derivative. Immutable and safe to share between threads.
 *
 * <p>Formulas ({@link #latex()}, {@link #text()}, {@link #source()}) are the right-hand side alone; {@link
 * #latexEquation()} is the whole equation.
 */
public final class Derivative {
    private final Program program;
    private final Form form;
    private final Target target;
    private final Optional<Symbol> parameter;
    private final Shape shape;
    private final Optional<Formula> formula;
    private final Optional<Formula> source;
    private final Optional<Formula> computed;
    private final EquationSides sides;
    private final Node entries;
    private final Notation notation;
    private final Findings findings;

    /**
     * What is said beside a formula.
     *
     * @param whyNoMatrixForm the reason, where only the index formula exists
     */
    record Findings(
            List<String> conditions,
            List<String> conventions,
            List<String> notes,
            Optional<String> whyNoMatrixForm,
            Verification verification) {}

    Derivative(
            Program program,
            Form form,
            Target target,
            Optional<Symbol> parameter,
            Shape shape,
            Optional<Formula> formula,
            Optional<Formula> source,
            Optional<Formula> computed,
            EquationSides sides,
            Node entries,
            Notation notation,
            Findings findings) {
        this.program = program;
        this.form = form;
        this.target = target;
        this.parameter = parameter;
        this.shape = shape;
        this.formula = formula;
        this.source = source;
        this.computed = computed;
        this.sides = sides;
        this.entries = entries;
        this.notation = notation;
        this.findings = findings;
    }

    /** The program that was differentiated. */
    public Program program() {
        return program;
    }

    public Form form() {
        return form;
    }

    /** The variable. */
    public Symbol wrt() {
        return target.wrt();
    }

    /** The second variable of a mixed Hessian. */
    public Optional<Symbol> second() {
        return target.isMixed() ? Optional.of(target.second()) : Optional.empty();
    }

    /** The name of the value that was differentiated. */
    public String of() {
        return program.valueName();
    }

    /** The upstream gradient, a parameter of the generated code, for a vector-Jacobian product. */
    public Optional<Symbol> upstream() {
        return form == Form.VJP ? parameter : Optional.empty();
    }

    /** The direction in which the variable moves, a parameter of the generated code, for jvp, hvp and differential. */
    public Optional<Symbol> direction() {
        return target.direction();
    }

    /** The shape of the result. */
    public Shape shape() {
        return shape;
    }

    /** Whether there is a formula in matrix notation; otherwise only the index formula exists. */
    public boolean hasMatrixForm() {
        return formula.isPresent();
    }

    /** Why there is only an index formula. */
    public Optional<String> whyNoMatrixForm() {
        return findings.whyNoMatrixForm();
    }

    /** The result as an expression, where it has matrix form. */
    public Optional<Formula> formula() {
        return formula;
    }

    /** The result as an expression of its axes one after another, with einsum where there is no matrix form. */
    public Optional<Formula> tensorFormula() {
        return source;
    }

    /** Both sides of its equations, in print. */
    EquationSides sides() {
        return sides;
    }

    /** The result in index notation. */
    Node entries() {
        return entries;
    }

    /** How its symbols are written. */
    Notation notation() {
        return notation;
    }

    /** The result as code computes it: the formula; with einsum, columns stacked first, where there is no matrix form. */
    Optional<Formula> computed() {
        return computed;
    }

    /**
     * Whether another formula for this derivative, such as a textbook's, is equal to it.
     *
     * @param expression in the program's names, with the upstream gradient or the direction as a further one
     * @throws io.deltafold.syntax.InputError where the text is no well-shaped expression
     */
    public Verdict compare(String expression) {
        List<Symbol> known = parameters();
        List<Definition> definitions = new ArrayList<>();
        for (Definition definition : program.definitions()) {
            definitions.add(definition);
            known.add(definition.symbol());
        }
        MatrixExpr other = Inference.expression(new Source("formula", expression), known, program.sizeNames());
        Formula own = source.orElseThrow(() -> new IllegalStateException("this result has no formula to compare"));
        definitions.addAll(own.where());
        return new Equality(parameters(), definitions, program.sizeNames(), own.value(), other).decide();
    }

    /** The right-hand side in LaTeX: the matrix formula, or the index formula where there is none. */
    public String latex() {
        return formula.map(f -> Latex.print(f, notation)).orElseGet(() -> sides.entry(entries, true));
    }

    /** The right-hand side in Unicode text. */
    public String text() {
        return formula.map(f -> Text.print(f, notation)).orElseGet(() -> sides.entry(entries, false));
    }

    /**
     * The right-hand side in the expression language; with einsum where there is no matrix form, and empty where not even
     * that can say it.
     */
    public Optional<String> source() {
        return source.map(SourceText::print);
    }

    /** The whole equation in LaTeX. */
    public String latexEquation() {
        return formula.isPresent() ? sides.left(true) + " = " + latex() : sides.entryEquation(entries, true);
    }

    /** The whole equation in Unicode text. */
    public String textEquation() {
        return formula.isPresent() ? sides.left(false) + " = " + text() : sides.entryEquation(entries, false);
    }

    /** The equation between entries, in text. */
    public String indexEquation() {
        StringBuilder text = new StringBuilder(sides.entryEquation(entries, false));
        List<Definition> parts = formula.map(Formula::where).orElse(List.of());
        Set<String> occurring = new HashSet<>();
        for (Node node : Graph.reachable(List.of(entries))) {
            if (node instanceof Node.Variable variable) {
                occurring.add(variable.symbol().name());
            }
        }
        if (parts.stream().noneMatch(part -> occurring.contains(part.name()))) {
            return text.toString();
        }
        for (Definition part : parts) {
            text.append(text.indexOf(" where ") < 0 ? " where " : ", ")
                    .append(notation.text(part.name()))
                    .append(" = ")
                    .append(Text.print(part.value(), notation));
        }
        return text.toString();
    }

    /**
     * A NumPy module with a function named after the form.
     *
     * @throws io.deltafold.emit.NotEmittable where the result has no NumPy form
     */
    public Code numpy() {
        return NumPy.module(form.word(), parameters(), selfContained("NumPy"), shape);
    }

    /**
     * A Java class with one static method named after the form.
     *
     * @throws io.deltafold.emit.NotEmittable where the result has no Java form
     */
    public Code java() {
        return JavaSource.method("Derivative", form.word(), parameters(), selfContained("Java"), shape);
    }

    private List<Symbol> parameters() {
        List<Symbol> all = new ArrayList<>(program.variables());
        parameter.ifPresent(all::add);
        return all;
    }

    /** The formula with the program's definitions that it refers to as its first parts. */
    private Formula selfContained(String language) {
        Formula result = computed.orElseThrow(() ->
                new NotEmittable("the result has only an index formula, for which there is no " + language + " code"));
        List<Definition> parts = new ArrayList<>(program.definitions());
        parts.addAll(result.where());
        return References.needed(parts, result.value());
    }

    /** Conditions under which value and derivative are defined. */
    public List<String> conditions() {
        return findings.conditions();
    }

    /** Conventions that the result depends on. */
    public List<String> conventions() {
        return findings.conventions();
    }

    /** Other things worth knowing: broadcasting, unused names. */
    public List<String> notes() {
        return findings.notes();
    }

    /** How the result was verified. */
    public Verification verification() {
        return findings.verification();
    }

    /** The answer as one line of JSON, with the formats {@code latex}, {@code text} and {@code source}. */
    public String json() {
        return JsonAnswer.of(this, List.of("latex", "text", "source"));
    }

    @Override
    public String toString() {
        return textEquation();
    }
}
