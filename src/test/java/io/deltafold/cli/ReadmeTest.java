package io.deltafold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every snippet of the README is what the commands print; {@code -Ddeltafold.rewrite=true} puts it there. */
final class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final Pattern BLOCK = Pattern.compile("```(console|java|text)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern SECONDS = Pattern.compile("\"seconds\":[0-9.Ee-]+");

    @TempDir
    private Path folder;

    @Test
    void snippetsAreWhatTheCommandsPrint() throws Exception {
        String readme = Files.readString(README);
        StringBuilder fresh = new StringBuilder();
        Matcher blocks = BLOCK.matcher(readme);
        String printedByJava = "";
        int count = 0;
        int end = 0;
        while (blocks.find()) {
            fresh.append(readme, end, blocks.start());
            String body = blocks.group(2);
            switch (blocks.group(1)) {
                case "console" -> body = console(body);
                case "java" -> printedByJava = java(body);
                default -> body = printedByJava;
            }
            fresh.append("```")
                    .append(blocks.group(1))
                    .append('\n')
                    .append(body)
                    .append("```");
            end = blocks.end();
            count++;
        }
        fresh.append(readme.substring(end));
        assertThat(count).isGreaterThanOrEqualTo(6);
        if (Boolean.getBoolean("deltafold.rewrite")) {
            Files.writeString(README, fresh.toString());
        } else {
            assertThat(readme).isEqualTo(fresh.toString());
        }
    }

    @Test
    void theTwoCommandsAreThere() throws IOException {
        assertThat(Files.readString(README))
                .contains("    mvn -q -DskipTests package && target/deltafold derive 'A = Z@W + B' --wrt W\n")
                .contains("    mvn verify\n");
        assertThat(Files.readString(Path.of(".ci/run"))).contains("\nmvn verify\n");
    }

    /** The commands of a block with what they print, notes included. */
    private static String console(String body) {
        StringBuilder fresh = new StringBuilder();
        body.lines()
                .filter(line -> line.startsWith("$ "))
                .forEach(line -> fresh.append(line).append('\n').append(run(line.substring(2))));
        return fresh.toString();
    }

    private static String run(String command) {
        List<String> words = words(command);
        InputStream in = InputStream.nullInputStream();
        if (words.get(0).equals("echo")) {
            in = new ByteArrayInputStream((words.get(1) + "\n").getBytes(StandardCharsets.UTF_8));
            assertThat(words.get(2)).isEqualTo("|");
            words = words.subList(3, words.size());
        }
        assertThat(words.get(0)).isEqualTo("deltafold");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Main.run(
                new Console(in, utf8(out), utf8(err)),
                words.subList(1, words.size()).toArray(String[]::new));
        String printed = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
        return SECONDS.matcher(printed).replaceAll("\"seconds\":0.0004");
    }

    private static PrintStream utf8(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    /** A command line as a shell splits it. */
    private static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|(\\S+)").matcher(command);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        return words;
    }

    /** What the statements print when they are compiled and run. */
    private String java(String statements) throws Exception {
        String source =
                "import io.deltafold.*;\npublic final class Snippet {\n  public static void main(String[] arguments) {\n"
                        + statements + "  }\n}\n";
        Path file = Files.writeString(folder.resolve("Snippet.java"), source);
        int status = javax.tools.ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        folder.toString(),
                        file.toString());
        assertThat(status).isZero();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dstdout.encoding=UTF-8",
                        "-Dfile.encoding=UTF-8",
                        "-cp",
                        folder + java.io.File.pathSeparator + System.getProperty("java.class.path"),
                        "Snippet")
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed;
    }
}
