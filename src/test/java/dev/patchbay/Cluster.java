package dev.patchbay;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.springframework.jdbc.core.JdbcTemplate;

/** Two equal nodes, each in a process of its own, on one PostgreSQL and one folder of blobs. */
final class Cluster implements AutoCloseable {
    static final String ADMIN_KEY = OverHttp.ADMIN;

    private final Path folder;
    private final Postgres postgres;
    private final String address;
    private final JdbcTemplate rows;
    private final List<String> settings;
    private final ClusterNode a;
    private final ClusterNode b;

    /**
     * @param settings beside those that every test needs
     */
    Cluster(Path folder, String... settings) {
        this.folder = folder;
        this.postgres = new Postgres(folder.resolve("postgres"));
        this.address = postgres.ownDatabase();
        this.rows = Postgres.at(address);
        this.settings = List.of(settings);
        int[] ports = QuietPorts.take(2);
        this.a = node("a").at(ports[0]);
        this.b = node("b").at(ports[1]);
    }

    static String tokenKeys() {
        byte[] secret = new byte[32];
        new Random(9).nextBytes(secret);
        return "cluster:" + Base64.getEncoder().encodeToString(secret);
    }

    /** Not running yet; its name is what it takes jobs under. */
    ClusterNode node(String name) {
        List<String> all = new ArrayList<>(List.of(
                "--spring.profiles.active=cluster",
                "--spring.datasource.url=" + address,
                "--patchbay.limits.enabled=false",
                "--patchbay.report.flush-interval=500ms",
                "--db-scheduler.scheduler-name=" + name,
                "--db-scheduler.polling-interval=200ms",
                "--server.tomcat.threads.max=80"));
        all.addAll(settings);
        ClusterNode node = new ClusterNode(
                folder.resolve(name), Map.of("PATCHBAY_ADMIN_KEY", ADMIN_KEY, "PATCHBAY_TOKEN_KEYS", tokenKeys()), all);
        share(node.home());
        return node;
    }

    /** Until each has a store of its own choice, the nodes have one folder of blobs. */
    private void share(Path home) {
        try {
            Path blobs = Files.createDirectories(folder.resolve("blobs"));
            Files.createDirectories(home);
            Files.createSymbolicLink(home.resolve("blobs"), blobs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Both at once, on an empty database. */
    Cluster start() {
        try {
            a.begin();
            b.begin();
            a.untilItAnswers();
            b.untilItAnswers();
            return this;
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    ClusterNode a() {
        return a;
    }

    ClusterNode b() {
        return b;
    }

    Postgres postgres() {
        return postgres;
    }

    JdbcTemplate rows() {
        return rows;
    }

    /** Waits until a node is at work on a delta of a release. */
    void untilItBuilds(String node, String release) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> buildsOf(node, release) > 0);
    }

    /** How many deltas to the release a node has taken and not finished. */
    long buildsOf(String node, String release) {
        Long builds = rows.queryForObject(
                "select count(*) from scheduled_tasks t join deltas d on t.task_instance = cast(d.id as varchar)"
                        + " where t.task_name = 'build-delta' and t.picked and t.picked_by = ? and d.release_id = ?",
                Long.class,
                node,
                Long.parseLong(release));
        return builds == null ? 0 : builds;
    }

    /** What is written of the deltas to a release; changes when anything of them does. */
    List<Map<String, Object>> deltas(String release) {
        return rows.queryForList(
                "select id, row_version, state, sha256, updated_at from deltas where release_id = ? order by id",
                Long.parseLong(release));
    }

    @Override
    public void close() {
        a.close();
        b.close();
        postgres.close();
    }
}
