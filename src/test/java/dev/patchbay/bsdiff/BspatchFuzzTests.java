package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Fuzzing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever comes, the reader of deltas applies it or calls it corrupt. */
class BspatchFuzzTests {
    private static final Path OLD = newFile();
    private static final Path DELTA = newFile();

    private static Path newFile() {
        try {
            Path file = Files.createTempFile("fuzz-", ".delta");
            file.toFile().deleteOnExit();
            return Files.write(file, new byte[5000]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Also what Jazzer calls. */
    @SuppressWarnings("UnusedException")
    static void delta(byte[] input) throws IOException {
        try {
            new Bspatch(1 << 20).apply(OLD, Files.write(DELTA, input), OutputStream.nullOutputStream());
        } catch (CorruptDelta refused) {
            assertThat(refused.getMessage()).isNotEmpty();
        }
    }

    @Test
    void deltas() {
        assertThat(new Fuzzing("/fuzz/delta", 4).feed(BspatchFuzzTests::delta, Duration.ofSeconds(1)))
                .isPositive();
    }

    @Test
    @Tag("long")
    void deltasForLong() {
        assertThat(new Fuzzing("/fuzz/delta", System.nanoTime()).feed(BspatchFuzzTests::delta, Duration.ofMinutes(3)))
                .isPositive();
    }
}
