package dev.patchbay.storage;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that goes away on command: it refuses connections, or says nothing any more on those it gave out. */
public final class FickleDatabase extends DelegatingDataSource {
    private static final Set<String> WITHOUT_THE_DATABASE =
            Set.of("close", "isClosed", "hashCode", "equals", "toString");

    private volatile boolean silent;
    private volatile boolean refusing;

    public FickleDatabase(DataSource database) {
        super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
        if (refusing) throw new SQLTransientConnectionException("Connection refused");
        Connection connection = super.getConnection();
        AtomicBoolean cut = new AtomicBoolean();
        AtomicBoolean unused = new AtomicBoolean(true);
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("abort")) {
                        cut.set(true);
                        return null;
                    }
                    boolean statement = method.getName().equals("createStatement");
                    // who has just got it is still served: lost under a checkpoint, it would have the file written
                    // anew once the database is back, which is away once more meanwhile
                    boolean served = statement && unused.getAndSet(false);
                    if (refusing && statement && !served)
                        throw new SQLNonTransientConnectionException("the connection was lost", "08006");
                    if (!served && !WITHOUT_THE_DATABASE.contains(method.getName())) listen(cut);
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** As a socket does whose other end was stopped: until it speaks again or the connection is cut off. */
    private void listen(AtomicBoolean cut) throws SQLException {
        try {
            while (silent && !cut.get()) Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException(e);
        }
        if (cut.get()) throw new SQLNonTransientConnectionException("cut off", "08006");
    }

    public void refuse() {
        refusing = true;
    }

    public void hang() {
        silent = true;
    }

    public void comeBack() {
        refusing = false;
        silent = false;
    }
}
