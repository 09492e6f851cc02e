package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StrikeListTests {
    private final StrikeList list = new StrikeList();

    @Test
    void knowsADeviceUntilItsTimeIsOver() {
        list.add(1, 1_000, true);
        assertThat(list.contains(1, 999)).isTrue();
        assertThat(list.contains(1, 1_000)).isFalse();
        assertThat(list.contains(2, 0)).isFalse();
    }

    @Test
    void holdsNoMoreThanItMay() {
        for (int i = 0; i < StrikeList.MOST; i++) list.add(i, i, false);
        list.add(-1, 5_000_000, false);
        assertThat(list.count(-1)).isEqualTo(StrikeList.MOST);
        assertThat(list.contains(-1, 0)).isFalse();

        list.add(-2, 5_000_001, true);
        assertThat(list.count(-1)).isEqualTo(StrikeList.MOST);
        assertThat(list.contains(-2, 0)).isTrue();
        assertThat(list.contains(0, -1)).isFalse();
    }

    @Test
    void whatIsPushedOutIsWrittenAsGone() {
        for (int i = 0; i < StrikeList.MOST; i++) list.add(i, i, true);
        list.settle(list.changes());
        list.add(-2, 5_000_001, true);
        assertThat(list.changes())
                .containsExactly(new StrikeList.Change(0, 0, false), new StrikeList.Change(-2, 5_000_001, true));
        list.settle(list.changes());
        assertThat(list.changes()).isEmpty();
    }

    @Test
    void aDeviceThatFailsAgainBeginsAnew() {
        list.add(1, 1_000, true);
        list.add(1, 2_000, true);
        assertThat(list.contains(1, 1_500)).isTrue();
        assertThat(list.count(0)).isEqualTo(1);
    }
}
