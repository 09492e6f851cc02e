package dev.patchbay.move;

import dev.patchbay.move.MoveSummary.TableSum;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Copies all rows inside one transaction of the target: they arrive together or not at all, so whoever is interrupted begins
 * again with an empty target.
 */
final class TableCarrier {
    private static final int BATCH = 500;

    private final Connection from;
    private final Connection to;
    private final MoveProgress progress;

    TableCarrier(Connection from, Connection to, MoveProgress progress) {
        this.from = from;
        this.to = to;
        this.progress = progress;
    }

    /** @throws MoveStopped when a table has other rows afterwards than it should */
    List<TableSum> carry() throws SQLException {
        List<Columns> tables = Schema.tables(to);
        List<TableSum> sums = new ArrayList<>();
        for (int i = tables.size() - 1; i >= 0; i--)
            run(to, "delete from \"" + tables.get(i).table() + "\"");
        run(from, "set lazy_query_execution 1"); // or a large table would be read whole before its first row
        for (Columns table : tables) {
            RowSum sent = copy(table);
            sums.add(new TableSum(table.table(), sent.rows(), sent.hex()));
            progress.copied(table.table(), sent.rows());
        }
        for (int i = 0; i < tables.size(); i++) compare(sums.get(i), arrived(tables.get(i)));
        moveSequences();
        return sums;
    }

    private RowSum copy(Columns table) throws SQLException {
        RowSum sum = new RowSum();
        try (Statement select = from.createStatement();
                ResultSet rows = select.executeQuery(table.selectFromH2());
                PreparedStatement insert = to.prepareStatement(table.insertIntoPostgres())) {
            while (rows.next()) {
                List<@Nullable Object> values = table.read(rows);
                sum.add(values);
                table.write(values, insert);
                insert.addBatch();
                if (sum.rows() % BATCH == 0) insert.executeBatch();
            }
            insert.executeBatch();
        }
        return sum;
    }

    private RowSum arrived(Columns table) throws SQLException {
        RowSum sum = new RowSum();
        try (Statement select = to.createStatement()) {
            select.setFetchSize(BATCH);
            try (ResultSet rows = select.executeQuery(table.selectFromPostgres())) {
                while (rows.next()) sum.add(table.read(rows));
            }
        }
        return sum;
    }

    private static void compare(TableSum sent, RowSum arrived) {
        if (arrived.rows() == sent.rows() && arrived.hex().equals(sent.sum())) return;
        throw new MoveStopped("The table " + sent.name() + " has other rows in the target (" + arrived.rows()
                + ") than here (" + sent.rows() + "); nothing of the database was moved. Run this again, and report it"
                + " if it happens again.");
    }

    /** An id that was given once is not given again, even if its row is gone: links and reports may still name it. */
    private void moveSequences() throws SQLException {
        try (Statement select = from.createStatement();
                ResultSet sequences = select.executeQuery("select sequence_name, base_value from"
                        + " information_schema.sequences where sequence_schema = 'PUBLIC'")) {
            while (sequences.next()) {
                String name = sequences.getString(1).toLowerCase(Locale.ROOT);
                if (exists(name)) moveTo(name, Math.max(sequences.getLong(2), greatestIdOf(name) + 1));
            }
        }
        run(
                to,
                "select setval(pg_get_serial_sequence('news', 'id'), (select coalesce(max(id), 0) + 1 from news),"
                        + " false)");
    }

    private boolean exists(String sequence) throws SQLException {
        try (PreparedStatement select = to.prepareStatement(
                "select 1 from information_schema.sequences where sequence_schema = current_schema()"
                        + " and sequence_name = ?")) {
            select.setString(1, sequence);
            try (ResultSet row = select.executeQuery()) {
                return row.next();
            }
        }
    }

    /** By the schema's own rule each is named after its table. */
    private long greatestIdOf(String sequence) throws SQLException {
        String table = sequence.replaceFirst("_seq$", "");
        try (Statement select = to.createStatement();
                ResultSet row = select.executeQuery("select coalesce(max(id), 0) from \"" + table + "\"")) {
            row.next();
            return row.getLong(1);
        }
    }

    private void moveTo(String sequence, long next) throws SQLException {
        try (PreparedStatement set = to.prepareStatement("select setval(?::regclass, ?, false)")) {
            set.setString(1, sequence);
            set.setLong(2, next);
            set.execute();
        }
    }

    private static void run(Connection database, String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
