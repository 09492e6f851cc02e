package dev.patchbay.retention;

import dev.patchbay.storage.Durability;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks after the stored bytes while the server runs, on two threads of its own: one reads them again, the other sees to
 * what was found. Nothing of this keeps the server from starting.
 */
@Component
class Caretaker implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Caretaker.class);

    private final Scrubber scrubber;
    private final DamageDesk damage;
    private final DoubtfulBlobs doubtful;
    private final BlobSweeper sweeper;
    private final StorageHealth health;
    private final boolean alone;
    private final Instant began;
    private boolean begun;
    private volatile @Nullable ScheduledExecutorService threads;

    Caretaker(
            Scrubber scrubber,
            DamageDesk damage,
            DoubtfulBlobs doubtful,
            BlobSweeper sweeper,
            StorageHealth health,
            Durability durability,
            Clock clock) {
        this.scrubber = scrubber;
        this.damage = damage;
        this.doubtful = doubtful;
        this.sweeper = sweeper;
        this.health = health;
        this.alone = durability.isEmbedded();
        this.began = clock.instant();
    }

    /** A step that is repeated when it fails. */
    private interface Step {
        void take() throws IOException;
    }

    private static void repeatable(Step step) {
        try {
            step.take();
        } catch (Pace.Stopped e) {
            log.debug("The server stops", e);
        } catch (IOException | RuntimeException e) {
            log.warn("Looking after the stored bytes failed and is tried again: {}", e.toString());
        }
    }

    /** What a crash left unnamed is nobody's, where no other server uses the same database. */
    private void read() throws IOException {
        if (!begun) {
            if (alone) sweeper.sweepLeftBehind(began);
            scrubber.checkPublished();
            begun = true;
        }
        scrubber.goOn();
    }

    private void attend() throws IOException {
        health.look();
        doubtful.settle();
        damage.attend();
    }

    @Override
    public void start() {
        ScheduledExecutorService fresh = Executors.newScheduledThreadPool(2, work -> {
            Thread thread = new Thread(work, "scheduling-caretaker");
            thread.setDaemon(true);
            thread.setPriority(Thread.MIN_PRIORITY);
            return thread;
        });
        fresh.scheduleWithFixedDelay(() -> repeatable(this::read), 1, 10, TimeUnit.SECONDS);
        fresh.scheduleWithFixedDelay(() -> repeatable(this::attend), 1, 1, TimeUnit.SECONDS);
        threads = fresh;
    }

    /** At once: whatever is under way is taken up again after the next start. */
    @Override
    public void stop() {
        ScheduledExecutorService last = threads;
        threads = null;
        if (last == null) return;
        last.shutdownNow();
        try {
            last.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return threads != null;
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
