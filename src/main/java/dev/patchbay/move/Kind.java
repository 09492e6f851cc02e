package dev.patchbay.move;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What columns hold, and how that is read from H2 and written to PostgreSQL so that it is the same. */
enum Kind {
    TEXT(Types.VARCHAR, "character varying", "text") {
        @Override
        @Nullable
        Object get(ResultSet row, int column) throws SQLException {
            return row.getString(column);
        }
    },
    LONG(Types.BIGINT, "bigint") {
        @Override
        @Nullable
        Object get(ResultSet row, int column) throws SQLException {
            return row.getObject(column, Long.class);
        }
    },
    INT(Types.INTEGER, "integer") {
        @Override
        @Nullable
        Object get(ResultSet row, int column) throws SQLException {
            return row.getObject(column, Integer.class);
        }
    },
    SHORT(Types.SMALLINT, "smallint") {
        @Override
        @Nullable
        Object get(ResultSet row, int column) throws SQLException {
            int value = row.getInt(column);
            return row.wasNull() ? null : (short) value;
        }
    },
    TRUTH(Types.BOOLEAN, "boolean") {
        @Override
        @Nullable
        Object get(ResultSet row, int column) throws SQLException {
            boolean value = row.getBoolean(column);
            return row.wasNull() ? null : value;
        }
    },
    TIME(Types.TIMESTAMP_WITH_TIMEZONE, "timestamp with time zone") {
        @Override
        @Nullable
        Object get(ResultSet row, int column) throws SQLException {
            OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
            return time == null ? null : time.toInstant();
        }

        @Override
        void set(PreparedStatement row, int column, Object value) throws SQLException {
            row.setObject(column, ((Instant) value).atOffset(ZoneOffset.UTC));
        }
    },
    DAY(Types.DATE, "date") {
        @Override
        @Nullable
        Object get(ResultSet row, int column) throws SQLException {
            return row.getObject(column, LocalDate.class);
        }
    },
    BYTES(Types.BINARY, "bytea") {
        @Override
        @Nullable
        Object get(ResultSet row, int column) throws SQLException {
            return row.getBytes(column);
        }

        @Override
        void set(PreparedStatement row, int column, Object value) throws SQLException {
            row.setBytes(column, (byte[]) value);
        }
    };

    private final int jdbcType;
    private final Set<String> names;

    Kind(int jdbcType, String... names) {
        this.jdbcType = jdbcType;
        this.names = Set.of(names);
    }

    /** @param name as PostgreSQL's information_schema has it */
    static Kind of(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.names.contains(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no way to carry a " + name));
    }

    abstract @Nullable Object get(ResultSet row, int column) throws SQLException;

    void set(PreparedStatement row, int column, Object value) throws SQLException {
        row.setObject(column, value, jdbcType);
    }

    final void setOrNull(PreparedStatement row, int column, @Nullable Object value) throws SQLException {
        if (value == null) row.setNull(column, jdbcType);
        else set(row, column, value);
    }
}
