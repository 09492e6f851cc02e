package dev.patchbay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TallyTests {
    private final Tally tally = new Tally();

    private long due(Measure measure) {
        return tally.due().sums()[measure.ordinal()];
    }

    @Test
    void whatWasNotWrittenStaysDue() {
        tally.count(Measure.OFFERED_FULL);
        assertThat(due(Measure.OFFERED_FULL)).isEqualTo(1);
        tally.count(Measure.OFFERED_FULL);
        assertThat(due(Measure.OFFERED_FULL)).isEqualTo(2);
    }

    @Test
    void whatComesWhileWritingIsDueNextTime() {
        tally.count(Measure.BYTES_SAVED, 500);
        Tally.Due due = tally.due();
        tally.count(Measure.BYTES_SAVED, 20);
        tally.conclude(true, 99);
        tally.settle(due);
        assertThat(due(Measure.BYTES_SAVED)).isEqualTo(20);
        assertThat(tally.due().devices()).containsOnlyKeys(Tally.Kind.FAILED);
    }

    @Test
    void noCountIsLostBetweenThreadsAndFlushes() throws Exception {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 100_000; i++) tally.count(Measure.OFFERED_DELTA);
            });
            threads.add(thread);
            thread.start();
        }
        long written = 0;
        while (threads.stream().anyMatch(Thread::isAlive)) {
            Tally.Due due = tally.due();
            written += due.sums()[Measure.OFFERED_DELTA.ordinal()];
            tally.settle(due);
        }
        assertThat(written + due(Measure.OFFERED_DELTA)).isEqualTo(400_000);
    }

    @Test
    void failuresAreGroupedInABoundedNumber() {
        for (int i = 0; i < 1_000; i++) {
            String word = Integer.toString(i, 36).replaceAll("[0-9]", "z") + "y".repeat(i % 40);
            tally.count(Fingerprint.of("reason " + word + "x".repeat(i % 7)), true);
        }
        List<FailureCounts.Due> groups = tally.due().failures();
        assertThat(groups).hasSize(FailureCounts.MOST + 1);
        assertThat(groups.stream().mapToLong(FailureCounts.Due::reports).sum()).isEqualTo(1_000);
    }

    @Test
    void whoMayNotOpenAGroupJoinsTheOthers() {
        tally.count(Fingerprint.of("known"), true);
        tally.count(Fingerprint.of("known"), false);
        tally.count(Fingerprint.of("unknown"), false);
        assertThat(tally.due().failures())
                .containsExactlyInAnyOrder(
                        new FailureCounts.Due(Fingerprint.of("known"), 2), new FailureCounts.Due(Fingerprint.OTHER, 1));
    }

    @Test
    void tellsForHowLongItWasIdle() {
        for (int i = 0; i < 500; i++) tally.settle(tally.due()); // as readers have it
        assertThat(tally.idleFlush()).isEqualTo(1);
        assertThat(tally.idleFlush()).isEqualTo(2);
        tally.count(Measure.OFFERED_FULL);
        tally.settle(tally.due());
        assertThat(tally.idleFlush()).isEqualTo(1);
    }
}
