package dev.patchbay.storage;

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
        return EmbeddedDatabase.of(home);
    }
}
