package dev.patchbay.move;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of the schema, which is the same in both databases but for how names are written: H2 has them in capitals.
 *
 * @param names of its columns, as PostgreSQL has them
 */
record Columns(String table, List<String> names, List<Kind> kinds) {
    /** The jobs that the old server had taken are nobody's: it runs no more. */
    private static final Map<String, String> FREED =
            Map.of("picked", "false", "picked_by", "cast(null as varchar)", "last_heartbeat", "null");

    private static final String JOBS = "scheduled_tasks";

    Columns {
        names = List.copyOf(names);
        kinds = List.copyOf(kinds);
    }

    /** Reads the old installation's rows as the new one is to have them. */
    String selectFromH2() {
        return "select " + names.stream().map(this::h2).collect(Collectors.joining(", ")) + " from \""
                + table.toUpperCase(Locale.ROOT) + "\"";
    }

    private String h2(String column) {
        if (table.equals(JOBS) && FREED.containsKey(column)) return String.valueOf(FREED.get(column));
        return "\"" + column.toUpperCase(Locale.ROOT) + "\"";
    }

    String selectFromPostgres() {
        return "select " + quoted() + " from \"" + table + "\"";
    }

    String insertIntoPostgres() {
        return "insert into \"" + table + "\" (" + quoted() + ") values ("
                + Stream.generate(() -> "?").limit(names.size()).collect(Collectors.joining(", ")) + ")";
    }

    private String quoted() {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
    }

    List<@Nullable Object> read(ResultSet row) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) values.add(kinds.get(i).get(row, i + 1));
        return values;
    }

    /** @throws MoveStopped for a text that PostgreSQL has no way to keep */
    void write(List<@Nullable Object> values, PreparedStatement row) throws SQLException {
        for (int i = 0; i < kinds.size(); i++) {
            Object value = values.get(i);
            if (value instanceof String text && text.indexOf('\0') >= 0) {
                throw new MoveStopped("A text in the column " + names.get(i) + " of the table " + table
                        + " holds the character U+0000, which PostgreSQL cannot keep; change that row, then run this"
                        + " again.");
            }
            kinds.get(i).set(row, i + 1, value);
        }
    }
}
