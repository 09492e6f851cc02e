package dev.patchbay.storage;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Knows who uses a connection and who waits for one, so that both can be set free when the database hangs: a socket that says
 * nothing would keep them for minutes, and the pool each of them for seconds, time and again.
 */
final class BorrowedConnections extends DelegatingDataSource {
    private static final Logger log = LoggerFactory.getLogger(BorrowedConnections.class);

    private final Set<Connection> inUse = ConcurrentHashMap.newKeySet();
    private final Set<Thread> waiting = new HashSet<>();
    private boolean refusing;

    /**
     * @throws StartRefused when one connection would be all there is
     */
    BorrowedConnections(DataSource pool) {
        super(pool);
        if (pool instanceof HikariDataSource hikari && hikari.getMaximumPoolSize() < 2) {
            throw new StartRefused(
                    "The server keeps one connection to see whether the database is there; write 2 or more"
                            + " as spring.datasource.hikari.maximum-pool-size.");
        }
    }

    /**
     * @throws SQLTransientConnectionException at once while the database is away, also to who waits when that is found out
     */
    @Override
    public Connection getConnection() throws SQLException {
        Thread me = Thread.currentThread();
        synchronized (waiting) {
            if (refusing) throw refusal(null);
            waiting.add(me);
        }
        Connection connection;
        try {
            connection = evenNow();
        } catch (SQLException | RuntimeException e) {
            if (!leave(me)) throw refusal(e);
            throw e;
        }
        if (leave(me)) return connection;
        connection.close();
        throw refusal(null);
    }

    /** Returns whether nobody was refused meanwhile. The interrupt was meant for the wait alone, in which no file is touched. */
    private boolean leave(Thread me) {
        synchronized (waiting) {
            boolean stayed = waiting.remove(me);
            if (!stayed) Thread.interrupted();
            return stayed;
        }
    }

    private static SQLException refusal(@Nullable Throwable why) {
        return new SQLTransientConnectionException("the database is away", why);
    }

    /** For who finds out whether the database is there again. */
    Connection evenNow() throws SQLException {
        Connection connection = super.getConnection();
        inUse.add(connection);
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, returning(connection));
    }

    void refuse() {
        synchronized (waiting) {
            refusing = true;
            waiting.forEach(Thread::interrupt);
            waiting.clear();
        }
    }

    void admit() {
        synchronized (waiting) {
            refusing = false;
        }
    }

    private InvocationHandler returning(Connection connection) {
        return (proxy, method, arguments) -> {
            String name = method.getName();
            if (name.equals("equals") && arguments != null) return proxy == arguments[0];
            if (name.equals("hashCode") && arguments == null) return System.identityHashCode(proxy);
            if (name.equals("close")) inUse.remove(connection);
            try {
                return method.invoke(connection, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
    }

    /** Whether the pool has one connection in all, and somebody waits for another. */
    boolean isShort() {
        return pool().filter(pool -> pool.getTotalConnections() == 1 && pool.getThreadsAwaitingConnection() > 0)
                .isPresent();
    }

    /** Has nobody get a connection that was open before. */
    void renew() {
        pool().ifPresent(HikariPoolMXBean::softEvictConnections);
    }

    private Optional<HikariPoolMXBean> pool() {
        try {
            if (!isWrapperFor(HikariDataSource.class)) return Optional.empty();
            return Optional.ofNullable(unwrap(HikariDataSource.class).getHikariPoolMXBean());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has whatever is under way on any connection fail. */
    void abort() {
        for (Connection connection : inUse) {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException | RuntimeException e) {
                log.debug("A connection could not be cut off", e);
            }
            inUse.remove(connection);
        }
    }
}
