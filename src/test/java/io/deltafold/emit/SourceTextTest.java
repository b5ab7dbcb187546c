package io.deltafold.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.deltafold.matrix.Inference;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.syntax.Source;
import org.junit.jupiter.api.Test;

class SourceTextTest {
    @Test
    void readingBackGivesAnEqualValue() {
        for (int seed = 0; seed < 1500; seed++) {
            RandomTrees trees = new RandomTrees(seed);
            MatrixExpr e = trees.tree(trees.shape(), 4);
            String text = SourceText.print(e);
            MatrixExpr back =
                    Inference.expression(new Source("printed", text), trees.symbols(), RandomTrees.SIZES.keySet());
            assertThat(back.shape()).as("seed %d: %s", seed, text).isEqualTo(e.shape());
            double[] expected =
                    PlainTensor.value(e, RandomTrees.SIZES, trees.values()).entries();
            double[] actual =
                    PlainTensor.value(back, RandomTrees.SIZES, trees.values()).entries();
            assertThat(PlainTensor.close(expected, actual))
                    .as("seed %d: %s", seed, text)
                    .isTrue();
        }
    }
}
