package dev.patchbay.report;

import dev.patchbay.report.Sightings.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes down what was counted, every few seconds and when the server stops, all in one transaction. While the database is
 * away the counts stay in memory, which does not grow by that, and are written when it is back.
 */
@Component
class Flusher implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Flusher.class);
    private static final Duration PRUNING = Duration.ofHours(1);
    /** Regular flushes without anything to write after which a tally is let go. */
    private static final int IDLE = 120;
    /** After the web server, which stops in the phases around the greatest. */
    private static final int PHASE = 0;

    private final Tallies tallies;
    private final Sightings sightings;
    private final Strikes strikes;
    private final DeltaFailures deltas;
    private final Ledger ledger;
    private final TransactionTemplate transaction;
    private final ReportSettings settings;
    private final Clock clock;
    private Instant nextPruning = Instant.EPOCH;
    private volatile @Nullable ScheduledExecutorService timer;

    Flusher(
            Tallies tallies,
            Sightings sightings,
            Strikes strikes,
            DeltaFailures deltas,
            Ledger ledger,
            PlatformTransactionManager transactions,
            ReportSettings settings,
            Clock clock) {
        this.tallies = tallies;
        this.sightings = sightings;
        this.strikes = strikes;
        this.deltas = deltas;
        this.ledger = ledger;
        this.transaction = new TransactionTemplate(transactions);
        // what is settled here must not be undone by a caller
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.settings = settings;
        this.clock = clock;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "scheduling-reports");
        thread.setDaemon(true);
        return thread;
    }

    /** Writes down all that was counted up to now. */
    synchronized void flush() {
        Map<Long, Tally.Due> dues = new LinkedHashMap<>();
        Map<Place, byte[]> seen = new LinkedHashMap<>();
        tallies.all().forEach((release, tally) -> dues.put(release, tally.due()));
        Map<Place, Sketch> sketches = sightings.all();
        sketches.forEach((place, sketch) -> {
            byte[] state = sketch.state();
            if (sketch.differs(state)) seen.put(place, state);
        });
        Instant now = clock.instant();
        boolean idle = seen.isEmpty() && dues.values().stream().allMatch(Tally.Due::isEmpty);
        if (!idle) write(dues, seen, now);
        dues.forEach(this::settle);
        seen.forEach((place, state) -> {
            Sketch sketch = sketches.get(place);
            if (sketch != null) sketch.settle(state);
        });
        sightings.forgetBefore(TimeUnit.MILLISECONDS.toDays(now.toEpochMilli()));
    }

    /** Once more when another node made the same row, or wanted it, at the same moment. */
    @SuppressWarnings("UnusedException")
    private void write(Map<Long, Tally.Due> dues, Map<Place, byte[]> seen, Instant now) {
        try {
            writeOnce(dues, seen, now);
        } catch (DataIntegrityViolationException | ConcurrencyFailureException e) {
            writeOnce(dues, seen, now);
        }
        strikes.settle();
        deltas.settle();
    }

    private void writeOnce(Map<Long, Tally.Due> dues, Map<Place, byte[]> seen, Instant now) {
        transaction.executeWithoutResult(status -> {
            dues.forEach((release, due) -> ledger.add(release, due, now));
            seen.forEach(ledger::merge);
            strikes.write();
            deltas.write();
        });
    }

    private void settle(long release, Tally.Due due) {
        Tally tally = tallies.of(release);
        if (tally != null) tally.settle(due);
    }

    /** Whoever looks at tallies now and then has seen these. */
    private synchronized void forgetIdle() {
        tallies.all().forEach((release, tally) -> {
            if (tally.idleFlush() > IDLE && tally.due().isEmpty()) tallies.forget(release);
        });
    }

    private void flushAndPrune() {
        try {
            flush();
            forgetIdle();
            Instant now = clock.instant();
            if (now.isBefore(nextPruning)) return;
            transaction.executeWithoutResult(status -> ledger.prune(settings, now));
            nextPruning = now.plus(PRUNING);
        } catch (RuntimeException e) {
            log.warn("Counts of reports could not be written and are kept for the next time: {}", e.toString());
        }
    }

    @Override
    public void start() {
        long pause = settings.flushInterval().toMillis();
        ScheduledExecutorService fresh = Executors.newSingleThreadScheduledExecutor(Flusher::thread);
        fresh.scheduleWithFixedDelay(this::flushAndPrune, pause, pause, TimeUnit.MILLISECONDS);
        timer = fresh;
    }

    @Override
    public void stop() {
        ScheduledExecutorService last = timer;
        timer = null;
        if (last == null) return;
        last.shutdown();
        try {
            last.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        flushAndPrune();
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
