package io.deltafold.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltafold.index.Graph;
import io.deltafold.index.Node;
import io.deltafold.index.TensorFunction;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Size;
import io.deltafold.scalar.NotDifferentiable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class DerivativeRuleTest {
    private static final Size N = Size.named("n");

    private final Graph graph = new Graph();
    private final Node x = graph.variable(new Symbol("X", Shape.matrix(N, N)));

    @ParameterizedTest
    @EnumSource(DerivativeRule.class)
    void everyRuleHasItsStatementAndItsSource(DerivativeRule rule) {
        assertThat(rule.statement()).isNotBlank();
        assertThat(rule == DerivativeRule.NONE || !rule.source().isBlank()).isTrue();
    }

    @Test
    void aFunctionWithoutRuleIsRefusedAndNeverZero() {
        Node.Call polar = (Node.Call) graph.call(MatrixFunction.POLAR, x);
        assertThatThrownBy(() -> DerivativeRule.pulledBack(graph, polar, x))
                .isInstanceOf(NotDifferentiable.class)
                .hasMessageContaining("polar");
        Node.Call stack = (Node.Call) graph.call(new TensorFunction.PowerStack(N, false), x);
        assertThatThrownBy(() -> DerivativeRule.pulledBack(graph, stack, stack)).isInstanceOf(NotDifferentiable.class);
    }

    @Test
    void theExponentialHasNoJacobianButProductsWithIt() {
        Node.Call y = (Node.Call) graph.call(MatrixFunction.EXPM, x);
        assertThat(DerivativeRule.pulledBack(graph, y, x).sizes()).isEqualTo(List.of(N, N));
        assertThatThrownBy(() -> DerivativeRule.pushedForward(graph, y, graph.delta(List.of(N, N))))
                .isInstanceOf(NotDifferentiable.class)
                .hasMessageContaining("no finite form");
    }
}
