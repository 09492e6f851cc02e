package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The C program that devices' decoders descend from. */
public final class CBspatch {
    private CBspatch() {}

    /** Skips the test where bspatch is not installed, and fails it there in continuous integration ({@code CI=true}). */
    public static void assumePresent() {
        boolean present = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "bspatch")));
        if ("true".equals(System.getenv("CI")))
            assertThat(present).as("bspatch is installed").isTrue();
        assumeTrue(present, "bspatch is not installed here (package bsdiff): what it would say stays untested");
    }

    public static byte[] apply(Path old, Path delta, Path fresh) throws IOException, InterruptedException {
        Process bspatch = new ProcessBuilder("bspatch", old.toString(), fresh.toString(), delta.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(bspatch.getInputStream().readAllBytes());
        assertThat(bspatch.waitFor()).as(said).isZero();
        return Files.readAllBytes(fresh);
    }
}
