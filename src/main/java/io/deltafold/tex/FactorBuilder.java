package io.deltafold.tex;

import io.deltafold.syntax.Span;
import io.deltafold.tex.grammar.LatexMathLexer;
import io.deltafold.tex.grammar.LatexMathParser.AccentedContext;
import io.deltafold.tex.grammar.LatexMathParser.ArgumentContext;
import io.deltafold.tex.grammar.LatexMathParser.AtomContext;
import io.deltafold.tex.grammar.LatexMathParser.BracketContext;
import io.deltafold.tex.grammar.LatexMathParser.FactorContext;
import io.deltafold.tex.grammar.LatexMathParser.FractionContext;
import io.deltafold.tex.grammar.LatexMathParser.GroupContext;
import io.deltafold.tex.grammar.LatexMathParser.JuxtapositionContext;
import io.deltafold.tex.grammar.LatexMathParser.MatrixContext;
import io.deltafold.tex.grammar.LatexMathParser.MatrixRowContext;
import io.deltafold.tex.grammar.LatexMathParser.RootContext;
import io.deltafold.tex.grammar.LatexMathParser.ScriptArgumentContext;
import io.deltafold.tex.grammar.LatexMathParser.ScriptContext;
import io.deltafold.tex.grammar.LatexMathParser.SymbolContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** From the parse tree to the tree of what was written: what products are made of. */
final class FactorBuilder {
    private final TexBuilder builder;

    FactorBuilder(TexBuilder builder) {
        this.builder = builder;
    }

    static Tex words(TexToken token) {
        return new Tex.Words(token.getText(), token.span());
    }

    Tex juxtaposition(JuxtapositionContext context) {
        List<Tex> factors = new ArrayList<>();
        int bars = 0;
        for (FactorContext factor : context.factor()) {
            if (factor.AT() == null) {
                factors.add(factor(factor));
                continue;
            }
            if (++bars > Nesting.DEEPEST) {
                throw Nesting.tooDeep(builder.span(factor));
            }
            // f(x)|_{x=0}: the bar closes what is juxtaposed before it
            TexToken bar = (TexToken) factor.AT().getSymbol();
            Tex inner = factors.isEmpty() ? new Tex.Empty(new Span(bar.start(), bar.start())) : joined(factors);
            Span span = inner.span().to(bar.span());
            factors = new ArrayList<>(List.of(scripts(factor.script()).on(new Tex.Bracket("", "|", inner, span))));
        }
        return joined(factors);
    }

    /** Factors side by side; a group among them vanishes. */
    private static Tex joined(List<Tex> factors) {
        Tex first = factors.get(0);
        if (factors.size() == 1) {
            return first;
        }
        List<Tex> flat = new ArrayList<>();
        for (Tex factor : factors) {
            if (factor instanceof Tex.Juxtaposition group) {
                flat.addAll(group.factors());
            } else {
                flat.add(factor);
            }
        }
        return new Tex.Juxtaposition(
                flat, first.span().to(factors.get(factors.size() - 1).span()));
    }

    private Tex factor(FactorContext context) {
        Scripts scripts = scripts(context.script());
        if (context.FUNCTION() != null) {
            Tex argument = context.operand() == null ? empty(context.STOP()) : builder.operand(context.operand());
            return function((TexToken) context.getStart(), scripts, argument, builder.span(context));
        }
        if (context.BIG() != null) {
            Tex body = context.product() == null ? empty(context.STOP()) : builder.product(context.product());
            return new Tex.Big(context.BIG().getText(), scripts.below(), scripts.above(), body, builder.span(context));
        }
        AtomContext atom = context.atom();
        if (atom.HORIZONTAL_BRACE() != null) {
            return brace(atom, scripts, builder.span(context));
        }
        boolean bars =
                atom.CALL() != null && atom.bracket().getStart().getText().matches("[|‖]");
        if (bars) {
            Tex argument = scripts.on(bracket(atom.bracket()));
            return function((TexToken) atom.getStart(), scripts(atom.script()), argument, builder.span(context));
        }
        return scripts.on(Widening.to(builder.span(atom), atom(atom)));
    }

    private static Tex function(TexToken name, Scripts scripts, Tex argument, Span span) {
        return new Tex.Function(name.getText(), scripts.below(), scripts.above(), scripts.primes(), argument, span);
    }

    private static Tex empty(TerminalNode stop) {
        int at = ((TexToken) stop.getSymbol()).start();
        return new Tex.Empty(new Span(at, at));
    }

    private Scripts scripts(List<ScriptContext> contexts) {
        Scripts scripts = new Scripts();
        for (ScriptContext script : contexts) {
            Span span = builder.span(script);
            if (script.PRIME() != null) {
                scripts.prime(span);
            } else {
                scripts.add(script.SUB() != null, script(script.scriptArgument()), span);
            }
        }
        return scripts;
    }

    private Tex script(ScriptArgumentContext context) {
        return context.argument() != null
                ? argument(context.argument())
                : context.fraction() != null ? fraction(context.fraction()) : root(context.root());
    }

    private Tex argument(ArgumentContext context) {
        return context.group() != null
                ? group(context.group())
                : context.symbol() != null ? symbol(context.symbol()) : accented(context.accented());
    }

    private Tex atom(AtomContext context) {
        if (context.CALL() != null) {
            return function(
                    (TexToken) context.getStart(),
                    scripts(context.script()),
                    bracket(context.bracket()),
                    builder.span(context));
        }
        if (context.group() != null) {
            return group(context.group());
        }
        if (context.symbol() != null) {
            return symbol(context.symbol());
        }
        if (context.accented() != null) {
            return accented(context.accented());
        }
        if (context.bracket() != null) {
            return bracket(context.bracket());
        }
        if (context.fraction() != null) {
            return fraction(context.fraction());
        }
        return context.root() != null ? root(context.root()) : matrix(context.matrix());
    }

    private Tex brace(AtomContext atom, Scripts scripts, Span span) {
        boolean over = atom.HORIZONTAL_BRACE().getText().startsWith("over");
        Optional<Tex> label = over ? scripts.above() : scripts.below();
        return new Tex.Brace(argument(atom.argument()), over, label, span);
    }

    private static Tex symbol(SymbolContext context) {
        TexToken token = (TexToken) context.getStart();
        Span span = token.span();
        return switch (token.getType()) {
            case LatexMathLexer.NUMBER -> new Tex.Number(token.getText(), span);
            case LatexMathLexer.PHRASE -> words(token);
            case LatexMathLexer.DOTS -> new Tex.Dots(token.getText(), span);
            case LatexMathLexer.NOTHING -> new Tex.Empty(span);
            default -> new Tex.Name(token.getText(), token.style(), List.of(), span);
        };
    }

    private Tex group(GroupContext context) {
        return builder.content(context.content(), end(context.getStart()));
    }

    private static int end(Token token) {
        return ((TexToken) token).end();
    }

    private Tex bracket(BracketContext context) {
        return new Tex.Bracket(
                context.OPEN().getText(),
                context.CLOSE().getText(),
                builder.content(context.content(), end(context.getStart())),
                builder.span(context));
    }

    private Tex accented(AccentedContext context) {
        Span span = builder.span(context);
        String accent = context.ACCENT().getText();
        Tex body = argument(context.argument());
        if (!(body instanceof Tex.Name name)) {
            return new Tex.Accent(accent, body, span);
        }
        List<String> accents = new ArrayList<>(name.accents());
        accents.add(accent);
        return new Tex.Name(name.name(), name.style(), accents, span);
    }

    private Tex fraction(FractionContext context) {
        return new Tex.Fraction(argument(context.argument(0)), argument(context.argument(1)), builder.span(context));
    }

    private Tex root(RootContext context) {
        Optional<Tex> index = Optional.ofNullable(context.content())
                .map(c -> builder.content(c, end(context.OPTION().getSymbol())));
        Tex radicand = context.argument() != null ? argument(context.argument()) : fraction(context.fraction());
        return new Tex.Root(radicand, index, builder.span(context));
    }

    private Tex matrix(MatrixContext context) {
        List<List<Tex>> rows = new ArrayList<>();
        for (MatrixRowContext row : context.matrixRow()) {
            List<Tex> cells = new ArrayList<>();
            int at = ((TexToken) row.getStart()).start();
            for (int i = 0; i < row.content().size(); i++) {
                cells.add(builder.content(
                        row.content(i), i == 0 ? at : end(row.AMPERSAND(i - 1).getSymbol())));
            }
            rows.add(cells);
        }
        return new Tex.Matrix(context.BEGIN().getText(), rows, builder.span(context));
    }
}
