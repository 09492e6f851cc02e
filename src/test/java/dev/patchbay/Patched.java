package dev.patchbay;

import dev.patchbay.bsdiff.CBspatch;
import io.sigpipe.jbsdiff.Patch;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What devices make of a package and a delta, by two decoders that share no code with ours. */
public final class Patched {
    private Patched() {}

    public static byte[] withJava(byte[] old, byte[] delta) throws Exception {
        ByteArrayOutputStream fresh = new ByteArrayOutputStream();
        Patch.patch(old, delta, fresh);
        return fresh.toByteArray();
    }

    /** Skips the test where the C program is not installed, unless that must not happen. */
    public static byte[] withC(Path folder, byte[] old, byte[] delta) throws Exception {
        CBspatch.assumePresent();
        Path oldFile = Files.write(folder.resolve("old"), old);
        Path deltaFile = Files.write(folder.resolve("delta"), delta);
        return CBspatch.apply(oldFile, deltaFile, folder.resolve("new"));
    }
}
