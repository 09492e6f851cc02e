package dev.patchbay.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ClusterConfigurationTests {
    private final ApplicationContextRunner cluster = new ApplicationContextRunner()
            .withUserConfiguration(ClusterConfiguration.class)
            .withInitializer(context -> context.getEnvironment().addActiveProfile("cluster"));

    @Test
    void aClusterDoesNotStartOnADatabaseOfEachNode() {
        for (String url : new String[] {"", "jdbc:h2:file:./patches/db/patchbay"}) {
            cluster.withPropertyValues("spring.datasource.url=" + url)
                    .run(context -> assertThat(context)
                            .getFailure()
                            .isInstanceOf(StartRefused.class)
                            .hasMessageStartingWith("The nodes of a cluster keep their books in one PostgreSQL"));
        }
    }

    @Test
    void aClusterDoesNotStartWithBytesOfEachNode() {
        cluster.withPropertyValues("spring.datasource.url=jdbc:postgresql://db/patchbay")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(StartRefused.class)
                        .hasMessageStartingWith("The nodes of a cluster keep packages in one place"));
    }

    /** The schema is made, and news are heard, on connections that are not the pool's. */
    @Test
    void settingsOfTheDriverBelongIntoTheAddress() {
        cluster.withPropertyValues(
                        "spring.datasource.url=jdbc:postgresql://db/patchbay?sslmode=verify-full",
                        "patchbay.storage.shared-folder=true",
                        "spring.datasource.hikari.data-source-properties.socketTimeout=30")
                .run(context -> assertThat(context).hasNotFailed());
        cluster.withPropertyValues(
                        "spring.datasource.url=jdbc:postgresql://db/patchbay",
                        "patchbay.storage.shared-folder=true",
                        "spring.datasource.hikari.data-source-properties.sslmode=verify-full")
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(StartRefused.class)
                        .hasMessageContaining("write sslmode into spring.datasource.url"));
    }

    @Test
    void oneOnPostgresAndOneStoreStarts() {
        for (String store : new String[] {"s3.bucket=packages", "shared-folder=true"}) {
            cluster.withPropertyValues(
                            "spring.datasource.url=jdbc:postgresql://db/patchbay", "patchbay.storage." + store)
                    .run(context -> assertThat(context).hasNotFailed());
        }
    }
}
