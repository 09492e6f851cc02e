package dev.patchbay.bsdiff;

import io.sigpipe.jbsdiff.Diff;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

/** One delta in a virtual machine of its own: {@code ours|jbsdiff OLD NEW DELTA}. */
final class OneDelta {
    private OneDelta() {}

    public static void main(String[] args) throws Exception {
        byte[] old = Files.readAllBytes(Path.of(args[1]));
        byte[] fresh = Files.readAllBytes(Path.of(args[2]));
        Files.write(Path.of(args[3]), args[0].equals("ours") ? ours(old, fresh) : jbsdiff(old, fresh));
    }

    static byte[] ours(byte[] old, byte[] fresh) throws Exception {
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        Limits limits = new Limits(Instant.MAX, BsdiffEncoder.peakMemory(old.length, fresh.length));
        new BsdiffEncoder(Clock.systemUTC()).encode(old, fresh, limits, delta);
        return delta.toByteArray();
    }

    static byte[] jbsdiff(byte[] old, byte[] fresh) throws Exception {
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        Diff.diff(old, fresh, delta);
        return delta.toByteArray();
    }
}
