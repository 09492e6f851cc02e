package dev.patchbay.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Asks the database to wait longer for the running transaction. It ends one that says nothing for some seconds
 * ({@code application-cluster.yml}), or the locks of a node that stands still would hold up all others for as long; whoever
 * moves many bytes between two statements must not be taken for such a one.
 */
@Component
public class Patience {
    private static final String SETTING = "idle_in_transaction_session_timeout";
    private static final Duration LEAST = Duration.ofSeconds(15);
    /** A store that is slower than this is as good as none. */
    private static final long BYTES_A_SECOND = 1 << 20;

    private final JdbcTemplate database;
    private final boolean ends;

    Patience(DataSource database) throws SQLException {
        this.database = new JdbcTemplate(database);
        try (Connection connection = database.getConnection()) {
            this.ends = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        }
    }

    /** Ends with {@link #close}. */
    public interface Grant extends AutoCloseable {
        @Override
        void close();
    }

    /** For as long as it may take to move so many bytes; call it inside a transaction. */
    public Grant toMove(long bytes) {
        if (!ends) return () -> {};
        String before =
                String.valueOf(database.queryForObject("select current_setting('" + SETTING + "')", String.class));
        // one that never ends is patient enough
        if (before.equals("0")) return () -> {};
        set(Long.toString(LEAST.toMillis() + bytes * 1000 / BYTES_A_SECOND));
        return () -> set(before);
    }

    private void set(String value) {
        database.queryForObject("select set_config('" + SETTING + "', ?, true)", String.class, value);
    }
}
