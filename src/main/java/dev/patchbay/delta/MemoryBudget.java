package dev.patchbay.delta;

import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** What all jobs of this server that make deltas and codings may hold in memory at once, and how many may be at work. */
@Component
class MemoryBudget {
    private static final long UNIT = 1 << 20;

    private final int units;
    private final Semaphore free;
    private final Semaphore atWork;

    MemoryBudget(DeltaSettings settings) {
        this.units = Math.toIntExact(settings.memory().toBytes() / UNIT);
        this.free = new Semaphore(units, true);
        this.atWork = new Semaphore(settings.atOnce(Runtime.getRuntime().availableProcessors()), true);
    }

    /** Whether so many bytes could ever be had. */
    boolean allows(long bytes) {
        return needed(bytes) <= units;
    }

    /** Waits for its turn; close to give the bytes back. */
    Share take(long bytes) throws InterruptedException {
        int needed = needed(bytes);
        free.acquire(needed);
        try {
            atWork.acquire();
        } catch (InterruptedException e) {
            free.release(needed);
            throw e;
        }
        return () -> {
            atWork.release();
            free.release(needed);
        };
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
