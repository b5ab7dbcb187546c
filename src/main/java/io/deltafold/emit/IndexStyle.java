package io.deltafold.emit;

import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.List;
import java.util.Set;

/** How entries, deltas and sums of index notation are spelled. */
public interface IndexStyle {
    boolean latex();

    /** An entry of a symbol: {@code W_{kl}}, {@code W[k,l]}; the symbol itself without indices. */
    String entry(String symbol, List<String> indices);

    /** An entry of a bracketed expression. */
    String entryOf(String bracketed, List<String> indices);

    /** The Kronecker delta. */
    String delta(String a, String b);

    /** The sign of a sum over indices with ranges of the given sizes. */
    String sumOver(List<String> indices, List<Size> sizes);

    /** A name for a summed index that is not used. */
    String freshIndex(Set<String> used);

    /** A power of an entry. */
    String power(String base, Rational exponent);

    /** Whether a sum sign inside a sum is bracketed. */
    boolean bracketsSums();
}
