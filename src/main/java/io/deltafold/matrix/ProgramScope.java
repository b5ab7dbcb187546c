package io.deltafold.matrix;

import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.syntax.Ast;
import io.deltafold.syntax.Diagnostic;
import io.deltafold.syntax.Source;
import io.deltafold.syntax.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of a program with their meanings. */
final class ProgramScope implements Builder.Scope {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}0-9_₀-₉]*");

    private final Source source;
    private final Map<String, Symbol> symbols;
    private final Set<String> sizeNames;
    private final Map<String, String> origins;

    /** @param origins for a declared or defined name where its shape came from, without the shape */
    ProgramScope(Source source, Map<String, Symbol> symbols, Set<String> sizeNames, Map<String, String> origins) {
        this.source = source;
        this.symbols = symbols;
        this.sizeNames = sizeNames;
        this.origins = origins;
    }

    @Override
    public Optional<Symbol> symbol(String name) {
        return Optional.ofNullable(symbols.get(name));
    }

    @Override
    public boolean isSize(String name) {
        return sizeNames.contains(name);
    }

    @Override
    public Size size(Ast ast) {
        return SizeReader.read(ast);
    }

    @Override
    public List<String> origins(Span span) {
        Set<String> mentioned = new LinkedHashSet<>();
        Matcher words = WORD.matcher(source.text().substring(span.start(), span.end()));
        while (words.find()) {
            mentioned.add(words.group());
        }
        List<String> found = new ArrayList<>();
        for (String name : mentioned) {
            Symbol symbol = symbols.get(name);
            if (symbol != null) {
                String how = origins.getOrDefault(name, "");
                found.add(
                        how.isEmpty()
                                ? name + " was taken as " + symbol.shape()
                                : name + " was "
                                        + how.replace("{}", symbol.shape().toString()));
            }
        }
        return found;
    }

    @Override
    public RuntimeException missing(Ast.Name name) {
        return new Builder.Rejected(Diagnostic.of(
                "used-before-definition",
                name.text() + " is used before its definition",
                name.span(),
                "move the definition of " + name.text() + " up"));
    }

    /** Sizes: names, positive integers, sums and products of them. */
    static final class SizeReader {
        private SizeReader() {}

        static Size read(Ast ast) {
            Size size = value(ast);
            if (size.constant().filter(c -> c.signum() <= 0).isPresent()) {
                throw new Builder.Rejected(Diagnostic.of("bad-size", "a size is at least 1", ast.span()));
            }
            return size;
        }

        /** The same without asking for a positive size: exponents and positions. */
        static Size value(Ast ast) {
            if (ast instanceof Ast.Number number) {
                if (!number.text().matches("[0-9]{1,9}")) {
                    throw notASize(ast);
                }
                return Size.of(Rational.parse(number.text()));
            } else if (ast instanceof Ast.Name name) {
                return Size.named(name.text());
            } else if (ast instanceof Ast.Negate negate) {
                return value(negate.operand()).times(Size.of(-1));
            } else if (ast instanceof Ast.Sum sum) {
                return sum.terms().stream()
                        .map(SizeReader::value)
                        .reduce(Size::plus)
                        .orElseThrow();
            } else if (ast instanceof Ast.Product product
                    && (product.operator() == Ast.Operator.HADAMARD || product.operator() == Ast.Operator.MATMUL)) {
                return product.operands().stream()
                        .map(SizeReader::value)
                        .reduce(Size::times)
                        .orElseThrow();
            }
            throw notASize(ast);
        }

        private static Builder.Rejected notASize(Ast ast) {
            return new Builder.Rejected(Diagnostic.of(
                    "bad-size",
                    "this is no size",
                    ast.span(),
                    "a size is a name, an integer, or made of them: n, 3, m*p, n-1"));
        }
    }
}
