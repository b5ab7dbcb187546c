package io.deltafold;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages are the stages of the pipeline: dependencies run one way, and nothing is shared and mutable. */
final class ArchitectureTest {
    /** Each package may use those before it. The library's front door is the package io.deltafold itself. */
    private static final List<String> ORDER = List.of(
            "number",
            "rewrite",
            "scalar",
            "syntax",
            "matrix",
            "index",
            "canonical",
            "rules",
            "diff",
            "fold",
            "emit",
            "evaluate",
            "verify",
            "explain",
            "tex",
            "document",
            "",
            "paper",
            "report",
            "cli");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.deltafold");

    private static String packageOf(String stage) {
        return stage.isEmpty() ? "io.deltafold" : "io.deltafold." + stage;
    }

    @Test
    void everyPackageStandsInTheOrder() throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("src/main/java/io/deltafold"))) {
            List<String> folders = entries.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> hasSources(Path.of("src/main/java/io/deltafold", name)))
                    .toList();
            assertThat(ORDER).containsAll(folders);
        }
    }

    private static boolean hasSources(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> file.toString().endsWith(".java"));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    @Test
    void dependenciesRunAlongThePipeline() {
        for (int i = 0; i < ORDER.size(); i++) {
            List<String> later = new ArrayList<>();
            ORDER.subList(i + 1, ORDER.size()).forEach(stage -> later.add(packageOf(stage)));
            if (!later.isEmpty()) {
                noClasses()
                        .that()
                        .resideInAPackage(packageOf(ORDER.get(i)))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later.toArray(String[]::new))
                        .check(CLASSES);
            }
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.deltafold.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void librariesStayWhereTheyBelong() {
        Map<String, List<String>> homes = Map.of(
                "org.matheclipse..", List.of("io.deltafold.scalar"),
                "org.antlr..",
                        List.of(
                                "io.deltafold.syntax",
                                "io.deltafold.syntax.grammar",
                                "io.deltafold.tex",
                                "io.deltafold.tex.grammar"),
                "io.deltafold.tex.grammar..", List.of("io.deltafold.tex", "io.deltafold.tex.grammar"),
                "io.deltafold.syntax.grammar..", List.of("io.deltafold.syntax", "io.deltafold.syntax.grammar"),
                "picocli..", List.of("io.deltafold.cli"),
                "org.scilab.forge..", List.of("io.deltafold.report"),
                "org.apache.batik..", List.of("io.deltafold.report"),
                "com.fasterxml.jackson..", List.of("io.deltafold", "io.deltafold.cli", "io.deltafold.report"));
        homes.forEach((library, packages) -> noClasses()
                .that()
                .resideOutsideOfPackages(packages.toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES));
    }

    @Test
    void nothingStaticIsMutable() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideOutsideOfPackages("io.deltafold.syntax.grammar", "io.deltafold.tex.grammar")
                .should()
                .beFinal()
                .check(CLASSES);
        for (String type : List.of(
                "java.util.ArrayList",
                "java.util.HashMap",
                "java.util.TreeMap",
                "java.util.LinkedHashMap",
                "java.util.HashSet",
                "java.util.LinkedHashSet",
                "java.lang.StringBuilder",
                "java.util.concurrent.ConcurrentHashMap",
                "java.util.concurrent.atomic.AtomicInteger",
                "java.util.concurrent.atomic.AtomicLong")) {
            fields().that()
                    .areStatic()
                    .and()
                    .areDeclaredInClassesThat()
                    .resideOutsideOfPackages("io.deltafold.syntax.grammar", "io.deltafold.tex.grammar")
                    .should()
                    .notHaveRawType(type)
                    .check(CLASSES);
        }
    }

    @Test
    void onlyTheCommandLineSeesTheProcess() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.deltafold.cli")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .accessField(System.class, "in")
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void randomNumbersAreSeeded() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.util.Random")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItIs() throws IOException {
        try (Stream<Path> entries = Files.walk(Path.of("src/main/java"))) {
            List<Path> folders = entries.filter(Files::isDirectory)
                    .filter(path -> path.startsWith("src/main/java/io/deltafold"))
                    .filter(ArchitectureTest::hasSources)
                    .toList();
            assertThat(folders).isNotEmpty();
            for (Path folder : folders) {
                Path info = folder.resolve("package-info.java");
                assertThat(info).exists();
                assertThat(Files.readString(info)).contains("@NullMarked").contains("/**");
            }
        }
    }
}
