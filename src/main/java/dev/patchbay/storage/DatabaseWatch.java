package dev.patchbay.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Asks the database again and again whether it is there, on a thread that may hang in its place, and remembers the answer.
 * Whoever needs the database asks here first and is told within {@link #PATIENCE_MILLIS}, or twice that where the process
 * itself stood still.
 */
@Component
public class DatabaseWatch implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(DatabaseWatch.class);

    private static final long PATIENCE_MILLIS = 1500;
    private static final String SILENT = "it does not answer in time";
    private static final long PAUSE_MILLIS = 700;
    private static final long CLOSING_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final ApplicationEventPublisher events;
    private final ExecutorService asking =
            Executors.newSingleThreadExecutor(work -> Rounds.thread(work, "scheduling-asks"));
    private final BorrowedConnections borrowed;
    private final Rounds rounds = new Rounds("scheduling-database", PATIENCE_MILLIS);
    private @Nullable CompletableFuture<Void> question;
    /** Kept, so that a pool whose connections are all in use is not taken for a database that is silent. */
    private @Nullable Connection own;

    private volatile long answeredAt = System.nanoTime() - FRESH_NANOS;
    private volatile long backAt = System.nanoTime() - LATE_NANOS;
    private volatile @Nullable Throwable trouble;
    private volatile boolean owesNews;

    DatabaseWatch(DataSource database, ApplicationEventPublisher events) throws SQLException {
        this.borrowed = database.unwrap(BorrowedConnections.class);
        this.events = events;
    }

    /**
     * @throws DatabaseAway when the database does not answer at this moment
     */
    public void require() {
        if (System.nanoTime() - answeredAt >= FRESH_NANOS) look();
        if (trouble != null) throw new DatabaseAway(trouble);
    }

    /** Why the database counts as away; empty when it is there. Asks nobody. */
    Optional<String> away() {
        return Optional.ofNullable(trouble).map(why -> isSilence(why) ? SILENT : String.valueOf(why.getMessage()));
    }

    /** Asks now, whatever was answered before. Who failed while it was away may say so a moment after it is back. */
    boolean isOrWasAway() {
        look();
        return trouble != null || System.nanoTime() - backAt < LATE_NANOS;
    }

    private static boolean isSilence(Throwable why) {
        return why instanceof TimeoutException || why instanceof SQLTimeoutException;
    }

    /** Some commit failed in a way that leaves open whether it was done. */
    void doubt() {
        owesNews = true;
    }

    private void look() {
        rounds.await(ask(), this::note);
    }

    /** One question at a time, however many want to know. */
    private synchronized CompletableFuture<Void> ask() {
        CompletableFuture<Void> under = question;
        if (under != null && !under.isDone()) return under;
        CompletableFuture<Void> fresh = new CompletableFuture<>();
        asking.execute(() -> answer(fresh));
        question = fresh;
        return fresh;
    }

    /** In any case there is an answer, or the database would be away for ever: nobody asks again while a question is open. */
    private void answer(CompletableFuture<Void> asked) {
        try {
            question(own != null);
            answeredAt = System.nanoTime();
            asked.complete(null);
            if (borrowed.isShort()) makeRoom();
        } catch (Throwable e) {
            try {
                giveBack();
                borrowed.renew();
            } finally {
                asked.completeExceptionally(e);
            }
        }
    }

    /** An old connection may have been lost with nothing wrong but itself. */
    private void question(boolean old) throws SQLException {
        if (own == null) own = borrowed.evenNow();
        try {
            requireValid(own);
            read(own);
        } catch (SQLTimeoutException e) {
            throw e;
        } catch (SQLException | RuntimeException e) {
            if (!old) throw e;
            giveBack();
            LockSupport.parkNanos(CLOSING_NANOS);
            question(false);
        }
    }

    /**
     * When everybody else is refused a connection, this one may be to blame: H2 closes a file that it could not write and forgets
     * that somebody has opened it again meanwhile, whose lock keeps all others out.
     */
    private void makeRoom() {
        borrowed.renew();
        giveBack();
    }

    /** A connection that was lost says so at once. */
    private static void requireValid(Connection connection) throws SQLException {
        long asked = System.nanoTime();
        if (connection.isValid(1)) return;
        boolean waited = System.nanoTime() - asked >= FRESH_NANOS;
        throw waited ? new SQLTimeoutException(SILENT) : new SQLException("the connection was lost");
    }

    private void giveBack() {
        try {
            if (own != null) own.close();
        } catch (SQLException | RuntimeException e) {
            log.debug("The connection was lost", e);
        }
        own = null;
    }

    /** A database in a file that could not be written closes itself, and its connections still say that they are valid. */
    private static void read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select id from audit_head");
        }
    }

    private synchronized void note(@Nullable Throwable now) {
        boolean was = trouble == null;
        trouble = now;
        if (was && now != null) {
            log.warn("The database is away, checks and downloads go on: {}", now.toString());
            owesNews = true;
        }
        if (!was && now == null) {
            backAt = System.nanoTime();
            log.info("The database is back");
        }
        // once stopped nobody looks again, who could admit them
        if (now == null || !rounds.areMade()) borrowed.admit();
        else borrowed.refuse();
        if (now != null && isSilence(now)) borrowed.abort();
    }

    private void tick() {
        try {
            look();
            if (!owesNews || trouble != null) return;
            owesNews = false;
            events.publishEvent(new DatabaseBack());
        } catch (RuntimeException | Error e) {
            log.warn("What is in the database could not be read again; trying once more: {}", e.toString());
            owesNews = true;
        }
    }

    @Override
    public synchronized void start() {
        rounds.begin(new Rounds.Round(this::tick, PAUSE_MILLIS));
    }

    @Override
    public void stop() {
        admitFromNowOn();
        // the thread that asks stays: a context that was stopped may be started again
        asking.execute(this::giveBack);
    }

    private synchronized void admitFromNowOn() {
        rounds.end();
        borrowed.admit();
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
