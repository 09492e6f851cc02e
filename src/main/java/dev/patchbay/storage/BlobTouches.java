package dev.patchbay.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has touching and deleting a blob take turns among all nodes of a cluster: by the lock of a row for each blob. A touch
 * inside a transaction holds the row until its end, so that it is the whole transaction which a deletion waits for. On a
 * server of its own {@link BlobStore} needs no help.
 */
@Component
public class BlobTouches {
    private final @Nullable JdbcTemplate database;
    private final @Nullable TransactionTemplate transaction;
    private final Clock clock;

    @Autowired
    BlobTouches(DataSource database, PlatformTransactionManager transactions, Clock clock) throws SQLException {
        this.clock = clock;
        try (Connection connection = database.getConnection()) {
            boolean shared = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
            this.database = shared ? new JdbcTemplate(database) : null;
            this.transaction = shared ? new TransactionTemplate(transactions) : null;
        }
        if (transaction != null) transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    private BlobTouches() {
        this.database = null;
        this.transaction = null;
        this.clock = Clock.systemUTC();
    }

    /** Where no other process has the store. */
    static BlobTouches none() {
        return new BlobTouches();
    }

    /** Removes a blob's bytes, and says how many they were. */
    interface Deletion {
        long delete() throws IOException;
    }

    /** Call it before looking whether the blob is there: a deletion under way is over when this returns. */
    void touched(BlobKey key) {
        if (database == null) return;
        database.update(
                "insert into blob_touches (sha256, touched_at) values (?, ?)"
                        + " on conflict (sha256) do update set touched_at = excluded.touched_at",
                key.sha256(),
                utc(clock.instant()));
    }

    /**
     * Deletes unless somebody touched the blob since.
     *
     * @return what the deletion says; 0 without one
     */
    long unlessTouched(BlobKey key, Instant since, Deletion deletion) throws IOException {
        if (database == null || transaction == null) return deletion.delete();
        JdbcTemplate rows = database;
        try {
            Long freed = transaction.execute(status -> {
                // who stands still here may go on to delete, so nobody else gets the row before he is gone
                rows.execute("set local idle_in_transaction_session_timeout = 0");
                rows.update(
                        "insert into blob_touches (sha256, touched_at) values (?, ?) on conflict (sha256) do nothing",
                        key.sha256(),
                        utc(Instant.EPOCH));
                OffsetDateTime touched = rows.queryForObject(
                        "select touched_at from blob_touches where sha256 = ? for update",
                        OffsetDateTime.class,
                        key.sha256());
                if (touched != null && !touched.toInstant().isBefore(since)) return 0L;
                rows.update("delete from blob_touches where sha256 = ?", key.sha256());
                return delete(deletion);
            });
            return freed == null ? 0 : freed;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static long delete(Deletion deletion) {
        try {
            return deletion.delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }
}
