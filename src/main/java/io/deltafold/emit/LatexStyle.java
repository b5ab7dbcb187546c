package io.deltafold.emit;

import io.deltafold.number.Rational;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** LaTeX with amsmath. */
final class LatexStyle implements MathStyle {
    private static final Map<String, String> FUNCTIONS = Map.ofEntries(
            Map.entry("exp", "\\exp"),
            Map.entry("log", "\\log"),
            Map.entry("sin", "\\sin"),
            Map.entry("cos", "\\cos"),
            Map.entry("tan", "\\tan"),
            Map.entry("asin", "\\arcsin"),
            Map.entry("acos", "\\arccos"),
            Map.entry("atan", "\\arctan"),
            Map.entry("sinh", "\\sinh"),
            Map.entry("cosh", "\\cosh"),
            Map.entry("tanh", "\\tanh"),
            Map.entry("max", "\\max"),
            Map.entry("min", "\\min"),
            Map.entry("det", "\\det"),
            Map.entry("expm", "\\exp"),
            Map.entry("cholesky", "\\operatorname{chol}"),
            Map.entry("eigmax", "\\lambda_{\\max}"),
            Map.entry("eigvecmax", "v_{\\max}"),
            Map.entry("dexpm", "\\mathrm{D}\\exp"),
            Map.entry("softmax_rows", "\\operatorname{softmax}_{\\text{rows}}"),
            Map.entry("softmax_cols", "\\operatorname{softmax}_{\\text{cols}}"),
            Map.entry("logsumexp_rows", "\\operatorname{logsumexp}_{\\text{rows}}"));

    private final Notation notation;
    private final boolean sigmaIsFree;

    /** {@code sigmaIsFree}: whether σ may stand for the sigmoid function. */
    LatexStyle(Notation notation, boolean sigmaIsFree) {
        this.notation = notation;
        this.sigmaIsFree = sigmaIsFree;
    }

    @Override
    public Piece symbol(String name) {
        return new Piece(notation.latex(name), notation.isCompound(name) ? Level.FRACTION : Level.ATOM);
    }

    @Override
    public Piece number(Rational value) {
        Optional<String> decimal = Decimals.readable(value);
        if (decimal.isPresent()) {
            return Piece.atom(decimal.get());
        }
        return value.isInteger()
                ? Piece.atom(value.toString())
                : new Piece("\\frac{" + value.numerator() + "}{" + value.denominator() + "}", Level.FRACTION);
    }

    @Override
    public String brackets(String inner) {
        return "\\left(" + inner + "\\right)";
    }

    @Override
    public Piece transposed(String base) {
        return superscript(base, "\\top");
    }

    @Override
    public Piece inverse(String base) {
        return superscript(base, "-1");
    }

    @Override
    public Piece inverseTransposed(String base) {
        return superscript(base, "-\\top");
    }

    @Override
    public Piece superscripted(String base, String mark) {
        return superscript(base, mark);
    }

    @Override
    public Piece stack(List<Piece> parts, boolean below) {
        return Piece.atom("\\begin{bmatrix} "
                + parts.stream().map(Piece::text).collect(Collectors.joining(below ? " \\\\ " : " & "))
                + " \\end{bmatrix}");
    }

    @Override
    public Piece power(String base, Rational exponent) {
        return superscript(base, exponent.toString());
    }

    @Override
    public Piece entrywisePower(String base, Rational exponent) {
        return superscript(base, "\\odot " + exponent);
    }

    @Override
    public Piece power(String base, Piece exponent) {
        return superscript(base, exponent.text());
    }

    @Override
    public Piece entrywisePower(String base, Piece exponent) {
        return superscript(
                base,
                "\\odot " + (exponent.level().below(Level.PRODUCT) ? brackets(exponent.text()) : exponent.text()));
    }

    private static Piece superscript(String base, String exponent) {
        return new Piece(base + "^{" + exponent + "}", Level.POWER);
    }

    @Override
    public Piece fraction(Piece top, Piece bottom) {
        return new Piece("\\frac{" + top.text() + "}{" + bottom.text() + "}", Level.FRACTION);
    }

    @Override
    public Piece root(Piece radicand) {
        return new Piece("\\sqrt{" + radicand.text() + "}", Level.FRACTION);
    }

    @Override
    public Piece cubeRoot(Piece radicand) {
        return new Piece("\\sqrt[3]{" + radicand.text() + "}", Level.FRACTION);
    }

    @Override
    public Piece function(String name, List<Piece> arguments) {
        String list = arguments.stream().map(Piece::text).collect(Collectors.joining(", "));
        return Piece.atom(functionName(name) + brackets(list));
    }

    private String functionName(String name) {
        if (name.equals("sigmoid") && sigmaIsFree) {
            return "\\sigma";
        }
        String known = FUNCTIONS.get(name);
        return known != null ? known : "\\operatorname{" + name.replace("_", "\\_") + "}";
    }

    @Override
    public Piece absolute(Piece argument) {
        return Piece.atom("\\left|" + argument.text() + "\\right|");
    }

    @Override
    public Piece norm(Piece argument, String index) {
        boolean tall = argument.text().contains("\\frac") || argument.text().contains("\\sqrt");
        return Piece.atom((tall ? "\\left\\lVert " : "\\lVert ")
                + argument.text()
                + (tall ? " \\right\\rVert_" : " \\rVert_")
                + index);
    }

    @Override
    public Piece innerProduct(Piece left, Piece right) {
        return Piece.atom("\\left\\langle " + left.text() + ", " + right.text() + " \\right\\rangle");
    }

    @Override
    public Piece logAbsoluteDeterminant(Piece argument) {
        String inner =
                argument.level().below(Level.POWER) ? "\\det" + brackets(argument.text()) : "\\det " + argument.text();
        return new Piece("\\log \\left|" + inner + "\\right|", Level.PREFIX);
    }

    @Override
    public Piece ones() {
        return Piece.atom("\\mathbf{1}");
    }

    @Override
    public Piece ones(List<Piece> sizes) {
        List<String> names = new ArrayList<>();
        sizes.forEach(size -> names.add(size.text()));
        return Piece.atom("\\mathbf{1}_{" + String.join(" \\times ", names) + "}");
    }

    @Override
    public Piece entry(String base, List<String> subscripts) {
        boolean plain = subscripts.stream().allMatch(s -> s.length() == 1);
        String bracketed = base.contains("_") || base.contains("^") ? brackets(base) : base;
        return new Piece(bracketed + "_{" + String.join(plain ? "" : ",", subscripts) + "}", Level.ATOM);
    }

    @Override
    public String range(String from, String to) {
        return from + "{:}" + to;
    }

    @Override
    public Piece indexSum(String index, String from, String to, String body) {
        return new Piece("\\sum_{" + index + "=" + from + "}^{" + to + "} " + body, Level.PREFIX);
    }

    @Override
    public Piece unit(String position) {
        return Piece.atom("e_{" + position + "}");
    }

    @Override
    public Piece commutation(String rows, String columns) {
        boolean plain = rows.length() == 1 && columns.length() == 1;
        return Piece.atom("K_{" + rows + (plain ? "" : ",") + columns + "}");
    }

    @Override
    public Piece einsum(String subscripts, List<Piece> operands) {
        String list = operands.stream().map(Piece::text).collect(Collectors.joining(", "));
        return Piece.atom("\\operatorname{einsum}_{" + subscripts.replace("->", " \\to ") + "}" + brackets(list));
    }

    @Override
    public Piece identity(Piece size) {
        return Piece.atom("I_{" + size.text() + "}");
    }

    @Override
    public Piece pi() {
        return Piece.atom("\\pi");
    }

    @Override
    public String dot() {
        return " \\cdot ";
    }

    @Override
    public String hadamard() {
        return " \\odot ";
    }

    @Override
    public String divide() {
        return " \\oslash ";
    }

    @Override
    public String kronecker() {
        return " \\otimes ";
    }

    @Override
    public String where() {
        return " \\quad \\text{where } ";
    }

    @Override
    public String next() {
        return ",\\; ";
    }
}
