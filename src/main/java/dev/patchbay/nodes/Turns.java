package dev.patchbay.nodes;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.stereotype.Component;

/**
 * Has one node at a time do a piece of work. The turn is a lock of a connection: it is over when the work is, or when the
 * node is gone.
 */
@Component
public class Turns {
    private final SharedDatabase shared;
    private final DataSource database;

    Turns(SharedDatabase shared, DataSource database) {
        this.shared = shared;
        this.database = database;
    }

    /** Waits until no other node is at work of that name; call it outside of transactions. */
    public <T> T alone(String name, Supplier<T> work) {
        if (!shared.isShared()) return work.get();
        try (Connection connection = database.getConnection()) {
            call(connection, "select pg_advisory_lock(hashtextextended(?, 0))", name);
            try {
                return work.get();
            } finally {
                call(connection, "select pg_advisory_unlock(hashtextextended(?, 0))", name);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot wait for the turn of " + name, e);
        }
    }

    private static void call(Connection connection, String question, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, name);
            statement.execute();
        }
    }
}
