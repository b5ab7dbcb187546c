package io.deltafold.paper;

import io.deltafold.matrix.SizeEquality;
import io.deltafold.matrix.Unifier;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The unknown sizes of one formula on top of those of the document. */
final class SizeSystem implements SizeEquality {
    private final Unifier unifier;
    private final Map<String, Size> named;
    private final List<Size> anonymous = new ArrayList<>();
    private final Set<String> assumptions = new LinkedHashSet<>();
    private boolean onlyShapes = true;
    private boolean lenient;
    private boolean numbersAllowed;
    private final Map<String, Integer> examples = new LinkedHashMap<>();
    private int next;

    /** @param named readable names for unknown sizes that nothing determines */
    SizeSystem(Unifier unifier, Map<String, Size> named) {
        this.unifier = unifier;
        this.named = named;
    }

    /** Whether the first run is on, in which derivatives need only their shapes. */
    boolean onlyShapes() {
        return onlyShapes;
    }

    /** Sizes that differ are assumed to be equal, and the assumption is recorded. */
    void beLenient() {
        lenient = true;
    }

    boolean isLenient() {
        return lenient;
    }

    /** A matrix written out makes sizes numbers. */
    void allowNumbers() {
        numbersAllowed = true;
    }

    /** The sizes that became numbers. */
    Map<String, Integer> examples() {
        return examples;
    }

    /** What had to be assumed: {@code m = n}. */
    Set<String> assumptions() {
        return assumptions;
    }

    /** The second run over the same formula: the same constants get the sizes found for them. */
    void secondRun() {
        onlyShapes = false;
        next = 0;
    }

    void restart() {
        onlyShapes = true;
        next = 0;
    }

    /** The size of a constant such as an identity matrix, which only its place determines. */
    Size anonymous() {
        if (next == anonymous.size()) {
            anonymous.add(unifier.unknown());
        }
        return resolve(anonymous.get(next++));
    }

    /** A size of a name that the document does not tell. */
    Size unknown() {
        return unifier.unknown();
    }

    Size resolve(Size size) {
        Size resolved = unifier.resolve(size);
        if (onlyShapes || resolved.names().stream().noneMatch(Unifier::isUnknown)) {
            return resolved;
        }
        return resolved.substitute(name -> Unifier.isUnknown(name) ? named(name) : Size.named(name));
    }

    private Size named(String unknown) {
        return named.computeIfAbsent(unknown, u -> Size.named("n_" + u.substring(1)));
    }

    @Override
    public boolean equal(Size a, Size b) {
        if (unifier.equal(a, b)) {
            return true;
        }
        if (!onlyShapes && resolve(a).equals(resolve(b))) {
            return true;
        }
        Size left = unifier.resolve(a);
        Size right = unifier.resolve(b);
        if (numbersAllowed && left.isConstant() != right.isConstant()) {
            Size name = left.isConstant() ? right : left;
            int value = (left.isConstant() ? left : right)
                    .constant()
                    .flatMap(Rational::asInt)
                    .orElse(0);
            if (value > 0 && name.names().size() == 1 && specialise(name, value)) {
                examples.put(name.toString(), value);
                return true;
            }
        }
        if (!lenient) {
            return false;
        }
        if (left.isConstant() && right.isConstant()) {
            return false;
        }
        if (unifier.assume(a, b)) {
            assumptions.add(left + " = " + right);
            return true;
        }
        return false;
    }

    /** Makes a size a number, as a literal of that many rows does. */
    boolean specialise(Size size, int value) {
        Size now = unifier.resolve(size);
        if (now.constant().isPresent()) {
            return now.equals(Size.of(value));
        }
        return unifier.assume(now, Size.of(value));
    }

    Map<String, Size> names() {
        return new LinkedHashMap<>(named);
    }
}
