package io.deltafold.tex;

import io.deltafold.syntax.Span;
import java.util.Optional;

/** The scripts and primes behind a base, whatever their order was. */
final class Scripts {
    private Optional<Tex> below = Optional.empty();
    private Optional<Tex> above = Optional.empty();
    private Optional<Span> span = Optional.empty();
    private int primes;

    void prime(Span at) {
        primes++;
        cover(at);
    }

    void add(boolean sub, Tex script, Span at) {
        if ((sub ? below : above).isPresent()) {
            throw new TexError("a second " + (sub ? "subscript" : "superscript") + " on the same base", at);
        }
        if (sub) {
            below = Optional.of(script);
        } else {
            above = Optional.of(script);
        }
        cover(at);
    }

    private void cover(Span at) {
        span = Optional.of(span.map(at::to).orElse(at));
    }

    Optional<Tex> below() {
        return below;
    }

    Optional<Tex> above() {
        return above;
    }

    int primes() {
        return primes;
    }

    /** The base with its subscript, primes and superscript, from the inside out. */
    Tex on(Tex base) {
        if (span.isEmpty()) {
            return base;
        }
        Span whole = base.span().to(span.get());
        Tex result = base;
        if (below.isPresent()) {
            result = new Tex.Sub(result, below.get(), whole);
        }
        if (primes > 0) {
            result = new Tex.Prime(result, primes, whole);
        }
        return above.isPresent() ? new Tex.Sup(result, above.get(), whole) : result;
    }
}
