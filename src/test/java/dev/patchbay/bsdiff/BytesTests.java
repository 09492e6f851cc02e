package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BytesTests {
    private final byte[] content = Contents.random(1, 100);

    @Test
    void countsAgreeingBytesUpToTheLimitAndTheEnds() {
        assertThat(Bytes.agreeing(content, 10, content, 10, 7)).isEqualTo(7);
        assertThat(Bytes.agreeing(content, 10, content, 10, 1000)).isEqualTo(90);
        assertThat(Bytes.agreeing(content, 100, content, 0, 1000)).isZero();
    }

    @Test
    void stopsAtTheFirstByteThatDiffers() {
        byte[] other = content.clone();
        other[33]++;
        assertThat(Bytes.agreeing(content, 20, other, 20, 1000)).isEqualTo(13);
        assertThat(Bytes.agreeingBefore(content, 50, other, 50, 1000)).isEqualTo(16);
    }

    @Test
    void countsBackwardUpToTheLimitAndTheBeginnings() {
        assertThat(Bytes.agreeingBefore(content, 50, content, 50, 11)).isEqualTo(11);
        assertThat(Bytes.agreeingBefore(content, 50, content, 50, 1000)).isEqualTo(50);
        assertThat(Bytes.agreeingBefore(content, 0, content, 50, 1000)).isZero();
    }
}
