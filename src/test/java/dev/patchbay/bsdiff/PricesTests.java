package dev.patchbay.bsdiff;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PricesTests {
    private static Prices prices(byte[] old, byte[] fresh) {
        return new Prices(old, fresh, new Gaps(new Anchors(Deltas.work(), fresh.length), fresh.length));
    }

    @Test
    void makesFrequentLiteralsCheaperThanRareOnes() {
        byte[] text = Contents.script(1, 10_000);
        Prices prices = prices(text, text);
        assertThat(prices.literal((byte) '(')).isLessThan(prices.literal((byte) 'Z'));
    }

    @Test
    void takesNoiseForDearerThanText() {
        byte[] noise = Contents.random(1, 10_000);
        byte[] text = Contents.script(1, 10_000);
        assertThat(average(prices(noise, noise), noise)).isGreaterThan(average(prices(text, text), text));
    }

    private static double average(Prices prices, byte[] content) {
        long total = 0;
        for (byte value : content) total += prices.literal(value);
        return (double) total / content.length;
    }

    @Test
    void learnsWhichDifferencesAreUsual() {
        byte[] old = Contents.random(1, 10_000);
        byte[] fresh = old.clone();
        for (int at = 0; at < fresh.length; at += 10) fresh[at] += 12;
        Prices prices = prices(old, fresh);
        int before = prices.diff(12);
        prices.learnDiff(0, 0, fresh.length);
        assertThat(prices.diff(12)).isLessThan(before / 4);
        assertThat(prices.diff(13)).isGreaterThan(before);
    }

    @Test
    void makesFartherSeeksDearer() {
        assertThat(Prices.step(1_000_000)).isGreaterThan(Prices.step(-10));
        assertThat(Prices.step(-10)).isEqualTo(Prices.step(10));
    }
}
