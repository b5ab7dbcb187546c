package io.deltafold.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import io.deltafold.scalar.ScalarTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NumPyTest {
    private static final Size M = Size.named("m");
    private static final Size N = Size.named("n");
    private static final Symbol A = new Symbol("A", Shape.matrix(N, N));
    private static final Symbol X = new Symbol("X", Shape.matrix(M, N));
    private static final Symbol V = new Symbol("x", Shape.vector(N));
    private static final Symbol Y = new Symbol("y", Shape.vector(N));
    private static final Symbol S = new Symbol("lambda", Shape.SCALAR);
    private static final List<Symbol> ALL = List.of(A, X, V, Y, S);

    private static MatrixExpr ref(Symbol symbol) {
        return MatrixExpr.reference(symbol);
    }

    private static MatrixExpr t(Symbol symbol) {
        return MatrixExpr.transpose(ref(symbol));
    }

    private static MatrixExpr inv(Symbol symbol) {
        return MatrixExpr.call(MatrixFunction.INV, ref(symbol));
    }

    private static MatrixExpr product(MatrixExpr... factors) {
        return MatrixExpr.matMul(List.of(factors));
    }

    private static Code code(MatrixExpr e, Shape shape) {
        return NumPy.module("gradient", ALL, Formula.of(e), shape);
    }

    private static String returned(MatrixExpr e, Shape shape) {
        String text = code(e, shape).text();
        return text.substring(text.indexOf("return ") + 7).strip();
    }

    private static String returned(MatrixExpr e) {
        return returned(e, e.shape());
    }

    @Test
    void isAModuleWithOneFunction() {
        MatrixExpr residual = MatrixExpr.sum(List.of(product(ref(X), ref(V)), MatrixExpr.number(-1)));
        Code code = code(MatrixExpr.hadamard(List.of(MatrixExpr.number(2), product(t(X), residual))), Shape.vector(N));
        assertThat(code.text()).isEqualTo("""
            import numpy as np


            def gradient(X, x):
                return 2 * (X.T @ (X @ x - 1))
            """);
        assertThat(code.parameters()).containsExactly("X", "x");
        assertThat(code.requires()).containsExactly("numpy");
    }

    @Test
    void vectorsNeedNoTransposition() {
        assertThat(returned(product(t(V), ref(A), ref(V)))).isEqualTo("float(x @ A @ x)");
        assertThat(returned(product(ref(V), t(Y)))).isEqualTo("np.outer(x, y)");
        assertThat(returned(product(ref(V), t(Y), ref(A)))).isEqualTo("np.outer(x, y @ A)");
        assertThat(returned(t(V))).isEqualTo("x[None, :].copy()");
        assertThat(returned(MatrixExpr.sum(List.of(ref(X), t(V))))).isEqualTo("X + x");
    }

    @Test
    void inversesAreSolved() {
        assertThat(returned(product(inv(A), ref(V)))).isEqualTo("np.linalg.solve(A, x)");
        assertThat(returned(product(MatrixExpr.transpose(inv(A)), ref(V)))).isEqualTo("np.linalg.solve(A.T, x)");
        assertThat(returned(product(t(V), inv(A), ref(Y)))).isEqualTo("float(x @ np.linalg.solve(A, y))");
        assertThat(returned(inv(A))).isEqualTo("np.linalg.inv(A)");
    }

    @Test
    void productsWithVectorsComeFirst() {
        assertThat(returned(product(t(X), ref(X), ref(V)))).isEqualTo("X.T @ (X @ x)");
    }

    @Test
    void resultsHaveTheWholeShape() {
        assertThat(returned(new MatrixExpr.Zeros(V.shape()))).isEqualTo("np.zeros(n)");
        assertThat(returned(MatrixExpr.number(0), V.shape())).isEqualTo("np.zeros(n)");
        assertThat(returned(ref(S), X.shape())).isEqualTo("np.full((m, n), lambda_, dtype=float)");
        assertThat(returned(t(V), X.shape())).isEqualTo("np.broadcast_to(x[None, :], (m, n)).copy()");
        assertThat(returned(new MatrixExpr.Ones(X.shape()))).isEqualTo("np.ones((m, n))");
    }

    @Test
    void sizesAreReadFromShapes() {
        MatrixExpr mean = MatrixExpr.divide(ref(V), new MatrixExpr.SizeValue(M));
        assertThat(code(mean, V.shape()).text())
                .contains("def gradient(X, x):\n    m = X.shape[0]\n    return x / m\n");
        Code lonely = NumPy.module(
                "gradient",
                List.of(new Symbol("v", Shape.vector(M.times(N)))),
                Formula.of(new MatrixExpr.Identity(M)),
                Shape.matrix(M, M));
        assertThat(lonely.text()).contains("def gradient(m):\n    return np.eye(m)\n");
        assertThat(lonely.parameters()).containsExactly("m");
        Code shifted = NumPy.module(
                "gradient",
                List.of(new Symbol("v", Shape.vector(N.minus(Size.ONE)))),
                Formula.of(new MatrixExpr.Identity(N)),
                A.shape());
        assertThat(shifted.text()).contains("def gradient(v):\n    n = v.shape[0] + 1\n    return np.eye(n)\n");
    }

    @Test
    void clashingNamesGetAnUnderscore() {
        Symbol np = new Symbol("np", Shape.SCALAR);
        Code code = NumPy.module(
                "gradient", List.of(S, np), Formula.of(MatrixExpr.sum(List.of(ref(S), ref(np)))), Shape.SCALAR);
        assertThat(code.text()).contains("def gradient(lambda_, np_):\n    return float(lambda_ + np_)\n");
        assertThat(code.parameters()).containsExactly("lambda_", "np_");
    }

    @Test
    void namedPartsAreAssignedWhereNeeded() {
        Symbol r = new Symbol("r", Shape.vector(M));
        Symbol unused = new Symbol("u", Shape.SCALAR);
        Formula formula = new Formula(
                List.of(
                        new Definition(unused, MatrixExpr.call(MatrixFunction.TR, ref(A))),
                        new Definition(r, product(ref(X), ref(V)))),
                product(t(X), ref(r)));
        Code code = NumPy.module("gradient", ALL, formula, V.shape());
        assertThat(code.text()).contains("def gradient(X, x):\n    r = X @ x\n    return X.T @ r\n");
    }

    @Test
    void refusesWhatNumPyLacks() {
        var gamma = new NamedFunction(
                "gamma", 1, argument -> ScalarExpr.constant(0), v -> 0, Optional.empty(), Optional.empty());
        assertThatThrownBy(() -> returned(MatrixExpr.apply(gamma, List.of(ref(V)))))
                .isInstanceOf(NotEmittable.class)
                .hasMessage("gamma is not a NumPy function");
    }

    @Test
    void everyFunctionOfTheTableIsThere() {
        for (String name : ScalarTable.names()) {
            var function = ScalarTable.named(name).orElseThrow();
            List<MatrixExpr> arguments = function.arity() == 1 ? List.of(ref(V)) : List.of(ref(V), ref(S));
            assertThat(returned(MatrixExpr.apply(function, arguments))).contains("x");
            assertThat(JavaSource.method(
                                    "G", "gradient", ALL, Formula.of(MatrixExpr.apply(function, arguments)), V.shape())
                            .text())
                    .contains("x[i]");
        }
    }

    @Test
    void pythonGivesTheValues(@TempDir Path folder) throws Exception {
        assumeTrue(python(folder, "import numpy\nprint('ok')\n", 1).equals(List.of("ok")), "no Python with NumPy");
        int count = 300;
        StringBuilder script = new StringBuilder("import numpy as np\nnp.seterr(all='ignore')\n");
        List<RandomTrees> trees = new ArrayList<>();
        List<MatrixExpr> values = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int seed = 0; seed < count; seed++) {
            RandomTrees tree = new RandomTrees(seed);
            MatrixExpr e = tree.tree(tree.shape(), 4);
            Code code = NumPy.module("gradient", tree.symbols(), Formula.of(e), e.shape());
            script.append(call(code, tree, e.shape().rank()));
            trees.add(tree);
            values.add(e);
            texts.add(code.text());
        }
        script.append(call(deep(), 1));
        List<String> lines = python(folder, script.toString(), count + 1);
        int outOfDomain = 0;
        for (int seed = 0; seed < count; seed++) {
            RandomTrees tree = trees.get(seed);
            PlainTensor expected = PlainTensor.value(values.get(seed), RandomTrees.SIZES, tree.values());
            String line = lines.get(seed);
            String failure = String.format(
                    "seed %d: %s%n%s%n%s", seed, SourceText.print(values.get(seed)), texts.get(seed), line);
            if (line.startsWith("ZeroDivisionError") || line.startsWith("OverflowError") || line.contains("nan")) {
                outOfDomain++;
                continue;
            }
            assertThat(line)
                    .as(failure)
                    .startsWith(expected.lengths().toString().replace(" ", ""));
            double[] actual = Arrays.stream(
                            line.substring(line.indexOf(' ') + 1).split(","))
                    .mapToDouble(text -> text.contains("inf") ? Double.NaN : Double.parseDouble(text))
                    .toArray();
            assertThat(PlainTensor.close(expected.entries(), actual))
                    .as(failure)
                    .isTrue();
        }
        assertThat(outOfDomain).isLessThan(count / 4);
        assertThat(lines.get(count)).startsWith("[3]");
    }

    private static Code deep() {
        MatrixExpr e = ref(V);
        for (int i = 0; i < 1000; i++) {
            e = i % 2 == 0
                    ? MatrixExpr.power(MatrixExpr.sum(List.of(e, ref(V))), Rational.HALF)
                    : product(ref(A), MatrixExpr.hadamard(List.of(ref(V), e)));
        }
        MatrixExpr chain = product(ref(A), ref(A));
        for (int i = 0; i < 500; i++) {
            chain = product(ref(A), chain);
        }
        MatrixExpr many = MatrixExpr.sum(Collections.nCopies(5000, ref(V)));
        return NumPy.module("gradient", ALL, Formula.of(MatrixExpr.sum(List.of(e, product(chain, many)))), V.shape());
    }

    private static String call(Code code, int rank) {
        String text = code.text().replace("\\", "\\\\").replace("\"\"\"", "\\\"\\\"\\\"");
        return "scope = {}\nexec(\"\"\"" + text + "\"\"\", scope)\n"
                + "result = scope['gradient'](A=np.eye(3), x=np.ones(3))\nprint(str(list(np.shape(result))))\n"
                + "assert np.ndim(result) == " + rank + "\n";
    }

    private static String call(Code code, RandomTrees trees, int rank) {
        StringBuilder arguments = new StringBuilder();
        for (String parameter : code.parameters()) {
            String name = trees.values().containsKey(parameter) ? parameter : parameter.replaceAll("_+$", "");
            PlainTensor value = trees.values().get(name);
            arguments.append(arguments.isEmpty() ? "" : ", ").append(parameter).append('=');
            if (value == null) {
                arguments.append(RandomTrees.SIZES.get(parameter));
            } else if (value.lengths().isEmpty()) {
                arguments.append(value.entries()[0]);
            } else {
                arguments
                        .append("np.array(")
                        .append(Arrays.toString(value.entries()))
                        .append(").reshape(")
                        .append(value.lengths())
                        .append(')');
            }
        }
        return "scope = {}\nexec(\"\"\"" + code.text() + "\"\"\", scope)\n"
                + "try:\n    result = scope['gradient'](" + arguments + ")\n"
                + (rank == 0 ? "    assert type(result) is float\n" : "    assert type(result) is np.ndarray\n")
                + "    print(str(list(np.shape(result))).replace(' ', ''),"
                + " ','.join(repr(float(v)) for v in np.ravel(result)))\n"
                + "except Exception as e:\n    print(type(e).__name__, str(e).replace('\\n', ' '))\n";
    }

    private static List<String> python(Path folder, String script, int lines) throws IOException, InterruptedException {
        Path file = folder.resolve("script.py");
        Path output = folder.resolve("output.txt");
        Files.writeString(file, script);
        Process process;
        try {
            process = new ProcessBuilder("python3", "-X", "utf8", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException noPython) {
            return List.of();
        }
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("Python took too long");
        }
        List<String> printed = Files.readAllLines(output, StandardCharsets.UTF_8);
        if (lines > 1) {
            assertThat(printed).as(() -> String.join("\n", printed)).hasSize(lines);
        }
        return printed;
    }
}
