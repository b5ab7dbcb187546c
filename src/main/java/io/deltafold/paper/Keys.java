package io.deltafold.paper;

import io.deltafold.tex.Tex;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Names of a document: a letter with its accents, labels, layer and stars. The alphabet does not count ({@code \mathbf X}
 * and {@code X} are one name) but for calligraphic letters.
 */
final class Keys {
    private static final Set<String> TRANSPOSE = Set.of("T", "top", "intercal", "transpose");
    private static final Set<String> NO_NAMES =
            Set.of("partial", "nabla", "infty", "top", "prime", "cdot", ":", "*", "dagger", "+", "-", "ldots", "colon");
    private static final String INDEX_LETTERS = "ijklmnpqrscabdue";

    private Keys() {}

    /** The key of a letter alone. */
    static Optional<String> letter(Tex tex) {
        if (tex instanceof Tex.Name name && !NO_NAMES.contains(name.name())) {
            StringBuilder key = new StringBuilder();
            if (name.style().equals("cal")
                    || name.style().equals("scr")
                    || name.style().equals("frak")) {
                key.append("cal ");
            }
            key.append(name.name());
            name.accents().forEach(accent -> {
                if (!accent.equals("vec") && !accent.equals("underline")) {
                    key.append('^').append(accent);
                }
            });
            return Optional.of(key.toString());
        }
        return Optional.empty();
    }

    /** The key under which the vectors x_i are known, beside a vector x. */
    static String family(String key) {
        return key + "_#";
    }

    /** The key of a letter with a label below, a layer or star above, or primes; as it would be if it were one name. */
    static Optional<String> whole(Tex tex) {
        if (tex instanceof Tex.Sub sub) {
            return whole(sub.base()).flatMap(base -> script(sub.script()).map(s -> base + "_" + s));
        } else if (tex instanceof Tex.Sup sup && (isLayer(sup.script()) || isNext(sup))) {
            return whole(sup.base()).flatMap(base -> script(sup.script()).map(s -> base + "^" + s));
        } else if (tex instanceof Tex.Prime prime) {
            return whole(prime.base()).map(base -> base + "'".repeat(prime.count()));
        }
        return letter(tex);
    }

    /** w⁺ for the next w; of a capital letter it is the pseudoinverse. */
    private static boolean isNext(Tex.Sup sup) {
        return sup.script() instanceof Tex.Name plus
                && plus.name().equals("+")
                && letter(sup.base())
                        .filter(key -> !Character.isUpperCase(key.charAt(0)))
                        .isPresent();
    }

    /** A bracketed superscript, a star, or a time in angle brackets: part of the name. */
    static boolean isLayer(Tex script) {
        if (script instanceof Tex.Bracket bracket) {
            return !bracket.open().equals("|") && !bracket.open().equals("‖");
        }
        return script instanceof Tex.Name name
                        && (name.name().equals("*")
                                || name.name().equals("ast")
                                || name.name().equals("star"))
                || script instanceof Tex.Words;
    }

    static boolean isTranspose(Tex script) {
        return script instanceof Tex.Name name
                        && (TRANSPOSE.contains(name.name())
                                || name.name().equals("t") && !name.style().isEmpty())
                || script instanceof Tex.Words words && words.text().strip().equals("T");
    }

    /** A script as text, where it can be part of a name. */
    private static Optional<String> script(Tex script) {
        if (script instanceof Tex.Number number) {
            return Optional.of(number.digits());
        } else if (script instanceof Tex.Name name) {
            return Optional.of(name.name());
        } else if (script instanceof Tex.Words words) {
            return Optional.of(words.text().strip());
        } else if (script instanceof Tex.Bracket bracket) {
            return script(bracket.inner()).map(s -> "(" + s + ")");
        } else if (script instanceof Tex.Function function && function.argument() instanceof Tex.Empty) {
            return Optional.of(function.name());
        } else if (script instanceof Tex.Juxtaposition row) {
            return joined(row.factors(), "");
        } else if (script instanceof Tex.Listing list) {
            return joined(list.items(), ",");
        } else if (script instanceof Tex.Sum sum) {
            StringBuilder text = new StringBuilder();
            for (Tex.Term term : sum.terms()) {
                Optional<String> value = script(term.value());
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                text.append(text.length() == 0 && term.sign().equals("+") ? "" : term.sign())
                        .append(value.get());
            }
            return Optional.of(text.toString());
        }
        return Optional.empty();
    }

    private static Optional<String> joined(List<Tex> parts, String between) {
        StringBuilder text = new StringBuilder();
        for (Tex part : parts) {
            Optional<String> value = script(part);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            text.append(text.length() == 0 ? "" : between).append(value.get());
        }
        return Optional.of(text.toString());
    }

    /** Whether a subscript looks like a label rather than an index: words, Greek and capital letters, long runs. */
    static boolean looksLikeLabel(Tex script) {
        if (script instanceof Tex.Words || script instanceof Tex.Function) {
            return true;
        } else if (script instanceof Tex.Name name) {
            return name.name().length() != 1
                    || INDEX_LETTERS.indexOf(name.name().charAt(0)) < 0;
        } else if (script instanceof Tex.Juxtaposition row) {
            return row.factors().size() > 2
                    && row.factors().stream()
                            .allMatch(f ->
                                    f instanceof Tex.Name name && name.name().length() == 1);
        }
        return false;
    }

    /** The subscripts of an entry, one for each axis; empty where the script cannot be read as subscripts. */
    static List<Tex> subscripts(Tex script) {
        if (script instanceof Tex.Listing list) {
            return list.items();
        } else if (script instanceof Tex.Juxtaposition row) {
            return row.factors().stream()
                            .allMatch(f -> f instanceof Tex.Name || f instanceof Tex.Number || f instanceof Tex.Dots)
                    ? row.factors()
                    : List.of(script);
        } else if (script instanceof Tex.Number number && number.digits().length() == 2) {
            return List.of(
                    new Tex.Number(number.digits().substring(0, 1), number.span()),
                    new Tex.Number(number.digits().substring(1), number.span()));
        }
        return List.of(script);
    }

    /** A name of the expression language made of a key: {@code w^hat_lambda} becomes {@code w_hat_lambda}. */
    static String identifier(String key) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                text.append(c);
            } else if (c == '\'') {
                text.append("_prime");
            } else if (c == '*') {
                text.append("_star");
            } else if (text.length() > 0 && text.charAt(text.length() - 1) != '_') {
                text.append('_');
            }
        }
        while (text.length() > 0 && text.charAt(text.length() - 1) == '_') {
            text.setLength(text.length() - 1);
        }
        return text.length() == 0 || !Character.isLetter(text.charAt(0)) ? "x_" + text : text.toString();
    }
}
