package dev.patchbay.download;

import dev.patchbay.nodes.SharedDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes spent links down: for the other nodes of a cluster, which ask for each link they redeem, and on a server of its own
 * for the time after a restart. A download never fails for want of the database: when it does not
 * answer within {@link #PATIENCE} a link counts as not spent, and for the next {@link #PAUSE} it is not asked.
 */
@Component
class SpentLedger implements DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(SpentLedger.class);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final int THREADS = 8;
    private static final int WAITING = 10_000;

    private final SharedDatabase shared;
    private final JdbcTemplate database;
    private final Clock clock;
    private final ThreadPoolExecutor askers;
    private volatile long notBefore = System.nanoTime();

    SpentLedger(SharedDatabase shared, JdbcTemplate database, Clock clock) {
        this.shared = shared;
        this.database = database;
        this.clock = clock;
        this.askers = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(WAITING), SpentLedger::thread);
        this.askers.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "scheduling-spent-links");
        thread.setDaemon(true);
        return thread;
    }

    /** Those that could be followed again. */
    List<Long> unexpired() {
        return database.queryForList(
                "select nonce from spent_tokens where expires_at > ?", Long.class, utc(clock.instant()));
    }

    /** The other nodes know of it when this returns. */
    void write(long nonce, Instant expiry) {
        change(() -> database.update("insert into spent_tokens (nonce, expires_at) values (?, ?)", nonce, utc(expiry)));
    }

    void erase(long nonce) {
        change(() -> database.update("delete from spent_tokens where nonce = ?", nonce));
    }

    /** Whether another node has written it down. */
    boolean contains(long nonce) {
        if (!shared.isShared()) return false;
        return answer(
                () -> !database.queryForList("select nonce from spent_tokens where nonce = ?", Long.class, nonce)
                        .isEmpty(),
                false);
    }

    private void change(Runnable change) {
        answer(
                () -> {
                    change.run();
                    return true;
                },
                false);
    }

    private <T> T answer(Supplier<T> question, T otherwise) {
        if (System.nanoTime() - notBefore < 0) return otherwise;
        try {
            Future<T> answer = askers.submit(question::get);
            try {
                return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                // an interrupt in the midst of a write has H2 close its file for everybody
                answer.cancel(false);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise;
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            notBefore = System.nanoTime() + PAUSE.toNanos();
            log.warn(
                    "Spent links are known to the node that served them only, while the database is away: {}",
                    e.toString());
            return otherwise;
        }
    }

    @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void prune() {
        database.update("delete from spent_tokens where expires_at < ?", utc(clock.instant()));
    }

    @Override
    public void destroy() throws InterruptedException {
        askers.shutdown();
        askers.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
