package dev.patchbay.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Journey;
import dev.patchbay.pack.NativeVersion;
import dev.patchbay.update.Catalogue;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** What a publish reads depends on the bases that are kept, and not on how much an app ever published. */
class PublishCostTests extends Journey {
    /** So many bases get deltas, unless told otherwise. */
    private static final int KEPT = 50;

    private static final AtomicLong IDS = new AtomicLong(1_000_000_000);

    @Autowired
    private EntityManagerFactory entities;

    @Autowired
    private JdbcTemplate rows;

    @Autowired
    private Catalogue catalogue;

    @Test
    void readsNoMoreWithFiveHundredReleasesMore() {
        String app = newApp();
        publish(app, "first");
        add(app, KEPT + 10, "exact", "1.0.0");
        publish(app, "second");
        Cost few = costOfPublishing(app);

        add(app, 500, "exact", "1.0.0");
        add(app, 500, "exact", "7.0.0");
        add(app, 50, "at-least", "7.0.0");
        Cost many = costOfPublishing(app);

        assertThat(few.loaded()).isGreaterThan(KEPT);
        assertThat(many.loaded())
                .as("at most the few of another rule, and what the deltas' order makes of chance")
                .isBetween(few.loaded() / 2, few.loaded() + 50 + 200);
        assertThat(many.statements()).isLessThanOrEqualTo(few.statements() + 50);
    }

    private record Cost(long loaded, long statements) {}

    /** Of the cheapest of three publishes, since the server's clocks and watches read now and then as well. */
    private Cost costOfPublishing(String app) {
        return Stream.generate(() -> costOf(() -> publish(app, "another " + IDS.getAndIncrement())))
                .limit(3)
                .reduce((a, b) -> new Cost(Math.min(a.loaded, b.loaded), Math.min(a.statements, b.statements)))
                .orElseThrow();
    }

    /** Of the entities and the statements of the publish, its deltas and all that listens. */
    private Cost costOf(Runnable publish) {
        Statistics statistics = entities.unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            statistics.clear();
            publish.run();
            return new Cost(statistics.getEntityLoadCount(), statistics.getPrepareStatementCount());
        } finally {
            statistics.setStatisticsEnabled(false);
        }
    }

    private void publish(String app, String content) {
        String shared = IntStream.range(0, 40)
                .mapToObj(i -> DigestUtils.sha512Hex("shared " + i))
                .collect(Collectors.joining());
        publishPatch(app, (shared + content).getBytes(UTF_8), "1.0.0", "match", "exact");
        awaitJobsThatStoreBlobs(); // past Hibernate, which would count each look at them
    }

    /** Copies of the app's first release, older than all. */
    private void add(String app, int releases, String match, String version) {
        List<String> columns = rows.queryForList(
                "select lower(column_name) from information_schema.columns where lower(table_name) = 'releases'"
                        + " and lower(table_schema) = 'public' order by ordinal_position",
                String.class);
        String values = columns.stream()
                .map(column -> switch (column) {
                    case "id", "js_version" -> "?";
                    case "version" -> "'" + version + "'";
                    case "version_key" -> "'" + NativeVersion.of(version).canonical() + "'";
                    case "match_rule" -> "'" + match + "'";
                    case "package_timestamp" -> "package_timestamp - 1000000";
                    default -> column;
                })
                .collect(Collectors.joining(", "));
        List<Object[]> copies = LongStream.generate(IDS::getAndIncrement)
                .limit(releases)
                .mapToObj(id -> order(columns, id, DigestUtils.md5Hex("copy " + id), app))
                .toList();
        rows.batchUpdate(
                "insert into releases (" + String.join(", ", columns) + ") select " + values
                        + " from releases where app_name = ? order by id limit 1",
                copies);
        catalogue.reload();
    }

    private static Object[] order(List<String> columns, long id, String jsVersion, String app) {
        boolean idFirst = columns.indexOf("id") < columns.indexOf("js_version");
        return idFirst ? new Object[] {id, jsVersion, app} : new Object[] {jsVersion, id, app};
    }
}
