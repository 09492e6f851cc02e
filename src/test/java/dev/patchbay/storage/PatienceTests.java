package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A PostgreSQL that ends a transaction which says nothing for a while. */
class PatienceTests {
    private static DataSource ending(int millis) {
        return new SimpleDriverDataSource(
                new org.postgresql.Driver(),
                Postgres.newDatabase() + "&options=-c%20idle_in_transaction_session_timeout=" + millis);
    }

    /** A while that is longer than a busy machine stands still: before and after the bytes it counts. */
    @Test
    void whoMovesBytesIsWaitedForAndNoLonger() throws SQLException {
        DataSource database = ending(3000);
        JdbcTemplate rows = new JdbcTemplate(database);
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(database));
        Patience patience = new Patience(database);
        transaction.executeWithoutResult(status -> {
            try (Patience.Grant grant = patience.toMove(10 << 20)) {
                assertThat(timeout(rows)).isEqualTo("25s");
                silence(4000);
                try (Patience.Grant within = patience.toMove(0)) {
                    assertThat(timeout(rows)).isEqualTo("15s");
                }
                assertThat(timeout(rows)).isEqualTo("25s");
            }
            assertThat(timeout(rows)).isEqualTo("3s");
        });
    }

    @Test
    void whoSaysNothingLosesHisTransaction() throws SQLException {
        try (Connection connection = ending(500).getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select 1");
            silence(1500);
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> statement.execute("select 1"))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo("25P03");
        }
    }

    @Test
    void whereNothingIsEndedNothingIsAskedFor() throws SQLException {
        DataSource patient = new SimpleDriverDataSource(new org.postgresql.Driver(), Postgres.newDatabase());
        Patience patience = new Patience(patient);
        new TransactionTemplate(new DataSourceTransactionManager(patient)).executeWithoutResult(status -> {
            try (Patience.Grant grant = patience.toMove(10)) {
                assertThat(new JdbcTemplate(patient)
                                .queryForObject(
                                        "select current_setting('idle_in_transaction_session_timeout')", String.class))
                        .isEqualTo("0");
            }
        });
    }

    private static String timeout(JdbcTemplate rows) {
        return String.valueOf(
                rows.queryForObject("select current_setting('idle_in_transaction_session_timeout')", String.class));
    }

    private static void silence(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
