package io.deltafold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One program and one derivative serve many threads, and the same input gives the same text. */
final class ThreadsTest {
    @Test
    void manyThreadsGetTheSameAnswer() {
        Deltafold model =
                Deltafold.parse("X : R[m, n]; w : R[n]; y : R[m]; f = sum(log(1 + exp(-y * (X @ w)))) + norm2(w)");
        Derivative shared = model.derivative("w");
        Set<List<String>> answers = IntStream.range(0, 400)
                .parallel()
                .mapToObj(i -> {
                    Derivative own = model.derivative("w");
                    assertThat(own.latex()).isEqualTo(shared.latex());
                    return List.of(
                            shared.latex(),
                            shared.indexEquation(),
                            own.json(),
                            own.java().text(),
                            own.numpy().text());
                })
                .collect(Collectors.toSet());
        assertThat(answers).hasSize(1);
    }
}
