package io.deltafold.paper;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.ShapeRules;
import io.deltafold.syntax.Span;
import io.deltafold.tex.Tex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands side by side, or with an operator of the product kind between. */
final class Products {
    private final Elaborator elaborator;

    Products(Elaborator elaborator) {
        this.elaborator = elaborator;
    }

    /** Juxtaposed factors: products, calls of functions, operators such as ∂/∂x and d applied to what follows. */
    MatrixExpr row(List<Tex> all, Span span) {
        List<Tex> factors =
                all.stream().filter(factor -> !(factor instanceof Tex.Empty)).toList();
        List<MatrixExpr> values = new ArrayList<>();
        Derivatives derivatives = elaborator.derivatives();
        for (int at = 0; at < factors.size(); ) {
            Tex factor = factors.get(at);
            List<Tex> rest = factors.subList(at + 1, factors.size());
            if (derivatives.isOperator(factor)) {
                if (rest.isEmpty()) {
                    throw new NotUnderstood(factor.span(), "there is nothing behind this operator");
                }
                int taken = derivatives.reach(factor, rest);
                values.add(derivatives.operator(factor, together(rest.subList(0, taken))));
                at += 1 + taken;
            } else if (!rest.isEmpty() && derivatives.isDifferential(factor, rest.get(0))) {
                values.add(derivatives.differential(rest.get(0)));
                at += 2;
            } else if (!rest.isEmpty() && elaborator.functions().isCall(factor, rest.get(0))) {
                values.add(elaborator.functions().named(factor, rest.get(0)));
                at += 2;
            } else {
                values.add(elaborator.expr(factor));
                at++;
            }
        }
        return multiplied(values, span);
    }

    static Tex together(List<Tex> factors) {
        if (factors.size() == 1) {
            return factors.get(0);
        }
        Span span = factors.get(0).span().to(factors.get(factors.size() - 1).span());
        return new Tex.Juxtaposition(factors, span);
    }

    /** The matrix product of all, in which scalars scale; derivatives of order above two are contracted. */
    MatrixExpr multiplied(List<MatrixExpr> values, Span span) {
        if (values.size() == 1) {
            return values.get(0);
        }
        boolean tensors = values.stream().anyMatch(v -> v.shape().rank() > 2);
        if (tensors) {
            MatrixExpr product = values.get(0);
            for (MatrixExpr next : values.subList(1, values.size())) {
                product = elaborator.derivatives().contracted(product, next, span);
            }
            return product;
        }
        Shape shape = values.get(0).shape();
        for (MatrixExpr next : values.subList(1, values.size())) {
            Shape left = shape;
            shape = elaborator.fit(
                    span,
                    "multiply",
                    left,
                    next.shape(),
                    () -> ShapeRules.matMul(
                            elaborator.shown(left), elaborator.shown(next.shape()), elaborator.sizes()));
        }
        return elaborator.fit(span, () -> MatrixExpr.matMul(values, elaborator.sizes()));
    }

    /** Operands with operators between, from left to right. */
    MatrixExpr chain(Tex.Product product) {
        Optional<MatrixExpr> whole = operatorOverAll(product);
        if (whole.isPresent()) {
            return whole.get();
        }
        List<Tex> operands = new ArrayList<>(product.operands());
        List<String> operators = new ArrayList<>(product.operators());
        MatrixExpr value = null;
        int at = 0;
        Optional<MatrixExpr> slash = slashDerivative(operands, operators, 0);
        if (slash.isPresent()) {
            value = slash.get();
            at = 1;
        } else {
            value = elaborator.expr(operands.get(0));
        }
        while (at < operators.size()) {
            String operator = operators.get(at);
            Tex operand = operands.get(at + 1);
            Optional<MatrixExpr> derivative = slashDerivative(operands, operators, at + 1);
            MatrixExpr next = derivative.isPresent() ? derivative.get() : elaborator.expr(operand);
            value = combined(operator, value, next, product.span());
            at += derivative.isPresent() ? 2 : 1;
        }
        return value;
    }

    /** ∂/∂X in front of a whole product. */
    private Optional<MatrixExpr> operatorOverAll(Tex.Product product) {
        Tex first = product.operands().get(0);
        List<Tex> factors = first instanceof Tex.Juxtaposition row ? row.factors() : List.of(first);
        if (factors.size() < 2 || !elaborator.derivatives().isFractionOperator(factors.get(0))) {
            return Optional.empty();
        }
        List<Tex> operands = new ArrayList<>(product.operands());
        operands.set(0, together(factors.subList(1, factors.size())));
        Span span = operands.get(0).span().to(product.span());
        return Optional.of(elaborator
                .derivatives()
                .operator(factors.get(0), new Tex.Product(operands, product.operators(), span)));
    }

    /** ∂L/∂W written with a slash: the operand at a place ends in ∂L, the next begins with ∂W. */
    private Optional<MatrixExpr> slashDerivative(List<Tex> operands, List<String> operators, int at) {
        if (at >= operators.size() || !operators.get(at).equals("/")) {
            return Optional.empty();
        }
        List<Tex> above = factors(operands.get(at));
        List<Tex> below = factors(operands.get(at + 1));
        Derivatives derivatives = elaborator.derivatives();
        int start = derivatives.startOfNumerator(above);
        int end = derivatives.endOfDenominator(below);
        if (start < 0 || end < 0) {
            return Optional.empty();
        }
        Tex numerator = together(above.subList(start, above.size()));
        Tex denominator = together(below.subList(0, end));
        Span span = numerator.span().to(denominator.span());
        List<MatrixExpr> values = new ArrayList<>();
        if (start > 0) {
            values.add(elaborator.expr(together(above.subList(0, start))));
        }
        values.add(derivatives
                .fraction(new Tex.Fraction(numerator, denominator, span))
                .orElseThrow(() -> new NotUnderstood(span, "this derivative has no reading")));
        if (end < below.size()) {
            values.add(elaborator.expr(together(below.subList(end, below.size()))));
        }
        return Optional.of(multiplied(values, span));
    }

    static List<Tex> factors(Tex tex) {
        return tex instanceof Tex.Juxtaposition row ? row.factors() : List.of(tex);
    }

    private MatrixExpr combined(String operator, MatrixExpr left, MatrixExpr right, Span span) {
        Shape a = elaborator.shown(left.shape());
        Shape b = elaborator.shown(right.shape());
        return switch (operator) {
            case "odot", "circ", "star", "bullet" -> hadamard(left, right, span);
            case "otimes" -> elaborator.fit(span, () -> MatrixExpr.kronecker(List.of(left, right)));
            case "oslash", "/", "div" -> elaborator.quotient(left, right, span);
            case "cdot" ->
                a.isVector() && b.isVector()
                        ? elaborator.fit(
                                span,
                                () -> MatrixExpr.call(MatrixFunction.DOT, List.of(left, right), elaborator.sizes()))
                        : multiplied(List.of(left, right), span);
            case "*", "ast" -> {
                boolean same = a.rank() == b.rank()
                        && a.rank() > 0
                        && a.equals(b)
                        && !a.rows().equals(a.columns());
                if (same) {
                    elaborator.sides().notes().add("a star between tensors of one shape is read entry by entry");
                }
                yield same ? hadamard(left, right, span) : multiplied(List.of(left, right), span);
            }
            default -> multiplied(List.of(left, right), span);
        };
    }

    private MatrixExpr hadamard(MatrixExpr left, MatrixExpr right, Span span) {
        return elaborator.fit(
                span,
                "multiply entry by entry",
                left.shape(),
                right.shape(),
                () -> MatrixExpr.hadamard(List.of(left, right), elaborator.sizes()));
    }
}
