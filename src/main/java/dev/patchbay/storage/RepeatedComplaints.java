package dev.patchbay.storage;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Keeps libraries from telling at each attempt, with all of the stack, that the database is away: {@link DatabaseWatch} says
 * once that it is, and once that it is back. Whatever else they have to say is said.
 */
@Component
class RepeatedComplaints extends TurboFilter implements DisposableBean {
    /** Those that ask the database every second or so, whatever they were told the last time. */
    private static final List<String> WHOSE = List.of(
            "com.github.kagkarlsson.scheduler.",
            "org.hibernate.orm.jdbc.error",
            "org.springframework.scheduling.support.TaskUtils");

    private final DatabaseWatch database;
    private final ILoggerFactory loggers = LoggerFactory.getILoggerFactory();

    RepeatedComplaints(DatabaseWatch database) {
        this.database = database;
        if (loggers instanceof LoggerContext logback) logback.addTurboFilter(this);
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] params,
            @Nullable Throwable thrown) {
        if (!level.isGreaterOrEqual(Level.WARN) || !isOneOfThem(logger.getName())) return FilterReply.NEUTRAL;
        boolean away = thrown == null ? database.away().isPresent() : isOfTheDatabase(thrown) && database.isOrWasAway();
        return away ? FilterReply.DENY : FilterReply.NEUTRAL;
    }

    private static boolean isOfTheDatabase(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException
                    || cause instanceof DataAccessException
                    || cause instanceof TransactionException
                    || cause instanceof DatabaseAway) return true;
        }
        return false;
    }

    private static boolean isOneOfThem(String logger) {
        return WHOSE.stream().anyMatch(logger::startsWith);
    }

    /** Loggers outlive a context. */
    @Override
    public void destroy() {
        if (loggers instanceof LoggerContext logback)
            logback.getTurboFilterList().remove(this);
    }
}
