package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.MovableClock;
import dev.patchbay.Postgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** Two nodes on one PostgreSQL: one touches a blob, the other deletes what nobody needs. */
class BlobTouchesTests {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static DataSource database;

    private final DataSourceTransactionManager transactions = new DataSourceTransactionManager(database);
    private final AtomicInteger deletions = new AtomicInteger();

    @BeforeAll
    static void makeTable() {
        database = new SimpleDriverDataSource(new org.postgresql.Driver(), Postgres.newDatabase());
        new JdbcTemplate(database)
                .execute("create table blob_touches (sha256 varchar(64) not null primary key,"
                        + " touched_at timestamp with time zone not null)");
    }

    private BlobTouches node() throws Exception {
        return new BlobTouches(database, transactions, Clock.fixed(NOW, java.time.ZoneOffset.UTC));
    }

    private static BlobKey blob(int number) {
        return new BlobKey(String.format("%064x", number));
    }

    private long delete(BlobKey key, Instant untouchedSince) throws Exception {
        return node().unlessTouched(key, untouchedSince, () -> {
            deletions.incrementAndGet();
            return 7;
        });
    }

    @Test
    void deletesWhatNobodyTouchedSince() throws Exception {
        assertThat(delete(blob(1), NOW)).isEqualTo(7);
        node().touched(blob(1));
        assertThat(delete(blob(1), NOW.plusMillis(1))).isEqualTo(7);
        assertThat(deletions).hasValue(2);
    }

    @Test
    void leavesWhatSomebodyTouched() throws Exception {
        node().touched(blob(2));
        assertThat(delete(blob(2), NOW)).isZero();
        assertThat(deletions).hasValue(0);
    }

    @Test
    void waitsForTheTransactionOfWhoTouches() throws Exception {
        BlobTouches toucher = node();
        CountDownLatch touched = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        CompletableFuture<Void> naming =
                CompletableFuture.runAsync(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    toucher.touched(blob(3));
                    touched.countDown();
                    awaitQuietly(mayCommit);
                }));
        touched.await();
        CompletableFuture<Long> freed = CompletableFuture.supplyAsync(() -> deleteQuietly(blob(3)));
        assertThat(freed.completeOnTimeout(-1L, 300, TimeUnit.MILLISECONDS)
                        .copy()
                        .get())
                .isEqualTo(-1);
        mayCommit.countDown();
        naming.get();
        assertThat(deletions).as("after the commit the blob is named").hasValue(0);
    }

    @Test
    void whoTouchesWaitsForADeletionAndThenSeesThatTheBlobIsGone() throws Exception {
        CountDownLatch deleting = new CountDownLatch(1);
        CountDownLatch mayDelete = new CountDownLatch(1);
        BlobTouches sweeper = node();
        CompletableFuture<Void> deletion = CompletableFuture.runAsync(() -> {
            try {
                sweeper.unlessTouched(blob(4), NOW, () -> {
                    deleting.countDown();
                    awaitQuietly(mayDelete);
                    deletions.incrementAndGet();
                    return 7;
                });
            } catch (java.io.IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        deleting.await();
        BlobTouches toucher = node();
        CompletableFuture<Integer> deletedBefore = CompletableFuture.supplyAsync(() -> {
            toucher.touched(blob(4));
            return deletions.get();
        });
        Thread.sleep(200);
        assertThat(deletedBefore).isNotDone();
        mayDelete.countDown();
        deletion.get();
        assertThat(deletedBefore.get()).isEqualTo(1);
    }

    /** It was ended by the database meanwhile, and another stored the same bytes and named them. */
    @Test
    void aNodeThatStoodStillForHoursTakesNothingBackThatAnotherStored(@TempDir Path folder) throws Exception {
        PatchbayHome home = new PatchbayHome(folder);
        Spool spool = new Spool(home);
        MovableClock clock = new MovableClock();
        BlobStore frozen = store(home, clock);
        BlobStore other = store(home, clock);
        byte[] bytes = {1, 2, 3};
        BlobStore.Placed placed;
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(bytes))) {
            placed = new TransactionTemplate(transactions).execute(status -> {
                status.setRollbackOnly();
                return place(frozen, file);
            });
        }
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(bytes))) {
            new TransactionTemplate(transactions).execute(status -> place(other, file));
        }
        clock.advance(Duration.ofHours(3));
        assertThat(frozen.takeBack(placed)).isFalse();
        assertThat(other.reread(placed.key(), read -> {})).isTrue();
    }

    /** It was found damaged, and is being stored again by somebody whose row is not committed yet. */
    @Test
    void aDamagedBlobThatSomebodyIsAboutToNameIsNotRemoved(@TempDir Path folder) throws Exception {
        PatchbayHome home = new PatchbayHome(folder);
        MovableClock clock = new MovableClock();
        BlobStore finder = store(home, clock);
        BlobStore other = store(home, clock);
        byte[] bytes = {4, 5, 6};
        BlobKey key;
        try (SpooledFile file = new Spool(home).spool(new ByteArrayInputStream(bytes))) {
            key = other.place(file).key();
        }
        Path blob = other.find(key).orElseThrow().file().orElseThrow();
        Files.write(blob, new byte[] {7});
        CountDownLatch touched = new CountDownLatch(1);
        CountDownLatch mayCommit = new CountDownLatch(1);
        CompletableFuture<Void> naming =
                CompletableFuture.runAsync(() -> new TransactionTemplate(transactions).executeWithoutResult(status -> {
                    node(clock).touched(key);
                    touched.countDown();
                    awaitQuietly(mayCommit);
                }));
        touched.await();
        CompletableFuture<Boolean> removal = CompletableFuture.supplyAsync(() -> deletedAsDamaged(finder, key));
        Thread.sleep(200);
        assertThat(removal).isNotDone();
        mayCommit.countDown();
        naming.get();
        removal.get();
        assertThat(blob).as("who touched it sees to its bytes").exists();
        clock.advance(Duration.ofHours(1));
        assertThat(finder.deleteDamaged(key)).isTrue();
        assertThat(blob).doesNotExist();
    }

    private static boolean deletedAsDamaged(BlobStore store, BlobKey key) {
        try {
            return store.deleteDamaged(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BlobTouches node(Clock clock) {
        try {
            return new BlobTouches(database, transactions, clock);
        } catch (java.sql.SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private BlobStore store(PatchbayHome home, Clock clock) throws Exception {
        return new FileSystemBlobStore(home, clock, new BlobTouches(database, transactions, clock));
    }

    private static BlobStore.Placed place(BlobStore store, SpooledFile file) {
        try {
            return store.place(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long deleteQuietly(BlobKey key) {
        try {
            return delete(key, NOW);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
