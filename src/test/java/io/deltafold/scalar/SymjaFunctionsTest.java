package io.deltafold.scalar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SymjaFunctionsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gamma",
                "lgamma",
                "digamma",
                "erfc",
                "lambertw",
                "sec",
                "csc",
                "cot",
                "sech",
                "csch",
                "coth",
                "asinh",
                "acosh",
                "atanh",
                "acot",
                "besselj0",
                "besselj2",
                "bessely1",
                "besselk0",
                "besseli1",
                "polygamma2",
                "sinintegral",
                "cosintegral",
                "logintegral",
                "sinc"
            })
    void derivativesAgreeWithDifferences(String name) {
        ScalarFunction function = SymjaFunctions.named(name).orElseThrow();
        int compared = 0;
        for (double x : new double[] {-1.4, -0.6, 0.37, 0.81, 1.25, 2.3}) {
            double expected = ScalarValue.difference(function, 0, x);
            double derivative = ScalarValue.of(function.derivative(0), x);
            // Symja has no numbers for some functions at negative arguments: such points are no evidence.
            if (Double.isFinite(expected) && Double.isFinite(derivative)) {
                assertThat(derivative)
                        .as("%s′(%s)", name, x)
                        .isCloseTo(expected, within(1e-6 * Math.max(1, Math.abs(expected))));
                compared++;
            }
        }
        assertThat(compared).isGreaterThanOrEqualTo(2);
    }

    @Test
    void unknownNamesAreUnknown() {
        assertThat(SymjaFunctions.named("frobnicate")).isEmpty();
        assertThat(SymjaFunctions.named("besselq1")).isEmpty();
    }

    /** Loads the engine's classes itself and writes down which. */
    private static final class Recording extends ClassLoader {
        private final Set<String> loaded = new HashSet<>();

        Recording(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            loaded.add(name);
            if (!name.startsWith("io.deltafold.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException unreadable) {
                throw new ClassNotFoundException(name, unreadable);
            }
        }
    }

    @Test
    void aPlainDerivationDoesNotLoadSymja() throws ReflectiveOperationException {
        Recording loader = new Recording(getClass().getClassLoader());
        Class<?> door = loader.loadClass("io.deltafold.Deltafold");
        Object parsed = door.getMethod("parse", String.class).invoke(null, "sum(tanh(A @ x)) + norm2(x)");
        Object derivative = door.getMethod("derivative", String.class).invoke(parsed, "x");
        assertThat(derivative.toString()).contains("tanh");
        assertThat(loader.loaded).contains("io.deltafold.scalar.ScalarTable");
        assertThat(loader.loaded).noneMatch(name -> name.startsWith("org.matheclipse"));
        assertThat(loader.loaded).noneMatch(name -> name.contains("SymjaBridge"));
    }
}
