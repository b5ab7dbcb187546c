package io.deltafold.emit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SymbolNamesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '&', textBlock = """
        x        & x
        W1       & W_{1}
        W12      & W_{12}
        x_1      & x_{1}
        x_i      & x_{i}
        x_hat    & x_{\\text{hat}}
        x_alpha  & x_{\\alpha}
        W1_hat   & W_{1,\\text{hat}}
        a_b_c    & a_{\\text{b\\_c}}
        alpha    & \\alpha
        alpha2   & \\alpha_{2}
        Sigma    & \\Sigma
        σ        & \\sigma
        Σ        & \\Sigma
        ς        & \\varsigma
        ω        & \\omega
        Ω        & \\Omega
        Ρ        & \\mathrm{P}
        Alpha    & \\mathrm{A}
        omicron  & o
        αβ       & {\\alpha \\beta}
        ℓ        & \\ell
        é        & \\text{é}
        loss     & \\mathrm{loss}
        loss2    & \\mathrm{loss}_{2}
        _x       & \\mathrm{\\_x}
        x_       & \\mathrm{x\\_}
        a#b      & \\mathrm{a\\#b}
        """)
    void areWrittenAsOnPaper(String name, String latex) {
        assertThat(SymbolNames.latex(name)).isEqualTo(latex);
    }
}
