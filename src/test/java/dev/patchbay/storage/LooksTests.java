package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LooksTests {
    private final AtomicLong nanos = new AtomicLong(TimeUnit.SECONDS.toNanos(7));

    @Test
    void whoAsksNowAndThenLooksEachTime() {
        Looks looks = new Looks(nanos::get);
        for (int i = 0; i < 1000; i++) {
            pass(10);
            assertThat(looks.enough()).isFalse();
        }
    }

    @Test
    void thousandsASecondTakeAFewLooksInEachTenth() {
        Looks looks = new Looks(nanos::get);
        for (int tenth = 0; tenth < 5; tenth++) {
            int taken = 0;
            for (int i = 0; i < 10_000; i++) {
                if (!looks.enough()) taken++;
            }
            assertThat(taken).isBetween(Looks.ENOUGH - 1, Looks.ENOUGH);
            pass(100);
        }
    }

    @Test
    void worksWithAClockThatIsNegative() {
        nanos.set(-TimeUnit.MILLISECONDS.toNanos(50));
        Looks looks = new Looks(nanos::get);
        for (int i = 0; i < Looks.ENOUGH; i++) looks.enough();
        assertThat(looks.enough()).isTrue();
        pass(100);
        assertThat(looks.enough()).isFalse();
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
