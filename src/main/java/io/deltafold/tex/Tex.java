package io.deltafold.tex;

import io.deltafold.syntax.Span;
import java.util.List;
import java.util.Optional;

/**
 * LaTeX mathematics as it was written, before anything of it has a meaning: whether {@code AB} is a product or a
 * two-letter name, whether {@code ^T} is a transpose and whether {@code f(x)} is a call is decided by who knows the
 * symbols. Spans are offsets into the text that was parsed.
 */
public sealed interface Tex {
    Span span();

    /** Digits with an optional decimal point: {@code 2}, {@code 0.5}. */
    record Number(String digits, Span span) implements Tex {}

    /**
     * One letter, Greek letter or symbol, by its name without the backslash: {@code X}, {@code alpha}, {@code ell},
     * {@code top}, {@code partial}, {@code nabla}, {@code infty}; or a word set as one: {@code ReLU} in
     * {@code \mathrm{ReLU}}.
     *
     * @param style the alphabet: empty, {@code bold}, {@code cal}, {@code bb}, {@code frak}, {@code rm}, {@code sf},
     *     {@code scr}, {@code it}, {@code tt}
     * @param accents {@code hat}, {@code bar}, {@code tilde}, {@code dot}, {@code vec} …, innermost first
     */
    record Name(String name, String style, List<String> accents, Span span) implements Tex {
        public Name {
            accents = List.copyOf(accents);
        }
    }

    /** Words among the mathematics: {@code \text{ for all }}. */
    record Words(String text, Span span) implements Tex {}

    /** Dots of any kind: by the name of the command, {@code ldots}, {@code cdots}, {@code vdots}, {@code ddots}. */
    record Dots(String kind, Span span) implements Tex {}

    /** An accent over more than one letter: {@code \overline{AB}}, {@code \widehat{XY}}. */
    record Accent(String accent, Tex body, Span span) implements Tex {}

    /** A subscript; {@code base} is {@link Empty} where nothing stands before it. */
    record Sub(Tex base, Tex script, Span span) implements Tex {}

    /** A superscript. Subscript and superscript of one base nest with the subscript inside, in whatever order they were written. */
    record Sup(Tex base, Tex script, Span span) implements Tex {}

    /** One or more primes. They nest outside a subscript and inside a superscript. */
    record Prime(Tex base, int count, Span span) implements Tex {}

    /** Nothing: an empty group, a missing operand. */
    record Empty(Span span) implements Tex {}

    /** Two or more side by side with no operator between them; flat. */
    record Juxtaposition(List<Tex> factors, Span span) implements Tex {
        public Juxtaposition {
            factors = List.copyOf(factors);
        }
    }

    /**
     * Operands with operators of the product kind between them, one less than operands: {@code times cdot odot circ
     * otimes oslash * / ast star bullet div}, by the name of the command without the backslash; in the order written,
     * no precedence among them.
     */
    record Product(List<Tex> operands, List<String> operators, Span span) implements Tex {
        public Product {
            operands = List.copyOf(operands);
            operators = List.copyOf(operators);
        }
    }

    /** A sum of signed terms; the sign of the first is {@code +} where none is written. */
    record Sum(List<Term> terms, Span span) implements Tex {
        public Sum {
            terms = List.copyOf(terms);
        }
    }

    /**
     * A term of a sum.
     *
     * @param sign {@code +}, {@code -}, {@code pm}, {@code mp} or {@code oplus}
     */
    record Term(String sign, Tex value) {}

    /** {@code \frac}, {@code \tfrac}, {@code \dfrac}, {@code \cfrac}, {@code a \over b}. */
    record Fraction(Tex numerator, Tex denominator, Span span) implements Tex {}

    /** {@code \sqrt[index]{radicand}}. */
    record Root(Tex radicand, Optional<Tex> index, Span span) implements Tex {}

    /**
     * A big operator with its limits and what it applies to: the juxtaposition and product that follow, up to the next
     * plus, minus, relation, comma or end.
     *
     * @param operator {@code sum}, {@code prod}, {@code int}, {@code bigcup} …
     */
    record Big(String operator, Optional<Tex> below, Optional<Tex> above, Tex body, Span span) implements Tex {}

    /**
     * A function with a name of its own: {@code \log x}, {@code \operatorname{tr}(A)}, {@code \det A}, {@code \max(a, b)},
     * {@code \tanh^2 x}, {@code \mathrm{softmax}(z)}.
     *
     * @param name the letters, as written: {@code log}, {@code tr}, {@code Tr}, {@code softmax}
     * @param below a subscript or limit, as in {@code \max_i} or {@code \log_2}
     * @param power a superscript between the name and the argument, as in {@code \tanh^2 x}
     * @param primes primes on the name
     * @param argument the bracket that follows, which is then a {@link Bracket}; without one, all that is juxtaposed up
     *     to the next operator; {@link Empty} where nothing follows
     */
    record Function(String name, Optional<Tex> below, Optional<Tex> power, int primes, Tex argument, Span span)
            implements Tex {}

    /**
     * Something between delimiters, sizes such as {@code \left} and {@code \Big} dropped.
     *
     * @param open {@code (}, {@code [}, <code>{</code>, {@code langle}, {@code |}, {@code ‖}, {@code lceil}, {@code
     *     lfloor}, or empty for a dot
     */
    record Bracket(String open, String close, Tex inner, Span span) implements Tex {}

    /** Two or more with commas (or semicolons) between them. */
    record Listing(List<Tex> items, Span span) implements Tex {
        public Listing {
            items = List.copyOf(items);
        }
    }

    /**
     * A matrix literal, {@code cases} or {@code array}: cells as written, an empty cell is {@link Empty}.
     *
     * @param environment {@code bmatrix}, {@code pmatrix}, {@code vmatrix}, {@code matrix}, {@code array}, {@code cases} …
     */
    record Matrix(String environment, List<List<Tex>> rows, Span span) implements Tex {
        public Matrix {
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /** A body with a brace above or below it, and what the brace says the body is. */
    record Brace(Tex body, boolean over, Optional<Tex> label, Span span) implements Tex {}

    /**
     * A chain of relations, one operator less than operands: {@code = := equiv triangleq approx < > le ge in to neq
     * propto sim mapsto leftarrow subset …}, by name without the backslash. The first or last operand may be {@link
     * Empty}: a line that continues another.
     */
    record Relation(List<Tex> operands, List<String> operators, Span span) implements Tex {
        public Relation {
            operands = List.copyOf(operands);
            operators = List.copyOf(operators);
        }
    }

    /**
     * Statements of one formula, separated by rows, {@code \quad}, {@code \Rightarrow}, {@code \iff} or words alone.
     * Words are a statement of their own.
     *
     * @param separators one less than statements: {@code row}, {@code quad}, {@code Rightarrow}, {@code implies}, {@code
     *     iff} …, or empty beside words
     */
    record Statements(List<Tex> statements, List<String> separators, Span span) implements Tex {
        public Statements {
            statements = List.copyOf(statements);
            separators = List.copyOf(separators);
        }
    }
}
