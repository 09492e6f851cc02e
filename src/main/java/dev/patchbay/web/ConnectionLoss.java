package dev.patchbay.web;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import org.jspecify.annotations.Nullable;

/** Finds out whether an error came from a connection to the database that was lost; each framework wraps it differently. */
final class ConnectionLoss {
    private static final int DEEPEST = 20;

    private ConnectionLoss() {}

    static boolean isIn(Throwable error) {
        @Nullable Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            if (cause instanceof SQLException database && isOne(database)) return true;
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOne(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException
                || e instanceof SQLTransientException
                || state.startsWith("08")
                || state.startsWith("57P")
                // this node stood still inside of a transaction, and the database ended it
                || state.equals("25P03")
                // what the pool says of a connection that it has given up
                || "Connection is closed".equals(e.getMessage());
    }
}
