package io.deltafold.paper;

import io.deltafold.matrix.Property;
import io.deltafold.tex.Tex;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What English sentences say of the names in them. */
final class Facts {
    /** Something said of names. */
    sealed interface Fact {
        /** The names have a property. */
        record Has(List<String> keys, Property property) implements Fact {}

        /** Nothing is assumed beyond the shape, in so many words. */
        record IsGeneral(List<String> keys) implements Fact {}

        /** The names are numbers (0), vectors (1) or matrices (2), of unknown or given sizes. */
        record IsOfOrder(List<String> keys, int order, List<Tex> sizes, boolean square) implements Fact {}

        /** The names are vectors of ones. */
        record IsOnes(List<String> keys) implements Fact {}

        /** Something that is true of the entries. */
        record IsConstrained(List<String> keys, Binding.Constraint constraint) implements Fact {}

        /** Vectors are the rows or columns of a matrix. */
        record AreLinesOf(Tex member, String matrix, boolean rows) implements Fact {}

        /** A function of which nothing but the arguments is known. */
        record IsFunction(String key, List<String> arguments) implements Fact {}

        /** Fresh names, whatever they meant before: "for any matrices A and B". */
        record AreArbitrary(List<String> keys) implements Fact {}

        /** The names lie in the set in which another one does: "a, b ∈ ℝⁿ" as two formulas. */
        record AreIn(List<Tex> names, Tex set) implements Fact {}

        /** Bars denote gradients of a function. */
        record AreAdjoints(List<String> keys) implements Fact {}

        /** How derivatives are laid out. */
        record Uses(Layout layout) implements Fact {}

        /** A condition that is not understood. */
        record Open(List<String> keys, String sentence) implements Fact {}
    }

    private static final Map<String, Property> PROPERTIES = Map.ofEntries(
            Map.entry("symmetric", Property.SYMMETRIC),
            Map.entry("self-adjoint", Property.SYMMETRIC),
            Map.entry("skew-symmetric", Property.SKEW_SYMMETRIC),
            Map.entry("antisymmetric", Property.SKEW_SYMMETRIC),
            Map.entry("anti-symmetric", Property.SKEW_SYMMETRIC),
            Map.entry("positive-definite", Property.POSITIVE_DEFINITE),
            Map.entry("spd", Property.POSITIVE_DEFINITE),
            Map.entry("positive-semidefinite", Property.POSITIVE_SEMIDEFINITE),
            Map.entry("psd", Property.POSITIVE_SEMIDEFINITE),
            Map.entry("invertible", Property.INVERTIBLE),
            Map.entry("nonsingular", Property.INVERTIBLE),
            Map.entry("non-singular", Property.INVERTIBLE),
            Map.entry("orthogonal", Property.ORTHOGONAL),
            Map.entry("diagonal", Property.DIAGONAL),
            Map.entry("upper-triangular", Property.UPPER_TRIANGULAR),
            Map.entry("lower-triangular", Property.LOWER_TRIANGULAR),
            Map.entry("positive", Property.POSITIVE),
            Map.entry("nonnegative", Property.NONNEGATIVE));

    /** Words between a property and the name it belongs to. */
    private static final Set<String> FILLERS = Set.of(
            "matrix",
            "matrices",
            "vector",
            "vectors",
            "scalar",
            "scalars",
            "column",
            "square",
            "real",
            "and",
            "the",
            "a",
            "an",
            "both",
            "any",
            "with",
            "constant",
            "fixed",
            "given",
            "also",
            "all",
            "number",
            "symmetric",
            "positive-definite",
            "weight",
            "covariance",
            "design",
            "data",
            "parameter",
            "kernel",
            "invertible",
            "two",
            "general",
            "arbitrary",
            "full",
            "nonzero",
            "non-zero",
            "same",
            "size");

    private static final Set<String> NEGATIONS =
            Set.of("not", "necessarily", "needn't", "nonsymmetric", "non-symmetric", "isn't");

    private final List<Sentence.Token> tokens;
    private final String text;
    private final List<Fact> found = new ArrayList<>();

    private Facts(Sentence sentence) {
        this.tokens = sentence.tokens();
        this.text = sentence.text();
    }

    static List<Fact> of(Sentence sentence) {
        Facts facts = new Facts(sentence);
        facts.read();
        return facts.found;
    }

    private void read() {
        layouts();
        memberships();
        adjoints();
        lines();
        functions();
        sums();
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i) instanceof Sentence.Token.Word word) {
                property(i, word.text());
                order(i, word.text());
            } else if (tokens.get(i) instanceof Sentence.Token.Maths maths) {
                sizes(i, maths);
            }
        }
        general();
        open();
    }

    private String word(int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at) instanceof Sentence.Token.Word word ? word.text() : "";
    }

    private List<String> names(int at) {
        return at >= 0 && at < tokens.size() && tokens.get(at) instanceof Sentence.Token.Maths maths
                ? maths.names()
                : List.of();
    }

    /** The names a phrase at a place belongs to: those that follow, over fillers, or else those before. */
    private List<String> subjects(int from, int to) {
        int next = to;
        while (next < tokens.size() && FILLERS.contains(word(next))) {
            next++;
        }
        List<String> after = group(next, 1);
        boolean copulaBefore = hasCopula(from);
        if (!after.isEmpty() && !copulaBefore) {
            return after;
        }
        int before = from - 1;
        while (before >= 0
                && !(tokens.get(before) instanceof Sentence.Token.Maths maths
                        && !maths.names().isEmpty())) {
            if (word(before).equals(".") || word(before).equals(";")) {
                return after;
            }
            before--;
        }
        List<String> previous = group(before, -1);
        return previous.isEmpty() ? after : previous;
    }

    private boolean hasCopula(int from) {
        for (int i = from - 1; i >= 0 && i >= from - 5; i--) {
            if (tokens.get(i) instanceof Sentence.Token.Maths) {
                return false;
            }
            if (Set.of("is", "are", "be", "being", "was").contains(word(i))) {
                return true;
            }
        }
        return false;
    }

    /** Names joined by commas and "and", in one direction. */
    private List<String> group(int at, int step) {
        List<String> all = new ArrayList<>();
        int i = at;
        while (i >= 0 && i < tokens.size() && !names(i).isEmpty()) {
            if (step > 0) {
                all.addAll(names(i));
            } else {
                all.addAll(0, names(i));
            }
            int next = i + step;
            int joined = 0;
            while (Set.of(",", "and", "both", "or").contains(word(next)) && joined < 2) {
                next += step;
                joined++;
            }
            if (joined == 0) {
                break;
            }
            i = next;
        }
        return all;
    }

    /** Names alone, joined by commas and "and". */
    private List<String> plainGroup(int at) {
        List<String> all = new ArrayList<>();
        int i = at;
        while (i < tokens.size()
                && tokens.get(i) instanceof Sentence.Token.Maths maths
                && !(maths.tex() instanceof Tex.Relation)
                && !maths.names().isEmpty()) {
            all.addAll(maths.names());
            i++;
            int joined = i;
            while (Set.of(",", "and").contains(word(i))) {
                i++;
            }
            if (i == joined) {
                break;
            }
        }
        return all;
    }

    private void property(int at, String word) {
        Property property = PROPERTIES.get(word);
        if (word.equals("orthonormal") || word.equals("unit") || word.equals("one-hot")) {
            constraint(at, word);
            return;
        }
        if (property == null) {
            return;
        }
        boolean noun = word.equals("diagonal")
                        && !word(at + 1).equals("matrix")
                        && !word(at + 1).equals("matrices")
                        && !hasCopula(at)
                || word(at + 1).equals("of")
                || word(at + 1).equals("part");
        if (noun || Set.of("definite", "semidefinite", "integer", "constant").contains(word(at + 1))) {
            return;
        }
        if (HEDGES.contains(word(at - 1)) || HEDGES.contains(word(at - 2))) {
            return;
        }
        List<String> subjects = bothOrSubjects(at);
        if (subjects.isEmpty()) {
            return;
        }
        boolean negated = NEGATIONS.contains(word(at - 1))
                || NEGATIONS.contains(word(at - 2))
                || NEGATIONS.contains(word(at - 3));
        found.add(negated ? new Fact.IsGeneral(subjects) : new Fact.Has(subjects, property));
    }

    /** The place of the copula before a phrase. */
    private int before(int at) {
        int i = at - 1;
        while (i >= 0 && !Set.of("is", "are", "be").contains(word(i))) {
            i--;
        }
        return i;
    }

    /** Words that say that a property is not quite there. */
    private static final Set<String> HEDGES = Set.of(
            "to", "nearly", "almost", "approximately", "close", "towards", "toward", "from", "than", "when", "if");

    /** "…; both are symmetric" is said of the names before that it can be said of. */
    private List<String> bothOrSubjects(int at) {
        for (int i = at - 1; i >= 0 && i > at - 4; i--) {
            if (word(i).equals("both")) {
                List<String> before = new ArrayList<>();
                for (int j = 0; j < i; j++) {
                    before.addAll(names(j));
                }
                return before;
            }
        }
        return subjects(at, at + 1);
    }

    private void constraint(int at, String word) {
        List<String> subjects = subjects(at, at + 1);
        if (word.equals("orthonormal")
                && (word(at + 1).equals("columns") || word(at + 1).isEmpty())) {
            found.add(new Fact.IsConstrained(subjects, Binding.Constraint.ORTHONORMAL_COLUMNS));
        } else if (word.equals("unit")
                && Set.of("vector", "vectors", "norm", "length").contains(word(at + 1))) {
            found.add(new Fact.IsConstrained(subjects, Binding.Constraint.UNIT_NORM));
        } else if (word.equals("one-hot")) {
            found.add(new Fact.IsConstrained(subjects, Binding.Constraint.SUMS_TO_ONE));
        }
    }

    private void general() {
        for (int i = 0; i < tokens.size(); i++) {
            boolean any = Set.of("any", "all", "every", "arbitrary", "general").contains(word(i))
                    && Set.of("matrix", "matrices", "square", "vectors", "vector", "real")
                            .contains(word(i + 1));
            if (any) {
                int next = i + 1;
                while (FILLERS.contains(word(next))) {
                    next++;
                }
                List<String> subjects = group(next, 1);
                if (!subjects.isEmpty()) {
                    found.add(0, new Fact.AreArbitrary(subjects));
                }
            }
        }
    }

    private void order(int at, String word) {
        int order = switch (word) {
            case "matrix", "matrices" -> 2;
            case "vector", "vectors", "column-vector" -> 1;
            case "scalar", "scalars", "number", "numbers" -> 0;
            default -> -1;
        };
        if (order < 0 || word(at - 1).equals("number") || word(at + 1).equals("of") && order == 0) {
            return;
        }
        if (order == 0
                && (word(at + 1).equals("function")
                        || word(at + 1).equals("loss")
                        || word(at + 1).equals("multiple"))) {
            return;
        }
        if (order == 1
                && (word(at + 1).equals("of") && word(at + 2).equals("ones")
                        || word(at - 1).equals("all-ones")
                        || word(at - 1).equals("ones"))) {
            List<String> subjects = subjects(at, at + (word(at + 1).equals("of") ? 3 : 1));
            // Of "the bias b and 1 is the vector of ones" only the last name is meant.
            found.add(new Fact.IsOnes(
                    hasCopula(at) && word(before(at)).equals("is") && !subjects.isEmpty()
                            ? subjects.subList(subjects.size() - 1, subjects.size())
                            : subjects));
            return;
        }
        if (word(at - 1).equals("row")
                || word(at + 1).equals("product")
                || word(at + 1).equals("multiplication")
                || word(at + 1).equals("form")
                || word(at + 1).equals("notation")) {
            return;
        }
        List<String> subjects = subjects(at, at + 1);
        if (subjects.isEmpty()) {
            return;
        }
        boolean square = word(at - 1).equals("square") || word(at - 2).equals("square");
        found.add(new Fact.IsOfOrder(subjects, order, sizesNear(at), square));
    }

    /** m × n before a noun, or "of size m × n" behind it. */
    private List<Tex> sizesNear(int at) {
        for (int i = at - 1; i >= Math.max(0, at - 6); i--) {
            if (tokens.get(i) instanceof Sentence.Token.Maths maths
                    && maths.isSize()
                    && (maths.sizes().size() > 1 || word(i + 1).startsWith("-"))) {
                return maths.sizes();
            }
        }
        for (int i = at + 1; i < Math.min(tokens.size(), at + 7); i++) {
            if (tokens.get(i) instanceof Sentence.Token.Maths maths
                    && maths.isSize()
                    && Set.of("size", "length", "dimension", "dimensions", "shape", "order")
                            .contains(word(i - 1))) {
                return maths.sizes();
            }
        }
        return List.of();
    }

    /** $x$, $y \\in ℝⁿ$. */
    private void memberships() {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i) instanceof Sentence.Token.Maths maths
                    && maths.tex() instanceof Tex.Relation relation
                    && relation.operators().equals(List.of("in"))) {
                List<Tex> names = new ArrayList<>();
                int at = i - 1;
                while (at > 0
                        && Set.of(",", "and").contains(word(at))
                        && tokens.get(at - 1) instanceof Sentence.Token.Maths other
                        && other.isPlainName()) {
                    names.add(0, other.tex());
                    at -= 2;
                }
                if (!names.isEmpty()) {
                    found.add(new Fact.AreIn(names, relation.operands().get(1)));
                }
            }
        }
    }

    private static final Set<String> ADJOINTS =
            Set.of("gradient", "gradients", "adjoint", "adjoints", "derivatives", "cotangents", "sensitivities");

    /** "Ā and B̄ denote the gradients of L". */
    private void adjoints() {
        boolean said = false;
        for (int i = 0; i < tokens.size(); i++) {
            said |= ADJOINTS.contains(word(i));
        }
        List<String> keys = new ArrayList<>();
        for (Sentence.Token token : tokens) {
            if (token instanceof Sentence.Token.Maths maths && !(maths.tex() instanceof Tex.Relation)) {
                maths.names().stream().filter(key -> key.endsWith("^bar")).forEach(keys::add);
            }
        }
        if (said && !keys.isEmpty()) {
            found.add(new Fact.AreAdjoints(keys));
        }
    }

    /** "A is of size m × n", "x of length n". */
    private void sizes(int at, Sentence.Token.Maths maths) {
        if (!maths.isSize()
                || maths.sizes().size() > 2
                || !Set.of("size", "sizes", "length", "dimension", "dimensions", "shape")
                        .contains(word(at - 1))) {
            return;
        }
        int before = at - 2;
        while (before >= 0
                && !(tokens.get(before) instanceof Sentence.Token.Maths m
                        && !m.names().isEmpty())) {
            before--;
        }
        List<String> subjects = group(before, -1);
        if (!subjects.isEmpty()) {
            found.add(new Fact.IsOfOrder(subjects, maths.sizes().size(), maths.sizes(), false));
        }
    }

    /** "g_i is the i-th row of G", "the rows of X are x_i". */
    private void lines() {
        for (int i = 0; i < tokens.size(); i++) {
            String word = word(i);
            boolean rows = word.equals("row") || word.equals("rows");
            if (!rows && !word.equals("column") && !word.equals("columns")) {
                continue;
            }
            // "the rows of X are x_i" and "the rows x_i of X".
            int of = word(i + 1).isEmpty() ? i + 2 : i + 1;
            if (!word(of).equals("of") && !word(of).equals("in")) {
                continue;
            }
            int owner = of + 1;
            while (Set.of("the", "matrix", "a", "data", "design").contains(word(owner))) {
                owner++;
            }
            if (names(owner).size() != 1) {
                continue;
            }
            for (int j = 0; j < tokens.size(); j++) {
                if (j != owner
                        && tokens.get(j) instanceof Sentence.Token.Maths maths
                        && maths.member().isPresent()
                        && Math.abs(j - i) < 9) {
                    found.add(new Fact.AreLinesOf(
                            maths.member().get(), names(owner).get(0), rows));
                    break;
                }
            }
        }
    }

    private static final Set<String> DEPENDS = Set.of("depends", "depending", "depend", "function");

    private void functions() {
        for (int i = 0; i < tokens.size(); i++) {
            boolean depends = DEPENDS.contains(word(i))
                    && (word(i + 1).equals("of")
                            || word(i + 1).equals("on")
                            || word(i + 2).equals("on")
                            || word(i + 2).equals("of"));
            if (!depends) {
                continue;
            }
            int before = i - 1;
            while (before >= 0 && names(before).isEmpty()) {
                before--;
            }
            int after = i + 1;
            while (after < tokens.size() && names(after).isEmpty()) {
                if (word(after).equals(".")) {
                    break;
                }
                after++;
            }
            List<String> function = names(before);
            List<String> arguments = plainGroup(after);
            boolean loss = text.toLowerCase(Locale.ROOT).contains("scalar")
                    || text.toLowerCase(Locale.ROOT).contains("loss")
                    || text.toLowerCase(Locale.ROOT).contains("cost")
                    || text.toLowerCase(Locale.ROOT).contains("objective");
            if (function.size() == 1 && !arguments.isEmpty() && loss) {
                found.add(new Fact.IsFunction(function.get(0), arguments));
            }
        }
        for (int i = 0; i < tokens.size(); i++) {
            boolean named = Set.of("loss", "cost", "objective").contains(word(i)) || word(i).equals("scalar");
            List<String> next = names(i + 1).isEmpty() && FILLERS.contains(word(i + 1))
                            || word(i + 1).equals("function")
                    ? names(i + 2)
                    : names(i + 1);
            if (named && next.size() == 1 && isLossName(next.get(0)) && !word(i).equals("scalar")) {
                found.add(new Fact.IsFunction(next.get(0), List.of()));
            }
            if (named
                    && word(i).equals("scalar")
                    && names(i - 1).size() == 1
                    && isLossName(names(i - 1).get(0))) {
                found.add(new Fact.IsFunction(names(i - 1).get(0), List.of()));
            }
        }
    }

    /** Letters that stand for a loss where nothing else is said. */
    static boolean isLossName(String key) {
        return Set.of("L", "J", "C", "E", "ell", "cal L", "cal J", "cal E", "cal C", "f", "F", "phi", "R", "Q")
                .contains(key);
    }

    /** "every row of T sums to one", "the entries of p sum to one". */
    private void sums() {
        for (int i = 0; i < tokens.size(); i++) {
            if (!(word(i).equals("sum") || word(i).equals("sums"))
                    || !word(i + 1).equals("to")) {
                continue;
            }
            boolean one = Set.of("one", "1", "unity").contains(word(i + 2))
                    || i + 2 < tokens.size()
                            && tokens.get(i + 2) instanceof Sentence.Token.Maths maths
                            && maths.source().strip().equals("1");
            int before = i - 1;
            while (before >= 0 && names(before).isEmpty()) {
                before--;
            }
            boolean rows = false;
            for (int j = 0; j < i; j++) {
                rows |= word(j).equals("row") || word(j).equals("rows");
            }
            if (one && before >= 0) {
                found.add(new Fact.IsConstrained(
                        names(before), rows ? Binding.Constraint.ROWS_SUM_TO_ONE : Binding.Constraint.SUMS_TO_ONE));
            }
        }
    }

    private void layouts() {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.contains("numerator layout")
                || lower.contains("numerator-layout")
                || lower.contains("jacobian convention") && lower.contains("row")) {
            found.add(new Fact.Uses(Layout.NUMERATOR));
        } else if (lower.contains("denominator layout") || lower.contains("denominator-layout")) {
            found.add(new Fact.Uses(Layout.DENOMINATOR));
        } else if ((lower.contains("gradient") || lower.contains("derivative"))
                && ((lower.contains("shape of") || lower.contains("layout of"))
                        || lower.contains("same shape")
                        || lower.contains("column vector"))) {
            found.add(new Fact.Uses(Layout.USUAL));
        }
    }

    private static final List<String> OPEN = List.of(
            "idempotent",
            "commut",
            "projection matrix",
            "projector",
            "stochastic",
            "centred",
            "centered",
            "zero mean",
            "zero-mean",
            "subject to",
            "constraint",
            "normalised",
            "normalized",
            "nilpotent",
            "involut",
            "permutation matrix",
            "such that",
            "satisf",
            "low rank",
            "rank one",
            "rank-one",
            "hollow",
            "toeplitz",
            "circulant",
            "unitary",
            "hermitian");

    private void open() {
        String lower = text.toLowerCase(Locale.ROOT);
        Optional<String> trigger = OPEN.stream().filter(lower::contains).findFirst();
        if (trigger.isEmpty() || lower.contains("sum to one") || lower.contains("sums to one")) {
            return;
        }
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < tokens.size(); i++) {
            keys.addAll(names(i));
        }
        if (!keys.isEmpty()) {
            found.add(new Fact.Open(keys, text.strip()));
        }
    }
}
