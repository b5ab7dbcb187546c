package io.deltafold.syntax;

import io.deltafold.syntax.grammar.DeltafoldParser;
import io.deltafold.syntax.grammar.DeltafoldParser.ChainContext;
import io.deltafold.syntax.grammar.DeltafoldParser.ExpressionContext;
import io.deltafold.syntax.grammar.DeltafoldParser.MarkContext;
import io.deltafold.syntax.grammar.DeltafoldParser.NameContext;
import io.deltafold.syntax.grammar.DeltafoldParser.PowerContext;
import io.deltafold.syntax.grammar.DeltafoldParser.PrimaryContext;
import io.deltafold.syntax.grammar.DeltafoldParser.SignedContext;
import io.deltafold.syntax.grammar.DeltafoldParser.SlotContext;
import io.deltafold.syntax.grammar.DeltafoldParser.TermContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Parse tree to {@link Ast}: operators get their meaning in the dialect, powers their order. */
final class AstBuilder {
    private final int[] offsets;
    private final Dialect dialect;
    private final List<Diagnostic> diagnostics;

    AstBuilder(int[] offsets, Dialect dialect, List<Diagnostic> diagnostics) {
        this.offsets = offsets;
        this.dialect = dialect;
        this.diagnostics = diagnostics;
    }

    static Span span(Token token, int[] offsets) {
        int start = Math.min(token.getStartIndex(), offsets.length - 1);
        int end = Math.min(Math.max(token.getStopIndex() + 1, start), offsets.length - 1);
        return new Span(offsets[start], offsets[end]);
    }

    private Span span(ParserRuleContext context) {
        return span(context.getStart(), offsets).to(span(context.getStop(), offsets));
    }

    List<Ast.Statement> statements(DeltafoldParser.ProgramContext program) {
        return program.statement().stream().map(this::statement).toList();
    }

    private Ast.Statement statement(DeltafoldParser.StatementContext context) {
        if (context.type() != null) {
            List<Ast.Name> names = context.name().stream().map(this::name).toList();
            List<Ast.Word> properties = context.property().stream()
                    .map(p -> new Ast.Word(p.getText(), span(p)))
                    .toList();
            return new Ast.Statement.Declaration(names, sizes(context.type()), properties, span(context));
        }
        Ast value = expression(context.expression());
        return context.name().isEmpty()
                ? new Ast.Statement.Bare(value, span(context))
                : new Ast.Statement.Definition(name(context.name(0)), value, span(context));
    }

    private List<Ast> sizes(DeltafoldParser.TypeContext type) {
        String set = type.name().getText();
        if (!set.equals("R") && !set.equals("ℝ")) {
            boolean complex = set.equals("C") || set.equals("ℂ");
            diagnostics.add(Diagnostic.of(
                    complex ? "unsupported" : "syntax",
                    complex ? "complex input is not supported" : "unknown type " + set,
                    span(type.name()),
                    "a type is R, R[n] or R[m, n]"));
        }
        List<Ast> sizes = new ArrayList<>();
        type.expression().forEach(e -> sizes.add(expression(e)));
        type.typeSize()
                .forEach(s -> sizes.add(s.name() != null ? name(s.name()) : new Ast.Number(s.getText(), span(s))));
        return sizes;
    }

    private Ast.Name name(NameContext context) {
        StringBuilder text = new StringBuilder();
        context.getText().chars().forEach(c -> text.append((char) (c >= '₀' && c <= '₉' ? c - '₀' + '0' : c)));
        return new Ast.Name(text.toString(), span(context));
    }

    private Ast expression(ExpressionContext context) {
        if (context.term().size() == 1) {
            return term(context.term(0));
        }
        List<Ast> terms = new ArrayList<>();
        for (int i = 0; i < context.term().size(); i++) {
            Ast term = term(context.term(i));
            boolean minus = i > 0 && context.addition(i - 1).MINUS() != null;
            terms.add(minus ? new Ast.Negate(term, term.span()) : term);
        }
        return new Ast.Sum(terms, span(context));
    }

    private Ast term(TermContext context) {
        Ast result = signed(context.signed(0));
        List<Ast> run = new ArrayList<>(List.of(result));
        Ast.Operator current = Ast.Operator.HADAMARD;
        for (int i = 1; i < context.signed().size(); i++) {
            Ast.Operator operator = operator(context.multiplication(i - 1).getText());
            Ast operand = signed(context.signed(i));
            boolean chains = operator != Ast.Operator.DIVIDE && operator != Ast.Operator.SOLVE;
            if (run.size() > 1 && !(chains && operator == current)) {
                run = new ArrayList<>(List.of(result));
            }
            run.add(operand);
            current = operator;
            result = new Ast.Product(operator, run, run.get(0).span().to(operand.span()));
        }
        return result;
    }

    private Ast.Operator operator(String sign) {
        return switch (sign) {
            case "*" -> dialect == Dialect.MATLAB ? Ast.Operator.MATMUL : Ast.Operator.HADAMARD;
            case ".*", "⊙" -> Ast.Operator.HADAMARD;
            case "/", "./", "⊘" -> Ast.Operator.DIVIDE;
            case "⊗" -> Ast.Operator.KRONECKER;
            case "\\" -> Ast.Operator.SOLVE;
            default -> Ast.Operator.MATMUL;
        };
    }

    private Ast signed(SignedContext context) {
        int minus = 0;
        SignedContext inner = context;
        while (inner.signed() != null) {
            minus += inner.addition().MINUS() != null ? 1 : 0;
            inner = inner.signed();
        }
        Ast value = power(inner.power());
        return minus % 2 == 0 ? value : new Ast.Negate(value, span(context));
    }

    /** One exponentiation of a chain: its sign, its operand and the marks after it. */
    private record Exponent(boolean entrywise, int minus, PrimaryContext base, List<MarkContext> marks) {}

    private Ast power(PowerContext context) {
        List<MarkContext> firstMarks = new ArrayList<>();
        List<Exponent> exponents = new ArrayList<>();
        for (ChainContext link : context.chain()) {
            if (link.mark() != null) {
                (exponents.isEmpty()
                                ? firstMarks
                                : exponents.get(exponents.size() - 1).marks())
                        .add(link.mark());
            } else {
                int minus = (int)
                        link.addition().stream().filter(a -> a.MINUS() != null).count();
                String sign = link.getChild(0).getText();
                exponents.add(new Exponent(!sign.equals("^"), minus, link.primary(), new ArrayList<>()));
            }
        }
        Ast result = marked(primary(context.primary()), firstMarks);
        return dialect == Dialect.MATLAB ? leftToRight(result, exponents) : rightToLeft(result, exponents);
    }

    private Ast leftToRight(Ast base, List<Exponent> exponents) {
        Ast result = base;
        for (Exponent exponent : exponents) {
            Ast operand = negated(primary(exponent.base()), exponent.minus());
            result = new Ast.Power(
                    exponent.entrywise(), result, operand, result.span().to(operand.span()));
            result = marked(result, exponent.marks());
        }
        return result;
    }

    private Ast rightToLeft(Ast base, List<Exponent> exponents) {
        if (exponents.isEmpty()) {
            return base;
        }
        Ast exponent = null;
        for (int i = exponents.size() - 1; i >= 0; i--) {
            Exponent link = exponents.get(i);
            Ast operand = marked(primary(link.base()), link.marks());
            if (operand instanceof Ast.Transpose transpose && transpose.operand() instanceof Ast.Number number) {
                diagnostics.add(Diagnostic.of(
                        "ambiguous",
                        "this transposes the exponent " + number.text() + ", not the power",
                        operand.span(),
                        "write (A^-1).T for the transpose of a power"));
            }
            if (exponent != null) {
                Exponent next = exponents.get(i + 1);
                operand = new Ast.Power(
                        next.entrywise(), operand, exponent, operand.span().to(exponent.span()));
            }
            exponent = negated(operand, link.minus());
        }
        return new Ast.Power(
                exponents.get(0).entrywise(),
                base,
                java.util.Objects.requireNonNull(exponent),
                base.span().to(exponent.span()));
    }

    private static Ast negated(Ast operand, int minus) {
        return minus % 2 == 0 ? operand : new Ast.Negate(operand, operand.span());
    }

    private Ast marked(Ast base, List<MarkContext> marks) {
        Ast result = base;
        for (MarkContext mark : marks) {
            Span span = result.span().to(span(mark));
            if (!mark.slot().isEmpty()) {
                List<Ast.Slot> slots = mark.slot().stream().map(this::slot).toList();
                result = new Ast.Entry(result, slots, span);
            } else if (mark.getText().equals("⁻¹")) {
                result = new Ast.Inverse(result, span);
            } else {
                result = new Ast.Transpose(result, span);
            }
        }
        return result;
    }

    private Ast.Slot slot(SlotContext slot) {
        return switch (slot.expression().size()) {
            case 0 -> new Ast.Slot.All();
            case 1 -> new Ast.Slot.One(expression(slot.expression(0)));
            default -> new Ast.Slot.Range(expression(slot.expression(0)), expression(slot.expression(1)));
        };
    }

    private Ast primary(PrimaryContext context) {
        if (context.NUMBER() != null) {
            return new Ast.Number(context.NUMBER().getText(), span(context));
        }
        if (context.name() == null) {
            return expression(context.expression());
        }
        Ast.Name name = name(context.name());
        if (context.getChildCount() == 1) {
            return name;
        }
        List<Ast> arguments = new ArrayList<>();
        context.argument().forEach(argument -> {
            if (argument.expression() != null) {
                arguments.add(expression(argument.expression()));
            } else {
                String quoted = argument.STRING().getText();
                arguments.add(new Ast.Text(quoted.substring(1, quoted.length() - 1), span(argument)));
            }
        });
        return new Ast.Call(name.text(), arguments, name.span(), span(context));
    }
}
