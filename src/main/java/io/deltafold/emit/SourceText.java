package io.deltafold.emit;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.Power;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Formulas in the expression language: {@code 2 * X.T @ (X @ w - y)}; reading the text back gives an equal value. */
public final class SourceText {
    private SourceText() {}

    /** The expression on one line. */
    public static String print(MatrixExpr e) {
        return new Writer().write(e);
    }

    /** A program on one line, its named parts first: {@code r = X @ w - y; 2 * X.T @ r}. */
    public static String print(Formula formula) {
        StringBuilder text = new StringBuilder();
        for (Definition part : formula.where()) {
            text.append(part.name()).append(" = ").append(print(part.value())).append("; ");
        }
        return text.append(print(formula.value())).toString();
    }

    private static final class Writer implements MatrixExpr.Visitor<Fragment> {
        private final Map<MatrixExpr, Fragment> deep = new IdentityHashMap<>();

        String write(MatrixExpr e) {
            for (MatrixExpr part : DeepParts.of(e)) {
                deep.put(part, part.accept(this));
            }
            return fragment(e).text();
        }

        private Fragment fragment(MatrixExpr e) {
            Fragment known = deep.get(e);
            return known != null ? known : e.accept(this);
        }

        @Override
        public Fragment number(MatrixExpr.Number e) {
            if (!e.value().isInteger()) {
                return new Fragment(e.value().toString(), Precedence.TERM);
            }
            return new Fragment(e.value().toString(), e.value().signum() < 0 ? Precedence.SIGNED : Precedence.ATOM);
        }

        @Override
        public Fragment pi(MatrixExpr.Pi e) {
            return Fragment.atom("pi");
        }

        @Override
        public Fragment sizeValue(MatrixExpr.SizeValue e) {
            return SizeTerms.isName(e.size())
                    ? Fragment.atom(e.size().toString())
                    : fragment(SizeTerms.expression(e.size()));
        }

        @Override
        public Fragment reference(MatrixExpr.Reference e) {
            return Fragment.atom(e.symbol().name());
        }

        @Override
        public Fragment sum(MatrixExpr.Sum e) {
            StringBuilder text = new StringBuilder();
            for (MatrixExpr term : e.terms()) {
                Fragment fragment = fragment(term);
                if (text.isEmpty()) {
                    text.append(fragment.text());
                } else if (fragment.precedence() != Precedence.SUM
                        && fragment.text().startsWith("-")) {
                    text.append(" - ")
                            .append(fragment.text(), 1, fragment.text().length());
                } else {
                    text.append(" + ").append(fragment.atLeast(Precedence.TERM));
                }
            }
            return new Fragment(text.toString(), Precedence.SUM);
        }

        @Override
        public Fragment negate(MatrixExpr.Negate e) {
            Fragment operand = fragment(e.operand());
            String text =
                    operand.text().startsWith("-") ? "(" + operand.text() + ")" : operand.atLeast(Precedence.TERM);
            return new Fragment(
                    "-" + text, operand.precedence() == Precedence.TERM ? Precedence.TERM : Precedence.SIGNED);
        }

        @Override
        public Fragment hadamard(MatrixExpr.Hadamard e) {
            return chain(e.factors(), " * ", scaling(e.factors().get(0)));
        }

        /** Whether a product may follow without brackets: a number or scalars in front of one tensor. */
        private static boolean scaling(MatrixExpr e) {
            return e.shape().isScalar() && !(e instanceof MatrixExpr.MatMul);
        }

        @Override
        public Fragment divide(MatrixExpr.Divide e) {
            Fragment numerator = fragment(e.numerator());
            String denominator = operand(fragment(e.denominator()));
            return new Fragment(numerator.atLeast(Precedence.TERM) + " / " + denominator, Precedence.TERM);
        }

        @Override
        public Fragment matMul(MatrixExpr.MatMul e) {
            MatrixExpr first = e.factors().get(0);
            boolean scaled = first instanceof MatrixExpr.Hadamard hadamard
                    && hadamard.factors().subList(0, hadamard.factors().size() - 1).stream()
                            .allMatch(Writer::scaling);
            return chain(e.factors(), " @ ", scaled);
        }

        /** A chain from the left; {@code open} leaves out the brackets of a product in front. */
        private Fragment chain(List<MatrixExpr> factors, String operator, boolean open) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < factors.size(); i++) {
                Fragment factor = fragment(factors.get(i));
                if (i == 0) {
                    text.append(factor.atLeast(open ? Precedence.TERM : Precedence.SIGNED));
                } else if (operator.equals(" * ") && i == factors.size() - 1 && mayFollow(factors, i)) {
                    text.append(operator).append(factor.text());
                } else {
                    text.append(operator).append(operand(factor));
                }
            }
            return new Fragment(text.toString(), Precedence.TERM);
        }

        /** a * B @ c is (a * B) @ c, which is a * (B @ c) where a is a scalar. */
        private static boolean mayFollow(List<MatrixExpr> factors, int last) {
            return factors.get(last) instanceof MatrixExpr.MatMul product
                    && isPlain(product.factors().get(0))
                    && factors.subList(0, last).stream().allMatch(Writer::scaling);
        }

        private static boolean isPlain(MatrixExpr e) {
            return !(e instanceof MatrixExpr.MatMul
                    || e instanceof MatrixExpr.Hadamard
                    || e instanceof MatrixExpr.Divide
                    || e instanceof MatrixExpr.Negate
                    || e instanceof MatrixExpr.Number
                    || e instanceof MatrixExpr.SizeValue);
        }

        private static String operand(Fragment fragment) {
            return fragment.atLeast(Precedence.POWER);
        }

        @Override
        public Fragment kronecker(MatrixExpr.Kronecker e) {
            String text = "";
            for (MatrixExpr factor : e.factors()) {
                String next = fragment(factor).text();
                text = text.isEmpty() ? next : "kron(" + text + ", " + next + ")";
            }
            return Fragment.atom(text);
        }

        @Override
        public Fragment transpose(MatrixExpr.Transpose e) {
            return Fragment.atom(fragment(e.operand()).atLeast(Precedence.ATOM) + ".T");
        }

        @Override
        public Fragment power(MatrixExpr.Power e) {
            if (e.exponent().equals(Rational.HALF)) {
                return function("sqrt", List.of(e.base()));
            }
            String exponent = e.exponent().isInteger() ? e.exponent().toString() : "(" + e.exponent() + ")";
            return new Fragment(fragment(e.base()).atLeast(Precedence.ATOM) + "**" + exponent, Precedence.POWER);
        }

        @Override
        public Fragment matrixPower(MatrixExpr.MatrixPower e) {
            String exponent = size(e.exponent());
            boolean bare = exponent.chars().allMatch(Character::isLetterOrDigit);
            return new Fragment(
                    fragment(e.base()).atLeast(Precedence.ATOM) + "^" + (bare ? exponent : "(" + exponent + ")"),
                    Precedence.POWER);
        }

        @Override
        public Fragment apply(MatrixExpr.Apply e) {
            return e.function() instanceof Power power
                    ? power(new MatrixExpr.Power(e.arguments().get(0), power.exponent()))
                    : function(e.function().name(), e.arguments());
        }

        @Override
        public Fragment call(MatrixExpr.Call e) {
            if (e.function() == MatrixFunction.UNVEC) {
                return Fragment.atom("unvec(" + fragment(e.arguments().get(0)).text() + ", "
                        + size(e.shape().rows()) + ", " + size(e.shape().columns()) + ")");
            }
            return function(e.function().word(), e.arguments());
        }

        @Override
        public Fragment entry(MatrixExpr.Entry e) {
            List<String> slots = new ArrayList<>();
            for (MatrixExpr.Slot slot : e.slots()) {
                if (slot instanceof MatrixExpr.Slot.At at) {
                    slots.add(size(at.position()));
                } else if (slot instanceof MatrixExpr.Slot.Range range) {
                    slots.add(size(range.from()) + ":" + size(range.to()));
                } else {
                    slots.add(":");
                }
            }
            return Fragment.atom(fragment(e.operand()).atLeast(Precedence.ATOM) + "[" + String.join(", ", slots) + "]");
        }

        @Override
        public Fragment indexSum(MatrixExpr.IndexSum e) {
            return Fragment.atom("sum(" + e.index() + ", " + size(e.from()) + ", " + size(e.to()) + ", "
                    + fragment(e.body()).text() + ")");
        }

        @Override
        public Fragment einsum(MatrixExpr.Einsum e) {
            StringBuilder text = new StringBuilder("einsum(\"")
                    .append(String.join(",", e.inputs()))
                    .append("->")
                    .append(e.output())
                    .append('"');
            for (MatrixExpr operand : e.operands()) {
                text.append(", ").append(fragment(operand).text());
            }
            return Fragment.atom(text.append(')').toString());
        }

        @Override
        public Fragment unit(MatrixExpr.Unit e) {
            return Fragment.atom("unit(" + size(e.position()) + ", " + size(e.size()) + ")");
        }

        @Override
        public Fragment commutation(MatrixExpr.Commutation e) {
            return Fragment.atom("commutation(" + size(e.rows()) + ", " + size(e.columns()) + ")");
        }

        private Fragment function(String name, List<MatrixExpr> arguments) {
            List<String> texts = new ArrayList<>();
            for (MatrixExpr argument : arguments) {
                texts.add(fragment(argument).text());
            }
            return Fragment.atom(name + "(" + String.join(", ", texts) + ")");
        }

        @Override
        public Fragment identity(MatrixExpr.Identity e) {
            return Fragment.atom("I(" + size(e.size()) + ")");
        }

        /** Sizes know no powers. */
        private static String size(Size size) {
            StringBuilder text = new StringBuilder();
            size.terms().forEach((monomial, coefficient) -> {
                List<String> factors = new ArrayList<>();
                if (!coefficient.abs().isOne() || monomial.factors().isEmpty()) {
                    factors.add(coefficient.abs().toString());
                }
                monomial.factors().forEach(f -> factors.addAll(Collections.nCopies(f.exponent(), f.name())));
                boolean minus = coefficient.signum() < 0;
                text.append(text.isEmpty() ? (minus ? "-" : "") : minus ? " - " : " + ");
                text.append(String.join("*", factors));
            });
            return text.isEmpty() ? "0" : text.toString();
        }

        @Override
        public Fragment ones(MatrixExpr.Ones e) {
            return constant("ones", "1", e.shape());
        }

        @Override
        public Fragment zeros(MatrixExpr.Zeros e) {
            return constant("zeros", "0", e.shape());
        }

        private static Fragment constant(String function, String scalar, Shape shape) {
            return Fragment.atom(
                    shape.isScalar()
                            ? scalar
                            : shape.sizes().stream()
                                    .map(Writer::size)
                                    .collect(Collectors.joining(", ", function + "(", ")")));
        }
    }
}
