package dev.patchbay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BunzipTests {
    private static byte[] packed(byte[] content, int level) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (BZip2CompressorOutputStream bzip2 = new BZip2CompressorOutputStream(out, level)) {
            bzip2.write(content);
        }
        return out.toByteArray();
    }

    private static byte[] unpacked(byte[] packed) throws IOException {
        try (InputStream in = new Bunzip(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    private static byte[] random(int length, int values) {
        byte[] bytes = new byte[length];
        Random random = new Random(length + values);
        for (int i = 0; i < length; i++) bytes[i] = (byte) random.nextInt(values);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 254, 255, 256, 259, 260, 1000, 99_981, 250_000})
    void unpacksRunsAndNoiseOfEveryLength(int length) throws IOException {
        for (int values : new int[] {1, 2, 7, 256}) {
            byte[] content = random(length, values);
            assertThat(unpacked(packed(content, 1))).as("%s values", values).isEqualTo(content);
        }
    }

    @Test
    void unpacksTheLargestBlocks() throws IOException {
        byte[] content = random(2_000_000, 3);
        assertThat(unpacked(packed(content, 9))).isEqualTo(content);
    }

    @Test
    void refusesAStreamThatIsCutOffAnywhere() throws IOException {
        byte[] packed = packed("a text that is long enough to have a few symbols in it".getBytes(), 1);
        for (int length = 0; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> unpacked(cut)).as("%s bytes", length).isInstanceOf(Refused.class);
        }
    }

    @Test
    void neverMakesAnythingElseOfADamagedStream() throws IOException {
        byte[] content = random(3000, 20);
        byte[] packed = packed(content, 1);
        Random random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 3000; i++) {
            byte[] damaged = packed.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                assertThat(unpacked(damaged)).isEqualTo(content);
            } catch (Refused e) {
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(2500);
    }

    @Test
    void refusesWhatIsNoBzip2() {
        assertThatThrownBy(() -> unpacked(new byte[100])).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> unpacked("BZh0".getBytes())).isInstanceOf(Refused.class);
    }
}
