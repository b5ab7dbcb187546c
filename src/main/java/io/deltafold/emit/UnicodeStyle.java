package io.deltafold.emit;

import io.deltafold.number.Rational;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Unicode text for a terminal. */
final class UnicodeStyle implements MathStyle {
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    private static final String SUBSCRIPT_KEYS = "0123456789aehijklmnoprstuvx";
    private static final String SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ";

    private static final Map<String, String> NAMES =
            Map.of("cholesky", "chol", "eigmax", "λmax", "eigvecmax", "vmax", "dexpm", "Dexpm");

    private final Notation notation;

    UnicodeStyle(Notation notation) {
        this.notation = notation;
    }

    @Override
    public Piece symbol(String name) {
        return new Piece(notation.text(name), notation.isCompound(name) ? Level.PREFIX : Level.ATOM);
    }

    @Override
    public Piece number(Rational value) {
        return Decimals.readable(value)
                .map(Piece::atom)
                .orElseGet(() -> new Piece(value.toString(), value.isInteger() ? Level.ATOM : Level.PREFIX));
    }

    @Override
    public String brackets(String inner) {
        return "(" + inner + ")";
    }

    @Override
    public Piece transposed(String base) {
        return new Piece(base + "ᵀ", Level.POWER);
    }

    @Override
    public Piece inverse(String base) {
        return new Piece(base + "⁻¹", Level.POWER);
    }

    @Override
    public Piece inverseTransposed(String base) {
        return new Piece(base + "⁻ᵀ", Level.POWER);
    }

    @Override
    public Piece superscripted(String base, String mark) {
        return new Piece(base + (mark.equals("+") ? "⁺" : "^" + mark), Level.POWER);
    }

    @Override
    public Piece stack(List<Piece> parts, boolean below) {
        return Piece.atom(parts.stream().map(Piece::text).collect(Collectors.joining(below ? "; " : ", ", "[", "]")));
    }

    @Override
    public Piece power(String base, Rational exponent) {
        return new Piece(base + superscript(exponent), Level.POWER);
    }

    @Override
    public Piece entrywisePower(String base, Rational exponent) {
        return new Piece(base + "⊙" + superscript(exponent), Level.POWER);
    }

    @Override
    public Piece power(String base, Piece exponent) {
        return new Piece(base + "^" + atomic(exponent), Level.POWER);
    }

    @Override
    public Piece entrywisePower(String base, Piece exponent) {
        return new Piece(base + "⊙^" + atomic(exponent), Level.POWER);
    }

    private static String superscript(Rational exponent) {
        if (!exponent.isInteger()) {
            return "^(" + exponent + ")";
        }
        StringBuilder raised = new StringBuilder(exponent.signum() < 0 ? "⁻" : "");
        exponent.abs().toString().chars().forEach(digit -> raised.append(SUPERSCRIPTS.charAt(digit - '0')));
        return raised.toString();
    }

    private static String atomic(Piece piece) {
        return piece.level() == Level.ATOM ? piece.text() : "(" + piece.text() + ")";
    }

    @Override
    public Piece fraction(Piece top, Piece bottom) {
        boolean topIsOpen = top.level() == Level.PREFIX || top.level().below(Level.OPERATOR);
        String left = topIsOpen ? "(" + top.text() + ")" : top.text();
        boolean root = bottom.level() == Level.FRACTION && !bottom.text().contains(" ");
        String right = bottom.level().below(Level.POWER) && !root ? "(" + bottom.text() + ")" : bottom.text();
        boolean compact = !left.contains(" ") && !right.contains(" ");
        return new Piece(left + (compact ? "/" : " / ") + right, Level.PREFIX);
    }

    @Override
    public Piece root(Piece radicand) {
        return root("√", radicand);
    }

    @Override
    public Piece cubeRoot(Piece radicand) {
        return root("∛", radicand);
    }

    private static Piece root(String sign, Piece radicand) {
        boolean bare = radicand.level() == Level.ATOM && radicand.text().chars().allMatch(Character::isLetterOrDigit);
        return new Piece(sign + (bare ? radicand.text() : "(" + radicand.text() + ")"), Level.FRACTION);
    }

    @Override
    public Piece function(String name, List<Piece> arguments) {
        return Piece.atom(NAMES.getOrDefault(name, name)
                + arguments.stream().map(Piece::text).collect(Collectors.joining(", ", "(", ")")));
    }

    @Override
    public Piece absolute(Piece argument) {
        // Bars within bars cannot be told apart.
        return argument.text().contains("|")
                ? Piece.atom("abs(" + argument.text() + ")")
                : Piece.atom("|" + argument.text() + "|");
    }

    @Override
    public Piece norm(Piece argument, String index) {
        String subscript = subscript(index).orElse("_" + index);
        String inner = argument.text().contains("‖") ? "(" + argument.text() + ")" : argument.text();
        return Piece.atom("‖" + inner + "‖" + subscript);
    }

    @Override
    public Piece innerProduct(Piece left, Piece right) {
        return Piece.atom("⟨" + left.text() + ", " + right.text() + "⟩");
    }

    @Override
    public Piece logAbsoluteDeterminant(Piece argument) {
        boolean bare = !argument.level().below(Level.POWER) && !argument.text().contains("|");
        return new Piece("log |det" + (bare ? " " + argument.text() : "(" + argument.text() + ")") + "|", Level.PREFIX);
    }

    @Override
    public Piece ones() {
        return Piece.atom("𝟏");
    }

    @Override
    public Piece ones(List<Piece> sizes) {
        if (sizes.size() == 1) {
            return Piece.atom("𝟏" + lowered(sizes.get(0)));
        }
        return Piece.atom("𝟏_" + sizes.stream().map(Piece::text).collect(Collectors.joining(" × ", "(", ")")));
    }

    @Override
    public Piece entry(String base, List<String> subscripts) {
        return Piece.atom(base + "[" + String.join(", ", subscripts) + "]");
    }

    @Override
    public String range(String from, String to) {
        return from + ":" + to;
    }

    @Override
    public Piece indexSum(String index, String from, String to, String body) {
        return new Piece("Σ_(" + index + "=" + from + ".." + to + ") " + body, Level.PREFIX);
    }

    @Override
    public Piece unit(String position) {
        return Piece.atom("e" + subscript(position).orElse("_(" + position + ")"));
    }

    @Override
    public Piece commutation(String rows, String columns) {
        return Piece.atom("K_(" + rows + ", " + columns + ")");
    }

    @Override
    public Piece einsum(String subscripts, List<Piece> operands) {
        return Piece.atom("einsum("
                + subscripts.replace("->", "→")
                + operands.stream().map(p -> ", " + p.text()).collect(Collectors.joining())
                + ")");
    }

    @Override
    public Piece identity(Piece size) {
        return Piece.atom("I" + lowered(size));
    }

    private static String lowered(Piece size) {
        return subscript(size.text()).orElseGet(() -> "_" + atomic(size));
    }

    private static Optional<String> subscript(String text) {
        StringBuilder lowered = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            int position = SUBSCRIPT_KEYS.indexOf(text.charAt(i));
            if (position < 0) {
                return Optional.empty();
            }
            lowered.append(SUBSCRIPTS.charAt(position));
        }
        return Optional.of(lowered.toString());
    }

    @Override
    public Piece pi() {
        return Piece.atom("π");
    }

    @Override
    public String dot() {
        return " · ";
    }

    @Override
    public String hadamard() {
        return " ⊙ ";
    }

    @Override
    public String divide() {
        return " ⊘ ";
    }

    @Override
    public String kronecker() {
        return " ⊗ ";
    }

    @Override
    public String where() {
        return " where ";
    }

    @Override
    public String next() {
        return ", ";
    }
}
