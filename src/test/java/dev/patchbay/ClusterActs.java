package dev.patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.commons.codec.digest.DigestUtils;
import org.awaitility.core.ConditionTimeoutException;

/** What is done to a cluster and must hold: in few repetitions in each build, in many in the long tests. */
final class ClusterActs {
    private final Cluster cluster;

    ClusterActs(Cluster cluster) {
        this.cluster = cluster;
    }

    // what is seen

    /**
     * Publishes on each node in turn.
     *
     * @return the longest time until the other node offered it
     */
    Duration publishOnOneIsOfferedByTheOther(int times) {
        String app = OverHttp.newApp();
        Duration longest = Duration.ZERO;
        for (int i = 1; i <= times; i++) {
            ClusterNode here = i % 2 == 0 ? cluster.a() : cluster.b();
            ClusterNode there = i % 2 == 0 ? cluster.b() : cluster.a();
            String words = "patch " + i;
            String id = here.publishPatch(app, words.getBytes(UTF_8), "1.0.0");
            longest = longer(
                    longest,
                    timeUntil(() -> there.patchCheck(app).text("releaseId").equals(id)));
            here.verb(app, id, "pause");
            longest = longer(
                    longest,
                    timeUntil(() -> !there.patchCheck(app).text("releaseId").equals(id)));
            here.verb(app, id, "resume");
        }
        return longest;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration timeUntil(Callable<Boolean> seen) {
        Instant start = Instant.now();
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).until(seen);
        return Duration.between(start, Instant.now());
    }

    void aTokenWorksOnceAmongAll() {
        String app = OverHttp.newApp();
        byte[] patch = bytes(40_000, 3);
        cluster.a().publishPatch(app, patch, "1.0.0");
        timeUntil(() -> cluster.b().patchCheck(app).status() == 200);
        for (int i = 0; i < 10; i++) {
            String link = OverHttp.urlOf(cluster.a().patchCheck(app));
            assertThat(cluster.b().get(link, "Range", "bytes=0-9").status()).isEqualTo(206);
            assertThat(cluster.b().download(link)).isEqualTo(patch);
            assertThat(cluster.a().get(link).status())
                    .as("spent where it was made")
                    .isEqualTo(404);
            assertThat(cluster.b().get(link).status())
                    .as("spent where it was redeemed")
                    .isEqualTo(404);
        }
    }

    void aKeyWorksEverywhereUntilItIsRemoved() {
        Reply made = cluster.a().manage("POST", "/api/keys", Map.of("name", "ci", "role", "viewer"));
        Callable<Integer> asked =
                () -> OverHttp.send(cluster.b().to("/api/apps").header("Authorization", "Bearer " + made.text("key")))
                        .status();
        timeUntil(() -> asked.call() == 200);
        OverHttp.send(cluster.a()
                .to("/api/keys/" + made.text("id"))
                .header("Authorization", "Bearer " + Cluster.ADMIN_KEY)
                .DELETE());
        timeUntil(() -> asked.call() == 401);
    }

    /** A device that reports to one node and asks the other. */
    void whatFailedOnOneIsNotOfferedByTheOther() {
        String app = OverHttp.newApp();
        String id = cluster.a().publishPatch(app, bytes(500, 4), "1.0.0");
        timeUntil(() -> cluster.b().patchCheck(app).text("releaseId").equals(id));
        Reply check = cluster.a().patchCheck(app, "deviceId", "unlucky");
        Reply report = cluster.a().report(app, check, "unlucky", "failed");
        assertThat(report.status()).isEqualTo(202);
        // written with the next flush, and read by the other then
        await().until(() -> !cluster.b()
                .patchCheck(app, "deviceId", "unlucky")
                .json()
                .path("update")
                .asBoolean());
        assertThat(cluster.b().patchCheck(app, "deviceId", "lucky").text("releaseId"))
                .isEqualTo(id);
    }

    // what is done once

    void parallelUploadsOfOnePackageMakeOneRelease(int uploads) throws Exception {
        String app = OverHttp.newApp();
        byte[] zip = ErosZip.of(app, "once").bytes();
        Set<String> ids = new HashSet<>();
        int made = 0;
        for (Reply reply : atOnce(uploads, 20, i -> node(i).upload(app, zip, "platform", "ios"))) {
            assertThat(reply.status()).as(reply.toString()).isIn(200, 201);
            if (reply.status() == 201) made++;
            ids.add(reply.json().path("releases").path(0).path("id").asString());
        }
        assertThat(made).as("answers that something was made").isEqualTo(1);
        assertThat(ids).hasSize(1);
        assertThat(cluster.a().manage("/api/apps/" + app + "/releases").json().path("items"))
                .hasSize(1);
        assertThat(cluster.objects(DigestUtils.sha256Hex(zip))).hasSize(1);
        assertThat(cluster.b().manage("/api/audit/verify").json().path("whole").asBoolean())
                .isTrue();
    }

    /** A client that gave up waiting asks the other node while the first is still at it. */
    void equalRequestsAreDoneOnce(int requests) throws Exception {
        String app = OverHttp.newApp();
        String id = cluster.a().publishPatch(app, bytes(300, 5), "1.0.0");
        String seen = cluster.a().release(app, id).header("ETag");
        Map<String, String> change = Map.of("notes", "once");
        Set<String> answers = new HashSet<>();
        for (Reply reply : atOnce(
                requests,
                requests,
                i -> node(i).patch(app, id, change, "Idempotency-Key", "change", "If-Match", seen))) {
            assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
            answers.add(reply.text());
        }
        assertThat(answers).hasSize(1);
        assertThat(cluster.b()
                        .patch(app, id, Map.of("notes", "more"), "Idempotency-Key", "change")
                        .problem())
                .isEqualTo("idempotency-key-reuse");
    }

    private ClusterNode node(int number) {
        return number % 2 == 0 ? cluster.a() : cluster.b();
    }

    private interface Numbered {
        Reply send(int number);
    }

    private static List<Reply> atOnce(int requests, int threads, Numbered request) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Reply>> under = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                int number = i;
                under.add(senders.submit(() -> request.send(number)));
            }
            List<Reply> replies = new ArrayList<>();
            for (Future<Reply> one : under) replies.add(one.get(2, TimeUnit.MINUTES));
            return replies;
        } finally {
            senders.shutdownNow();
        }
    }

    // who dies

    /** Makes so many bases known, then publishes a release to which each of them needs a delta. */
    private String orderDeltas(String app, int bases, int size) {
        for (int i = 1; i <= bases; i++) {
            cluster.a().publishPatch(app, variant(size, i), "1.0.0", "embedded", "true");
        }
        return cluster.a().publishPatch(app, variant(size, bases + 1), "1.0.0");
    }

    private record Ordered(String app, String id) {}

    /** Until one node is at work on some of them; the other may be through with all before that one has looked. */
    private Ordered orderDeltasForB(int bases, int size) {
        for (int tries = 0; tries < 20; tries++) {
            String app = OverHttp.newApp();
            String id = orderDeltas(app, bases, size);
            await().pollInterval(Duration.ofMillis(10))
                    .until(() -> cluster.buildsOf("b", id) > 0 || areReady(cluster.deltas(id), bases));
            if (cluster.buildsOf("b", id) > 0) return new Ordered(app, id);
        }
        throw new AssertionError("b never takes a delta");
    }

    /** Kills one node while it builds, and proves that the other makes each delta ready, once. */
    void aKilledNodesDeltasAreBuiltByTheOther(int bases, int size) throws Exception {
        String id = orderDeltasForB(bases, size).id();
        cluster.b().kill();
        List<Map<String, Object>> deltas = allReady(id, bases);
        assertThat(deltas)
                .extracting(one -> one.get("row_version"))
                .as("each was finished once")
                .containsOnly(1L);
        cluster.b().begin().untilItAnswers();
    }

    private List<Map<String, Object>> allReady(String release, int bases) throws Exception {
        try {
            return await().atMost(Duration.ofMinutes(4))
                    .until(() -> cluster.deltas(release), deltas -> areReady(deltas, bases));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("who has the jobs, and who waits for whom: " + cluster.standstill(), e);
        }
    }

    private static boolean areReady(List<Map<String, Object>> deltas, int bases) {
        return deltas.size() == bases && deltas.stream().allMatch(one -> "ready".equals(one.get("state")));
    }

    /** Freezes one node while it builds, for longer than its lease, and proves that it overwrites nothing afterwards. */
    void aFrozenNodeOverwritesNothing(int bases, int size, Duration frozen) throws Exception {
        Ordered ordered = orderDeltasForB(bases, size);
        cluster.b().freeze();
        try {
            while (cluster.buildsOf("b", ordered.id()) == 0) {
                // it was just through with all of them
                cluster.b().thaw();
                ordered = orderDeltasForB(bases, size);
                cluster.b().freeze();
            }
            String app = ordered.app();
            String id = ordered.id();
            Instant thaw = Instant.now().plus(frozen);
            List<Map<String, Object>> ready = allReady(id, bases);
            while (Instant.now().isBefore(thaw)) Thread.sleep(100);
            // its deltas may have been ready before, and only their jobs not ended
            await().until(() -> cluster.buildsOf("b", id) == 0);
            thawAndLoseItsJobs();
            assertThat(cluster.deltas(id)).isEqualTo(ready);
            timeUntil(() -> cluster.b().patchCheck(app).text("releaseId").equals(id));
        } finally {
            cluster.b().thaw();
        }
    }

    /** It says so in one way when it comes to write its result, and in another when it had begun to. */
    private void thawAndLoseItsJobs() throws Exception {
        int before = cluster.b().log().length();
        cluster.b().thaw();
        await().until(() -> {
            String log = cluster.b().log().substring(before);
            return log.contains("is somebody else's by now") || log.contains("Failed while completing execution");
        });
    }

    /**
     * Freezes one node after it has locked the rows of its jobs to write their results, and proves that the other makes
     * the deltas ready all the same, each once.
     */
    void whatAFrozenNodeHadLockedIsFreed(int bases, int size) throws Exception {
        String app = OverHttp.newApp();
        String id = orderDeltas(app, bases, size);
        try {
            cluster.whileNoResultCanBeWritten(id, () -> {
                await().until(() -> cluster.waitsToWriteResults("b", id));
                cluster.b().freeze();
                return null;
            });
            List<Map<String, Object>> ready = allReady(id, bases);
            assertThat(ready)
                    .extracting(one -> one.get("row_version"))
                    .as("each was finished once")
                    .containsOnly(1L);
            thawAndLoseItsJobs();
            assertThat(cluster.deltas(id)).isEqualTo(ready);
        } finally {
            cluster.b().thaw();
        }
    }

    // who is away

    /** In which way a database is away. */
    enum Trouble {
        STOPPED(Postgres::stop, Postgres::start),
        HANGING(Postgres::freeze, Postgres::thaw);

        private final Consumer<Postgres> begin;
        private final Consumer<Postgres> end;

        Trouble(Consumer<Postgres> begin, Consumer<Postgres> end) {
            this.begin = begin;
            this.end = end;
        }
    }

    /** What came of a time without the database. */
    record Outage(int checks, int uploads, int refused, Duration longestCheck, Duration longestRefusal) {}

    /** Has devices ask and people upload while the database goes away and comes back. */
    Outage checksGoOnWithoutTheDatabase(Trouble trouble, int times, Duration away) throws Exception {
        String app = OverHttp.newApp();
        String id = cluster.a().publishPatch(app, bytes(500, 1), "1.0.0");
        timeUntil(() -> cluster.b().patchCheck(app).text("releaseId").equals(id));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger checks = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        List<String> promised = new ArrayList<>();
        ExecutorService people = Executors.newFixedThreadPool(3);
        try {
            Future<Duration> devicesOfA = people.submit(() -> ask(cluster.a(), app, over, checks));
            Future<Duration> devicesOfB = people.submit(() -> ask(cluster.b(), app, over, checks));
            Future<Duration> uploads = people.submit(() -> {
                String other = OverHttp.newApp();
                Duration longest = Duration.ZERO;
                for (int i = 0; !over.get(); i++) {
                    int number = i;
                    Instant start = Instant.now();
                    Reply reply = node(i).upload(other, bytes(300, i), "platform", "ios", "version", "1.0.0");
                    if (reply.status() == 201)
                        promised.add(other + " "
                                + reply.json()
                                        .path("releases")
                                        .path(0)
                                        .path("id")
                                        .asString());
                    else {
                        refused.incrementAndGet();
                        longest = longer(longest, Duration.between(start, Instant.now()));
                    }
                    assertThat(reply.status())
                            .as(() -> reply + node(number).errors())
                            .isIn(201, 200, 503);
                }
                return longest;
            });
            for (int i = 0; i < times; i++) {
                EverybodyElse others = new EverybodyElse(cluster.a()::port).begin();
                Thread.sleep(1000);
                long begun = System.nanoTime();
                trouble.begin.accept(cluster.postgres());
                Thread.sleep(away.toMillis());
                others.untilAllAreRefused(begun);
                await().until(() -> refused.get() > 0);
                others.close();
                others.proveToldToComeAgain(begun, System.nanoTime());
                trouble.end.accept(cluster.postgres());
                await().until(() -> cluster.a().manage("/api/apps").status() == 200
                        && cluster.b().manage("/api/apps").status() == 200);
            }
            over.set(true);
            Duration longestRefusal = uploads.get(1, TimeUnit.MINUTES);
            Duration longest = longer(devicesOfA.get(1, TimeUnit.MINUTES), devicesOfB.get(1, TimeUnit.MINUTES));
            for (String one : promised) {
                String[] words = one.split(" ");
                assertThat(cluster.b().release(words[0], words[1]).status())
                        .as(one)
                        .isEqualTo(200);
            }
            return new Outage(checks.get(), promised.size(), refused.get(), longest, longestRefusal);
        } finally {
            over.set(true);
            people.shutdownNow();
        }
    }

    private static Duration ask(ClusterNode node, String app, AtomicBoolean over, AtomicInteger checks)
            throws InterruptedException {
        Duration longest = Duration.ZERO;
        while (!over.get()) {
            Instant start = Instant.now();
            Reply reply = node.patchCheck(app, "deviceId", "device-" + checks.incrementAndGet());
            assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
            assertThat(OverHttp.urlOf(reply)).isNotEmpty();
            longest = longer(longest, Duration.between(start, Instant.now()));
            Thread.sleep(10);
        }
        return longest;
    }

    /** In which way a store of bytes is away. */
    enum NoStore {
        STOPPED(cluster -> cluster.s3().stop(), cluster -> cluster.s3().start()),
        HANGING(
                cluster -> cluster.wayToS3().hang(),
                cluster -> cluster.wayToS3().heal());

        private final Consumer<Cluster> begin;
        private final Consumer<Cluster> end;

        NoStore(Consumer<Cluster> begin, Consumer<Cluster> end) {
            this.begin = begin;
            this.end = end;
        }
    }

    /**
     * Has devices ask both nodes while the store of bytes is away: they are told of updates, nobody gets bytes, and nothing
     * is taken for damaged. Afterwards everything works by itself.
     *
     * @return how many checks were answered meanwhile
     */
    int checksGoOnWithoutTheStore(NoStore trouble, Duration away) throws Exception {
        String app = OverHttp.newApp();
        byte[] patch = bytes(40_000, 8);
        String id = cluster.a().publishPatch(app, patch, "1.0.0");
        timeUntil(() -> cluster.b().patchCheck(app).text("releaseId").equals(id));
        assertThat(cluster.b().download(OverHttp.urlOf(cluster.b().patchCheck(app))))
                .isEqualTo(patch);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger checks = new AtomicInteger();
        ExecutorService devices = Executors.newFixedThreadPool(2);
        try {
            Future<Duration> ofA = devices.submit(() -> ask(cluster.a(), app, over, checks));
            Future<Duration> ofB = devices.submit(() -> ask(cluster.b(), app, over, checks));
            trouble.begin.accept(cluster);
            try {
                Instant end = Instant.now().plus(away);
                nothingButChecksWorks(app, end);
            } finally {
                trouble.end.accept(cluster);
            }
            String link = OverHttp.urlOf(cluster.a().patchCheck(app));
            timeUntil(() -> cluster.b().get(link, "Range", "bytes=0-9").status() == 206);
            assertThat(cluster.b().download(link)).isEqualTo(patch);
            timeUntil(() -> cluster.a()
                            .upload(OverHttp.newApp(), bytes(300, 9), "platform", "ios", "version", "1.0.0")
                            .status()
                    == 201);
            timeUntil(() ->
                    health(cluster.a()).equals("UP") && health(cluster.b()).equals("UP"));
            over.set(true);
            ofA.get(1, TimeUnit.MINUTES);
            ofB.get(1, TimeUnit.MINUTES);
        } finally {
            over.set(true);
            devices.shutdownNow();
        }
        assertThat(cluster.a().log() + cluster.b().log()).doesNotContain("missing or damaged");
        return checks.get();
    }

    private void nothingButChecksWorks(String app, Instant end) throws InterruptedException {
        timeUntil(() ->
                health(cluster.a()).equals("DEGRADED") && health(cluster.b()).equals("DEGRADED"));
        do {
            String link = OverHttp.urlOf(cluster.a().patchCheck(app));
            Reply download = cluster.b().get(link);
            assertThat(download.status()).as(download.toString()).isEqualTo(503);
            assertThat(download.header("Retry-After")).isNotBlank();
            Reply upload = cluster.a().upload(OverHttp.newApp(), bytes(300, 7), "platform", "ios", "version", "1.0.0");
            assertThat(upload.status()).as(upload.toString()).isEqualTo(503);
            assertThat(upload.header("Retry-After")).isNotBlank();
            Thread.sleep(100);
        } while (Instant.now().isBefore(end));
    }

    private static String health(ClusterNode node) {
        return node.manage("/actuator/health").text("status");
    }

    // who is replaced

    /** Restarts both nodes, one after the other, and proves that devices behind nginx notice nothing. */
    RollingUpgrade.Outcome aRollingUpgradeFailsNothing(Path folder, int times) throws Exception {
        RollingUpgrade.Outcome outcome = new RollingUpgrade(cluster, folder).run(times);
        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.checks()).isGreaterThan(300);
        assertThat(outcome.downloads()).isGreaterThan(100);
        return outcome;
    }

    // bytes

    static byte[] bytes(int size, int seed) {
        byte[] some = new byte[size];
        new Random(seed).nextBytes(some);
        return some;
    }

    /** Bytes that differ from each other variant's in a few hundred places, so that a delta takes its time and pays. */
    private static byte[] variant(int size, int number) {
        byte[] bytes = bytes(size, 77);
        Random random = new Random(number);
        for (int i = 0; i < 500; i++) ByteBuffer.wrap(bytes).putInt(random.nextInt(size - 4), random.nextInt());
        return bytes;
    }
}
