package dev.patchbay.move;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** The tables that are carried, as PostgreSQL describes them: whatever a migration adds is carried, too. */
final class Schema {
    /** Flyway's own, and what the move keeps itself. */
    static final Set<String> NOT_CARRIED = Set.of("flyway_schema_history", "moves");

    private Schema() {}

    /**
     * Runs the migrations that a server of this version would run.
     *
     * @throws MoveStopped when the database knows more than this version, or other things
     */
    static void bringForward(DataSource database, String whose) {
        try {
            Flyway.configure(Schema.class.getClassLoader())
                    .dataSource(database)
                    .locations("classpath:db/migration")
                    .ignoreMigrationPatterns(new String[0]) // a database of a newer version is refused
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new MoveStopped(
                    whose + " cannot be brought to this version of Patchbay; it was made by a newer one, or holds"
                            + " something else: " + firstLine(e),
                    e);
        }
    }

    private static String firstLine(FlywayException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Each after those that it refers to. */
    static List<Columns> tables(Connection postgres) throws SQLException {
        Map<String, Columns> byName = new LinkedHashMap<>();
        for (String table : names(postgres)) byName.put(table, columns(postgres, table));
        Map<String, Set<String>> references = references(postgres);
        Set<String> ordered = new LinkedHashSet<>();
        while (ordered.size() < byName.size()) {
            int before = ordered.size();
            for (String table : byName.keySet()) {
                if (ordered.containsAll(references.getOrDefault(table, Set.of()))) ordered.add(table);
            }
            if (ordered.size() == before) throw new IllegalStateException("tables refer to each other in a circle");
        }
        List<Columns> tables = new ArrayList<>();
        for (String table : ordered) tables.add(byName.get(table));
        return tables;
    }

    /** Of all tables that are carried. */
    static List<String> names(Connection postgres) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement select = postgres.prepareStatement("select table_name from information_schema.tables"
                        + " where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                if (!NOT_CARRIED.contains(rows.getString(1))) names.add(rows.getString(1));
            }
        }
        return names;
    }

    private static Columns columns(Connection postgres, String table) throws SQLException {
        List<String> names = new ArrayList<>();
        List<Kind> kinds = new ArrayList<>();
        try (PreparedStatement select =
                postgres.prepareStatement("select column_name, data_type from information_schema.columns"
                        + " where table_schema = current_schema() and table_name = ? order by ordinal_position")) {
            select.setString(1, table);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                    kinds.add(Kind.of(rows.getString(2)));
                }
            }
        }
        return new Columns(table, names, kinds);
    }

    private static Map<String, Set<String>> references(Connection postgres) throws SQLException {
        Map<String, Set<String>> references = new LinkedHashMap<>();
        try (PreparedStatement select = postgres.prepareStatement("select one.relname, other.relname from pg_constraint"
                        + " join pg_class one on one.oid = conrelid join pg_class other on other.oid = confrelid"
                        + " where contype = 'f' and conrelid <> confrelid"
                        + " and connamespace = current_schema()::regnamespace");
                ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                references
                        .computeIfAbsent(rows.getString(1), table -> new LinkedHashSet<>())
                        .add(rows.getString(2));
            }
        }
        return references;
    }
}
