package io.deltafold.emit;

import io.deltafold.number.Rational;
import java.util.List;

/** The marks that LaTeX and Unicode text write differently; {@link MathWriter} decides where they stand. */
interface MathStyle {
    Piece symbol(String name);

    /** A number that is not negative. */
    Piece number(Rational value);

    String brackets(String inner);

    /** The base needs no more brackets. */
    Piece transposed(String base);

    Piece inverse(String base);

    Piece inverseTransposed(String base);

    Piece power(String base, Rational exponent);

    /** A mark above, such as the + of a pseudo-inverse. */
    Piece superscripted(String base, String mark);

    /** Matrices one below the other, or side by side. */
    Piece stack(List<Piece> parts, boolean below);

    /** The power of every entry. */
    Piece entrywisePower(String base, Rational exponent);

    Piece power(String base, Piece exponent);

    /** The power of every entry. */
    Piece entrywisePower(String base, Piece exponent);

    Piece fraction(Piece top, Piece bottom);

    Piece root(Piece radicand);

    Piece cubeRoot(Piece radicand);

    /** A function of the language by its name there. */
    Piece function(String name, List<Piece> arguments);

    Piece absolute(Piece argument);

    /** A norm; the argument stands between its own bars. */
    Piece norm(Piece argument, String index);

    Piece innerProduct(Piece left, Piece right);

    /** log |det A|. */
    Piece logAbsoluteDeterminant(Piece argument);

    /** A vector of ones. */
    Piece ones();

    /** A tensor of ones with its sizes. */
    Piece ones(List<Piece> sizes);

    /** Entries of a tensor; a subscript is a position, a range or a colon. */
    Piece entry(String base, List<String> subscripts);

    /** A range of positions. */
    String range(String from, String to);

    /** An explicit sum; the body needs no more brackets. */
    Piece indexSum(String index, String from, String to, String body);

    /** A unit vector. */
    Piece unit(String position);

    Piece commutation(String rows, String columns);

    /** A sum of products by subscripts. */
    Piece einsum(String subscripts, List<Piece> operands);

    Piece identity(Piece size);

    Piece pi();

    /** Between two factors that would run together, such as two numbers. */
    String dot();

    String hadamard();

    String divide();

    String kronecker();

    /** Between the formula and its named parts. */
    String where();

    /** Between two named parts. */
    String next();
}
