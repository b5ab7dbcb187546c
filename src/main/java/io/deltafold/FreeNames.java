package io.deltafold;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Program;
import io.deltafold.matrix.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names that the program does not use. */
final class FreeNames {
    private final Set<String> taken = new HashSet<>();
    private final List<String> reports = new ArrayList<>();
    private int counter;

    FreeNames(Program program) {
        program.variables().stream().map(Symbol::name).forEach(taken::add);
        program.definitions().stream().map(Definition::name).forEach(taken::add);
        taken.addAll(program.sizeNames());
    }

    Set<String> taken() {
        return taken;
    }

    boolean isTaken(String name) {
        return taken.contains(name);
    }

    void take(String name) {
        taken.add(name);
    }

    /** The first of the wishes that is free; reported where it is not the first. */
    String free(String what, List<String> wishes) {
        String name =
                wishes.stream().filter(w -> !taken.contains(w)).findFirst().orElseGet(() -> fresh(wishes.get(0)));
        if (!name.equals(wishes.get(0))) {
            reports.add("the " + what + " is called " + name + ": the program uses " + wishes.get(0) + " itself");
        }
        return name;
    }

    /** A name like the wish that nothing has; it is taken then. */
    String fresh(String wish) {
        String name = wish;
        for (int k = 2; taken.contains(name); k++) {
            name = wish + "_" + k;
        }
        taken.add(name);
        return name;
    }

    /** The next of prefix1, prefix2, … that is free. */
    String numbered(String prefix) {
        String name = prefix + ++counter;
        while (!taken.add(name)) {
            name = prefix + ++counter;
        }
        return name;
    }

    List<String> reports() {
        return reports;
    }
}
