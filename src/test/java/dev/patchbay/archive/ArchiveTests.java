package dev.patchbay.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Archives of apps, and what looks like one. A package that is no eros package does not name its app, so that an archive with another
 * name in its list stands for one from another server; {@code MoveJourneyTests} has two servers.
 */
class ArchiveTests extends Journey {
    private static final JsonMapper JSON = new JsonMapper();

    @Autowired
    private JdbcTemplate database;

    private byte[] patch(String app, String words) {
        return ("// " + app + " " + words + "\n").repeat(50).getBytes(UTF_8);
    }

    private byte[] export(String app) {
        Reply reply = manage("/api/apps/" + app + "/export");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/x-tar");
        return reply.bytes();
    }

    private Reply takeIn(byte[] archive) {
        return takeIn(archive, ADMIN);
    }

    private Reply takeIn(byte[] archive, String key) {
        return send(to("/api/apps/import")
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/x-tar")
                .POST(BodyPublishers.ofByteArray(archive)));
    }

    /** An app with something of everything that a patch can have. */
    private String appWithHistory() {
        String app = newApp();
        publishPatch(app, patch(app, "one"), "1.0.0", "notes", "第一");
        String second = publishPatch(app, patch(app, "two"), "1.0.0", "rollout", "30");
        patch(
                app,
                second,
                Map.of("allow", List.of("device-1", "device-2"), "tags", Map.of("channel", List.of("beta"))));
        String third = publishPatch(app, patch(app, "three"), "1.0.0");
        patch(
                app,
                third,
                Map.of("plan", Map.of("steps", List.of(Map.of("rollout", 10, "soak", "4h"), Map.of("rollout", 100)))));
        String bad = publishPatch(app, patch(app, "bad"), "1.0.0");
        verb(app, bad, "withdraw");
        publishPatch(app, patch(app, "next"), "2.0.0", "draft", "true");
        Reply ruled = manage(
                "PATCH",
                "/api/apps/" + app,
                Map.of("halt", Map.of("action", "pause", "maxFailureRate", 5, "minDevices", 15)));
        assertThat(ruled.status()).as(ruled.toString()).isEqualTo(200);
        return app;
    }

    /** Its releases, without the numbers that are this server's own. */
    private List<String> releasesOf(String app) {
        List<String> releases = new ArrayList<>();
        manage("/api/apps/" + app + "/releases").json().path("items").forEach(release -> {
            ObjectNode one = (ObjectNode) settled(release);
            assertThat(finishedDeltasOf(app, one.path("id").asString()))
                    .noneMatch(delta -> delta.path("state").asString().equals("failed"));
            one.remove(List.of("id", "appName", "plan"));
            releases.add(one.toString());
        });
        return releases;
    }

    @Test
    void anAppIsTheSameWhereItComesTo() {
        String app = appWithHistory();
        OpenedArchive archive = new OpenedArchive(export(app));
        String copy = newApp();
        archive.list().put("app", copy);

        Reply imported = takeIn(archive.closed());

        assertThat(imported.status()).as(imported.toString()).isEqualTo(201);
        assertThat(imported.json().path("created")).hasSize(5);
        assertThat(releasesOf(copy)).isEqualTo(releasesOf(app));
        assertThat(answersOf(copy, app)).isEqualTo(answersOf(app, app));
        assertThat(manage("/api/apps/" + copy).json().path("halt"))
                .isEqualTo(manage("/api/apps/" + app).json().path("halt"));
        JsonNode third =
                manage("/api/apps/" + copy + "/releases?state=published").json();
        assertThat(third.toString()).contains("\"plan\"", "\"running\"");
        assertThat(manage("/api/audit?action=app.exported&app=" + app).json().path("items"))
                .hasSize(1);
        assertThat(manage("/api/audit?action=app.imported&app=" + copy).json().path("items"))
                .hasSize(1);
        assertThat(manage("/api/audit?action=release.imported&app=" + copy)
                        .json()
                        .path("items"))
                .hasSize(5);
        for (String action : List.of("app.halt", "plan.set")) {
            assertThat(manage("/api/audit?action=" + action + "&app=" + copy)
                            .json()
                            .path("items"))
                    .as(action)
                    .hasSize(1);
        }
        assertThat(manage("/api/audit/verify").json().path("whole").asBoolean()).isTrue();

        Reply again = takeIn(archive.closed());
        assertThat(again.status()).as(again.toString()).isEqualTo(200);
        assertThat(again.json().path("created")).isEmpty();
        assertThat(again.json().path("known").asInt()).isEqualTo(5);
        assertThat(manage("/api/audit?action=app.imported&app=" + copy).json().path("items"))
                .as("nothing came of it")
                .hasSize(1);
        database.update("delete from halt_rules where app_name = ?", copy);
        assertThat(takeIn(archive.closed()).status()).isEqualTo(200);
        assertThat(manage("/api/audit?action=app.imported&app=" + copy).json().path("items"))
                .as("the rule came")
                .hasSize(2);
    }

    /** Which content each of many devices gets, with and without one that it has. */
    private List<String> answersOf(String app, String wordsOf) {
        List<String> answers = new ArrayList<>();
        for (int device = 0; device < 40; device++) {
            for (byte[] held : List.of(new byte[0], patch(wordsOf, "one"))) {
                ObjectNode answer = (ObjectNode) patchCheck(
                                app,
                                "deviceId",
                                "device-" + device,
                                "md5",
                                DigestUtils.md5Hex(held),
                                "isDiff",
                                true,
                                "tags",
                                device % 2 == 0 ? Map.of("channel", "beta") : Map.of())
                        .json();
                answer.remove(List.of("url", "offer", "nextCheckAfter", "releaseId"));
                answers.add(answer.toString());
            }
        }
        assertThat(answers.stream().distinct().count()).isGreaterThan(2);
        return answers;
    }

    @Test
    void onlyAnAdminOfAllAppsImports() {
        String app = newApp();
        publishPatch(app, patch(app, "one"), "1.0.0");
        byte[] archive = export(app);
        assertThat(takeIn(archive, keyFor("publisher")).status()).isEqualTo(403);
        assertThat(get("/api/apps/" + app + "/export", "Authorization", "Bearer " + keyFor("publisher"))
                        .status())
                .isEqualTo(403);
        Reply headers = send(to("/api/apps/" + app + "/export")
                .header("Authorization", "Bearer " + ADMIN)
                .method("HEAD", BodyPublishers.noBody()));
        assertThat(headers.status()).isEqualTo(405);
        assertThat(manage("/api/audit?action=app.exported&app=" + app).json().path("items"))
                .as("only what was handed out")
                .hasSize(1);
        assertThat(manage("/api/apps/no-such-app/export").problem()).isEqualTo("unknown-app");
        assertThat(manage("POST", "/api/apps/import", "{}").status()).isEqualTo(415);
    }

    @Test
    void otherBytesForAReleaseThatIsHereAreAConflict() {
        String app = newApp();
        ErosZip zip = ErosZip.of(app, "one").at(time(1));
        publish(app, zip.bytes(), "platform", "ios");
        byte[] archive = export(app);
        forget(app);
        String id = publish(app, zip.packedAgain().bytes(), "platform", "ios").get("ios");

        Reply refused = takeIn(archive);

        assertThat(refused.status()).as(refused.toString()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("release-conflict");
        assertThat(refused.text("detail")).contains(id).contains(zip.jsVersion());
    }

    @Test
    void anErosAppComesBackWithItsDeltasBuiltAnew() {
        String app = newApp();
        ErosZip first = ErosZip.of(app, "one").at(time(1));
        publish(app, first.bytes(), "packaging", "stored");
        String second = publish(app, ErosZip.of(app, "two").at(time(2)).bytes(), "packaging", "stored")
                .get("ios");
        finishedDeltasOf(app, second);
        JsonNode before = erosCheck(app, first.jsVersion()).json();
        byte[] archive = export(app);
        forget(app);

        Reply imported = takeIn(archive);

        assertThat(imported.status()).as(imported.toString()).isEqualTo(201);
        imported.json().path("created").forEach(id -> finishedDeltasOf(app, id.asString()));
        JsonNode after = erosCheck(app, first.jsVersion()).json();
        for (JsonNode answer : List.of(before, after))
            ((ObjectNode) answer.path("data")).remove(List.of("path", "offer"));
        assertThat(after).isEqualTo(before);
    }

    /** As if this were a server that never had the app. */
    private void forget(String app) {
        String releases = " in (select id from releases where app_name = ?)";
        database.update("delete from deltas where release_id" + releases, app);
        for (String table : List.of("known_contents", "report_counts", "report_sketches", "plans", "statements")) {
            database.update("delete from " + table + " where release_id" + releases, app);
        }
        database.update("delete from releases where app_name = ?", app);
    }

    private static final String MADE_UP = "made-up";

    private static Arguments refused(String what, String problem, Consumer<OpenedArchive> change) {
        return Arguments.of(what, problem, change);
    }

    static Stream<Arguments> lies() {
        String invalid = "archive-invalid";
        return Stream.of(
                refused("of another version", invalid, one -> one.list().put("format", 2)),
                refused("a member too many", invalid, one -> one.list().put("secret", 1)),
                refused("a member too few", invalid, one -> one.list().remove("releases")),
                refused("no name", invalid, one -> one.list().put("app", "../x")),
                refused("no text", invalid, one -> one.list().put("app", 7)),
                refused(
                        "a null where none may be",
                        invalid,
                        one -> one.release(0).putNull("notes")),
                refused(
                        "a release twice",
                        invalid,
                        one -> ((ArrayNode) one.list().path("releases"))
                                .add(one.release(0).deepCopy())),
                refused("two things of one file", invalid, one -> {
                    ObjectNode other = one.release(0).deepCopy();
                    other.put("version", "9.9.9");
                    ((ObjectNode) other.path("full")).put("size", 5);
                    ((ArrayNode) one.list().path("releases")).add(other);
                }),
                refused(
                        "a platform that none is",
                        invalid,
                        one -> one.release(0).put("platform", "windows")),
                refused("a state that none is", invalid, one -> one.release(0).put("state", "live")),
                refused("a share above all", invalid, one -> one.release(0).put("rollout", 10_001)),
                refused("a broken share", invalid, one -> one.release(0).put("rollout", 0.5)),
                refused("a salt that is none", invalid, one -> one.release(0).put("salt", "x")),
                refused("notes that ring", invalid, one -> one.release(0).put("notes", "\u0007")),
                refused(
                        "a name that breaks a line",
                        invalid,
                        one -> one.release(0).put("createdBy", "a\nb")),
                refused(
                        "a device that none is",
                        invalid,
                        one -> one.release(0).putArray("allow").add("two words")),
                refused("no bytes and no path", invalid, one -> one.release(0).putNull("full")),
                refused("a path that is none", invalid, one -> one.release(0).put("jsPath", "file:///etc")),
                refused(
                        "a draft that was published",
                        invalid,
                        one -> one.release(0).put("state", "draft")),
                refused(
                        "rolled back and published",
                        invalid,
                        one -> one.release(0).put("rolledBack", true)),
                refused(
                        "embedded and withdrawn",
                        invalid,
                        one -> one.release(0).put("embedded", true).put("state", "withdrawn")),
                refused("a plan without that step", invalid, one -> plan(one, 2, "1000:1", "10000:")),
                refused("a plan that falls", invalid, one -> plan(one, 0, "5000:1", "1000:")),
                refused("a step that is none", invalid, one -> plan(one, 0, "1000")),
                refused("a step of words", invalid, one -> plan(one, 0, "ten:four")),
                refused("made at no time", invalid, one -> one.list().put("madeAt", "today")),
                refused("made by nobody ever", invalid, one -> one.release(0).putNull("createdAt")),
                refused("made in no age", invalid, one -> one.release(0).put("createdAt", "+200000-01-01T00:00:00Z")),
                refused("the same bytes twice", invalid, one -> {
                    ObjectNode other =
                            JSON.createObjectNode().put("origin", "former").put("jsVersion", "0".repeat(32));
                    other.set("bytes", one.release(0).path("full").deepCopy());
                    one.release(0).putArray("others").add(other).add(other.deepCopy());
                }),
                refused(
                        "no document",
                        invalid,
                        one -> one.list().putArray("keys").add(signed("{}").putNull("document"))),
                refused(
                        "a name too long for anybody",
                        invalid,
                        one -> one.list().putArray("keys").add(signed("{}").put("addedBy", "a".repeat(101)))),
                refused(
                        "a rule for nobody",
                        invalid,
                        one -> one.list()
                                .putObject("halt")
                                .put("action", "pause")
                                .put("maxFailureRate", 100)
                                .put("minDevices", 0)),
                refused(
                        "a size that is not so",
                        invalid,
                        one -> ((ObjectNode) one.release(0).path("full")).put("size", 5)),
                refused(
                        "a negative size",
                        invalid,
                        one -> ((ObjectNode) one.release(0).path("full")).put("size", -5)),
                refused(
                        "more than is allowed",
                        invalid,
                        one -> ((ObjectNode) one.release(0).path("full")).put("size", 1L << 50)),
                refused("more than can be counted", invalid, one -> {
                    for (String ghost : List.of("a", "b")) {
                        ObjectNode other = one.release(0).deepCopy();
                        other.put("version", "9.9." + (ghost.equals("a") ? 1 : 2));
                        ((ObjectNode) other.path("full"))
                                .put("sha256", ghost.repeat(64))
                                .put("size", Long.MAX_VALUE);
                        ((ArrayNode) one.list().path("releases")).add(other);
                    }
                }),
                refused(
                        "an md5 that is not so",
                        invalid,
                        one -> ((ObjectNode) one.release(0).path("full")).put("md5", "0".repeat(32))),
                refused("a file that is missing", invalid, one -> one.members().remove(one.firstFile())),
                refused("a file too many", invalid, one -> one.members().put("blobs/" + "0".repeat(64), new byte[1])),
                refused("a file of another name", invalid, one -> one.members().put("../../evil", new byte[1])),
                refused("a name too long", invalid, one -> one.members().put("blobs/" + "a".repeat(200), new byte[1])),
                refused("other bytes", invalid, one -> one.members().get(one.firstFile())[0] ^= 1),
                refused(
                        "of the day after tomorrow",
                        "field-invalid",
                        one -> one.release(0).put("timestamp", System.currentTimeMillis() * 2)),
                refused(
                        "another jsVersion",
                        "manifest-mismatch",
                        one -> one.release(0).put("jsVersion", "0".repeat(32))),
                refused(
                        "an eros package that is none",
                        "manifest-mismatch",
                        one -> one.release(0).put("eros", true)),
                refused(
                        "keys that are none",
                        "keys-invalid",
                        one -> one.list().putArray("keys").add(signed("{}"))),
                refused(
                        "a statement that is none",
                        "statement-invalid",
                        one -> one.release(0).putArray("statements").add(signed("{}"))),
                refused(
                        "a document that is no base64",
                        "statement-invalid",
                        one -> one.release(0)
                                .putArray("statements")
                                .add(signed("{}").put("document", "*"))));
    }

    private static void plan(OpenedArchive archive, int step, String... steps) {
        ObjectNode plan = archive.release(0).putObject("plan");
        ArrayNode all = plan.putArray("steps");
        for (String one : steps) all.add(one);
        plan.putNull("maxFailureRate").put("minDevices", 0).put("step", step);
    }

    private static ObjectNode signed(String document) {
        ObjectNode signed = JSON.createObjectNode();
        signed.put("document", Base64.getEncoder().encodeToString(document.getBytes(UTF_8)));
        signed.putObject("signatures").put("a", "AAAA");
        return signed.put("addedAt", "2030-01-31T12:00:00Z").put("addedBy", "somebody");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void anArchiveThatLiesIsRefusedAndLeavesNothing(String what, String problem, Consumer<OpenedArchive> change) {
        OpenedArchive archive = ofASmallApp();
        change.accept(archive);
        refuses(archive.closed(), problem);
    }

    private static OpenedArchive small;

    /** Under a name that is nobody's. */
    private OpenedArchive ofASmallApp() {
        if (small == null) {
            String app = newApp();
            publishPatch(app, patch(app, "one"), "1.0.0");
            publishPatch(app, patch(app, "two"), "1.0.0");
            small = new OpenedArchive(export(app));
            forget(app);
            small.list().put("app", MADE_UP);
        }
        return new OpenedArchive(small.closed());
    }

    private void refuses(byte[] archive, String problem) {
        awaitJobsThatStoreBlobs();
        List<Path> before = filesBelow(home().resolve("blobs"));
        Reply refused = takeIn(archive);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
        assertThat(refused.problem()).as(refused.toString()).isEqualTo(problem);
        assertThat(refused.text("detail")).doesNotContain("Exception", "dev.patchbay");
        assertThat(manage("/api/apps/" + MADE_UP + "/releases").status()).isEqualTo(404);
        assertThat(filesBelow(home().resolve("blobs"))).isEqualTo(before);
        // those that jobs of other apps write go by themselves
        await().until(() -> filesBelow(home().resolve("tmp")).stream()
                .noneMatch(file -> file.getFileName().toString().startsWith("spool-")));
        assertThat(database.queryForObject("select count(*) from trust_keys where app_name = ?", Long.class, MADE_UP))
                .isZero();
    }

    @Test
    void whatIsNoArchiveIsRefused() throws IOException {
        byte[] good = ofASmallApp().closed();
        for (byte[] bad : List.of(
                new byte[0],
                "no tar".repeat(200).getBytes(UTF_8),
                new byte[1024],
                OpenedArchive.tar(Map.of("readme", new byte[3])),
                OpenedArchive.tar(Map.of("app.json", "[]".getBytes(UTF_8))),
                OpenedArchive.tar(Map.of("app.json", "{".getBytes(UTF_8))),
                OpenedArchive.tar(Map.of("app.json", "[".repeat(50_000).getBytes(UTF_8))),
                Arrays.copyOf(good, 700),
                Arrays.copyOf(good, good.length / 2),
                withLink(good),
                followedBy(good, new byte[] {1}),
                followedBy(good, good))) {
            refuses(bad, "archive-invalid");
        }
        for (int at : new int[] {0, 124, 150, 156, 257, 345}) {
            byte[] bent = good.clone();
            bent[at] ^= 4;
            refuses(bent, "archive-invalid");
        }
    }

    private static byte[] followedBy(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] withLink(byte[] archive) throws IOException {
        OpenedArchive opened = new OpenedArchive(archive);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            byte[] list = JSON.writeValueAsBytes(opened.list());
            TarArchiveEntry entry = new TarArchiveEntry("app.json");
            entry.setSize(list.length);
            tar.putArchiveEntry(entry);
            tar.write(list);
            tar.closeArchiveEntry();
            TarArchiveEntry link = new TarArchiveEntry(opened.firstFile(), TarConstants.LF_SYMLINK);
            link.setLinkName("/etc/passwd");
            tar.putArchiveEntry(link);
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }
}
