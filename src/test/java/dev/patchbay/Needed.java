package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What a test needs of the machine: it is skipped where that is missing, and fails there in continuous integration ({@code CI=true}). */
public final class Needed {
    private Needed() {}

    /**
     * @param otherwise what is missing, and what stays untested
     */
    public static void assume(boolean there, String otherwise) {
        if ("true".equals(System.getenv("CI"))) assertThat(there).as(otherwise).isTrue();
        assumeTrue(there, otherwise);
    }

    public static void assumeInstalled(String program) {
        assume(program(program).isPresent(), program + " is not installed here: what needs it stays untested");
    }

    /** Where it is on the path. */
    public static Optional<Path> program(String name) {
        return in(System.getenv("PATH"), name);
    }

    /**
     * @param folders with the path separator between them
     */
    public static Optional<Path> in(String folders, String name) {
        return Arrays.stream(folders.split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
