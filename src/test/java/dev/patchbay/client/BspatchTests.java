package dev.patchbay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
    @TempDir
    Path folder;

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = BspatchTests.class.getResourceAsStream("/bsdiff/" + name)) {
            return in.readAllBytes();
        }
    }

    private byte[] apply(byte[] old, byte[] delta, long length) throws IOException {
        Path base = Files.write(folder.resolve("old"), old);
        Path patch = Files.write(folder.resolve("delta"), delta);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Bspatch.apply(base.toFile(), patch.toFile(), out, length);
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"edited-text", "moved-halves", "shifted-bytes", "all-new"})
    void appliesTheDeltasOfTheCProgram(String name) throws IOException {
        byte[] fresh = golden(name + ".new");
        assertThat(apply(golden(name + ".old"), golden(name + ".delta"), fresh.length))
                .isEqualTo(fresh);
    }

    @Test
    void refusesADeltaToAFileOfAnotherLength() throws IOException {
        long length = golden("edited-text.new").length;
        for (long other : new long[] {length - 1, length + 1, 0, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> apply(golden("edited-text.old"), golden("edited-text.delta"), other))
                    .isInstanceOf(Refused.class);
        }
    }

    @Test
    void refusesADeltaThatIsCutOffAnywhere() throws IOException {
        byte[] delta = golden("edited-text.delta");
        long length = golden("edited-text.new").length;
        for (int cut = 0; cut < delta.length; cut++) {
            byte[] part = Arrays.copyOf(delta, cut);
            assertThatThrownBy(() -> apply(golden("edited-text.old"), part, length))
                    .as("%s bytes", cut)
                    .isInstanceOf(Refused.class);
        }
    }

    @Test
    void throwsNothingButARefusalAtADamagedDelta() throws IOException {
        byte[] old = golden("edited-text.old");
        byte[] fresh = golden("edited-text.new");
        Random random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            byte[] delta = golden("edited-text.delta");
            delta[random.nextInt(delta.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(apply(old, delta, fresh.length)).isEqualTo(fresh);
            } catch (Refused expected) {
                // the usual answer; some bits of bzip2 mean nothing
            }
        }
    }

    @Test
    void refusesEntriesThatWriteBeyondTheEndOrLeapTooFar() throws IOException {
        byte[] old = new byte[100];
        assertThat(apply(old, delta(10, new byte[10], new byte[0], 10, 0, 0), 10))
                .hasSize(10);
        for (long[] entry : new long[][] {
            {11, 0, 0}, {-1, 0, 0}, {0, -1, 0}, {5, 6, 0}, {Long.MAX_VALUE, Long.MAX_VALUE, 0}, {1, 0, Long.MAX_VALUE}
        }) {
            assertThatThrownBy(() -> apply(old, delta(10, new byte[10], new byte[10], entry), 10))
                    .as(Arrays.toString(entry))
                    .isInstanceOf(Refused.class);
        }
    }

    @Test
    void takesBytesBeyondTheBaseAsZero() throws IOException {
        byte[] diff = {1, 2, 3, 4};
        assertThat(apply(new byte[] {7}, delta(4, diff, new byte[0], 4, 0, 0), 4))
                .containsExactly(8, 2, 3, 4);
        assertThat(apply(new byte[] {7}, delta(4, diff, new byte[0], 0, 0, -2, 4, 0, 0), 4))
                .containsExactly(1, 2, 10, 4);
    }

    @Test
    void endsADeltaThatDoesNothing() throws IOException {
        long[] nothing = new long[3 * 100_000];
        assertThatThrownBy(() -> apply(new byte[1], delta(4, new byte[4], new byte[0], nothing), 4))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("does nothing");
    }

    private static byte[] delta(long length, byte[] diff, byte[] extra, long... control) throws IOException {
        ByteBuffer entries = ByteBuffer.allocate(control.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        for (long one : control) entries.putLong(one < 0 ? -one | Long.MIN_VALUE : one);
        byte[] packed = packed(entries.array());
        byte[] packedDiff = packed(diff);
        byte[] packedExtra = packed(extra);
        ByteBuffer all = ByteBuffer.allocate(32 + packed.length + packedDiff.length + packedExtra.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        all.put("BSDIFF40".getBytes())
                .putLong(packed.length)
                .putLong(packedDiff.length)
                .putLong(length);
        return all.put(packed).put(packedDiff).put(packedExtra).array();
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream bzip2 = new BZip2CompressorOutputStream(out)) {
            bzip2.write(content);
        }
        return out.toByteArray();
    }
}
