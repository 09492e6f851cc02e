package dev.patchbay.storage;

import java.sql.Connection;
import java.sql.SQLException;
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
        }
    }

    /** Call after the commit and before the answer; returns when the commit is on disk. */
    public void secure() {
        if (needsCheckpoint) jdbc.execute("CHECKPOINT SYNC");
    }
}
