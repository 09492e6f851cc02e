package dev.patchbay.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CodecTests {
    static Stream<Codec> codecs() {
        return Stream.of(new GzipCodec(), new BrotliCodec(), new ZstdCodec());
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void decodesWhatItCoded(Codec codec) throws IOException {
        for (int size : new int[] {0, 1, 65_536, 1_000_000}) {
            byte[] content = text(size);
            byte[] coded = coded(codec, content);
            assertThat(decoded(codec, coded)).isEqualTo(content);
            assertThat(coded(codec, content))
                    .as("the same content gives the same bytes")
                    .isEqualTo(coded);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 16, 16", "65536, 17, 16", "65520, 16, 16", "5000000, 23, 23", "16777216, 24, 23", "99999999, 24, 23"
    })
    void looksNoFurtherBackThanTheContentIsLongAndBrowsersAllow(long size, int brotli, int zstd) {
        assertThat(BrotliCodec.window(size)).isEqualTo(brotli);
        assertThat(ZstdCodec.window(size)).isEqualTo(zstd);
    }

    /** RFC 8878, section 3.1.1.1: magic, descriptor, window descriptor. */
    @Test
    void aZstdFrameAsksForEightMegabytesAtMost() throws IOException {
        byte[] frame = coded(new ZstdCodec(), new byte[12 << 20]);
        assertThat(frame[4] & 0x20).as("single segment").isZero();
        int exponent = (frame[5] & 0xff) >> 3;
        int mantissa = frame[5] & 7;
        long window = (1L << (10 + exponent)) / 8 * (8 + mantissa);
        assertThat(window).isEqualTo(8 << 20);
    }

    private static byte[] text(int size) {
        byte[] content = new byte[size];
        Random random = new Random(size);
        for (int i = 0; i < size; i++) content[i] = (byte) ('a' + random.nextInt(8));
        return content;
    }

    private static byte[] coded(Codec codec, byte[] content) throws IOException {
        ByteArrayOutputStream coded = new ByteArrayOutputStream();
        try (OutputStream out = codec.encoder(coded, content.length)) {
            out.write(content);
        }
        return coded.toByteArray();
    }

    private static byte[] decoded(Codec codec, byte[] coded) throws IOException {
        try (InputStream in = codec.decoder(new ByteArrayInputStream(coded))) {
            return in.readAllBytes();
        }
    }
}
