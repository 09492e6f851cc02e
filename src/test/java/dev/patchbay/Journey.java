package dev.patchbay;

import static org.awaitility.Awaitility.await;

import dev.patchbay.trust.JspatchZip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** The running server over real HTTP: one for all journeys, so each uses apps of its own. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(Journey.Surroundings.class)
public abstract class Journey extends OverHttp {
    protected static final long UPLOAD_LIMIT = 1 << 20;

    /** An app whose devices get sealed bytes or none. */
    protected static final String SEALED_ONLY = "sealed-only";

    private static final Path HOME = newHome();

    @LocalServerPort
    protected int port;

    @Autowired
    protected MovableClock clock;

    @Autowired
    private DataSource database;

    @Override
    protected int port() {
        return port;
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Surroundings {
        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock();
        }

        @Bean
        static BeanPostProcessor countsConnections() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource source ? new CountedDataSource(source) : bean;
                }
            };
        }
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        properties.add("patchbay.home", () -> HOME);
        properties.add("patchbay.admin-key", () -> ADMIN);
        // so that numbers of devices, which are estimates, are the same in every run
        properties.add("patchbay.report.salt", () -> "5a17".repeat(16));
        properties.add("patchbay.trusted-proxies", () -> "127.0.0.1");
        properties.add("patchbay.upload.max-size", () -> UPLOAD_LIMIT + "B");
        properties.add("patchbay.delta.allow-private-addresses", () -> true);
        properties.add("patchbay.webhook.allow-private-addresses", () -> true);
        properties.add("patchbay.webhook.timeout", () -> "4s");
        properties.add("patchbay.webhook.first-retry", () -> "200ms");
        properties.add("patchbay.limits.enabled", () -> false);
        String[] patience = PATIENT_POOL.split("=");
        properties.add(patience[0], () -> patience[1]);
        properties.add("patchbay.shutdown.notice", () -> "0s");
        properties.add("db-scheduler.polling-interval", () -> "100ms");
        properties.add("patchbay.sealing.required-for", () -> SEALED_ONLY);
        for (int i = 1; i < 10; i++) properties.add("patchbay.trust.apps.always-signed-" + i, () -> "required");
        properties.add("patchbay.trust.apps.never-signed", () -> "off");
        properties.add("patchbay.trust.jspatch-keys.jspatch-app", JspatchZip::publicKey);
        if (Boolean.getBoolean("patchbay.tests.postgres")) Postgres.settings(properties);
    }

    private static Path newHome() {
        try {
            return Files.createTempDirectory("patchbay-journeys-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // the server's surroundings

    protected static Path home() {
        return HOME;
    }

    /** The row is there a moment before checks know of it: only when its job is over do they. */
    @Override
    protected List<JsonNode> finishedDeltasOf(String app, String id) {
        List<JsonNode> deltas = super.finishedDeltasOf(app, id);
        await().until(() -> deltaJobsUnderWay() == 0);
        return deltas;
    }

    private long deltaJobsUnderWay() {
        return new JdbcTemplate(database)
                .queryForObject(
                        "select count(*) from scheduled_tasks where picked = true and task_name like '%-delta'",
                        Long.class);
    }

    /** Connections to the database taken for anything but background jobs while something is done. */
    protected List<String> connectionsDuring(Runnable something) {
        CountedDataSource counted = counted();
        counted.forget();
        something.run();
        return counted.askers();
    }

    private CountedDataSource counted() {
        try {
            return database.unwrap(CountedDataSource.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deltas and encodings of what this and other tests published become blobs, too. */
    protected void awaitJobsThatStoreBlobs() {
        String jobs =
                "select count(*) from scheduled_tasks where task_name like 'build-%' or task_name like 'encode-%'";
        await().until(() -> new JdbcTemplate(database).queryForObject(jobs, Long.class) == 0);
    }

    /** For who counts what is kept by the hour or the day: neither ends soon. */
    protected void beginAnHour() {
        Instant now = clock.instant();
        clock.advance(Duration.between(now, now.truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(1))));
    }

    protected static List<Path> filesBelow(Path folder) {
        return FilesBelow.of(folder);
    }
}
