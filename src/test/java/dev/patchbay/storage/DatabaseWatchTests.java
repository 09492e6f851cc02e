package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DatabaseWatchTests {
    private final DataSource real = new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID());
    private final FickleDatabase fickle = new FickleDatabase(real);
    private final AtomicBoolean fullMemory = new AtomicBoolean();
    private final BorrowedConnections borrowed = new BorrowedConnections(new DelegatingDataSource(fickle) {
        @Override
        public Connection getConnection() throws SQLException {
            if (fullMemory.get()) throw new OutOfMemoryError("a test");
            return super.getConnection();
        }
    });
    private Connection keeper;

    @BeforeEach
    void makeTable() throws SQLException {
        keeper = real.getConnection();
        new JdbcTemplate(real).execute("create table audit_head (id bigint)");
    }

    @AfterEach
    void dropAll() throws SQLException {
        keeper.close();
    }

    @Test
    void anErrorIsAnAnswer() throws SQLException {
        DatabaseWatch watch = new DatabaseWatch(borrowed, event -> {});
        fullMemory.set(true);
        assertThatExceptionOfType(DatabaseAway.class).isThrownBy(watch::require);
        fullMemory.set(false);
        watch.require();
        assertThat(watch.away()).isEmpty();
    }

    /** Whoever is told late that the database is away must not shut the door that nobody opens again. */
    @Test
    void refusesNobodyOnceItIsStopped() throws SQLException {
        DatabaseWatch watch = new DatabaseWatch(borrowed, event -> {});
        watch.start();
        watch.stop();
        fickle.refuse();
        assertThatExceptionOfType(DatabaseAway.class).isThrownBy(() -> {
            while (true) watch.require();
        });
        fickle.comeBack();
        borrowed.getConnection().close();
    }

    @Test
    void refusesAtOnceWhileItLooksAgain() throws Exception {
        DatabaseWatch watch = new DatabaseWatch(borrowed, event -> {});
        watch.start();
        try {
            fickle.refuse();
            assertThatExceptionOfType(DatabaseAway.class).isThrownBy(() -> {
                while (true) watch.require();
            });
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(borrowed::getConnection)
                    .withMessage("the database is away");
            fickle.comeBack();
            while (watch.away().isPresent()) Thread.sleep(20);
            borrowed.getConnection().close();
        } finally {
            watch.stop();
        }
    }
}
