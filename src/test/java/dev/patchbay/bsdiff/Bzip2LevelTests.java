package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Bzip2LevelTests {
    @Test
    void isLargeEnoughForTheWholeBlock() {
        assertThat(Bzip2Level.of(0, 50_000_000)).isEqualTo(1);
        assertThat(Bzip2Level.of(90_000, 50_000_000)).isEqualTo(1);
        assertThat(Bzip2Level.of(100_000, 50_000_000)).isEqualTo(2);
        assertThat(Bzip2Level.of(10_000_000, 50_000_000)).isEqualTo(9);
    }

    @Test
    void keepsTheCompressorInProportionToTheContents() {
        for (long contents = 300_000; contents < 20_000_000; contents += 100_000) {
            int level = Bzip2Level.of(contents, contents);
            assertThat(Bzip2Level.memory(level)).isLessThanOrEqualTo(6 * contents);
        }
    }
}
