package dev.patchbay.nodes;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Reads what the other nodes have told, on a connection of its own: at once when a notification comes, and every second
 * for the case that none does (a pooler in between passes none on). Rows appear in the order of their commits and not of
 * their making, so each reading goes back over {@link #OVERLAP} and passes over what it has read before. While the database
 * is away nothing is lost: the next reading begins where the last one ended.
 */
@Component
class NewsReader implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(NewsReader.class);
    /** Longer than a commit takes, from writing its news to its end. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);
    /** What was told while this node was starting, after it had read what the news is about. */
    private static final Duration START = Duration.ofMinutes(10);

    private static final int PAUSE_MILLIS = 1000;
    private static final Duration PRUNING = Duration.ofHours(1);
    private static final String CONNECTION_SECONDS = "10";

    private final SharedDatabase shared;
    private final Bulletin bulletin;
    private final ApplicationEventPublisher events;
    private final JdbcConnectionDetails address;

    private final Set<Long> read = new HashSet<>();
    private final Set<News> owed = new LinkedHashSet<>();
    private @Nullable OffsetDateTime upTo;
    private @Nullable OffsetDateTime pruned;
    private volatile @Nullable Thread thread;

    NewsReader(
            SharedDatabase shared, Bulletin bulletin, ApplicationEventPublisher events, JdbcConnectionDetails address) {
        this.shared = shared;
        this.bulletin = bulletin;
        this.events = events;
        this.address = address;
    }

    @Override
    public void start() {
        if (!shared.isShared()) return;
        Thread fresh = new Thread(this::listen, "scheduling-news");
        fresh.setDaemon(true);
        thread = fresh;
        fresh.start();
    }

    @Override
    public void stop() {
        Thread last = thread;
        thread = null;
        if (last == null) return;
        last.interrupt();
        try {
            last.join(Duration.ofSeconds(5).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    private void listen() {
        while (isRunning()) {
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + Bulletin.CHANNEL);
                while (isRunning()) {
                    readNews(connection);
                    connection.unwrap(PGConnection.class).getNotifications(PAUSE_MILLIS);
                }
            } catch (SQLException | RuntimeException e) {
                if (isRunning()) pause(e);
            }
        }
    }

    private static void pause(Exception e) {
        log.warn("Changes of other nodes cannot be read at present; trying again until they can: {}", e.toString());
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Connection connect() throws SQLException {
        Properties properties = new Properties();
        if (address.getUsername() != null) properties.setProperty("user", address.getUsername());
        if (address.getPassword() != null) properties.setProperty("password", address.getPassword());
        properties.setProperty("connectTimeout", CONNECTION_SECONDS);
        properties.setProperty("socketTimeout", CONNECTION_SECONDS);
        properties.setProperty("ApplicationName", "patchbay-news");
        return DriverManager.getConnection(address.getJdbcUrl(), properties);
    }

    private void readNews(Connection connection) throws SQLException {
        OffsetDateTime now = now(connection);
        OffsetDateTime from = upTo == null ? now.minus(START) : upTo.minus(OVERLAP);
        Set<Long> ids = new HashSet<>();
        Set<News> fresh = new LinkedHashSet<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select id, topic, subject from news where told_at > ? and node <> ? order by id")) {
            query.setObject(1, from);
            query.setString(2, bulletin.node());
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    ids.add(rows.getLong(1));
                    if (!read.contains(rows.getLong(1))) fresh.add(new News(rows.getString(2), rows.getString(3)));
                }
            }
        }
        owed.addAll(fresh);
        owed.removeIf(this::tell);
        read.clear();
        read.addAll(ids);
        upTo = now;
        prune(connection, now);
    }

    /** What a listener cannot follow is told again until it can; it does not hold up the others. */
    private boolean tell(News news) {
        try {
            events.publishEvent(news);
            return true;
        } catch (RuntimeException e) {
            log.warn("{} cannot be read again; trying once more: {}", news, e.toString());
            return false;
        }
    }

    private static OffsetDateTime now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class);
        }
    }

    private void prune(Connection connection, OffsetDateTime now) throws SQLException {
        if (pruned != null && now.isBefore(pruned.plus(PRUNING))) return;
        try (PreparedStatement delete = connection.prepareStatement("delete from news where told_at < ?")) {
            delete.setObject(1, now.minusWeeks(1));
            delete.executeUpdate();
        }
        pruned = now;
    }
}
