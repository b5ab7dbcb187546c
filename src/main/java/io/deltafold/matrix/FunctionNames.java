package io.deltafold.matrix;

import io.deltafold.scalar.ScalarTable;
import io.deltafold.syntax.Diagnostic;
import io.deltafold.syntax.Span;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The names of functions: which are known, which are planned, which is meant. */
final class FunctionNames {
    private static final List<String> OTHERS = List.of(
            "I",
            "eye",
            "ones",
            "zeros",
            "norm",
            "diag",
            "kron",
            "outer",
            "matpow",
            "mean",
            "rowmean",
            "colmean",
            "square",
            "sqrt",
            "pow",
            "einsum",
            "unit",
            "commutation",
            "unvec",
            "solve");

    private FunctionNames() {}

    static Diagnostic unknown(String name, Span span) {
        Diagnostic diagnostic = Diagnostic.of("unknown-function", "there is no function called " + name, span);
        return nearest(name)
                .map(n -> diagnostic.hint("did you mean " + n + " ?"))
                .orElse(diagnostic);
    }

    private static Optional<String> nearest(String name) {
        Set<String> all = new TreeSet<>(OTHERS);
        all.addAll(ScalarTable.names());
        for (MatrixFunction function : MatrixFunction.values()) {
            all.add(function.word());
        }
        return all.stream()
                .filter(candidate -> distance(name, candidate) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** The least number of letters to insert, remove or replace. */
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replace, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
