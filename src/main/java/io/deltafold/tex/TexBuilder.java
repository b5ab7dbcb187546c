package io.deltafold.tex;

import io.deltafold.syntax.Span;
import io.deltafold.tex.grammar.LatexMathParser.ContentContext;
import io.deltafold.tex.grammar.LatexMathParser.FormulaContext;
import io.deltafold.tex.grammar.LatexMathParser.LinkContext;
import io.deltafold.tex.grammar.LatexMathParser.ListingContext;
import io.deltafold.tex.grammar.LatexMathParser.MultipliedContext;
import io.deltafold.tex.grammar.LatexMathParser.OperandContext;
import io.deltafold.tex.grammar.LatexMathParser.ProductContext;
import io.deltafold.tex.grammar.LatexMathParser.RelationContext;
import io.deltafold.tex.grammar.LatexMathParser.SeparatorContext;
import io.deltafold.tex.grammar.LatexMathParser.SignedContext;
import io.deltafold.tex.grammar.LatexMathParser.StatementsContext;
import io.deltafold.tex.grammar.LatexMathParser.SumContext;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** From the parse tree to the tree of what was written: statements, relations, sums and products. */
final class TexBuilder {
    private final FactorBuilder factors = new FactorBuilder(this);

    Tex formula(FormulaContext formula) {
        return content(formula.content(), 0);
    }

    /** The content of brackets; {@code at} is where it would stand if there is none. */
    Tex content(ContentContext content, int at) {
        Tex first = statements(content.statements(0), at);
        if (content.OVER() == null) {
            return first;
        }
        TexToken over = (TexToken) content.OVER().getSymbol();
        Tex below = statements(content.statements(1), over.end());
        return new Tex.Fraction(first, below, first.span().to(below.span()));
    }

    private Tex statements(StatementsContext context, int at) {
        List<Tex> statements = new ArrayList<>();
        List<String> separators = new ArrayList<>();
        String separator = "";
        for (ParseTree child : context.children == null ? List.<ParseTree>of() : context.children) {
            if (child instanceof SeparatorContext s) {
                separator = stronger(separator, s.getStart().getText());
                continue;
            }
            Tex statement = child instanceof ListingContext l ? listing(l) : FactorBuilder.words(token(child));
            if (statement instanceof Tex.Empty) {
                continue;
            }
            if (!continues(statements, statement)) {
                if (!statements.isEmpty()) {
                    separators.add(separator);
                }
                statements.add(statement);
            }
            separator = "";
        }
        if (statements.isEmpty()) {
            return new Tex.Empty(new Span(at, at));
        }
        Span span = statements.get(0).span();
        for (Tex statement : statements) {
            span = span.to(statement.span());
        }
        return statements.size() == 1 ? statements.get(0) : new Tex.Statements(statements, separators, span);
    }

    private static TexToken token(ParseTree leaf) {
        return (TexToken) ((TerminalNode) leaf).getSymbol();
    }

    private static String stronger(String one, String other) {
        boolean weak = one.isEmpty() || "row".equals(one) || "quad".equals(one) && !"row".equals(other);
        return weak ? other : one;
    }

    /** Whether it was joined to the chain before words: {@code a = b \text{ by (1)} \\ = c}. */
    private static boolean continues(List<Tex> statements, Tex statement) {
        boolean open = statement instanceof Tex.Relation r && r.operands().get(0) instanceof Tex.Empty;
        int last = statements.size() - 1;
        while (last >= 0 && statements.get(last) instanceof Tex.Words) {
            last--;
        }
        if (!open || last < 0 || last == statements.size() - 1) {
            return false;
        }
        if (!(statements.get(last) instanceof Tex.Relation before)) {
            return false;
        }
        Tex.Relation after = (Tex.Relation) statement;
        List<Tex> operands = new ArrayList<>(before.operands());
        operands.addAll(after.operands().subList(1, after.operands().size()));
        List<String> operators = new ArrayList<>(before.operators());
        operators.addAll(after.operators());
        statements.set(last, new Tex.Relation(operands, operators, before.span().to(after.span())));
        return true;
    }

    private Tex listing(ListingContext context) {
        List<Tex> items = new ArrayList<>();
        context.relation().forEach(r -> items.add(relation(r)));
        if (items.isEmpty()) {
            return empty(context);
        }
        return items.size() == 1 ? items.get(0) : new Tex.Listing(items, over(items));
    }

    private static Span over(List<Tex> items) {
        Span span = items.get(0).span();
        return span.to(items.get(items.size() - 1).span());
    }

    Span span(ParserRuleContext context) {
        return ((TexToken) context.getStart()).span().to(((TexToken) context.getStop()).span());
    }

    private static Tex empty(ParserRuleContext context) {
        int at = ((TexToken) context.getStart()).start();
        return new Tex.Empty(new Span(at, at));
    }

    private static Tex emptyAfter(Token token) {
        int end = ((TexToken) token).end();
        return new Tex.Empty(new Span(end, end));
    }

    private Tex relation(RelationContext context) {
        if (context.link().isEmpty()) {
            return sum(context.sum());
        }
        List<Tex> operands = new ArrayList<>();
        List<String> operators = new ArrayList<>();
        operands.add(context.sum() == null ? empty(context) : sum(context.sum()));
        for (LinkContext link : context.link()) {
            operators.add(link.RELATION().getText());
            operands.add(link.sum() == null ? emptyAfter(link.getStart()) : sum(link.sum()));
        }
        return new Tex.Relation(operands, operators, span(context));
    }

    private Tex sum(SumContext context) {
        if (context.signed().isEmpty()) {
            return product(context.product());
        }
        List<Tex.Term> terms = new ArrayList<>();
        if (context.product() != null) {
            terms.add(new Tex.Term("+", product(context.product())));
        }
        List<SignedContext> signed = context.signed();
        for (int i = 0; i < signed.size(); i++) {
            int first = i;
            // a + - b: the later signs belong to the operand
            while (signed.get(i).product() == null && i + 1 < signed.size()) {
                i++;
            }
            SignedContext last = signed.get(i);
            Tex value = last.product() == null ? emptyAfter(last.getStart()) : product(last.product());
            for (int s = i; s > first; s--) {
                TexToken sign = (TexToken) signed.get(s).getStart();
                value = new Tex.Sum(
                        List.of(new Tex.Term(sign.getText(), value)),
                        sign.span().to(value.span()));
            }
            terms.add(new Tex.Term(signed.get(first).SIGN().getText(), value));
        }
        return new Tex.Sum(terms, span(context));
    }

    Tex product(ProductContext context) {
        if (context.multiplied().isEmpty()) {
            return operand(context.operand());
        }
        List<Tex> operands = new ArrayList<>();
        List<String> operators = new ArrayList<>();
        operands.add(context.operand() == null ? empty(context) : operand(context.operand()));
        for (MultipliedContext next : context.multiplied()) {
            String operator = next.PRODUCT().getText();
            Tex right = next.operand() == null ? emptyAfter(next.getStart()) : operand(next.operand());
            Tex left = operands.get(operands.size() - 1);
            if ("/".equals(operator) && left instanceof Tex.Number && startsWithNumber(right)) {
                operands.set(operands.size() - 1, fraction(left, right));
            } else {
                operators.add(operator);
                operands.add(right);
            }
        }
        return operands.size() == 1 ? operands.get(0) : new Tex.Product(operands, operators, span(context));
    }

    private static boolean startsWithNumber(Tex right) {
        return right instanceof Tex.Number
                || right instanceof Tex.Juxtaposition j && j.factors().get(0) instanceof Tex.Number;
    }

    /** {@code 1/2 x} is half of x. */
    private static Tex fraction(Tex left, Tex right) {
        Span span = left.span().to(right.span());
        if (!(right instanceof Tex.Juxtaposition rest)) {
            return new Tex.Fraction(left, right, span);
        }
        List<Tex> factors = new ArrayList<>(rest.factors());
        Tex below = factors.get(0);
        factors.set(0, new Tex.Fraction(left, below, left.span().to(below.span())));
        return new Tex.Juxtaposition(factors, span);
    }

    Tex operand(OperandContext context) {
        Tex value = context.juxtaposition() == null
                ? emptyAfter(context.getStop())
                : factors.juxtaposition(context.juxtaposition());
        if (context.UNARY() == null) {
            return value;
        }
        return new Tex.Sum(List.of(new Tex.Term(context.UNARY().getText(), value)), span(context));
    }
}
