package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentSetTests {
    private final RecentSet set = new RecentSet(10);

    @Test
    void takesANumberOnce() {
        for (long number : new long[] {0, 1, -1, Long.MIN_VALUE, 1L << 40}) {
            RecentSet fresh = new RecentSet(10);
            assertThat(fresh.contains(number)).isFalse();
            assertThat(fresh.add(number)).isTrue();
            assertThat(fresh.add(number)).isFalse();
            assertThat(fresh.contains(number)).isTrue();
        }
    }

    @Test
    void neverTakesANewNumberForAnOldOne() {
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) assertThat(set.add(random.nextLong())).isTrue();
    }

    @Test
    void forgetsOldNumbersAsFastAsItSays() {
        Random random = new Random(2);
        int known = 0;
        for (int run = 0; run < 20; run++) {
            RecentSet fresh = new RecentSet(10);
            long first = random.nextLong();
            fresh.add(first);
            for (int i = 0; i < 1024; i++) fresh.add(random.nextLong());
            if (fresh.contains(first)) known++;
        }
        // exp(-1) of 20 is 7
        assertThat(known).isBetween(1, 15);
    }
}
