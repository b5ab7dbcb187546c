package io.deltafold.emit;

import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.ScalarTable;
import java.util.ArrayList;
import java.util.List;

/** Reads a formula in Unicode text as a mathematician would: what stands side by side is multiplied first. */
final class PaperReader {
    private static final String RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private final String text;
    private final List<Symbol> symbols;
    private int at;

    private PaperReader(String text, List<Symbol> symbols) {
        this.text = text;
        this.symbols = symbols;
    }

    static MatrixExpr read(String text, List<Symbol> symbols) {
        PaperReader reader = new PaperReader(text, symbols);
        MatrixExpr e = reader.sum();
        if (reader.at < text.length()) {
            throw new IllegalStateException("unread: " + text.substring(reader.at));
        }
        return e;
    }

    private boolean sees(String next) {
        return text.startsWith(next, at);
    }

    private boolean take(String next) {
        if (sees(next)) {
            at += next.length();
            return true;
        }
        return false;
    }

    private void expect(String next) {
        if (!take(next)) {
            throw new IllegalStateException("expected " + next + " at " + text.substring(at));
        }
    }

    private MatrixExpr sum() {
        List<MatrixExpr> terms = new ArrayList<>();
        boolean minus = take("-");
        while (true) {
            MatrixExpr term = operators();
            terms.add(minus ? MatrixExpr.negate(term) : term);
            if (take(" + ")) {
                minus = false;
            } else if (take(" - ")) {
                minus = true;
            } else {
                return MatrixExpr.sum(terms);
            }
        }
    }

    private MatrixExpr operators() {
        MatrixExpr left = product();
        if (take(" ⊘ ")) {
            return MatrixExpr.divide(left, product());
        }
        for (String operator : List.of(" ⊙ ", " ⊗ ")) {
            while (take(operator)) {
                List<MatrixExpr> two = List.of(left, product());
                left = operator.equals(" ⊙ ") ? MatrixExpr.hadamard(two) : MatrixExpr.kronecker(two);
            }
        }
        return left;
    }

    private MatrixExpr product() {
        List<MatrixExpr> factors = new ArrayList<>(List.of(raised()));
        while (true) {
            if (take(" / ") || take("/")) {
                return MatrixExpr.divide(times(factors), raised());
            }
            boolean follows = sees(" · ") || sees(" ") && "+-⊙⊘⊗=/".indexOf(text.charAt(at + 1)) < 0;
            if (!follows) {
                return times(factors);
            }
            at += sees(" · ") ? 3 : 1;
            factors.add(raised());
        }
    }

    /** Scalars scale, 1×1 matrices too. */
    private static MatrixExpr times(List<MatrixExpr> factors) {
        MatrixExpr product = factors.get(0);
        for (MatrixExpr factor : factors.subList(1, factors.size())) {
            boolean scales = product.shape().isScalarLike() || factor.shape().isScalarLike();
            List<MatrixExpr> two = List.of(product, factor);
            product = scales ? MatrixExpr.hadamard(two) : MatrixExpr.matMul(two);
        }
        return product;
    }

    private MatrixExpr raised() {
        MatrixExpr base = primary();
        boolean entrywise = take("⊙");
        if (take("⁻ᵀ")) {
            return MatrixExpr.transpose(MatrixExpr.call(MatrixFunction.INV, base));
        }
        if (take("ᵀ")) {
            return MatrixExpr.transpose(base);
        }
        if (take("^")) {
            MatrixExpr exponent = primary();
            return MatrixExpr.apply(ScalarTable.named("pow").orElseThrow(), List.of(base, exponent));
        }
        boolean minus = take("⁻");
        int exponent = 0;
        boolean found = false;
        while (at < text.length() && RAISED.indexOf(text.charAt(at)) >= 0) {
            exponent = 10 * exponent + RAISED.indexOf(text.charAt(at++));
            found = true;
        }
        if (!found) {
            return base;
        }
        if (entrywise || base.shape().isScalarLike()) {
            return new MatrixExpr.Power(base, Rational.of(minus ? -exponent : exponent));
        }
        MatrixExpr power = MatrixExpr.matrixPower(base, exponent);
        return minus ? MatrixExpr.call(MatrixFunction.INV, power) : power;
    }

    private MatrixExpr primary() {
        if (take("(")) {
            MatrixExpr inner = sum();
            expect(")");
            return inner;
        }
        if (take("log |det")) {
            boolean bracket = !take(" ");
            MatrixExpr argument = bracket ? primary() : raised();
            expect("|");
            return MatrixExpr.call(MatrixFunction.LOGDET, argument);
        }
        if (take("|")) {
            MatrixExpr inner = sum();
            expect("|");
            return MatrixExpr.apply(ScalarTable.named("abs").orElseThrow(), List.of(inner));
        }
        if (take("‖")) {
            MatrixExpr inner = sum();
            expect("‖");
            boolean one = take("₁");
            if (!one && !take("₂")) {
                expect("_F");
            }
            return MatrixExpr.call(one ? MatrixFunction.NORM1 : MatrixFunction.NORMF, inner);
        }
        if (take("⟨")) {
            MatrixExpr left = sum();
            expect(", ");
            MatrixExpr right = sum();
            expect("⟩");
            return MatrixExpr.call(MatrixFunction.DOT, left, right);
        }
        if (take("√")) {
            return new MatrixExpr.Power(primary(), Rational.HALF);
        }
        if (take("∛")) {
            return MatrixExpr.apply(ScalarTable.named("cbrt").orElseThrow(), List.of(primary()));
        }
        if (take("π")) {
            return new MatrixExpr.Pi();
        }
        if (take("Iₙ")) {
            return new MatrixExpr.Identity(Size.named("n"));
        }
        if (take("Iₘ")) {
            return new MatrixExpr.Identity(Size.named("m"));
        }
        if (take("I₁")) {
            return new MatrixExpr.Identity(Size.ONE);
        }
        return word();
    }

    private MatrixExpr word() {
        int start = at;
        while (at < text.length() && isWord(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.isEmpty()) {
            throw new IllegalStateException("unexpected: " + text.substring(at));
        }
        if (Character.isDigit(word.charAt(0))) {
            return MatrixExpr.number(Rational.parse(word));
        }
        if (sees("(")) {
            return call(word);
        }
        return symbols.stream()
                .filter(symbol -> symbol.name().equals(word))
                .findFirst()
                .map(MatrixExpr::reference)
                .orElseGet(() -> new MatrixExpr.SizeValue(Size.named(word)));
    }

    private MatrixExpr call(String function) {
        expect("(");
        List<MatrixExpr> arguments = new ArrayList<>();
        do {
            arguments.add(sum());
        } while (take(", "));
        expect(")");
        if (function.equals("diag")) {
            boolean matrix = !arguments.get(0).shape().columns().isOne();
            return MatrixExpr.call(matrix ? MatrixFunction.DIAGVEC : MatrixFunction.DIAG, arguments.get(0));
        }
        return MatrixFunction.named(function)
                .map(f -> MatrixExpr.call(f, arguments.toArray(MatrixExpr[]::new)))
                .orElseGet(() -> MatrixExpr.apply(ScalarTable.named(function).orElseThrow(), arguments));
    }

    private static boolean isWord(char c) {
        return c < 128 && Character.isLetterOrDigit(c) || c == '_' || c == 'σ' || c == '.';
    }
}
