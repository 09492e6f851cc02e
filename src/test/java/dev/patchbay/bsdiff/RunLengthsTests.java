package dev.patchbay.bsdiff;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLengthsTests {
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "3, 3", "4, 5", "255, 5", "256, 6", "259, 10", "510, 10"})
    void aRunOfEqualBytesIsFourOfThemAndANumber(int length, int encoded) {
        RunLengths runs = new RunLengths();

        runs.write(new byte[length], 0, length);

        assertThat(runs.encoded()).isEqualTo(encoded);
    }

    @Test
    void whatChangesAtEachByteStaysAsItIs() {
        RunLengths runs = new RunLengths();

        for (int i = 0; i < 1_000; i++) runs.write(i % 2);

        assertThat(runs.encoded()).isEqualTo(1_000);
    }

    @Test
    void aDiffOfMostlyZerosNeedsTheSmallestBlockAlone() throws IOException {
        byte[] old = new byte[600_000];
        new Random(3).nextBytes(old);
        byte[] fresh = old.clone();
        for (int i = 0; i < fresh.length; i += 10_000) fresh[i]++;
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        Limits limits = new Limits(Instant.MAX, BsdiffEncoder.peakMemory(old.length, fresh.length), () -> false);
        new BsdiffEncoder(Clock.systemUTC()).encode(old, fresh, limits, out);

        byte[] delta = out.toByteArray();
        int diff = Header.SIZE + (int) Header.of(delta).controlLength();
        assertThat(new String(delta, diff, 4, US_ASCII)).isEqualTo("BZh1");
        ByteArrayOutputStream applied = new ByteArrayOutputStream();
        IndependentDecoder.apply(old, delta, applied);
        assertThat(applied.toByteArray()).isEqualTo(fresh);
    }
}
