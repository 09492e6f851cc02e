package dev.patchbay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A running server on PostgreSQL: all that it asks, and that each question finds an index. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class QueriesOnPostgresTests extends OverHttp {
    /** What reads a table to its end because it wants all of it, and not on a request's way. */
    private static final List<Pattern> WANTS_ALL = List.of(
            // what checks, downloads and reports are decided on, read at the start and after changes
            Pattern.compile("select distinct .* from releases"),
            Pattern.compile("from encodings .* where .*sha256 is not null"),
            Pattern.compile("from api_keys"),
            Pattern.compile("from delta_failures order by failed_at desc"),
            // all names of blobs, for the sweep
            Pattern.compile("select .*sha256 from (releases|deltas|encodings|known_contents)"),
            Pattern.compile("from releases .* join known_contents .* where .*bytes_gone_at is null"),
            // a few rows, whatever is in them
            Pattern.compile("from webhooks"),
            Pattern.compile("from seal_keys .* where .*retired_at is null"),
            Pattern.compile("from (apps|plans|retention_marks|halt_rules|halts) "),
            Pattern.compile("from audit_head"),
            // flyway's and the scheduler's own
            Pattern.compile("flyway_schema_history"),
            Pattern.compile("from scheduled_tasks"));

    @LocalServerPort
    private int port;

    @Autowired
    private ListableBeanFactory beans;

    @Value("${spring.datasource.url}")
    private String url;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry properties) {
        Postgres.settings(properties);
        properties.add("patchbay.home", QueriesOnPostgresTests::newHome);
        properties.add("patchbay.admin-key", () -> ADMIN);
        properties.add("db-scheduler.polling-interval", () -> "100ms");
    }

    private static String newHome() {
        try {
            return Files.createTempDirectory("patchbay-postgres-").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected int port() {
        return port;
    }

    @Test
    @Order(1)
    void everyQueryOfEveryRepositoryRuns() {
        Postgres.at(url).execute("create extension pg_stat_statements");
        EveryQuery.assertMany(new EveryQuery(beans).ask());
    }

    @Test
    @Order(2)
    void everyRouteThatReadsOrWritesRowsWorks() {
        String app = newApp();
        ErosZip first = ErosZip.of(app, "first").at(time(1));
        publish(app, first.bytes(), "packaging", "stored");
        String id = publish(app, ErosZip.of(app, "second").at(time(2)).bytes(), "packaging", "stored")
                .get("ios");
        assertThat(finishedDeltasOf(app, id))
                .hasSizeGreaterThanOrEqualTo(1)
                .anySatisfy(one -> assertThat(one.path("state").asString()).isEqualTo("ready"));
        Reply check = patchCheck(app, "deviceId", "one");
        download(urlOf(check));
        for (String status : List.of("downloaded", "failed", "installed")) {
            assertThat(report(app, check, "one", status).status()).isEqualTo(202);
        }
        for (String path : List.of(
                "/api/apps",
                "/api/apps/" + app + "/releases?platform=ios&state=published&limit=1",
                "/api/apps/" + app + "/releases",
                "/api/apps/" + app + "/releases/" + id,
                "/api/apps/" + app + "/releases/" + id + "/deltas",
                "/api/apps/" + app + "/adoption?step=hour",
                "/api/apps/" + app + "/adoption?step=day",
                "/api/apps/" + app + "/retention?keep=1",
                "/api/audit?app=" + app,
                "/api/audit?subject=release/" + id,
                "/api/audit/verify",
                "/api/keys",
                "/api/webhooks")) {
            assertThat(manage(path).status()).as(path).isEqualTo(200);
        }
        assertThat(manage(
                                "PATCH",
                                "/api/apps/" + app,
                                Map.of("halt", Map.of("action", "pause", "maxFailureRate", 5, "minDevices", 50)))
                        .status())
                .isEqualTo(200);
        assertThat(patch(app, id, Map.of("plan", Map.of("steps", List.of(Map.of("rollout", 100)))))
                        .status())
                .isEqualTo(200);
        // a run that meets a job is told to come again
        assertThat(await().until(
                                () -> manage("POST", "/api/apps/" + app + "/retention?keep=1", "{}")
                                        .status(),
                                status -> status != 409))
                .isEqualTo(200);
        assertThat(manage("DELETE", "/api/apps/" + app + "/releases/" + id + "/strikes", "")
                        .status())
                .isIn(200, 204);
        assertThat(verb(app, id, "rollback").status()).isEqualTo(200);
    }

    @Test
    @Order(3)
    void everyQuestionFindsAnIndex() {
        // as text, or each of the statements' parameters would want a value
        JdbcTemplate rows = Postgres.at(url + "&preferQueryMode=simple");
        List<String> questions = rows.queryForList(
                "select distinct s.query from pg_stat_statements s join pg_database d on d.oid = s.dbid"
                        + " where d.datname = current_database() and s.query ~* '^\\s*(select|update|delete|insert)'"
                        + " and s.query ~* '(from|update|into) '",
                String.class);
        List<String> without = new ArrayList<>();
        for (String question : questions) {
            String text = question.replaceAll("\\s+", " ");
            if (text.contains("pg_")
                    || text.contains("information_schema")
                    || WANTS_ALL.stream().anyMatch(all -> all.matcher(text).find())) continue;
            for (JsonNode plan : scans(plan(rows, text))) {
                without.add(
                        text + "\n  reads all of " + plan.path("Relation Name").asString());
            }
        }
        assertThat(questions).hasSizeGreaterThan(100);
        assertThat(without).isEmpty();
    }

    private static JsonNode plan(JdbcTemplate rows, String question) {
        // a parameter that is only compared with nothing has no type of its own
        String typed = question.replaceAll("(\\$\\d+) is null", "$1::text is null");
        return rows.execute((org.springframework.jdbc.core.ConnectionCallback<JsonNode>) connection -> {
            try (java.sql.Statement statement = connection.createStatement()) {
                statement.execute("set enable_seqscan = off");
                try (java.sql.ResultSet row = statement.executeQuery("explain (generic_plan, format json) " + typed)) {
                    row.next();
                    return new JsonMapper().readTree(row.getString(1)).path(0).path("Plan");
                } finally {
                    statement.execute("reset enable_seqscan");
                }
            } catch (java.sql.SQLException e) {
                throw new AssertionError(question, e);
            }
        });
    }

    /** The parts of a plan that go through a whole table, or through a whole index without stopping early. */
    private static List<JsonNode> scans(JsonNode plan) {
        List<JsonNode> scans = new ArrayList<>();
        collect(plan, false, scans);
        return scans;
    }

    private static void collect(JsonNode plan, boolean limited, List<JsonNode> scans) {
        String type = plan.path("Node Type").asString();
        boolean whole = type.equals("Seq Scan") || type.startsWith("Index") && !plan.has("Index Cond") && !limited;
        if (whole) scans.add(plan);
        boolean stopsEarly = type.equals("Limit") || limited && !type.equals("Sort") && !type.equals("Aggregate");
        for (JsonNode part : plan.path("Plans")) collect(part, stopsEarly, scans);
    }
}
