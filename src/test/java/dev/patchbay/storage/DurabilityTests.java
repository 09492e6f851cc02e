package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.sql.Connection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class DurabilityTests {
    @TempDir
    private Path folder;

    /** To write the file anew closes it for everybody who is at work. */
    @Test
    void aRefusedConnectionIsNoFailedFsync() throws Exception {
        FickleDatabase database = new FickleDatabase(
                new DriverManagerDataSource("jdbc:h2:file:" + folder.resolve("db") + ";WRITE_DELAY=0"));
        Durability durability = new Durability(database);
        try (Connection atWork = database.getConnection()) {
            database.refuse();
            assertThatExceptionOfType(CannotGetJdbcConnectionException.class).isThrownBy(durability::secure);
            database.comeBack();
            durability.secure();
            assertThat(atWork.createStatement().execute("select 1")).isTrue();
        }
    }
}
