package dev.patchbay.move;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What columns hold, and how that is read from H2 and written to PostgreSQL so that it is the same. */
enum Kind {
    TEXT(Types.VARCHAR, ResultSet::getString, "character varying", "text"),
    LONG(Types.BIGINT, ResultSet::getLong, "bigint"),
    INT(Types.INTEGER, ResultSet::getInt, "integer"),
    SHORT(Types.SMALLINT, ResultSet::getShort, "smallint"),
    TRUTH(Types.BOOLEAN, ResultSet::getBoolean, "boolean"),
    TIME(Types.TIMESTAMP_WITH_TIMEZONE, Kind::time, "timestamp with time zone"),
    DAY(Types.DATE, (row, column) -> row.getObject(column, LocalDate.class), "date"),
    BYTES(Types.BINARY, ResultSet::getBytes, "bytea");

    private final int jdbcType;
    private final Reading reading;
    private final Set<String> names;

    Kind(int jdbcType, Reading reading, String... names) {
        this.jdbcType = jdbcType;
        this.reading = reading;
        this.names = Set.of(names);
    }

    /** Of a null, JDBC gives anything. */
    @FunctionalInterface
    private interface Reading {
        @Nullable
        Object of(ResultSet row, int column) throws SQLException;
    }

    /** The databases give the same instant at different offsets. */
    private static @Nullable OffsetDateTime time(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC);
    }

    /** @param name as PostgreSQL's information_schema has it */
    static Kind of(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.names.contains(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no way to carry a " + name));
    }

    @Nullable
    Object get(ResultSet row, int column) throws SQLException {
        Object value = reading.of(row, column);
        return row.wasNull() ? null : value;
    }

    void set(PreparedStatement row, int column, @Nullable Object value) throws SQLException {
        if (value == null) row.setNull(column, jdbcType);
        else row.setObject(column, value, jdbcType);
    }
}
