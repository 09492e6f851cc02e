package dev.patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import dev.patchbay.storage.FickleDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A running server whose database goes away, refusing or hanging, and comes back. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = OverHttp.PATIENT_POOL)
@Import(DatabaseAwayTests.Surroundings.class)
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class DatabaseAwayTests extends OverHttp {
    @LocalServerPort
    private int port;

    @Autowired
    private DataSource source;

    enum Outage {
        REFUSES(FickleDatabase::refuse),
        HANGS(FickleDatabase::hang);

        private final Consumer<FickleDatabase> begin;

        Outage(Consumer<FickleDatabase> begin) {
            this.begin = begin;
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Surroundings {
        @Bean
        static Fickle fickle() {
            return new Fickle();
        }

        /** Before the server puts its own around the pool. */
        static final class Fickle implements BeanPostProcessor, Ordered {
            @Override
            public int getOrder() {
                return HIGHEST_PRECEDENCE;
            }

            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof DataSource database ? new FickleDatabase(database) : bean;
            }
        }
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        properties.add("patchbay.home", DatabaseAwayTests::newHome);
        properties.add("patchbay.admin-key", () -> ADMIN);
        properties.add("patchbay.report.flush-interval", () -> "300ms");
        properties.add("patchbay.shutdown.notice", () -> "0s");
        properties.add("db-scheduler.polling-interval", () -> "200ms");
    }

    private static String newHome() {
        try {
            return Files.createTempDirectory("patchbay-outage-").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected int port() {
        return port;
    }

    private FickleDatabase database() {
        try {
            return source.unwrap(FickleDatabase.class);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void end() {
        database().comeBack();
    }

    private static Reply atOnce(Supplier<Reply> request) {
        long start = System.nanoTime();
        Reply reply = request.get();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_ONCE);
        return reply;
    }

    private Reply report(String app, byte[] patch) {
        return reportWith(Map.of(
                "appName",
                app,
                "platform",
                "ios",
                "jsVersion",
                DigestUtils.md5Hex(patch),
                "deviceId",
                "one",
                "status",
                "installed"));
    }

    private static void isAway(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(503);
        assertThat(reply.header("Retry-After")).matches("[1-9][0-9]*");
        assertThat(reply.problem()).isEqualTo("unavailable");
    }

    @Test
    void aPoolWithoutAFreeConnectionIsNotTakenForADatabaseThatIsAway() throws Exception {
        assertThat(manage("/api/apps").status()).isEqualTo(200);
        HikariPoolMXBean pool = source.unwrap(HikariDataSource.class).getHikariPoolMXBean();
        Queue<Connection> taken = new ConcurrentLinkedQueue<>();
        Thread greedy = new Thread(() -> takeAll(taken));
        greedy.start();
        try {
            await().until(() -> pool.getIdleConnections() == 0 && pool.getThreadsAwaitingConnection() > 0);
            // the watch has asked more than once by then
            Thread.sleep(2500);
            assertThat(greedy.isAlive()).as("waits for one more").isTrue();
            assertThat(get("/actuator/health/readiness").status()).isEqualTo(200);
            for (Connection one : taken) assertThat(one.isValid(1)).isTrue();
        } finally {
            greedy.interrupt();
            greedy.join();
            for (Connection one : taken) one.close();
        }
    }

    private void takeAll(Queue<Connection> taken) {
        try {
            while (true) taken.add(source.getConnection());
        } catch (SQLException e) {
            // there are no more
        }
    }

    @ParameterizedTest
    @EnumSource
    void devicesAreServedFromMemoryAndPeopleAreToldAtOnceUntilItIsBack(Outage outage, CapturedOutput output)
            throws Exception {
        String app = newApp();
        byte[] patch = ("a patch of " + app).getBytes(UTF_8);
        String id = publishPatch(app, patch, "1.0.0");

        EverybodyElse others = new EverybodyElse(() -> port).begin();
        Thread.sleep(500);
        long begun = System.nanoTime();
        int before = output.getAll().length();
        outage.begin.accept(database());

        isAway(atOnce(() -> verb(app, id, "pause")));
        isAway(atOnce(() -> upload(app, "new".getBytes(UTF_8), "platform", "ios", "version", "1.0.0")));
        isAway(atOnce(() -> patch(app, id, Map.of("rollout", 5))));
        isAway(atOnce(() -> manage("POST", "/api/keys", Map.of("name", "n", "role", "viewer"))));
        assertThat(download(urlOf(atOnce(() -> patchCheck(app))))).isEqualTo(patch);
        assertThat(resCode(atOnce(() -> erosCheck(app, "")))).isZero();
        assertThat(atOnce(() -> report(app, patch)).status()).isEqualTo(202);
        assertThat(atOnce(() -> get("/actuator/health/liveness")).status()).isEqualTo(200);
        await().until(() -> get("/actuator/health/readiness").status() == 503);
        Reply readiness = atOnce(() -> manage("/actuator/health/readiness"));
        assertThat(readiness.status()).isEqualTo(503);
        assertThat(readiness.text("status")).isEqualTo("OUT_OF_SERVICE");
        assertThat(readiness.text()).contains("The database is away");
        assertThat(get("/actuator/health/readiness").text()).doesNotContain("database");
        assertThat(get("/actuator/health/devices").status()).isEqualTo(200);
        Reply health = atOnce(() -> manage("/actuator/health"));
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.text("status")).isEqualTo("DEGRADED");
        others.untilAllAreRefused(begun);
        others.close();
        others.proveToldToComeAgain(begun, System.nanoTime());

        database().comeBack();

        await().until(() -> get("/actuator/health/readiness").status() == 200);
        assertThat(verb(app, id, "pause").status()).isEqualTo(200);
        assertThat(patchCheck(app).json().path("update").asBoolean()).isFalse();
        await("what was reported meanwhile is written down")
                .until(() -> manage("/api/apps/" + app + "/adoption").text().contains("\"installed\":1"));
        saysSoOnce(output.getAll().substring(before));
    }

    /** While jobs were looked for five times a second; what those that were under way have to say is another matter. */
    private static void saysSoOnce(String log) {
        String repeated = ".* (WARN|ERROR) .*(RunUntilShutdown|RunAndLogErrors|TaskUtils).*";
        assertThat(log).containsOnlyOnce("The database is away").containsOnlyOnce("The database is back");
        assertThat(log.lines().filter(line -> line.matches(repeated))).isEmpty();
    }
}
