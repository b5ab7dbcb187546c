package io.deltafold.tex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.deltafold.syntax.Span;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the parser makes of the constructs of matrix-calculus texts, and how it refuses. */
final class TexParserTest {
    static Stream<Arguments> formulas() {
        return Formulas.all().entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("formulas")
    void tree(String formula, String tree) {
        assertThat(Rendering.of(TexParser.parse(formula))).isEqualTo(tree);
    }

    @Test
    void thereAreManyFormulas() {
        assertThat(Formulas.all()).hasSizeGreaterThan(150);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiterString = "=>", textBlock = """
            \\frac{a                  => a closing } is missing for the { here                    => 5 => 6
            (a + b                    => a closing ) is missing for the ( here                    => 0 => 1
            a + b)                    => an opening bracket is missing for the ) here             => 5 => 6
            a}                        => an opening { is missing for the } here                   => 1 => 2
            {(a}                      => a closing ) is missing for the ( here                    => 1 => 2
            \\left( a                  => a \\right is missing for the \\left here                  => 0 => 6
            a \\right)                 => a \\left is missing for the \\right here                  => 2 => 9
            \\begin{bmatrix} a         => an \\end{bmatrix} is missing for the \\begin{bmatrix} here => 0 => 15
            \\begin{bmatrix} a \\end{pmatrix} => an \\end{bmatrix} is missing for the \\begin{bmatrix} here => 0 => 15
            \\text{abc                 => a closing } is missing for the { here                    => 5 => 6
            x^2^3                     => a second superscript on the same base                    => 3 => 5
            x_a_b                     => a second subscript on the same base                      => 3 => 5
            x_                        => the formula ends, expected a letter, a number or a group in braces => 2 => 2
            x^(l)                     => unexpected (, expected a letter, a number or a group in braces => 2 => 3
            \\frac{a}                  => the formula ends, expected a letter, a number or a group in braces => 8 => 8
            \\foo{x}                   => unknown command \\foo with an argument                    => 0 => 4
            \\left                     => a bracket is expected after \\left                        => 0 => 5
            x $ y                     => a $ in the middle of a formula                           => 2 => 3
            a . b                     => a full stop in the middle of a formula                   => 2 => 3
            a ? b                     => the character ? has no meaning here                      => 2 => 3
            \\mathbf                   => an argument is missing after the alphabet here           => 0 => 7
            \\not x                    => a relation is expected after \\not                        => 0 => 4
            """)
    void refusal(String formula, String message, int start, int end) {
        TexError error = catchThrowableOfType(TexError.class, () -> TexParser.parse(formula));
        assertThat(error).hasMessage(message);
        assertThat(error.span()).isEqualTo(new Span(start, end));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "=>", textBlock = """
            y = {\\bf X}^T w + b         => {\\bf X}^T w + b
            y = \\mathbf{AB}             => \\mathbf{AB}
            y = \\frac{1}{2}\\hat{x}      => \\frac{1}{2}\\hat{x}
            y &= \\left( a \\right)^2     => \\left( a \\right)^2
            y = \\underset{x}{\\max} f(x)  => \\underset{x}{\\max} f(x)
            y = 1/2 \\|x\\|_2^2           => 1/2 \\|x\\|_2^2
            y = A⁻¹ \\sum_{i=1}^n x_i    => A⁻¹ \\sum_{i=1}^n x_i
            """)
    void theSpanOfASideIsWhatWasWritten(String formula, String side) {
        Tex.Relation relation = (Tex.Relation) TexParser.parse(formula);
        Span span = relation.operands().get(1).span();
        assertThat(formula.substring(span.start(), span.end())).isEqualTo(side);
    }
}
