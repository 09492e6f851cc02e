package dev.patchbay.storage;

import java.nio.file.Path;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;

/** Keeps the database in an H2 file under the home folder unless {@code spring.datasource.url} names another. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "spring.datasource.url", matchIfMissing = true, havingValue = "never set")
class EmbeddedDatabaseConfiguration {

    @Bean
    @DependsOn("homeLock")
    JdbcConnectionDetails embeddedDatabase(PatchbayHome home) {
        return new EmbeddedDatabase(home.database().resolve("patchbay"));
    }

    /**
     * WRITE_DELAY=0 writes each commit out at once: with H2's default of 500 ms a kill loses acknowledged commits.
     * DB_CLOSE_ON_EXIT=FALSE leaves closing to the connection pool, which Spring stops in order.
     */
    private record EmbeddedDatabase(Path file) implements JdbcConnectionDetails {
        @Override
        public String getUsername() {
            return "patchbay";
        }

        @Override
        public String getPassword() {
            return "";
        }

        @Override
        public String getJdbcUrl() {
            return "jdbc:h2:file:" + file + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=20000";
        }
    }
}
