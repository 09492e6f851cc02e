package dev.patchbay;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Two equal nodes, each in a process of its own, on one PostgreSQL and one S3 and nothing else in common. */
final class Cluster implements AutoCloseable {
    static final String ADMIN_KEY = OverHttp.ADMIN;

    private final Path folder;
    private final Postgres postgres;
    private final String address;
    private final JdbcTemplate rows;
    private final S3 s3 = new S3();
    private final FaultyWay wayToS3 = new FaultyWay(s3.address());
    private final String bucket = s3.newBucket();
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
        return "cluster:" + secret(9);
    }

    private static String secret(int seed) {
        byte[] secret = new byte[32];
        new Random(seed).nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }

    /** Not running yet; its name is what it takes jobs under. */
    ClusterNode node(String name) {
        List<String> all = new ArrayList<>(List.of(
                "--spring.profiles.active=cluster",
                "--spring.datasource.url=" + address,
                "--patchbay.storage.s3.endpoint=" + wayToS3.address(),
                "--patchbay.storage.s3.bucket=" + bucket,
                "--patchbay.limits.enabled=false",
                "--patchbay.report.flush-interval=500ms",
                "--patchbay.delta.parallel=4",
                "--db-scheduler.scheduler-name=" + name,
                "--db-scheduler.polling-interval=200ms",
                "--server.tomcat.threads.max=80"));
        all.addAll(settings);
        Map<String, String> environment = new HashMap<>(S3.environment());
        environment.put("PATCHBAY_ADMIN_KEY", ADMIN_KEY);
        environment.put("PATCHBAY_TOKEN_KEYS", tokenKeys());
        environment.put("PATCHBAY_SEALING_SECRET", secret(10));
        return new ClusterNode(folder.resolve(name), environment, all);
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

    S3 s3() {
        return s3;
    }

    FaultyWay wayToS3() {
        return wayToS3;
    }

    /** The names of all objects that begin so. */
    List<String> objects(String begin) {
        return s3
                .objects()
                .list(ListObjectsV2Request.builder()
                        .bucket(bucket)
                        .prefix(begin)
                        .build())
                .contents()
                .stream()
                .map(S3Object::key)
                .toList();
    }

    JdbcTemplate rows() {
        return rows;
    }

    /** What may say why a job does not end: all jobs, the database's sessions with whom they wait for, and what one node does. */
    String standstill() throws Exception {
        return rows.queryForList("select * from scheduled_tasks")
                + "\n"
                + rows.queryForList(
                        "select pid, pg_blocking_pids(pid), state, wait_event, xact_start, state_change, query"
                                + " from pg_stat_activity where datname = current_database()")
                + "\n"
                + a.threads();
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

    /** Whoever comes to write that a delta to the release is ready has locked his job's row by then, and waits. */
    void whileNoResultCanBeWritten(String release, Callable<?> act) {
        DataSourceTransactionManager transactions =
                new DataSourceTransactionManager(Objects.requireNonNull(rows.getDataSource()));
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            rows.queryForList(
                    "select id from deltas where release_id = ? for update", Long.class, Long.parseLong(release));
            try {
                act.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Whether all that a node has taken is built, and nobody can write it. */
    boolean waitsToWriteResults(String node, String release) {
        Long taken = rows.queryForObject(
                "select count(*) from scheduled_tasks where task_name = 'build-delta' and picked", Long.class);
        Long waiting = rows.queryForObject(
                "select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock' and query like 'update deltas%'",
                Long.class);
        return buildsOf(node, release) > 0 && Objects.equals(taken, waiting);
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
        wayToS3.close();
        s3.close();
    }
}
