package dev.patchbay.nodes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Has one node at a time do a piece of work. The turn is a lock of a transaction that does nothing else but say that the node
 * is there: it is over when the work is, or when the node is gone or stands still for longer than the database lets a
 * transaction say nothing.
 */
@Component
public class Turns {
    private static final Logger log = LoggerFactory.getLogger(Turns.class);

    private final SharedDatabase shared;
    private final DataSource database;
    private final Duration signs;

    @Autowired
    Turns(SharedDatabase shared, DataSource database) {
        this(shared, database, Duration.ofSeconds(3));
    }

    /**
     * @param signs how often a node says that it is there
     */
    Turns(SharedDatabase shared, DataSource database, Duration signs) {
        this.shared = shared;
        this.database = database;
        this.signs = signs;
    }

    /** Waits until no other node is at work of that name; call it outside of transactions. */
    public <T> T alone(String name, Supplier<T> work) {
        if (!shared.isShared()) return work.get();
        try (Connection connection = database.getConnection();
                Turn turn = new Turn(name, connection)) {
            return work.get();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot wait for the turn of " + name, e);
        }
    }

    private final class Turn implements AutoCloseable {
        private final String name;
        private final Connection connection;
        private final ScheduledExecutorService timer;
        private boolean over;

        Turn(String name, Connection connection) throws SQLException {
            this.name = name;
            this.connection = connection;
            connection.setAutoCommit(false);
            try (PreparedStatement lock =
                    connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 0))")) {
                lock.setString(1, name);
                lock.execute();
            }
            timer = Executors.newSingleThreadScheduledExecutor(Turns::thread);
            timer.scheduleWithFixedDelay(this::sign, signs.toMillis(), signs.toMillis(), TimeUnit.MILLISECONDS);
        }

        private synchronized void sign() {
            if (over) return;
            try (Statement statement = connection.createStatement()) {
                statement.execute("select 1");
            } catch (SQLException e) {
                lost(e);
            }
        }

        /** What is done under a turn is safe without it; two at once only do some of it twice. */
        private void lost(SQLException e) {
            over = true;
            log.warn("The turn of {} was over before its work: {}", name, e.toString());
        }

        @Override
        public synchronized void close() {
            timer.shutdownNow();
            if (over) return;
            over = true;
            try {
                connection.rollback();
            } catch (SQLException e) {
                lost(e);
            }
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "scheduling-turn");
        thread.setDaemon(true);
        return thread;
    }
}
