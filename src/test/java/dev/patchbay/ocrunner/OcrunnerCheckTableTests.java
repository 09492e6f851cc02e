package dev.patchbay.ocrunner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Journey;
import dev.patchbay.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The decision table of {@code /api/patch/version}, row by row. */
class OcrunnerCheckTableTests extends Journey {
    private static final byte[] FIRST = OcrunnerJourneyTests.script("first");
    private static final byte[] SECOND = OcrunnerJourneyTests.script("second");

    private String app = "";

    @BeforeEach
    void ownApp() {
        app = newApp();
    }

    private static String md5(byte[] bytes) {
        return DigestUtils.md5Hex(bytes);
    }

    private static void assertStays(Reply reply, String message) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(200);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.json().has("remove")).isFalse();
        assertThat(reply.json().path("update").asBoolean(true)).isFalse();
        assertThat(reply.text("message")).isEqualTo(message);
    }

    private static void assertError(Reply reply, int status, String error) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.text("error")).isEqualTo(error);
        assertThat(reply.json().path("status").asInt()).isEqualTo(status);
        assertThat(reply.json().propertyNames()).contains("type", "title", "detail");
    }

    private void assertUpdateTo(Reply reply, byte[] file) {
        assertThat(urlOf(reply)).startsWith("/api/patch/download/");
        assertThat(reply.text("version")).isEqualTo("1.0.0");
        assertThat(reply.text("jsVersion")).isEqualTo(md5(file));
        assertThat(reply.text("md5")).isEqualTo(md5(file));
        assertThat(reply.text("sha256")).isEqualTo(DigestUtils.sha256Hex(file));
        assertThat(reply.json().path("size").asInt()).isEqualTo(file.length);
        assertThat(reply.json().propertyNames()).contains("priority", "notes", "releaseId", "offer", "download");
        if (!reply.json().path("diff").asBoolean())
            assertThat(download(urlOf(reply))).isEqualTo(file);
    }

    @Test
    void withoutAVersionItIsRequired() {
        assertError(patchCheckWith(Map.of("appName", app)), 400, "version required");
        assertError(patchCheckWith(Map.of("appName", app, "version", " ")), 400, "version required");
        for (String nothing : List.of("", "null", "{}")) {
            assertError(
                    send(to("/api/patch/version")
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(nothing))),
                    400,
                    "version required");
        }
    }

    @Test
    void whatIsNoVersionIsInvalid() {
        for (String version : new String[] {"latest", "1.2.3.4.5", "1.2-", "-1", "1234567890"}) {
            assertError(patchCheck(app, "version", version), 400, "Invalid version");
        }
    }

    @Test
    void anErrorIsAProblemForWhoeverAsksForOne() {
        Reply reply = send(to("/api/patch/version")
                .header("Content-Type", "application/json")
                .header("Accept", "application/problem+json")
                .POST(BodyPublishers.ofString("{}")));
        assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(reply.text("error")).isEqualTo("version required");
    }

    @Test
    void nothingWasEverPublishedForTheAppAndPlatform() {
        assertStays(patchCheck(app), "No patch published");
        publishPatch(app, FIRST, "1.0.0");
        assertStays(patchCheck(app, "platform", "android"), "No patch published");
    }

    @Test
    void aDraftWasNeverPublished() {
        publishPatch(app, FIRST, "1.0.0", "draft", "true");
        assertStays(patchCheck(app), "No patch published");
    }

    @Test
    void noReleaseFitsTheVersion() {
        publishPatch(app, FIRST, "1.0.0");
        assertError(patchCheck(app, "version", "1.0.1"), 400, "Invalid version");
        assertUpdateTo(patchCheck(app, "version", "0.9"), FIRST);
    }

    @Test
    void theNewestIsUpToDate() {
        publishPatch(app, FIRST, "1.0.0");
        publishPatch(app, SECOND, "1.0.0");
        assertStays(patchCheck(app, "md5", md5(SECOND)), "Already up-to-date patch");
        assertStays(patchCheck(app, "md5", md5(SECOND).toUpperCase(Locale.ROOT)), "Already up-to-date patch");
    }

    @Test
    void aNewerOneThatWasPausedOrWithdrawnIsUpToDate() {
        publishPatch(app, FIRST, "1.0.0");
        String id = publishPatch(app, SECOND, "1.0.0");
        verb(app, id, "pause");
        assertStays(patchCheck(app, "md5", md5(SECOND)), "Already up-to-date patch");
        verb(app, id, "withdraw");
        assertStays(patchCheck(app, "md5", md5(SECOND)), "Already up-to-date patch");
        assertUpdateTo(patchCheck(app), FIRST);
    }

    @Test
    void oneThatWasRolledBackIsRemovedWhereNothingOlderIs() {
        String id = publishPatch(app, FIRST, "1.0.0");
        verb(app, id, "rollback");
        Reply reply = patchCheck(app, "md5", md5(FIRST));
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("update").asBoolean(true)).isFalse();
        assertThat(reply.json().path("remove").asBoolean()).isTrue();
        assertThat(reply.text("message")).isNotBlank();
        assertStays(patchCheck(app), "No patch available");
    }

    @Test
    void releasesFitButNoneIsOfferable() {
        String id = publishPatch(app, FIRST, "1.0.0");
        patch(app, id, Map.of("rollout", 0));
        assertStays(patchCheck(app), "No patch available");
        verb(app, id, "withdraw");
        assertStays(patchCheck(app), "No patch available");
    }

    @Test
    void noIntactBytesAreLeft() throws IOException {
        publishPatch(app, OcrunnerJourneyTests.script("lost " + app), "1.0.0");
        String sha256 = patchCheck(app).text("sha256");
        Path blob = home().resolve("blobs").resolve(sha256.substring(0, 2)).resolve(sha256);
        byte[] bytes = Files.readAllBytes(blob);
        Files.write(blob, new byte[] {1, 2, 3});

        assertError(patchCheck(app), 500, "Patch file not found");

        Files.delete(blob);
        assertError(patchCheck(app), 500, "Patch file not found");
        assertThat(upload(app, bytes, "platform", "ios", "version", "1.0.0").status())
                .as("the same file again heals it")
                .isEqualTo(200);
        assertUpdateTo(patchCheck(app), bytes);
    }

    @Test
    void otherwiseThereIsAnUpdate() {
        publishPatch(app, FIRST, "1.0.0");
        String id = publishPatch(app, SECOND, "1.0.0", "priority", "idle", "notes", "Faster lists");
        finishedDeltasOf(app, id);
        assertUpdateTo(patchCheck(app), SECOND);
        assertUpdateTo(patchCheck(app, "md5", md5(FIRST)), SECOND);
        assertUpdateTo(patchCheck(app, "md5", "not known here", "isDiff", true), SECOND);
        Reply delta = patchCheck(app, "md5", md5(FIRST), "isDiff", true);
        assertUpdateTo(delta, SECOND);
        assertThat(delta.json().path("diff").asBoolean()).isTrue();
        assertThat(delta.text("priority")).isEqualTo("idle");
        assertThat(delta.text("notes")).isEqualTo("Faster lists");
        assertThat(delta.text("releaseId")).isEqualTo(id);
    }

    @Test
    void whereThereAreSeveralAppsTheNameMustBeSaid() {
        publishPatch(app, FIRST, "1.0.0");
        publishPatch(newApp(), FIRST, "1.0.0");
        assertError(patchCheckWith(Map.of("version", "1.0.0")), 400, "appName required");
    }
}
