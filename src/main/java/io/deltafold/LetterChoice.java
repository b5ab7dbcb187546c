package io.deltafold;

import io.deltafold.explain.Problem;
import io.deltafold.matrix.Shape;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Letters for intermediate results: those that people use for their shape. */
record LetterChoice(FreeNames names) implements Problem.Letters {
    private static final List<String> SCALARS = List.of("s", "t", "c", "h", "q");
    private static final List<String> VECTORS = List.of("u", "v", "r", "h", "q", "z");
    private static final List<String> MATRICES = List.of("F", "H", "M", "P", "Q", "T", "U");

    @Override
    public String intermediate(Shape shape) {
        List<String> wishes = shape.isScalar() ? SCALARS : shape.isVector() ? VECTORS : MATRICES;
        Optional<String> letter =
                wishes.stream().filter(name -> !names.isTaken(name)).findFirst();
        return letter.map(names::fresh).orElseGet(() -> names.numbered(wishes.get(0)));
    }

    @Override
    public String fresh(String wish) {
        return names.fresh(wish);
    }

    @Override
    public Set<String> taken() {
        return names.taken();
    }
}
