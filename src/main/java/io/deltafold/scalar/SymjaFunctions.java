package io.deltafold.scalar;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Scalar functions that the table does not know: Symja differentiates and evaluates them. Symja is loaded when the first
 * of them is asked for, and not before.
 */
public final class SymjaFunctions {
    /** Our name to Symja's. */
    private static final Map<String, String> HEADS = Map.ofEntries(
            Map.entry("gamma", "Gamma"),
            Map.entry("lgamma", "LogGamma"),
            Map.entry("erfc", "Erfc"),
            Map.entry("erfi", "Erfi"),
            Map.entry("lambertw", "ProductLog"),
            Map.entry("sinc", "Sinc"),
            Map.entry("sec", "Sec"),
            Map.entry("csc", "Csc"),
            Map.entry("cot", "Cot"),
            Map.entry("sech", "Sech"),
            Map.entry("csch", "Csch"),
            Map.entry("coth", "Coth"),
            Map.entry("asinh", "ArcSinh"),
            Map.entry("acosh", "ArcCosh"),
            Map.entry("atanh", "ArcTanh"),
            Map.entry("acot", "ArcCot"),
            Map.entry("sinintegral", "SinIntegral"),
            Map.entry("cosintegral", "CosIntegral"),
            Map.entry("expintegral", "ExpIntegralEi"),
            Map.entry("logintegral", "LogIntegral"));

    /** Functions with a whole-number parameter, which is the end of their name: besselj0, polygamma1. */
    private static final Map<String, String> FAMILIES = Map.ofEntries(
            Map.entry("besselj", "BesselJ"),
            Map.entry("bessely", "BesselY"),
            Map.entry("besseli", "BesselI"),
            Map.entry("besselk", "BesselK"),
            Map.entry("polygamma", "PolyGamma"));

    private static final Pattern MEMBER = Pattern.compile("([a-z]+)([0-9]{1,2})");

    /** What Symja calls a function, with its whole-number parameter where it has one. */
    record Head(String symbol, Optional<Integer> parameter) {}

    private SymjaFunctions() {}

    /** The function of a name, where Symja can differentiate it. */
    public static Optional<ScalarFunction> named(String name) {
        return head(name).map(head -> SymjaBridge.function(name, head));
    }

    /** The names without a parameter, in alphabetical order. */
    public static Set<String> names() {
        return new TreeSet<>(HEADS.keySet());
    }

    private static Optional<Head> head(String name) {
        if (name.equals("digamma")) {
            return Optional.of(new Head("PolyGamma", Optional.of(0)));
        }
        String symbol = HEADS.get(name);
        if (symbol != null) {
            return Optional.of(new Head(symbol, Optional.empty()));
        }
        Matcher member = MEMBER.matcher(name);
        if (!member.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(FAMILIES.get(member.group(1)))
                .map(family -> new Head(family, Optional.of(Integer.parseInt(member.group(2)))));
    }

    /** Our name of a function of Symja. */
    static Optional<String> nameOf(Head head) {
        if (head.symbol().equalsIgnoreCase("PolyGamma") && head.parameter().equals(Optional.of(0))) {
            return Optional.of("digamma");
        }
        Map<String, String> table = head.parameter().isPresent() ? FAMILIES : HEADS;
        return table.entrySet().stream()
                .filter(entry -> entry.getValue().equalsIgnoreCase(head.symbol()))
                .findFirst()
                .map(entry ->
                        entry.getKey() + head.parameter().map(String::valueOf).orElse(""));
    }
}
