package io.deltafold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.deltafold.emit.Code;
import io.deltafold.emit.NotEmittable;
import io.deltafold.evaluate.Doubles;
import io.deltafold.evaluate.Evaluator;
import io.deltafold.evaluate.Points;
import io.deltafold.evaluate.Tensor;
import io.deltafold.matrix.Formula;
import io.deltafold.matrix.Symbol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated Java compiles without warnings and computes what the evaluator computes, for every example. */
final class GeneratedJavaTest {
    @TempDir
    private Path folder;

    static Stream<String> names() {
        return Examples.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void generatedJavaComputesTheFormula(String name) throws Exception {
        Derivative derivative = Examples.derivative(name);
        Optional<Code> code = java(derivative);
        assumeTrue(code.isPresent(), "there is no Java for this result");
        Map<String, Integer> sizes = new HashMap<>();
        int next = 2;
        for (String size : derivative.program().sizeNames()) {
            sizes.put(size, next++);
        }
        Points points = new Points(name.hashCode(), sizes);
        Map<String, Tensor<Double>> values = new HashMap<>();
        List<Symbol> symbols = new ArrayList<>(derivative.program().variables());
        derivative.upstream().ifPresent(symbols::add);
        derivative.direction().ifPresent(symbols::add);
        Formula formula = derivative.computed().orElseThrow();
        symbols.forEach(symbol -> values.put(symbol.name(), points.value(symbol)));
        Evaluator<Double> evaluator = new Evaluator<>(new Doubles(), sizes, values);
        evaluator.define(derivative.program().definitions());
        evaluator.define(formula.where());
        List<Double> expected = evaluator.value(formula.value()).entries();
        double[] computed = call(code.get(), derivative.form().word(), sizes, values);
        int count = derivative.shape().sizes().stream()
                .mapToInt(size -> size.evaluate(sizes))
                .reduce(1, (a, b) -> a * b);
        assertThat(computed).hasSize(count);
        for (int i = 0; i < count; i++) {
            double wanted = expected.get(expected.size() == 1 ? 0 : i);
            assertThat(computed[i]).isCloseTo(wanted, within(1e-9 * Math.max(1, Math.abs(wanted))));
        }
    }

    private static Optional<Code> java(Derivative derivative) {
        try {
            return Optional.of(derivative.java());
        } catch (NotEmittable none) {
            return Optional.empty();
        }
    }

    private double[] call(Code code, String function, Map<String, Integer> sizes, Map<String, Tensor<Double>> values)
            throws Exception {
        compile(Files.writeString(folder.resolve("Derivative.java"), code.text()));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            Method method = Stream.of(loader.loadClass("Derivative").getMethods())
                    .filter(m -> m.getName().equals(function))
                    .findFirst()
                    .orElseThrow();
            List<Object> arguments = new ArrayList<>();
            for (String parameter : code.parameters()) {
                Tensor<Double> value = values.get(parameter);
                if (value == null) {
                    arguments.add(sizes.get(parameter));
                } else {
                    double[] entries = value.entries().stream()
                            .mapToDouble(Double::doubleValue)
                            .toArray();
                    arguments.add(value.sizes().isEmpty() ? (Object) entries[0] : entries);
                }
            }
            Object result = method.invoke(null, arguments.toArray());
            return result instanceof double[] array ? array : new double[] {(Double) result};
        }
    }

    private void compile(Path file) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<String> options = List.of(
                    "-Xlint:all",
                    "-Werror",
                    "--release",
                    "17",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    folder.toString());
            boolean compiled = compiler.getTask(messages, files, null, options, null, files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as(messages + Files.readString(file)).isTrue();
        }
    }

    @Test
    void theExampleProgramPrintsWhatIsRecorded() throws Exception {
        compile(Path.of("examples/Library.java"));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfile.encoding=UTF-8",
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        folder + java.io.File.pathSeparator + System.getProperty("java.class.path"),
                        "Library")
                .redirectErrorStream(true)
                .start();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        process.getInputStream().transferTo(out);
        assertThat(process.waitFor()).isZero();
        String printed = out.toString(StandardCharsets.UTF_8);
        Path recorded = Path.of("examples/Library.out");
        if (Boolean.getBoolean("deltafold.rewrite")) {
            Files.writeString(recorded, printed);
        } else {
            assertThat(printed).isEqualTo(Files.readString(recorded));
        }
    }
}
