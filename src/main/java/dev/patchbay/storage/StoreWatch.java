package dev.patchbay.storage;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;

/**
 * Asks a store elsewhere again and again whether it is there, on a thread that may hang in its place, and remembers the
 * answer; while it is away nobody else is kept waiting for it. On the same occasion it sees to what the store knows by heart.
 */
final class StoreWatch implements SmartLifecycle, HealthIndicator {
    private static final Logger log = LoggerFactory.getLogger(StoreWatch.class);

    private static final long PATIENCE_MILLIS = 2500;
    private static final long PAUSE_MILLIS = 500;
    private static final long LOOK_PAUSE_MILLIS = 1000;
    /** How many pauses lie between two questions when nobody is in doubt and the last answer was good. */
    private static final int SELDOM = 4;

    private final Bucket bucket;
    private final S3BlobStore store;
    private final StoreState state;
    private final Duration lookEvery;
    private final Clock clock;
    private Instant lookedAround;
    private int pauses;
    private final Rounds rounds = new Rounds("scheduling-store", PATIENCE_MILLIS);

    StoreWatch(Bucket bucket, S3BlobStore store, StoreState state, Duration lookEvery, Clock clock) {
        this.bucket = bucket;
        this.store = store;
        this.state = state;
        this.lookEvery = lookEvery;
        this.clock = clock;
        this.lookedAround = clock.instant();
    }

    private void tick() {
        boolean idle = ++pauses < SELDOM;
        if (idle && state.trouble().isEmpty() && !state.isDoubted()) return;
        pauses = 0;
        rounds.await(question(), this::note);
    }

    /** Each time a new one: one that hangs would not hear that the store is back. It ends by the client's own time-outs. */
    private CompletableFuture<Void> question() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        Rounds.thread(() -> probe(answer), "scheduling-store-asks").start();
        return answer;
    }

    private void probe(CompletableFuture<Void> answer) {
        try {
            bucket.probe();
            answer.complete(null);
        } catch (RuntimeException e) {
            answer.completeExceptionally(e);
        }
    }

    private void note(@Nullable Throwable now) {
        if (!state.note(now)) return;
        if (now == null) log.info("The store of bytes is back");
        else log.warn("The store of bytes is away; checks go on, downloads and uploads do not: {}", now.toString());
    }

    private void look() {
        if (state.trouble().isPresent()) return;
        try {
            store.lookAgain();
            if (clock.instant().isBefore(lookedAround.plus(lookEvery))) return;
            store.lookAround();
            lookedAround = clock.instant();
        } catch (IOException | RuntimeException e) {
            log.debug("Looking after the stored objects failed and is tried again", e);
        }
    }

    @Override
    public Health health() {
        return state.trouble()
                .map(why -> Health.status(DatabaseHealth.DEGRADED)
                        .withDetail("reason", "The store of bytes is away: " + words(why))
                        .build())
                .orElseGet(() -> Health.up().build());
    }

    private static String words(Throwable why) {
        return why instanceof TimeoutException
                ? "it does not answer within " + PATIENCE_MILLIS + " ms"
                : String.valueOf(why.getMessage());
    }

    @Override
    public void start() {
        rounds.begin(new Rounds.Round(this::tick, PAUSE_MILLIS), new Rounds.Round(this::look, LOOK_PAUSE_MILLIS));
    }

    @Override
    public void stop() {
        rounds.end();
    }

    @Override
    public boolean isRunning() {
        return rounds.areMade();
    }

    @Override
    public int getPhase() {
        return 0;
    }
}
