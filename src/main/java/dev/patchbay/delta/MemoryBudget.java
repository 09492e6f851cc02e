package dev.patchbay.delta;

import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** What all delta jobs of this server may hold in memory at once. */
@Component
class MemoryBudget {
    private static final long UNIT = 1 << 20;

    private final int units;
    private final Semaphore free;

    MemoryBudget(DeltaSettings settings) {
        this.units = Math.toIntExact(settings.memory().toBytes() / UNIT);
        this.free = new Semaphore(units, true);
    }

    /** Whether so many bytes could ever be had. */
    boolean allows(long bytes) {
        return needed(bytes) <= units;
    }

    /** Waits for its turn; close to give the bytes back. */
    Share take(long bytes) throws InterruptedException {
        int needed = needed(bytes);
        free.acquire(needed);
        return () -> free.release(needed);
    }

    private static int needed(long bytes) {
        return Math.toIntExact(bytes / UNIT + 1);
    }

    /** Bytes taken from the budget. */
    interface Share extends AutoCloseable {
        @Override
        void close();
    }
}
