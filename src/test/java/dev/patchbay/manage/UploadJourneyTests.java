package dev.patchbay.manage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What {@code POST /api/apps/{app}/releases} accepts and refuses, and what it leaves behind. */
class UploadJourneyTests extends Journey {
    @Autowired
    private JdbcTemplate jdbc;

    private String app = "";

    @BeforeEach
    void ownApp() {
        app = newApp();
    }

    private ErosZip zip(int number) {
        return ErosZip.of(app, "words " + number).at(time(number));
    }

    /** Everything that an upload could leave. */
    private record Kept(List<Long> rows, int blobs) {}

    private Kept kept() {
        awaitJobsThatStoreBlobs();
        List<Long> rows = List.of("apps", "releases", "known_contents", "deltas").stream()
                .map(table -> jdbc.queryForObject("select count(*) from " + table, Long.class))
                .toList();
        return new Kept(rows, filesBelow(home().resolve("blobs")).size());
    }

    private static void awaitNoTemporaryFiles() {
        await().untilAsserted(
                        () -> assertThat(filesBelow(home().resolve("tmp"))).isEmpty());
    }

    private void assertNothingComesOf(Reply reply, Kept before, int status, String problem) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.problem()).as(reply.toString()).isEqualTo(problem);
        assertThat(kept()).isEqualTo(before);
        awaitNoTemporaryFiles();
    }

    private static JsonNode first(Reply reply) {
        return reply.json().path("releases").path(0);
    }

    @Test
    void oneUploadMakesOneReleaseForEachPlatform() {
        Reply reply = upload(app, zip(1).bytes(), "notes", "First", "priority", "idle", "rollout", "12.5");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        assertThat(reply.json().path("warnings").isArray()).isTrue();
        assertThat(reply.json().path("releases").size()).isEqualTo(2);
        String id = first(reply).path("id").asString();
        assertThat(reply.header("Location")).endsWith("/api/apps/" + app + "/releases/" + id);
        for (JsonNode release : reply.json().path("releases")) {
            assertThat(release.path("appName").asString()).isEqualTo(app);
            assertThat(release.path("platform").asString()).isIn("android", "ios");
            assertThat(release.path("version").asString()).isEqualTo("1.0.0");
            assertThat(release.path("match").asString()).isEqualTo("exact");
            assertThat(release.path("jsVersion").asString()).isEqualTo(zip(1).jsVersion());
            assertThat(release.path("originalJsVersion").isNull()).isTrue();
            assertThat(release.path("timestamp").asLong()).isEqualTo(time(1));
            assertThat(release.path("state").asString()).isEqualTo("published");
            assertThat(release.path("rollout").asDouble()).isEqualTo(12.5);
            assertThat(release.path("priority").asString()).isEqualTo("idle");
            assertThat(release.path("notes").asString()).isEqualTo("First");
            assertThat(release.path("packaging").asString()).isEqualTo("as-is");
            assertThat(release.path("full").path("sha256").asString()).isEqualTo(DigestUtils.sha256Hex(zip(1).bytes()));
        }
    }

    @Test
    void onlyThePlatformsThatAreNamedGetARelease() {
        assertThat(publish(app, zip(1).bytes(), "platform", "iOS")).containsOnlyKeys("ios");
        assertThat(resCode(get("/app/check?appName=" + app + "&android=1.0.0"))).isEqualTo(4001);
    }

    @Test
    void deltaRowsArePendingWhenTheUploadIsAnswered() {
        publish(app, zip(1).bytes(), "platform", "ios");
        Reply reply = upload(app, zip(2).bytes(), "platform", "ios");
        JsonNode deltas = first(reply).path("deltas");
        assertThat(deltas.path("pending").asInt() + deltas.path("ready").asInt())
                .as(reply.toString())
                .isEqualTo(1);
        String id = first(reply).path("id").asString();
        JsonNode delta = finishedDeltasOf(app, id).get(0);
        assertThat(delta.path("from").asString()).isEqualTo(zip(1).jsVersion());
        assertThat(delta.path("name").asString())
                .isEqualTo(DigestUtils.md5Hex(zip(1).jsVersion() + zip(2).jsVersion()));
        assertThat(delta.path("state").asString()).isEqualTo("ready");
        assertThat(delta.path("ratio").asDouble()).isBetween(0.0001, 0.9);
        assertThat(delta.path("sha256").asString()).hasSize(64);
    }

    @Test
    void theSameBytesAgainChangeNothing() {
        Reply once = upload(app, zip(1).bytes());
        Kept before = kept();
        Reply again = upload(app, zip(1).bytes(), "notes", "Said differently");
        assertThat(again.status()).isEqualTo(200);
        assertThat(first(again).path("id")).isEqualTo(first(once).path("id"));
        assertThat(first(again).path("notes").asString()).isEmpty();
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void theSameStoredBytesAgainChangeNothing() {
        assertThat(upload(app, zip(1).bytes(), "packaging", "stored").status()).isEqualTo(201);
        Kept before = kept();
        assertThat(upload(app, zip(1).bytes(), "packaging", "stored").status()).isEqualTo(200);
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void theSameSourcesPackedAgainAreAConflict() {
        publish(app, zip(1).bytes());
        Kept before = kept();
        Reply reply = upload(app, zip(1).packedAgain().bytes());
        assertNothingComesOf(reply, before, 409, "release-conflict");
        assertThat(reply.text("detail")).contains("packed twice", "embedded=true");
    }

    @Test
    void aConflictOnOnePlatformLeavesNothingOnTheOther() {
        publish(app, zip(1).bytes(), "platform", "ios");
        Kept before = kept();
        assertNothingComesOf(upload(app, zip(1).packedAgain().bytes()), before, 409, "release-conflict");
    }

    @Test
    void whatShipsInsideTheStoreBuildIsASecondContent() {
        publish(app, zip(1).bytes(), "platform", "ios");
        Reply reply = upload(app, zip(1).packedAgain().bytes(), "embedded", "true", "platform", "ios");
        assertThat(reply.status()).as(reply.toString()).isEqualTo(201);
        assertThat(reply.json().path("warnings").toString()).contains("Two contents");
        String newest = publish(app, zip(2).bytes()).get("ios");
        assertThat(finishedDeltasOf(app, newest))
                .allSatisfy(delta -> assertThat(delta.path("state").asString()).isEqualTo("skipped"));
        assertThat(upload(app, zip(1).packedAgain().bytes(), "embedded", "true", "platform", "ios")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anEmbeddedPackageIsOfferedToNobodyButIsABase() throws Exception {
        Reply reply = upload(app, zip(1).bytes(), "embedded", "true");
        assertThat(first(reply).path("embedded").asBoolean()).isTrue();
        assertThat(resCode(erosCheck(app, ""))).isEqualTo(4001);
        String newest = publish(app, zip(2).bytes()).get("ios");
        finishedDeltasOf(app, newest);
        Reply check = erosCheck(app, zip(1).jsVersion());
        assertThat(check.json().path("data").path("diff").asBoolean()).isTrue();
    }

    @Test
    void anEmbeddedPackageThatComesLateIsABaseToo() {
        String newest = publish(app, zip(2).bytes()).get("ios");
        upload(app, zip(1).bytes(), "embedded", "true");
        assertThat(finishedDeltasOf(app, newest))
                .singleElement()
                .satisfies(delta -> assertThat(delta.path("state").asString()).isEqualTo("ready"));
    }

    @Test
    void aPackageNoNewerThanTheNewestIsAcceptedWithAWarning() {
        publish(app, zip(2).bytes());
        Reply reply = upload(app, zip(1).bytes());
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().path("warnings").toString()).contains("will not be offered");
        assertThat(pathOf(erosCheck(app, ""))).contains(zip(2).jsVersion());
    }

    @Test
    void refusesWhatIsWrongAndKeepsNothingOfIt() throws IOException {
        Kept before = kept();
        byte[] good = zip(1).bytes();
        byte[] cut = Arrays.copyOf(good, good.length - 30);
        assertNothingComesOf(upload(app, cut), before, 422, "zip-structure");
        assertNothingComesOf(upload(app, zipOf("../outside.js", "x")), before, 422, "zip-unsafe-path");
        assertNothingComesOf(upload(app, zipOf("a/".repeat(300) + "deep.js", "x")), before, 422, "zip-limits");
        assertNothingComesOf(upload(app, zipOf("md5.json", "{\"appName\":1}")), before, 422, "manifest-invalid");
        assertNothingComesOf(upload(app, zip(1).claiming("0".repeat(32)).bytes()), before, 422, "manifest-mismatch");
        assertNothingComesOf(upload(app, ErosZip.of("another-app", "x").bytes()), before, 422, "manifest-mismatch");
        assertNothingComesOf(upload(app, good, "priority", "urgent"), before, 422, "field-invalid");
        assertNothingComesOf(upload(app, good, "rollout", "12.345"), before, 422, "field-invalid");
        assertNothingComesOf(upload(app, good, "jsPath", "ftp://files"), before, 422, "field-invalid");
        assertNothingComesOf(upload(app, good, "prority", "idle"), before, 422, "field-invalid");
        assertNothingComesOf(upload(app, "a patch".getBytes(UTF_8)), before, 422, "field-invalid");
        assertNothingComesOf(upload(app, new byte[0], "platform", "ios", "version", "1"), before, 422, "field-invalid");
    }

    @Test
    void theZipIsJudgedBeforeItsManifestAndThatBeforeTheFields() throws IOException {
        Kept before = kept();
        String[] badFields = {"priority", "urgent", "draft", "maybe", "no-such-field", "x"};
        assertNothingComesOf(upload(app, zipOf("../outside.js", "x"), badFields), before, 422, "zip-unsafe-path");
        assertNothingComesOf(upload(app, zipOf("md5.json", "{}"), badFields), before, 422, "manifest-invalid");
        assertNothingComesOf(
                upload(app, ErosZip.of("another-app", "x").bytes(), badFields), before, 422, "manifest-mismatch");
        assertNothingComesOf(upload(app, zip(1).bytes(), badFields), before, 422, "field-invalid");
    }

    @Test
    void tooLargeAPackageIsRefused() {
        Kept before = kept();
        byte[] large = new byte[(int) UPLOAD_LIMIT + 1];
        Reply reply = upload(app, large, "platform", "ios", "version", "1.0.0");
        assertThat(reply.status()).isEqualTo(413);
        assertThat(kept()).isEqualTo(before);
        awaitNoTemporaryFiles();

        byte[] largest = new byte[(int) UPLOAD_LIMIT];
        new Random(3).nextBytes(largest);
        assertThat(upload(app, largest, "platform", "ios", "version", "1.0.0").status())
                .isEqualTo(201);
    }

    @Test
    void anUploaderMayUploadDraftsAndRehearseOnly() {
        String uploader = keyFor("uploader");
        Kept before = kept();
        assertThat(uploadAs(uploader, app, zip(1).bytes()).status()).isEqualTo(403);
        assertThat(uploadAs(uploader, app, zip(1).bytes(), "dryRun", "true").status())
                .isEqualTo(200);
        assertThat(kept()).isEqualTo(before);
        assertThat(uploadAs(uploader, app, zip(1).bytes(), "draft", "true").status())
                .isEqualTo(201);
        assertThat(uploadAs(keyFor("viewer"), app, zip(2).bytes(), "draft", "true")
                        .status())
                .isEqualTo(403);
        assertThat(uploadAs(keyFor("publisher"), app, zip(2).bytes()).status()).isEqualTo(201);
    }

    @Test
    void aRehearsalSaysWhatWouldHappenAndChangesNothing() {
        publish(app, zip(2).bytes());
        Kept before = kept();

        Reply reply = uploadTo("/api/apps/" + app + "/releases?dryRun=true", ADMIN, zip(1).bytes());

        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.json().path("dryRun").asBoolean()).isTrue();
        assertThat(reply.json().path("warnings").toString()).contains("will not be offered");
        assertThat(first(reply).path("jsVersion").asString()).isEqualTo(zip(1).jsVersion());
        assertThat(kept()).isEqualTo(before);
        awaitNoTemporaryFiles();
        Reply conflict = upload(app, zip(2).packedAgain().bytes(), "dryRun", "true");
        assertThat(conflict.status()).isEqualTo(409);
        Reply ofNewApp = upload(newApp(), "a patch".getBytes(UTF_8), "dryRun", "1", "platform", "ios", "version", "1");
        assertThat(ofNewApp.status()).isEqualTo(200);
        assertThat(kept()).isEqualTo(before);
    }

    @Test
    void aDraftIsVisibleToItsAllowListAndPublishedInAnInstant() {
        publish(app, zip(1).bytes(), "platform", "ios");
        Reply upload = upload(app, zip(2).bytes(), "draft", "true", "platform", "ios");
        String id = first(upload).path("id").asString();
        assertThat(first(upload).path("state").asString()).isEqualTo("draft");
        patch(app, id, "{\"allow\":[\"tester\"]}");
        assertThat(finishedDeltasOf(app, id))
                .as("built ahead")
                .singleElement()
                .satisfies(delta -> assertThat(delta.path("state").asString()).isEqualTo("ready"));

        assertThat(pathOf(erosCheck(app, ""))).contains(zip(1).jsVersion());
        assertThat(pathOf(erosCheck(app, "", "deviceId", "tester"))).contains(zip(2).jsVersion());

        assertThat(verb(app, id, "publish").status()).isEqualTo(200);
        Reply check = erosCheck(app, zip(1).jsVersion());
        assertThat(check.json().path("data").path("diff").asBoolean()).isTrue();
    }

    @Test
    void aDraftMovesToAnotherVersionWithoutANewUpload() {
        publish(app, zip(1).forVersion("iOS", "2.0.0").bytes(), "platform", "ios");
        String draft =
                publish(app, zip(2).bytes(), "draft", "true", "platform", "ios").get("ios");
        assertThat(deltasOf(app, draft)).isEmpty();

        Reply moved = patch(app, draft, "{\"version\":\"2.0.0\",\"match\":\"at-least\"}");

        assertThat(moved.text("version")).isEqualTo("2.0.0");
        assertThat(moved.text("match")).isEqualTo("at-least");
        assertThat(finishedDeltasOf(app, draft)).hasSize(1);
        verb(app, draft, "publish");
        assertThat(patch(app, draft, "{\"version\":\"3.0.0\"}").status()).isEqualTo(409);
        assertThat(erosCheck(app, zip(1).jsVersion(), "iOS", "2.0.0")
                        .json()
                        .path("data")
                        .path("diff")
                        .asBoolean())
                .isTrue();
        assertThat(pathOf(erosCheck(app, "", "iOS", "2.1"))).contains(zip(2).jsVersion());
    }

    @Test
    void aDraftThatIsPublishedLateGetsDeltasFromWhatCameBetween() {
        byte[] before = "a patch that stays mostly as it is. ".repeat(300).getBytes(UTF_8);
        byte[] draft = ("1" + new String(before, UTF_8)).getBytes(UTF_8);
        byte[] between = ("2" + new String(before, UTF_8)).getBytes(UTF_8);
        String draftId = publishPatch(app, draft, "1.0.0", "draft", "true");
        publishPatch(app, between, "1.0.0");
        verb(app, draftId, "publish");
        finishedDeltasOf(app, draftId);
        Reply check = patchCheck(app, "md5", DigestUtils.md5Hex(between), "isDiff", true);
        assertThat(check.text("jsVersion")).isEqualTo(DigestUtils.md5Hex(draft));
        assertThat(deltasOf(app, draftId)).hasSize(1);
    }

    @Test
    void refusesBytesForAReleaseWhoseFilesLieElsewhereAndKeepsNoneOfThem() {
        Reply added = announce(
                "appName",
                app,
                "iOS",
                "1.0.0",
                "jsVersion",
                zip(1).jsVersion(),
                "timestamp",
                "1",
                "jsPath",
                "https://files.example.com/app");
        assertThat(added.status()).as(added.toString()).isEqualTo(200);
        Kept before = kept();
        assertNothingComesOf(upload(app, zip(1).bytes()), before, 409, "state-conflict");
    }

    private static byte[] zipOf(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content.getBytes(UTF_8));
            zip.closeEntry();
        }
        return bytes.toByteArray();
    }
}
