package dev.patchbay.move;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** Where the rows go to: a PostgreSQL database that holds nothing, or an earlier try of the same move. */
final class TargetDatabase {
    /** What a migration writes itself, as it looks before any server worked on it. */
    private static final Map<String, String> SEEDS =
            Map.of("audit_head", "entries > 0", "scrub_rounds", "after_sha256 <> '' or finished_at is not null");

    private final DataSource source;

    TargetDatabase(DataSource source) {
        this.source = source;
    }

    /** What an earlier try has left. */
    enum Found {
        NOTHING,
        UNFINISHED,
        FINISHED
    }

    Connection connect() throws SQLException {
        return source.getConnection();
    }

    /**
     * Looks before anything is changed.
     *
     * @throws MoveStopped when something else is there
     */
    Found look(String id) throws SQLException {
        try (Connection database = connect()) {
            List<String> all = allTables(database);
            if (!all.isEmpty() && !all.contains("flyway_schema_history")) {
                throw new MoveStopped("The target database holds tables of something else; name one that is empty.");
            }
            if (all.contains("moves")) {
                Found found = found(database, id);
                if (found == Found.FINISHED) return found;
                requireNoRows(database);
                return found;
            }
            requireNoRows(database);
            return Found.NOTHING;
        }
    }

    private static List<String> allTables(Connection database) throws SQLException {
        List<String> names = new ArrayList<>(Schema.names(database));
        try (PreparedStatement select = database.prepareStatement(
                        "select table_name from information_schema.tables" + " where table_schema = current_schema()");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) names.add(rows.getString(1));
        }
        return names;
    }

    private static Found found(Connection database, String id) throws SQLException {
        Found found = Found.NOTHING;
        try (Statement select = database.createStatement();
                ResultSet rows = select.executeQuery("select id, finished_at is not null from moves")) {
            while (rows.next()) {
                if (!rows.getString(1).equals(id)) {
                    throw new MoveStopped("The target database holds another installation, or a move of one; name one"
                            + " that is empty.");
                }
                found = rows.getBoolean(2) ? Found.FINISHED : Found.UNFINISHED;
            }
        }
        return found;
    }

    private static void requireNoRows(Connection database) throws SQLException {
        for (String table : Schema.names(database)) {
            String seed = SEEDS.get(table);
            String any =
                    "select exists (select 1 from \"" + table + "\"" + (seed == null ? "" : " where " + seed) + ")";
            try (Statement select = database.createStatement();
                    ResultSet row = select.executeQuery(any)) {
                row.next();
                if (row.getBoolean(1)) {
                    throw new MoveStopped("The target database is not empty: there are rows in its table " + table
                            + ", perhaps of a node that was started on it; name a database that is empty.");
                }
            }
        }
    }

    /** Makes the tables; from here on no node starts there. */
    void begin(String id, Instant now) throws SQLException {
        Schema.bringForward(source, "The target database");
        try (Connection database = connect();
                PreparedStatement insert = database.prepareStatement(
                        "insert into moves (id, began_at) values (?, ?) on conflict (id) do nothing")) {
            insert.setString(1, id);
            insert.setObject(2, now.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        }
    }

    /** Keeps a second move out until the transaction ends, and asks again whether there is nothing. */
    static void lock(Connection database, String id) throws SQLException {
        try (PreparedStatement select =
                database.prepareStatement("select finished_at is null from moves where id = ? for update")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next() || !row.getBoolean(1)) {
                    throw new MoveStopped("Somebody else moved this installation meanwhile; run this again to see.");
                }
            }
        }
        requireNoRows(database);
    }

    /** Takes effect with the rows. */
    static void finish(Connection database, String id, Instant now) throws SQLException {
        try (PreparedStatement update = database.prepareStatement("update moves set finished_at = ? where id = ?")) {
            update.setObject(1, now.atOffset(ZoneOffset.UTC));
            update.setString(2, id);
            update.executeUpdate();
        }
    }

    /** As the first node would have it made. */
    static void shareSecret(Connection database, String name, String secret) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(
                "insert into shared_secrets (name, secret) values (?, ?) on conflict (name) do nothing")) {
            insert.setString(1, name);
            insert.setString(2, secret);
            insert.executeUpdate();
        }
    }
}
