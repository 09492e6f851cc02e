package dev.patchbay.storage;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that goes away on command: it refuses, or says nothing at all. */
public final class FickleDatabase extends DelegatingDataSource {
    private volatile CountDownLatch silence = new CountDownLatch(0);
    private volatile boolean refusing;

    public FickleDatabase(DataSource database) {
        super(database);
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            silence.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException(e);
        }
        if (refusing) throw new SQLTransientConnectionException("Connection refused");
        return super.getConnection();
    }

    public void refuse() {
        refusing = true;
    }

    public void hang() {
        silence = new CountDownLatch(1);
    }

    public void comeBack() {
        refusing = false;
        silence.countDown();
    }
}
