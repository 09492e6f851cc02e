package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BspatchTests {
    private static final byte[] OLD = Contents.random(1, 1_000);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"edited-text", "moved-halves", "shifted-bytes", "all-new"})
    void appliesTheDeltasOfTheCProgram(String name) throws IOException {
        assertThat(apply(Golden.old(name), Golden.delta(name))).isEqualTo(Golden.fresh(name));
    }

    @Test
    void saysTheSizeOfTheNewContentFromTheHeader() throws IOException {
        Path delta = Files.write(folder.resolve("d"), Golden.delta("edited-text"));
        assertThat(Bspatch.freshSize(delta)).isEqualTo(Golden.fresh("edited-text").length);
    }

    @Test
    void refusesMoreThanTheLargestAllowedSizeBeforeItWritesAnything() throws IOException {
        Path old = Files.write(folder.resolve("old"), Golden.old("edited-text"));
        Path delta = Files.write(folder.resolve("delta"), Golden.delta("edited-text"));
        ByteArrayOutputStream fresh = new ByteArrayOutputStream();
        assertThatThrownBy(() -> new Bspatch(Golden.fresh("edited-text").length - 1).apply(old, delta, fresh))
                .isInstanceOf(CorruptDelta.class);
        assertThat(fresh.size()).isZero();
    }

    @Test
    void refusesATruncatedDeltaWhereverItEnds() throws IOException {
        byte[] delta = Golden.delta("edited-text");
        for (int length = 0; length < delta.length; length++) {
            byte[] truncated = Arrays.copyOf(delta, length);
            assertThatThrownBy(() -> apply(Golden.old("edited-text"), truncated))
                    .isInstanceOf(CorruptDelta.class);
        }
    }

    @Test
    void neverMakesAnythingElseOfADamagedDelta() throws IOException {
        byte[] old = Golden.old("edited-text");
        byte[] fresh = Golden.fresh("edited-text");
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] delta = Golden.delta("edited-text");
            delta[random.nextInt(delta.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(apply(old, delta)).isEqualTo(fresh);
            } catch (CorruptDelta expected) {
                // the usual answer; some bits of bzip2 mean nothing
            }
        }
    }

    @Test
    void refusesBlocksLongerThanTheFile() throws IOException {
        byte[] delta = delta(1_000, new long[] {1_000, 0, 0}, new byte[1_000], new byte[0]);
        Offsets.write(Long.MAX_VALUE, delta, 8);
        assertRefused(delta);
        Offsets.write(40, delta, 8);
        Offsets.write(Long.MAX_VALUE - 40, delta, 16);
        assertRefused(delta);
    }

    @Test
    void refusesStepsWithNegativeLengths() throws IOException {
        assertRefused(delta(1_000, new long[] {-1, 1_001, 0}, new byte[0], new byte[1_001]));
        assertRefused(delta(1_000, new long[] {1_001, -1, 0}, new byte[1_001], new byte[0]));
    }

    @Test
    void refusesStepsBeyondTheNewContent() throws IOException {
        assertRefused(delta(1_000, new long[] {0, 1_001, 0}, new byte[0], new byte[1_001]));
        assertRefused(delta(1_000, new long[] {Long.MAX_VALUE, Long.MAX_VALUE, 0}, new byte[0], new byte[0]));
        assertRefused(delta(10, new long[] {6, 6, 0}, new byte[6], new byte[6]));
    }

    @Test
    void refusesToReadOutsideTheOldContent() throws IOException {
        assertRefused(delta(1_001, new long[] {1_001, 0, 0}, new byte[1_001], new byte[0]));
        assertRefused(delta(10, new long[] {0, 0, -1, 10, 0, 0}, new byte[10], new byte[0]));
        assertRefused(delta(10, new long[] {0, 0, 991, 10, 0, 0}, new byte[10], new byte[0]));
        assertRefused(delta(10, new long[] {0, 0, Long.MAX_VALUE, 10, 0, 0}, new byte[10], new byte[0]));
    }

    @Test
    void refusesSeeksThatOverflow() throws IOException {
        long far = Long.MAX_VALUE;
        assertRefused(delta(10, new long[] {1, 0, far, 0, 1, 0, 8, 0, 0}, new byte[9], new byte[1]));
        assertRefused(delta(10, new long[] {0, 1, far, 0, 1, far, 8, 0, 0}, new byte[8], new byte[2]));
    }

    @Test
    void allowsASeekOutsideWhenNothingIsReadThere() throws IOException {
        byte[] delta = delta(2, new long[] {0, 1, -5_000, 0, 1, 9_000_000}, new byte[0], new byte[] {1, 2});
        assertThat(apply(OLD, delta)).containsExactly(1, 2);
    }

    @Test
    void refusesEndlessStepsThatMakeNothing() throws IOException {
        long[] steps = new long[3 * 200_000];
        steps[steps.length - 2] = 10;
        assertRefused(delta(10, steps, new byte[0], new byte[10]));
    }

    @Test
    void refusesBlocksThatEndEarlyOrLate() throws IOException {
        assertRefused(delta(10, new long[] {5, 0, 0}, new byte[5], new byte[0]));
        assertRefused(delta(10, new long[] {10, 0, 0}, new byte[9], new byte[0]));
        assertRefused(delta(10, new long[] {0, 10, 0}, new byte[0], new byte[9]));
        assertRefused(delta(10, new long[] {10, 0, 0, 1, 0, 0}, new byte[10], new byte[0]));
        assertRefused(delta(10, new long[] {10, 0, 0}, new byte[11], new byte[0]));
        assertRefused(delta(10, new long[] {10, 0, 0}, new byte[10], new byte[1]));
    }

    @Test
    void streamsWhatExpandsEnormously() throws IOException {
        // a few hundred bytes that become a hundred million must not be held at once
        int size = 100_000_000;
        byte[] delta = delta(size, new long[] {0, size, 0}, new byte[0], new byte[size]);
        assertThat(delta.length).isLessThan(1_000);
        Path old = Files.write(folder.resolve("old"), OLD);
        Path file = Files.write(folder.resolve("delta"), delta);
        long[] written = {0, 0};
        new Bspatch(size).apply(old, file, new OutputStream() {
            @Override
            public void write(int value) {
                throw new AssertionError("written byte by byte");
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                written[0] += length;
                written[1] = Math.max(written[1], length);
            }
        });
        assertThat(written[0]).isEqualTo(size);
        assertThat(written[1]).isLessThanOrEqualTo(1 << 16);
    }

    private void assertRefused(byte[] delta) {
        assertThatThrownBy(() -> apply(OLD, delta)).isInstanceOf(CorruptDelta.class);
    }

    private byte[] apply(byte[] old, byte[] delta) throws IOException {
        return Deltas.applyByBspatch(old, delta, folder);
    }

    private static byte[] delta(long freshLength, long[] steps, byte[] diff, byte[] extra) throws IOException {
        byte[] control = new byte[steps.length * Offsets.SIZE];
        for (int i = 0; i < steps.length; i++) Offsets.write(steps[i], control, i * Offsets.SIZE);
        byte[] controlBlock = compressed(control);
        byte[] diffBlock = compressed(diff);
        byte[] header = new Header(controlBlock.length, diffBlock.length, freshLength).bytes();
        return Contents.joined(header, controlBlock, diffBlock, compressed(extra));
    }

    private static byte[] compressed(byte[] content) throws IOException {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        try (OutputStream bzip2 = new BZip2CompressorOutputStream(block)) {
            bzip2.write(content);
        }
        return block.toByteArray();
    }
}
