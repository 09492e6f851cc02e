package dev.patchbay.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Makes what was committed survive a power cut. H2 writes a commit to its file but never calls fsync by itself; a full
 * database server does, so for any other there is nothing to do.
 */
@Component
public class Durability {
    private final JdbcTemplate jdbc;
    private final boolean needsCheckpoint;

    Durability(DataSource dataSource) throws SQLException {
        this.jdbc = new JdbcTemplate(dataSource);
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

    /** Call after the commit and before the answer; returns when the commit is on disk. */
    public void secure() {
        if (needsCheckpoint) jdbc.execute("CHECKPOINT SYNC");
    }
}
