package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Needed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The C program that devices' decoders descend from. */
public final class CBspatch {
    private CBspatch() {}

    /** Skips the test where bspatch is not installed, and fails it there in continuous integration ({@code CI=true}). */
    public static void assumePresent() {
        Needed.assume(
                Needed.program("bspatch").isPresent(),
                "bspatch is not installed here (package bsdiff): what it would say stays untested");
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
