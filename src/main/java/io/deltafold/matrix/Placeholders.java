package io.deltafold.matrix;

import io.deltafold.number.Size;
import io.deltafold.syntax.Ast;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Constants of the matlab dialect whose size is inferred: {@code eye}, and {@code vector(1)} and {@code matrix(1)} for
 * tensors of ones. Each becomes a name of its own, which no program can write, until its size is known.
 */
final class Placeholders {
    private static final String IDENTITY = "eye#";
    private static final String VECTOR = "vector#";
    private static final String MATRIX = "matrix#";

    private final Set<String> defined = new TreeSet<>();
    private int count;

    private Placeholders() {}

    /** The statements with the constants as names. */
    static List<Ast.Statement> replace(List<Ast.Statement> statements) {
        Placeholders placeholders = new Placeholders();
        for (Ast.Statement statement : statements) {
            if (statement instanceof Ast.Statement.Declaration declaration) {
                declaration.names().forEach(name -> placeholders.defined.add(name.text()));
            } else if (statement instanceof Ast.Statement.Definition definition) {
                placeholders.defined.add(definition.name().text());
            }
        }
        List<Ast.Statement> replaced = new ArrayList<>();
        for (Ast.Statement statement : statements) {
            if (statement instanceof Ast.Statement.Definition definition) {
                replaced.add(new Ast.Statement.Definition(
                        definition.name(), placeholders.in(definition.value()), definition.span()));
            } else if (statement instanceof Ast.Statement.Bare bare) {
                replaced.add(new Ast.Statement.Bare(placeholders.in(bare.value()), bare.span()));
            } else {
                replaced.add(statement);
            }
        }
        return replaced;
    }

    /** Whether a name stands for such a constant. */
    static boolean isOne(String name) {
        return name.indexOf('#') >= 0;
    }

    /** The order of the constant. */
    static int order(String name) {
        return name.startsWith(VECTOR) ? 1 : 2;
    }

    static boolean isIdentity(String name) {
        return name.startsWith(IDENTITY);
    }

    /** The constant of a shape. */
    static MatrixExpr value(String name, Shape shape) {
        Size rows = shape.rows();
        return isIdentity(name) ? new MatrixExpr.Identity(rows) : new MatrixExpr.Ones(shape);
    }

    private List<Ast> in(List<Ast> all) {
        return all.stream().map(this::in).toList();
    }

    private Ast in(Ast ast) {
        if (ast instanceof Ast.Name name) {
            boolean constant = name.text().equals("eye") && !defined.contains("eye");
            return constant ? new Ast.Name(IDENTITY + ++count, name.span()) : name;
        } else if (ast instanceof Ast.Negate negate) {
            return new Ast.Negate(in(negate.operand()), negate.span());
        } else if (ast instanceof Ast.Sum sum) {
            return new Ast.Sum(in(sum.terms()), sum.span());
        } else if (ast instanceof Ast.Product product) {
            return new Ast.Product(product.operator(), in(product.operands()), product.span());
        } else if (ast instanceof Ast.Power power) {
            return new Ast.Power(power.entrywise(), in(power.base()), in(power.exponent()), power.span());
        } else if (ast instanceof Ast.Transpose transpose) {
            return new Ast.Transpose(in(transpose.operand()), transpose.span());
        } else if (ast instanceof Ast.Inverse inverse) {
            return new Ast.Inverse(in(inverse.operand()), inverse.span());
        } else if (ast instanceof Ast.Entry entry) {
            return new Ast.Entry(in(entry.operand()), entry.slots(), entry.span());
        } else if (ast instanceof Ast.Call call) {
            return call(call);
        }
        return ast;
    }

    private Ast call(Ast.Call call) {
        boolean ones = (call.function().equals("vector") || call.function().equals("matrix"))
                && call.arguments().size() == 1
                && call.arguments().get(0) instanceof Ast.Number;
        if (!ones) {
            return new Ast.Call(call.function(), in(call.arguments()), call.nameSpan(), call.span());
        }
        String kind = call.function().equals("vector") ? VECTOR : MATRIX;
        Ast name = new Ast.Name(kind + ++count, call.span());
        return new Ast.Product(Ast.Operator.HADAMARD, List.of(call.arguments().get(0), name), call.span());
    }
}
