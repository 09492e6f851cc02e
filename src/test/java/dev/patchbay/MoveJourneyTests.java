package dev.patchbay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.patchbay.cli.Cli;
import dev.patchbay.move.Move;
import dev.patchbay.move.MoveProgress;
import dev.patchbay.move.MoveStopped;
import dev.patchbay.move.MoveSummary;
import dev.patchbay.move.TargetStore;
import dev.patchbay.storage.PatchbayHome;
import dev.patchbay.storage.StoppedHome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A server of its own that has lived through everything is killed and carried into PostgreSQL and another folder. It is filled
 * once; whoever wants to do something to it does it to a copy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class MoveJourneyTests extends Journey {
    private static final String APP = "moved";
    private static final String PATCHED = "moved-patch";
    private static final ErosZip FIRST = ErosZip.of(APP, "first").at(time(1));
    private static final ErosZip SECOND = ErosZip.of(APP, "second").at(time(2));
    private static final ErosZip THIRD = ErosZip.of(APP, "third").at(time(3));
    private static final byte[] PATCH = script("one");
    private static final byte[] BETTER_PATCH = script("two");

    @TempDir
    static Path folder;

    /** Of the server that is asked. */
    private int asked;

    private Path home;
    private String bucket;
    private String refusedWhileItRan;
    private Map<String, String> ids;
    private String viewer;
    private Lived lived;

    @Override
    protected int port() {
        return asked;
    }

    /** What the old server answered last; paths are without host and port. */
    private record Lived(long halfDay, List<JsonNode> answers, Map<String, byte[]> links, String spent) {}

    /** Each is thrown where a kill would strike. */
    private static final class Interrupted extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static byte[] script(String words) {
        String lines = new Random(5)
                .ints(500, 0, 1 << 24)
                .mapToObj(number -> "defineClass('C" + number + "', { run: function () { return " + number + "; } });")
                .collect(Collectors.joining("\n"));
        return (lines + "\n// " + words + "\n").getBytes(UTF_8);
    }

    private static byte[] noise(int seed) {
        byte[] bytes = new byte[2 << 20];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @BeforeAll
    void live() throws Exception {
        home = folder.resolve("old");
        bucket = S3.shared().newBucket();
        try (ServerProcess server = ServerProcess.begin(
                folder,
                home,
                ADMIN,
                "--patchbay.report.flush-interval=100ms",
                "--patchbay.download.token-ttl=30m",
                "--patchbay.webhook.allow-private-addresses=true")) {
            asked = server.port();
            fill();
            await("deltas of all releases, drafts too")
                    .until(() -> manage("/api/backlog").json().path("pending").asLong() == 0);
            await().until(() ->
                    manage("/api/apps/" + PATCHED + "/adoption").text().contains("\"installed\":1"));
            lived = new Lived(halfDay(), answers(), links(), spentLink());
            refusedWhileItRan = said(Cli.FAILED, "--to-database=" + Postgres.newDatabase());
            leaveJobsBehind();
            server.kill();
        }
    }

    private void fill() {
        accepted(manage("POST", "/api/apps/" + APP + "/sealing/keys", "{}"));
        ids = new LinkedHashMap<>();
        ids.put("first", publish(APP, FIRST.bytes()).get("ios"));
        ids.put("second", publish(APP, SECOND.bytes()).get("ios"));
        ids.put("third", publish(APP, THIRD.bytes(), "platform", "ios").get("ios"));
        accepted(patch(APP, ids.get("third"), Map.of("allow", List.of("device-7"), "rollout", 0, "notes", "只给测试")));
        String gone = publish(APP, ErosZip.of(APP, "wrong").at(time(4)).bytes(), "platform", "ios")
                .get("ios");
        accepted(verb(APP, gone, "withdraw"));
        upload(APP, ErosZip.of(APP, "draft").at(time(5)).bytes(), "draft", "true");
        ids.values().forEach(id -> finishedDeltasOf(APP, id));
        publishPatch(PATCHED, PATCH, "1.0.0");
        ids.put("patch", publishPatch(PATCHED, BETTER_PATCH, "1.0.0"));
        List<Map<String, Object>> steps = List.of(Map.of("rollout", 50, "soak", "4h"), Map.of("rollout", 100));
        String planned = publishPatch("moved-plan", PATCH, "1.0.0");
        accepted(patch("moved-plan", planned, Map.of("plan", Map.of("steps", steps))));
        finishedDeltasOf(PATCHED, ids.get("patch"));
        Reply check = patchCheck(PATCHED, "deviceId", "device-1");
        for (String status : List.of("downloaded", "installed")) {
            accepted(report(PATCHED, check, "device-1", status));
        }
        viewer = keyFor("viewer");
        accepted(manage(
                "POST", "/api/webhooks", Map.of("url", "http://127.0.0.1:9/", "events", List.of("release.published"))));
        accepted(manage(
                "PATCH",
                "/api/apps/" + APP,
                Map.of("halt", Map.of("action", "pause", "maxFailureRate", 5, "minDevices", 15))));
    }

    private static void accepted(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isBetween(200, 202);
    }

    /** More than gets done before the end. */
    private void leaveJobsBehind() {
        for (int i = 0; i < 3; i++) ids.put("slow", publishPatch("slow", noise(i), "1.0.0"));
    }

    /** All that is asked for and does not change by itself; one-time links carry random numbers. */
    private List<JsonNode> answers() {
        List<JsonNode> answers = new ArrayList<>();
        for (String jsVersion : List.of("", FIRST.jsVersion(), SECOND.jsVersion(), THIRD.jsVersion(), "unknown")) {
            for (String device : List.of("device-7", "device-8")) {
                ObjectNode eros = (ObjectNode)
                        erosCheck(APP, jsVersion, "deviceId", device).json();
                if (eros.path("data").has("path")) {
                    ObjectNode data = (ObjectNode) eros.path("data");
                    data.put("path", withoutHost(data.path("path").asString()));
                    data.remove("offer");
                }
                answers.add(eros);
                answers.add(manage("/api/apps/" + APP + "/explain?platform=ios&version=1.0.0&isDiff=1&jsVersion="
                                + jsVersion + "&deviceId=" + device)
                        .json());
            }
        }
        for (byte[] held : List.of(new byte[0], PATCH, BETTER_PATCH)) {
            ObjectNode ocrunner = (ObjectNode)
                    patchCheck(PATCHED, "md5", DigestUtils.md5Hex(held), "isDiff", true, "deviceId", "device-1")
                            .json();
            ocrunner.remove(List.of("url", "offer", "nextCheckAfter"));
            answers.add(ocrunner);
        }
        for (String app : List.of(APP, PATCHED)) {
            manage("/api/apps/" + app + "/releases").json().path("items").forEach(release -> {
                answers.add(settled(release));
                deltasOf(app, release.path("id").asString()).forEach(answers::add);
            });
        }
        answers.add(manage("/api/apps/moved-plan/releases")
                .json()
                .path("items")
                .path(0)
                .path("plan"));
        answers.add(manage("/api/webhooks").json());
        answers.add(manage("/api/apps/" + APP).json());
        JsonNode counts = manage("/api/apps/" + PATCHED + "/adoption")
                .json()
                .path("items")
                .path(0)
                .path("counts");
        answers.add(counts.path("downloaded"));
        answers.add(counts.path("installed"));
        return answers;
    }

    /** From noon and from midnight (UTC) on, links that stay the same are others. */
    private static long halfDay() {
        return Duration.between(Instant.EPOCH, Instant.now()).dividedBy(Duration.ofHours(12));
    }

    private static void forgetTokens(List<JsonNode> answers) {
        for (JsonNode answer : answers) {
            if (answer.path("data") instanceof ObjectNode data && data.has("path")) {
                data.put("path", data.path("path").asString().replaceFirst("token=.*", ""));
            }
        }
    }

    private static String withoutHost(String url) {
        return url.replaceFirst("^https?://[^/]+", "");
    }

    /** Links that stay the same, with what they lead to. */
    private Map<String, byte[]> links() {
        Map<String, byte[]> links = new LinkedHashMap<>();
        for (String more : List.of("", "&sealed=1")) {
            for (String jsVersion : List.of("", FIRST.jsVersion())) {
                Reply check = get("/app/check?appName=" + APP + "&iOS=1.0.0&isDiff=1&jsVersion=" + jsVersion + more);
                String path = withoutHost(pathOf(check));
                links.put(path, download(path));
            }
        }
        return links;
    }

    /** Not spent yet: that it is, is kept in memory. */
    private String spentLink() {
        return urlOf(patchCheck(PATCHED));
    }

    private static Path copyOf(Path source) {
        try {
            Path target = Files.createTempDirectory(folder, "copy-").resolve("home");
            Files.walkFileTree(source, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes of) throws IOException {
                    Files.createDirectories(target.resolve(source.relativize(at).toString()));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path at, BasicFileAttributes of) throws IOException {
                    Files.copy(at, target.resolve(source.relativize(at).toString()));
                    return FileVisitResult.CONTINUE;
                }
            });
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MoveSummary move(Path home, String database, Path to, boolean skipDamaged, Consumer<String> watch)
            throws IOException {
        return move(home, database, to, "", skipDamaged, watch);
    }

    private static MoveSummary move(
            Path home, String database, Path to, String owner, boolean skipDamaged, Consumer<String> watch)
            throws IOException {
        Clock clock = Clock.systemUTC();
        try (StoppedHome from = new StoppedHome(new PatchbayHome(home), clock);
                StoppedHome target = new StoppedHome(new PatchbayHome(to), clock)) {
            return new Move(
                            from,
                            new SimpleDriverDataSource(new org.postgresql.Driver(), database),
                            "the database",
                            new TargetStore("the folder", owner, target.blobs(), target.spool()),
                            new Told(watch),
                            clock)
                    .run(2, skipDamaged);
        }
    }

    private static MoveSummary move(Path home, String database, Path to) throws IOException {
        return move(home, database, to, false, event -> {});
    }

    private record Told(Consumer<String> watch) implements MoveProgress {
        @Override
        public void begins(String part) {
            watch.accept(part);
        }

        @Override
        public void carried(int files, int ofFiles, long bytes) {
            watch.accept("file " + files);
        }

        @Override
        public void copied(String table, long rows) {
            watch.accept("table " + table);
        }

        @Override
        public void arrived() {
            watch.accept("arrived");
        }
    }

    private static Consumer<String> interruptedAt(String event) {
        return told -> {
            if (told.startsWith(event)) throw new Interrupted();
        };
    }

    /** What the command writes to standard output; to standard error when it fails. */
    private String said(int code, String... more) throws Exception {
        List<String> command = ServerCommand.command();
        command.addAll(List.of(
                "move",
                "--home=" + home,
                "--to-bucket=" + bucket,
                "--prefix=packages/",
                "--endpoint=" + S3.shared().address()));
        command.addAll(List.of(more));
        Path out = Files.createTempFile(folder, "move-", ".out");
        Path err = Files.createTempFile(folder, "move-", ".err");
        ProcessBuilder move =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        move.environment().putAll(S3.environment());
        int ended = move.start().waitFor();
        assertThat(ended).as(Files.readString(err)).isEqualTo(code);
        return Files.readString(code == Cli.OK ? out : err);
    }

    @Test
    void aRunningServerIsNotMoved() {
        assertThat(refusedWhileItRan).contains("Another Patchbay is running on " + home);
    }

    static Stream<String> pointsInTime() {
        return Stream.of("carrying", "file 5", "table deltas", "comparing", "arrived");
    }

    @ParameterizedTest
    @MethodSource("pointsInTime")
    void interruptedAnywhereItGoesOnAndComesToTheSame(String event) throws IOException {
        Path old = copyOf(home);
        Path to = old.resolveSibling("new");
        String database = Postgres.newDatabase();
        JdbcTemplate rows = Postgres.at(database);
        assertThatThrownBy(() -> move(old, database, to, false, interruptedAt(event)))
                .isInstanceOf(Interrupted.class);
        boolean arrived = event.equals("arrived");
        assertThat(rows.queryForObject("select count(*) from releases", Long.class) > 0)
                .as("all rows or none")
                .isEqualTo(arrived);
        assertThat(rows.queryForObject("select count(*) from moves where finished_at is null", Long.class))
                .isEqualTo(arrived ? 0 : 1);
        assertThat(old.resolve("move.properties")).content().contains("committing=" + arrived);
        if (arrived) {
            Path note = old.resolve("move.properties");
            Files.writeString(note, Files.readString(note).replace("to=the database", "to=another one"));
            assertThatThrownBy(() -> move(old, Postgres.newDatabase(), to))
                    .isInstanceOf(MoveStopped.class)
                    .hasMessageContaining("may have come whole to another one before");
        }

        MoveSummary summary = move(old, database, to);

        assertThat(summary.already()).isEqualTo(arrived);
        if (event.equals("file 5")) assertThat(summary.blobs().alreadyThere()).isGreaterThanOrEqualTo(5);
        if (!arrived) {
            assertThat(summary.tables()).isEqualTo(uninterrupted().tables());
            assertThat(summary.audit()).isEqualTo(uninterrupted().audit());
        }
        assertThat(bytesBelow(to)).isEqualTo(bytesBelow(old));
        assertThat(old.resolve("move.properties")).content().contains("finished=2");
        assertThat(move(old, database, to).already()).as("once more").isTrue();
    }

    private MoveSummary straight;

    private MoveSummary uninterrupted() throws IOException {
        if (straight == null) {
            straight = move(copyOf(home), Postgres.newDatabase(), folder.resolve("straight"));
            List<String> filled = straight.tables().stream()
                    .filter(table -> table.rows() > 0)
                    .map(MoveSummary.TableSum::name)
                    .toList();
            assertThat(filled)
                    .contains(
                            "api_keys",
                            "apps",
                            "audit_entries",
                            "deltas",
                            "halt_rules",
                            "plans",
                            "releases",
                            "report_counts",
                            "report_sketches",
                            "scheduled_tasks",
                            "seal_keys",
                            "seen_sketches",
                            "webhook_deliveries",
                            "webhooks");
        }
        return straight;
    }

    /** Names and sizes. */
    private static List<String> bytesBelow(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("blobs"))) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName() + " " + file.toFile().length())
                    .sorted()
                    .toList();
        }
    }

    private static Path aBlobOf(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("blobs"))) {
            return files.filter(Files::isRegularFile).sorted().findFirst().orElseThrow();
        }
    }

    @Test
    void aDamagedFileIsNamedAndLeftOutOnlyWhenThatIsSaid() throws IOException {
        Path old = copyOf(home);
        Path to = old.resolveSibling("new");
        String database = Postgres.newDatabase();
        Path damaged = aBlobOf(old);
        byte[] bytes = Files.readAllBytes(damaged);
        bytes[bytes.length / 2] ^= 1;
        Files.write(damaged, bytes);

        assertThatThrownBy(() -> move(old, database, to))
                .isInstanceOf(MoveStopped.class)
                .hasMessageContaining(damaged.getFileName().toString())
                .hasMessageContaining("--skip-damaged");
        assertThat(Postgres.at(database).queryForObject("select count(*) from releases", Long.class))
                .isZero();

        MoveSummary summary = move(old, database, to, true, event -> {});
        assertThat(summary.blobs().left()).containsExactly(damaged.getFileName().toString());
        assertThat(bytesBelow(to)).hasSize(bytesBelow(old).size() - 1);
    }

    @Test
    void aTamperedAuditTrailIsNotMovedUnlessThatIsSaid() throws Exception {
        Path old = copyOf(home);
        String database = Postgres.newDatabase();
        try (StoppedHome opened = new StoppedHome(new PatchbayHome(old), Clock.systemUTC())) {
            new JdbcTemplate(opened.database()).update("update audit_entries set actor = 'nobody' where id = 3");
        }
        assertThatThrownBy(() -> move(old, database, old.resolveSibling("new")))
                .isInstanceOf(MoveStopped.class)
                .hasMessageContaining("entry 3 is not what was written");
        MoveSummary summary = move(old, database, old.resolveSibling("new"), true, event -> {});
        assertThat(summary.audit().fault()).contains("entry 3");
    }

    @Test
    void whatHoldsSomethingElseIsNotMovedInto() throws IOException {
        Path old = copyOf(home);
        Path to = old.resolveSibling("new");
        String foreign = Postgres.newDatabase();
        Postgres.at(foreign).execute("create table something (id int)");
        assertThatThrownBy(() -> move(old, foreign, to)).hasMessageContaining("tables of something else");

        String started = Postgres.newDatabase();
        assertThatThrownBy(() -> move(old, started, to, false, interruptedAt("carrying")))
                .isInstanceOf(Interrupted.class);
        Postgres.at(started).update("insert into apps (name, created_at) values ('other', now())");
        assertThatThrownBy(() -> move(old, started, to)).hasMessageContaining("rows in its table apps");

        Path other = copyOf(home);
        String taken = Postgres.newDatabase();
        move(other, taken, other.resolveSibling("new"));
        assertThatThrownBy(() -> move(old, taken, to)).hasMessageContaining("another installation");
        assertThatThrownBy(() -> move(other, Postgres.newDatabase(), to))
                .hasMessageContaining("was moved to the database before");

        Path full = Files.createDirectories(old.resolveSibling("full").resolve("blobs/ab"));
        Files.writeString(full.resolve("ab" + "0".repeat(62)), "of somebody else");
        assertThatThrownBy(() -> move(old, Postgres.newDatabase(), old.resolveSibling("full")))
                .hasMessageContaining("holds 1 files that this installation has not");

        String unused = Postgres.newDatabase();
        assertThatThrownBy(() -> move(old, unused, to, "another", false, event -> {}))
                .isInstanceOf(MoveStopped.class)
                .hasMessageContaining("of the nodes of another installation");
        assertThat(Postgres.at(unused)
                        .queryForObject(
                                "select count(*) from information_schema.tables where table_schema = current_schema()",
                                Long.class))
                .as("nothing was begun")
                .isZero();
    }

    /** The last: it moves the old home itself. */
    @Test
    void zTheNodesGoOnWhereTheOldServerWasKilled() throws Exception {
        String database = Postgres.newDatabase();
        Path secrets = folder.resolve("secrets.env");
        JsonNode summary = new JsonMapper()
                .readTree(said(Cli.OK, "--to-database=" + database, "--json", "--secrets-to=" + secrets));
        assertThat(summary.path("already").asBoolean()).isFalse();
        assertThat(summary.path("pendingDeltas").asInt()).isPositive();
        assertThat(summary.toString())
                .doesNotContain(Files.readString(secrets).split("=")[1].strip());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rw-------");

        Map<String, String> environment = new LinkedHashMap<>(Map.of("PATCHBAY_ADMIN_KEY", ADMIN));
        for (String line : Files.readAllLines(secrets)) environment.put(line.split("=")[0], line.split("=", 2)[1]);
        assertThat(environment)
                .containsOnlyKeys(
                        "PATCHBAY_ADMIN_KEY",
                        "PATCHBAY_TOKEN_KEYS",
                        "PATCHBAY_SEALING_SECRET",
                        "PATCHBAY_TRUST_HEADKEY");
        environment.putAll(S3.environment());
        try (ClusterNode node = new ClusterNode(
                folder.resolve("node"),
                environment,
                List.of(
                        "--spring.profiles.active=cluster",
                        "--spring.datasource.url=" + database,
                        "--patchbay.storage.s3.endpoint=" + S3.shared().address(),
                        "--patchbay.storage.s3.bucket=" + bucket,
                        "--patchbay.storage.s3.prefix=packages/"))) {
            asked = node.begin().untilItAnswers().port();

            List<JsonNode> answers = answers();
            if (halfDay() != lived.halfDay()) List.of(answers, lived.answers()).forEach(MoveJourneyTests::forgetTokens);
            assertThat(answers).isEqualTo(lived.answers());
            lived.links().forEach((link, bytes) -> assertThat(download(link)).isEqualTo(bytes));
            assertThat(download(lived.spent())).isEqualTo(BETTER_PATCH);
            assertThat(get("/api/apps", "Authorization", "Bearer " + viewer).status())
                    .isEqualTo(200);
            assertThat(manage("/api/audit/verify").json().path("whole").asBoolean())
                    .isTrue();
            assertThat(manage("/api/audit?action=server.moved").json().path("items"))
                    .hasSize(1);
            assertThat(manage("/api/keys").text()).contains("a viewer");
            assertThat(finishedDeltasOf("slow", ids.get("slow")))
                    .as("jobs go on where they were")
                    .hasSize(2)
                    .noneMatch(delta -> delta.path("state").asString().equals("failed"));
            assertThat(Long.parseLong(publishPatch("slow", script("new"), "1.0.0")))
                    .as("ids go on as well")
                    .isGreaterThan(Long.parseLong(ids.get("slow")));
            bothWaysBetweenTheTwoDatabases();
            assertThat(node.errors()).doesNotContain(" ERROR ");
        }
        assertThat(home.resolve("move.properties")).content().contains("to=jdbc:postgresql://");
        assertThat(said(Cli.OK, "--to-database=" + database, "--json")).contains("\"already\":true");
    }

    /** An app of the node, which is on PostgreSQL, comes to the server of all journeys, and one of that to the node. */
    private void bothWaysBetweenTheTwoDatabases() {
        int node = asked;
        List<String> there = neutral();
        byte[] moved = manage("/api/apps/" + APP + "/export").bytes();
        asked = port;
        Reply imported = takeIn(moved);
        assertThat(imported.status()).as(imported.toString()).isEqualTo(201);
        imported.json().path("created").forEach(id -> finishedDeltasOf(APP, id.asString()));
        assertThat(neutral()).isEqualTo(there);

        String app = newApp();
        ErosZip first = ErosZip.of(app, "one").at(time(1));
        publish(app, first.bytes());
        finishedDeltasOf(
                app, publish(app, ErosZip.of(app, "two").at(time(2)).bytes()).get("ios"));
        byte[] delta = download(pathOf(erosCheck(app, first.jsVersion())));
        byte[] archive = manage("/api/apps/" + app + "/export").bytes();
        asked = node;
        Reply back = takeIn(archive);
        assertThat(back.status()).as(back.toString()).isEqualTo(201);
        back.json().path("created").forEach(id -> finishedDeltasOf(app, id.asString()));
        await().untilAsserted(() ->
                assertThat(download(pathOf(erosCheck(app, first.jsVersion())))).isEqualTo(delta));
        assertThat(takeIn(archive).status()).as("once more").isEqualTo(200);
    }

    private Reply takeIn(byte[] archive) {
        return send(to("/api/apps/import")
                .header("Authorization", "Bearer " + ADMIN)
                .header("Content-Type", "application/x-tar")
                .POST(HttpRequest.BodyPublishers.ofByteArray(archive)));
    }

    /** What devices and people are told of the eros app, without what is each server's own: ids and links. */
    private List<String> neutral() {
        List<String> answers = new ArrayList<>();
        for (String jsVersion : List.of("", FIRST.jsVersion(), SECOND.jsVersion(), THIRD.jsVersion(), "unknown")) {
            for (String device : List.of("device-7", "device-8")) {
                answers.add(erosCheck(APP, jsVersion, "deviceId", device).text());
                answers.add(manage("/api/apps/" + APP + "/explain?platform=ios&version=1.0.0&isDiff=1&jsVersion="
                                + jsVersion + "&deviceId=" + device)
                        .text());
            }
        }
        return answers.stream()
                .map(answer -> answer.replaceAll("https?://[^\"]*/app/", "")
                        .replaceAll("(token=|,\"offer\":\")[^\"]*", "")
                        .replaceAll("\"releaseId\":\"[0-9]+\"", "")
                        .replaceAll("release [0-9]+", "release"))
                .toList();
    }
}
