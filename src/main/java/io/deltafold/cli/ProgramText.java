package io.deltafold.cli;

import io.deltafold.syntax.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The program that an argument means: itself, a file ending in .df, or {@code -} for standard input. */
final class ProgramText {
    private ProgramText() {}

    static Source read(String argument, InputStream in) {
        try {
            if (argument.equals("-")) {
                return new Source("standard input", decoded(in.readAllBytes(), "standard input"));
            }
            if (argument.endsWith(".df")) {
                return new Source(argument, decoded(Files.readAllBytes(Path.of(argument)), argument));
            }
            return new Source("argument", argument);
        } catch (NoSuchFileException missing) {
            throw new UsageError("there is no file " + argument, "give an existing .df file or the program itself");
        } catch (InvalidPathException | IOException unreadable) {
            throw new UsageError(
                    "cannot read " + argument + ": " + unreadable.getMessage(), "check the file and its permissions");
        }
    }

    /** The text of a document: a file, or {@code -} for standard input. */
    static String document(String argument, InputStream in) {
        try {
            byte[] bytes = argument.equals("-") ? in.readAllBytes() : Files.readAllBytes(Path.of(argument));
            return decoded(bytes, argument.equals("-") ? "standard input" : argument);
        } catch (NoSuchFileException missing) {
            throw new UsageError("there is no file " + argument, "give an existing file");
        } catch (InvalidPathException | IOException unreadable) {
            throw new UsageError(
                    "cannot read " + argument + ": " + unreadable.getMessage(), "check the file and its permissions");
        }
    }

    private static String decoded(byte[] bytes, String name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            throw new UsageError(name + " is not UTF-8 text", "save it as UTF-8");
        }
    }
}
