package io.deltafold.matrix;

import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Makes sizes equal by solving for unknown sizes, which are names that start with a question mark. */
public final class Unifier implements SizeEquality {
    private final Map<String, Size> solved = new HashMap<>();
    /** The names solved for, the latest first, so that an attempt can be taken back. */
    private final Deque<String> journal = new ArrayDeque<>();

    private int unknowns;

    /** A size that is not known yet. */
    public Size unknown() {
        return Size.named("?" + unknowns++);
    }

    /** Whether a name stands for a size that is not known yet. */
    public static boolean isUnknown(String name) {
        return name.startsWith("?");
    }

    /** A state to which {@link #undo} can return. */
    public int mark() {
        return journal.size();
    }

    /** Forgets everything that was solved since the mark. */
    public void undo(int mark) {
        while (journal.size() > mark) {
            solved.remove(journal.pop());
        }
    }

    /** The size with everything known put in. */
    public Size resolve(Size size) {
        Size current = size;
        while (current.names().stream().anyMatch(solved::containsKey)) {
            current = current.substitute(name -> solved.getOrDefault(name, Size.named(name)));
        }
        return current;
    }

    @Override
    public boolean equal(Size a, Size b) {
        return solve(a, b, true);
    }

    /** Makes sizes equal even where names must give way: an assumption such as m = n. */
    public boolean assume(Size a, Size b) {
        return solve(a, b, true) || solve(a, b, false);
    }

    private boolean solve(Size a, Size b, boolean onlyUnknown) {
        Size difference = resolve(a).minus(resolve(b));
        if (difference.isZero()) {
            return true;
        }
        for (String name : difference.names()) {
            if (isUnknown(name) || !onlyUnknown) {
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
                    journal.push(name);
                    return true;
                }
            }
        }
        return false;
    }
}
