package dev.patchbay.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Makes what was committed survive a power cut. H2 writes a commit to its file but never calls fsync by itself; a full
 * database server does, so for any other there is nothing to do.
 */
@Component
public class Durability {
    private static final Logger log = LoggerFactory.getLogger(Durability.class);

    private final JdbcTemplate jdbc;
    private final Optional<HikariDataSource> pool;
    private final boolean needsCheckpoint;
    private final AtomicLong arrivals = new AtomicLong();
    private long secured;
    private boolean doubtful;

    Durability(DataSource dataSource) throws SQLException {
        this.jdbc = new JdbcTemplate(dataSource);
        this.pool = dataSource.isWrapperFor(HikariDataSource.class)
                ? Optional.of(dataSource.unwrap(HikariDataSource.class))
                : Optional.empty();
        try (Connection connection = dataSource.getConnection()) {
            this.needsCheckpoint =
                    connection.getMetaData().getDatabaseProductName().equals("H2");
            if (needsCheckpoint) requireCommitsAtOnce(connection.getMetaData().getURL());
        }
    }

    /** One in memory loses everything by intent. */
    private void requireCommitsAtOnce(String url) {
        if (url.startsWith("jdbc:h2:mem:")) return;
        List<String> delay = jdbc.queryForList(
                "select setting_value from information_schema.settings where setting_name = 'WRITE_DELAY'",
                String.class);
        if (delay.isEmpty() || !Set.of("0").containsAll(delay)) {
            throw new StartRefused("This H2 database would lose acknowledged uploads on a crash; add ;WRITE_DELAY=0 to"
                    + " spring.datasource.url, or leave that setting out.");
        }
    }

    /** Whether the database is a file of this server's own, which no other server can use meanwhile. */
    public boolean isEmbedded() {
        return needsCheckpoint;
    }

    /**
     * Call after the commit and before the answer; returns when the commit is on disk. Who waits for another's turn is often
     * served by it. Inside a transaction it does nothing: there is no commit yet, and to write the file anew would make one of
     * what is half done. Whoever opened that transaction calls it again.
     *
     * @throws org.springframework.dao.DataAccessException when the disk refuses; what was committed may be there or not
     */
    public void secure() {
        if (!needsCheckpoint || TransactionSynchronizationManager.isActualTransactionActive()) return;
        secure(arrivals.incrementAndGet());
    }

    private synchronized void secure(long arrival) {
        if (secured >= arrival) return;
        long last = arrivals.get();
        if (doubtful) writeAnew();
        try {
            jdbc.execute(this::checkpoint);
        } finally {
            if (doubtful) tryToWriteAnew();
        }
        secured = last;
    }

    /** Who gets no connection has tried nothing, and learned nothing of the file. */
    private boolean checkpoint(Connection connection) throws SQLException {
        doubtful = true;
        try (Statement statement = connection.createStatement()) {
            statement.execute("CHECKPOINT SYNC");
        }
        doubtful = false;
        return true;
    }

    private void tryToWriteAnew() {
        try {
            writeAnew();
        } catch (RuntimeException e) {
            log.warn("The database's file cannot be written anew after a failed fsync; the next change tries again", e);
        }
    }

    /**
     * After a failed fsync nobody knows what of the file is on disk, and a second one on it would say that all is well: a
     * system tells of each lost page once. So H2 is told to close and to write all it has to a new file, which the next
     * connection opens.
     */
    private void writeAnew() {
        log.warn("An fsync of the database's file failed; writing the file anew");
        try {
            Path folder = Objects.requireNonNull(
                    Path.of(String.valueOf(jdbc.queryForObject("call database_path()", String.class)))
                            .getParent());
            jdbc.execute("SHUTDOWN COMPACT");
            pool.ifPresent(one -> one.getHikariPoolMXBean().softEvictConnections());
            FolderSync.force(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        doubtful = false;
    }
}
