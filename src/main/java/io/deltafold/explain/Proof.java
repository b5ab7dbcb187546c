package io.deltafold.explain;

import io.deltafold.rewrite.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the lines of a section; each is compared with the one before. */
final class Proof {
    private final LineCheck check;
    private final Shown heading;
    private final String remark;
    private final List<Line> lines = new ArrayList<>();
    private Optional<Quantity> last = Optional.empty();

    Proof(LineCheck check, Shown heading, String remark) {
        this.check = check;
        this.heading = heading;
        this.remark = remark;
    }

    /** left = right; the left-hand side has a value of its own. */
    Proof begin(Shown left, Quantity leftValue, Shown right, Quantity rightValue, Line.Detail detail, Reason... why) {
        check.equal(leftValue, rightValue, left.text() + " = " + right.text());
        return begin(left, right, rightValue, detail, why);
    }

    /** left = right by definition of the left-hand side. */
    Proof begin(Shown left, Shown right, Quantity rightValue, Line.Detail detail, Reason... why) {
        lines.add(new Line(Optional.of(left), right, List.of(why), detail));
        last = Optional.of(rightValue);
        return this;
    }

    /** … = right; a line that reads like the one before is left out. */
    Proof then(Shown right, Quantity value, Line.Detail detail, List<Reason> why) {
        check.equal(last.orElseThrow(), value, right.text());
        if (!right.equals(lines.get(lines.size() - 1).right())) {
            lines.add(new Line(Optional.empty(), right, why, detail));
        }
        last = Optional.of(value);
        return this;
    }

    Proof then(Shown right, Quantity value, Line.Detail detail, Reason... why) {
        return then(right, value, detail, List.of(why));
    }

    Section section() {
        return new Section(heading, remark, lines);
    }
}
