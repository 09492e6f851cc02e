package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetsTests {
    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 255, 256, -256, 0x123456789abcdefL, Long.MAX_VALUE, -Long.MAX_VALUE})
    void readsWhatItWrote(long value) {
        byte[] bytes = new byte[10];
        Offsets.write(value, bytes, 1);
        assertThat(Offsets.read(bytes, 1)).isEqualTo(value);
    }

    @Test
    void writesTheSignAsOneBitAndNotAsTwosComplement() {
        byte[] bytes = new byte[8];
        Offsets.write(-2, bytes, 0);
        assertThat(bytes).containsExactly(2, 0, 0, 0, 0, 0, 0, 0x80);
    }

    @Test
    void readsMinusZeroAsZero() {
        assertThat(Offsets.read(new byte[] {0, 0, 0, 0, 0, 0, 0, (byte) 0x80}, 0))
                .isZero();
    }
}
