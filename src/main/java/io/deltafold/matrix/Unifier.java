package io.deltafold.matrix;

import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.HashMap;
import java.util.Map;

/** Makes sizes equal by solving for unknown sizes, which are names that start with a question mark. */
final class Unifier implements SizeEquality {
    private final Map<String, Size> solved = new HashMap<>();
    private int unknowns;

    Size unknown() {
        return Size.named("?" + unknowns++);
    }

    static boolean isUnknown(String name) {
        return name.startsWith("?");
    }

    /** The size with everything known put in. */
    Size resolve(Size size) {
        Size current = size;
        while (current.names().stream().anyMatch(solved::containsKey)) {
            current = current.substitute(name -> solved.getOrDefault(name, Size.named(name)));
        }
        return current;
    }

    @Override
    public boolean equal(Size a, Size b) {
        Size difference = resolve(a).minus(resolve(b));
        if (difference.isZero()) {
            return true;
        }
        for (String name : difference.names()) {
            if (isUnknown(name)) {
                Size unknown = Size.named(name);
                Rational coefficient = difference
                        .terms()
                        .getOrDefault(unknown.terms().keySet().iterator().next(), Rational.ZERO);
                if (coefficient.isZero()) {
                    continue;
                }
                Size rest = difference.minus(unknown.times(Size.of(coefficient)));
                if (!rest.names().contains(name)) {
                    solved.put(name, rest.times(Size.of(Rational.MINUS_ONE.dividedBy(coefficient))));
                    return true;
                }
            }
        }
        return false;
    }
}
