package dev.patchbay.bsdiff;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

/** Making and applying deltas without limits, for tests about something else. */
final class Deltas {
    static final Limits NO_LIMITS = new Limits(Instant.MAX, Long.MAX_VALUE);

    private Deltas() {}

    static Work work() {
        return new Work(Clock.systemUTC(), NO_LIMITS);
    }

    static byte[] encode(byte[] old, byte[] fresh) throws IOException {
        ByteArrayOutputStream delta = new ByteArrayOutputStream();
        new BsdiffEncoder(Clock.systemUTC()).encode(old, fresh, NO_LIMITS, delta);
        return delta.toByteArray();
    }

    static byte[] applyByJbsdiff(byte[] old, byte[] delta) throws IOException {
        ByteArrayOutputStream fresh = new ByteArrayOutputStream();
        IndependentDecoder.apply(old, delta, fresh);
        return fresh.toByteArray();
    }

    static byte[] applyByBspatch(byte[] old, byte[] delta, Path folder) throws IOException {
        Path oldFile = Files.write(folder.resolve("old"), old);
        Path deltaFile = Files.write(folder.resolve("delta"), delta);
        ByteArrayOutputStream fresh = new ByteArrayOutputStream();
        new Bspatch(Integer.MAX_VALUE).apply(oldFile, deltaFile, fresh);
        return fresh.toByteArray();
    }
}
