package dev.patchbay.download;

import java.time.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/**
 * Measures what downloads send and says when it is more than {@code patchbay.download.budget}: the mean of the last
 * {@value #SECONDS} full seconds. Of this server alone; without a lock, so that a burst at the turn of a second may be
 * off by a little.
 */
@Component
public class DownloadBudget {
    static final int SECONDS = 5;

    private static final int SLOTS = 8;

    private final long budget;
    private final Clock clock;
    private final LongAdder[] sent = new LongAdder[SLOTS];
    private final AtomicLongArray secondOf = new AtomicLongArray(SLOTS);

    DownloadBudget(BudgetSettings settings, Clock clock) {
        this.budget = settings.budget().toBytes();
        this.clock = clock;
        for (int i = 0; i < SLOTS; i++) sent[i] = new LongAdder();
    }

    void sent(long bytes) {
        if (budget == 0) return;
        long second = now();
        int slot = (int) (second % SLOTS);
        long before = secondOf.get(slot);
        if (before != second && secondOf.compareAndSet(slot, before, second)) sent[slot].reset();
        sent[slot].add(bytes);
    }

    /** In bytes. */
    long perSecond() {
        long now = now();
        long sum = 0;
        for (int i = 0; i < SLOTS; i++) {
            long age = now - secondOf.get(i);
            if (age >= 1 && age <= SECONDS) sum += sent[i].sum();
        }
        return sum / SECONDS;
    }

    /** Whether what can wait should wait; never without a budget. */
    public boolean exceeded() {
        return budget != 0 && perSecond() > budget;
    }

    private long now() {
        return TimeUnit.MILLISECONDS.toSeconds(clock.millis());
    }
}
