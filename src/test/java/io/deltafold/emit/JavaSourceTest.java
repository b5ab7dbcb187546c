package io.deltafold.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.deltafold.matrix.Definition;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.MatrixExpr;
import io.deltafold.matrix.MatrixFunction;
import io.deltafold.matrix.Shape;
import io.deltafold.matrix.Symbol;
import io.deltafold.number.Rational;
import io.deltafold.number.Size;
import io.deltafold.scalar.NamedFunction;
import io.deltafold.scalar.ScalarExpr;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JavaSourceTest {
    private static final Size M = Size.named("m");
    private static final Size N = Size.named("n");
    private static final MatrixExpr X = MatrixExpr.reference(new Symbol("X", Shape.matrix(M, N)));
    private static final MatrixExpr S = MatrixExpr.reference(new Symbol("S", Shape.matrix(N, N)));
    private static final MatrixExpr W = MatrixExpr.reference(new Symbol("w", Shape.vector(N)));
    private static final MatrixExpr Y = MatrixExpr.reference(new Symbol("y", Shape.vector(M)));

    private static Code code(MatrixExpr e, Shape shape) {
        List<Symbol> variables = Stream.of(X, S, W, Y)
                .map(v -> ((MatrixExpr.Reference) v).symbol())
                .toList();
        return JavaSource.method("Generated", "gradient", variables, Formula.of(e), shape);
    }

    @Test
    void readsLikeWrittenByHand() {
        MatrixExpr residual = MatrixExpr.sum(List.of(MatrixExpr.matMul(List.of(X, W)), MatrixExpr.negate(Y)));
        MatrixExpr gradient = MatrixExpr.hadamard(
                List.of(MatrixExpr.number(2), MatrixExpr.matMul(List.of(MatrixExpr.transpose(X), residual))));
        Code code = code(gradient, Shape.vector(N));
        assertThat(code.parameters()).containsExactly("m", "n", "X", "w", "y");
        assertThat(code.text()).isEqualTo("""
            public final class Generated {
                private Generated() {}

                /** {@code 2 * X.T @ (X @ w - y)}. */
                public static double[] gradient(int m, int n, double[] X, double[] w, double[] y) {
                    double[] t1 = new double[m];
                    for (int i = 0; i < m; i++) {
                        for (int k = 0; k < n; k++) {
                            t1[i] += X[i * n + k] * w[k];
                        }
                    }
                    double[] t2 = new double[m];
                    for (int i = 0; i < m; i++) {
                        t2[i] = t1[i] - y[i];
                    }
                    double[] t3 = new double[n];
                    for (int i = 0; i < n; i++) {
                        for (int k = 0; k < m; k++) {
                            t3[i] += X[k * n + i] * t2[k];
                        }
                    }
                    double[] t4 = new double[n];
                    for (int i = 0; i < n; i++) {
                        t4[i] = 2.0 * t3[i];
                    }
                    return t4;
                }
            }
            """);
    }

    @Test
    void neverReturnsAnArgument() {
        assertThat(code(X, X.shape()).text()).contains("return X.clone();");
        assertThat(code(MatrixExpr.transpose(W), Shape.matrix(Size.ONE, N)).text())
                .contains("return w.clone();");
        assertThat(code(MatrixExpr.call(MatrixFunction.VEC, W), W.shape()).text())
                .contains("return w.clone();");
    }

    @Test
    void zerosAndBroadcastScalarsFillTheShape() {
        assertThat(code(new MatrixExpr.Zeros(W.shape()), W.shape()).text()).contains("t1[i] = 0.0;");
        assertThat(code(MatrixExpr.number(3), X.shape()).text()).contains("t1[i * n + j] = 3.0;");
    }

    @Test
    void computesACommonPartOnce() {
        MatrixExpr inverse = MatrixExpr.call(MatrixFunction.INV, S);
        MatrixExpr again = MatrixExpr.call(MatrixFunction.INV, S);
        String text = code(MatrixExpr.matMul(List.of(inverse, MatrixExpr.transpose(again))), S.shape())
                .text();
        assertThat(text.split("= inverse\\(")).hasSize(2);
    }

    @Test
    void leavesOutNamedPartsThatAreNotNeeded() throws Exception {
        Symbol r = new Symbol("r", Shape.vector(M));
        Symbol unused = new Symbol("unused", Shape.SCALAR);
        Formula formula = new Formula(
                List.of(
                        new Definition(unused, MatrixExpr.call(MatrixFunction.TR, S)),
                        new Definition(r, MatrixExpr.negate(Y))),
                MatrixExpr.reference(r));
        Code code = JavaSource.method(
                "Generated", "vjp", List.of(new Symbol("y", Shape.vector(M))), formula, Shape.vector(M));
        assertThat(code.text()).contains("double[] r = new double[m];").doesNotContain("unused");
        assertThat(CompiledJava.compile(Map.of("Generated", code.text()))).hasSize(1);
    }

    @Test
    void refusesWhatJavaLacks() {
        var gamma = new NamedFunction(
                "gamma", 1, argument -> ScalarExpr.constant(0), v -> 0, Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> code(MatrixExpr.apply(gamma, List.of(W)), W.shape()))
                .isInstanceOf(NotEmittable.class)
                .hasMessage("gamma has no Java method");
    }

    @Test
    void refusesWhatIsTooLongForOneMethod() {
        MatrixExpr e = S;
        for (int i = 0; i < 3000; i++) {
            e = MatrixExpr.matMul(List.of(MatrixExpr.transpose(e), S));
        }
        MatrixExpr chain = e;
        assertThatThrownBy(() -> code(chain, S.shape())).isInstanceOf(NotEmittable.class);
    }

    @Test
    void deepNestingCompiles() throws Exception {
        MatrixExpr e = W;
        for (int i = 0; i < 1000; i++) {
            e = i % 2 == 0
                    ? MatrixExpr.power(MatrixExpr.sum(List.of(e, W)), Rational.HALF)
                    : MatrixExpr.negate(MatrixExpr.hadamard(List.of(W, e)));
        }
        assertThat(CompiledJava.compile(Map.of("Generated", code(e, W.shape()).text())))
                .hasSize(1);
    }

    @Test
    void everyTreeCompilesAndGivesItsValue() throws Exception {
        int count = 400;
        Map<String, String> sources = new LinkedHashMap<>();
        List<Code> codes = new ArrayList<>();
        List<RandomTrees> trees = new ArrayList<>();
        List<MatrixExpr> values = new ArrayList<>();
        for (int seed = 0; seed < count; seed++) {
            RandomTrees tree = new RandomTrees(seed);
            MatrixExpr e = tree.tree(tree.shape(), 4);
            Code code = JavaSource.method("Generated" + seed, "gradient", tree.symbols(), Formula.of(e), e.shape());
            sources.put("Generated" + seed, code.text());
            codes.add(code);
            trees.add(tree);
            values.add(e);
        }
        Map<String, Class<?>> classes = CompiledJava.compile(sources);
        for (int seed = 0; seed < count; seed++) {
            RandomTrees tree = trees.get(seed);
            PlainTensor expected = PlainTensor.value(values.get(seed), RandomTrees.SIZES, tree.values());
            double[] actual = call(classes.get("Generated" + seed), codes.get(seed), tree);
            assertThat(PlainTensor.close(expected.entries(), actual))
                    .as(
                            "seed %d: %s%n%s",
                            seed,
                            SourceText.print(values.get(seed)),
                            codes.get(seed).text())
                    .isTrue();
        }
    }

    private static double[] call(Class<?> type, Code code, RandomTrees trees) throws Exception {
        Method method = Stream.of(type.getDeclaredMethods())
                .filter(m -> m.getName().equals("gradient"))
                .findFirst()
                .orElseThrow();
        List<Object> arguments = new ArrayList<>();
        for (String parameter : code.parameters()) {
            Symbol symbol = trees.symbols().stream()
                    .filter(s -> parameter.replaceAll("_+$", "").equals(s.name()))
                    .findFirst()
                    .orElse(null);
            if (symbol == null) {
                arguments.add(RandomTrees.SIZES.get(parameter));
            } else {
                double[] entries = trees.values().get(symbol.name()).entries();
                arguments.add(symbol.shape().isScalar() ? (Object) entries[0] : entries.clone());
            }
        }
        Object result = method.invoke(null, arguments.toArray());
        return result instanceof Double scalar ? new double[] {scalar} : (double[]) result;
    }
}
