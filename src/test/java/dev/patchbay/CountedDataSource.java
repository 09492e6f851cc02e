package dev.patchbay;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Notes who asks for a connection; without one there is no query. */
final class CountedDataSource extends DelegatingDataSource {
    private final List<String> askers = new CopyOnWriteArrayList<>();

    CountedDataSource(DataSource dataSource) {
        super(dataSource);
    }

    @Override
    public Connection getConnection() throws SQLException {
        askers.add(Thread.currentThread().getName());
        return super.getConnection();
    }

    void forget() {
        askers.clear();
    }

    /** The names of the threads that asked; background jobs left out. */
    List<String> askers() {
        return askers.stream()
                .filter(thread -> !thread.startsWith("db-scheduler") && !thread.startsWith("scheduling-"))
                .toList();
    }
}
