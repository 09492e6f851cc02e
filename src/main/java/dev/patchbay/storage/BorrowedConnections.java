package dev.patchbay.storage;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Knows which connections are in use, so that those who wait for a database that hangs can be set free: a socket that says
 * nothing would keep them for minutes.
 */
final class BorrowedConnections extends DelegatingDataSource {
    private static final Logger log = LoggerFactory.getLogger(BorrowedConnections.class);

    private final Set<Connection> inUse = ConcurrentHashMap.newKeySet();

    BorrowedConnections(DataSource pool) {
        super(pool);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        inUse.add(connection);
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, returning(connection));
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

    /** Has nobody get a connection that was open before. */
    void renew() {
        try {
            if (isWrapperFor(HikariDataSource.class)) {
                unwrap(HikariDataSource.class).getHikariPoolMXBean().softEvictConnections();
            }
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
