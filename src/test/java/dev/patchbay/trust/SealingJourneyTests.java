package dev.patchbay.trust;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Patched;
import dev.patchbay.Reply;
import dev.patchbay.client.AppKeys;
import dev.patchbay.client.Refused;
import dev.patchbay.client.UnsealingInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Apps that opted in, and devices that ask for sealed bytes, beside those that do not. */
class SealingJourneyTests extends Journey {
    private static final byte[] FIRST = script("first");
    private static final byte[] SECOND = script("second");

    private static byte[] script(String words) {
        byte[] much = new byte[150_000];
        new Random(11).nextBytes(much);
        ByteArrayOutputStream script = new ByteArrayOutputStream();
        script.writeBytes(much);
        script.writeBytes(words.getBytes(UTF_8));
        return script.toByteArray();
    }

    /** Makes a version of the app's key, as its build would have it. */
    private byte[] newKey(String app, int version) {
        Reply made = manage("POST", "/api/apps/" + app + "/sealing/keys", "{}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        assertThat(made.header("Cache-Control")).isEqualTo("no-store");
        assertThat(made.json().path("version").asInt()).isEqualTo(version);
        return Base64.getDecoder().decode(made.text("key"));
    }

    private static byte[] open(byte[] sealed, JsonNode how, int version, byte[] appKey) throws IOException {
        byte[] wrapped = Base64.getDecoder().decode(how.path("wrappedKey").asString());
        assertThat(how.path("format").asInt()).isEqualTo(1);
        assertThat(how.path("keyVersion").asInt()).isEqualTo(version);
        byte[] dataKey = new AppKeys(Map.of(version, appKey)).open(version, wrapped);
        try (InputStream in = new UnsealingInputStream(new ByteArrayInputStream(sealed), dataKey)) {
            byte[] plain = in.readAllBytes();
            assertThat(how.path("size").asInt()).isEqualTo(plain.length);
            assertThat(how.path("sha256").asString()).isEqualTo(DigestUtils.sha256Hex(plain));
            return plain;
        }
    }

    private static void assertDescribes(JsonNode download, byte[] bytes) {
        assertThat(download.path("size").asInt()).isEqualTo(bytes.length);
        assertThat(download.path("sha256").asString()).isEqualTo(DigestUtils.sha256Hex(bytes));
    }

    @Test
    void ocrunnerDevicesThatAskGetSealedBytesFullAndByDelta() throws Exception {
        String app = newApp();
        byte[] key = newKey(app, 1);
        publishPatch(app, FIRST, "1.0.0");
        finishedDeltasOf(app, publishPatch(app, SECOND, "1.0.0"));
        String held = DigestUtils.md5Hex(FIRST);

        Reply full = patchCheck(app, "sealed", true, "sealedKeys", List.of(1, 9));
        byte[] sealed = download(urlOf(full));
        assertDescribes(full.json().path("download"), sealed);
        assertThat(open(sealed, full.json().path("sealed"), 1, key)).isEqualTo(SECOND);
        assertThat(full.text("sha256")).as("of the package").isEqualTo(DigestUtils.sha256Hex(SECOND));

        Reply delta = patchCheck(app, "md5", held, "isDiff", true, "sealed", true);
        byte[] sealedDelta = download(urlOf(delta));
        assertThat(delta.json().path("diff").asBoolean()).isTrue();
        assertThat(sealedDelta.length).isLessThan(SECOND.length / 100);
        assertDescribes(delta.json().path("download"), sealedDelta);
        assertThat(Patched.withJava(FIRST, open(sealedDelta, delta.json().path("sealed"), 1, key)))
                .isEqualTo(SECOND);

        byte[] otherApps = newKey(newApp(), 1);
        assertThatThrownBy(() -> open(sealed, full.json().path("sealed"), 1, otherApps))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whoDoesNotAskSeesNoDifference() {
        String app = newApp();
        newKey(app, 1);
        publishPatch(app, FIRST, "1.0.0");
        for (Reply check : List.of(
                patchCheck(app),
                patchCheck(app, "sealed", false, "sealedKeys", List.of(1)),
                patchCheck(app, "sealed", true, "sealedKeys", List.of(2)))) {
            assertThat(check.json().has("sealed")).isFalse();
            assertDescribes(check.json().path("download"), FIRST);
            assertThat(download(urlOf(check))).isEqualTo(FIRST);
        }
        String without = newApp();
        publishPatch(without, FIRST, "1.0.0");
        Reply asked = patchCheck(without, "sealed", true);
        assertThat(asked.json().has("sealed")).as("the app never opted in").isFalse();
        assertThat(download(urlOf(asked))).isEqualTo(FIRST);
        assertThat(patchCheck(app, "sealed", true, "sealedKeys", Collections.nCopies(33, 1))
                        .text("error"))
                .isEqualTo("Invalid sealedKeys");
    }

    @Test
    void erosDevicesThatAskGetSealedBytesFullAndByDelta() throws Exception {
        String app = newApp();
        byte[] key = newKey(app, 1);
        ErosZip first = ErosZip.of(app, "first").at(time(1));
        ErosZip second = ErosZip.of(app, "second").at(time(2));
        publish(app, first.bytes(), "platform", "ios");
        finishedDeltasOf(app, publish(app, second.bytes(), "platform", "ios").get("ios"));

        Reply full = erosCheck(app, "", "sealed", "1", "sealedKeys", "1,2");
        byte[] sealed = download(pathOf(full));
        JsonNode data = full.json().path("data");
        assertDescribes(data.path("download"), sealed);
        assertThat(open(sealed, data.path("sealed"), 1, key)).isEqualTo(second.bytes());
        assertThat(pathOf(erosCheck(app, "", "sealed", "1"))).as("asked again").isEqualTo(pathOf(full));

        Reply delta = erosCheck(app, first.jsVersion(), "sealed", "true");
        assertThat(delta.json().path("data").path("diff").asBoolean()).isTrue();
        byte[] plainDelta =
                open(download(pathOf(delta)), delta.json().path("data").path("sealed"), 1, key);
        assertThat(Patched.withJava(first.bytes(), plainDelta)).isEqualTo(second.bytes());

        Map<String, Object> question =
                Map.of("appName", app, "iOS", "1.0.0", "sealed", true, "sealedKeys", List.of(1, 2));
        Reply json = send(to("/app/check")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(new JsonMapper().writeValueAsString(question))));
        assertThat(pathOf(json)).isEqualTo(pathOf(full));

        Reply stock = erosCheck(app, first.jsVersion());
        assertThat(stock.json().path("data").has("sealed")).isFalse();
        assertThat(stock.json().path("data").has("download")).isFalse();
        assertThat(download(pathOf(stock))).isEqualTo(plainDelta);
        assertThat(pathOf(stock)).isNotEqualTo(pathOf(delta));
    }

    @Test
    void aSealedDownloadFollowsTheRulesOfAllDownloads() {
        String app = newApp();
        newKey(app, 1);
        publish(app, ErosZip.of(app, "only").with("/big.bin", FIRST).bytes(), "platform", "ios", "packaging", "stored");
        String path = pathOf(erosCheck(app, "", "sealed", "1"));
        Reply whole = get(path, "Accept-Encoding", "gzip, br, zstd");
        byte[] sealed = whole.bytes();
        String tag = whole.header("ETag");

        assertThat(whole.header("Content-Encoding")).isEmpty();
        assertThat(whole.header("Vary")).isEmpty();
        assertThat(whole.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(whole.header("Content-Length")).isEqualTo(String.valueOf(sealed.length));
        assertThat(whole.header("Repr-Digest"))
                .isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(DigestUtils.sha256(sealed)) + ":");
        assertThat(tag).isNotEqualTo(get(pathOf(erosCheck(app, ""))).header("ETag"));
        assertThat(get(path).bytes()).as("sealed again").isEqualTo(sealed);

        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            int first = random.nextInt(sealed.length);
            int last = first + random.nextInt(sealed.length - first);
            Reply part = get(path, "Range", "bytes=" + first + "-" + last, "If-Range", tag);
            assertThat(part.status()).isEqualTo(206);
            assertThat(part.header("Content-Range")).isEqualTo("bytes " + first + "-" + last + "/" + sealed.length);
            assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(sealed, first, last + 1));
        }
        assertThat(get(path, "Range", "bytes=5-9", "If-Range", "\"another\"").bytes())
                .isEqualTo(sealed);
        assertThat(get(path, "Range", "bytes=-7").bytes())
                .isEqualTo(Arrays.copyOfRange(sealed, sealed.length - 7, sealed.length));
        assertThat(get(path, "If-None-Match", tag).status()).isEqualTo(304);
        Reply outside = get(path, "Range", "bytes=" + sealed.length + "-");
        assertThat(outside.status()).isEqualTo(416);
        assertThat(outside.header("Content-Range")).isEqualTo("bytes */" + sealed.length);
        Reply head = send(to(path).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.header("Content-Length")).isEqualTo(String.valueOf(sealed.length));
        assertThat(head.header("ETag")).isEqualTo(tag);
    }

    @Test
    void aSealedLinkResumesUntilItsLastByteAndIsSpentThen() throws Exception {
        String app = newApp();
        byte[] key = newKey(app, 1);
        publishPatch(app, FIRST, "1.0.0");
        Reply check = patchCheck(app, "sealed", true);
        String url = urlOf(check);
        Reply begun = get(url, "Range", "bytes=0-99999");
        Reply rest = get(url, "Range", "bytes=100000-", "If-Range", begun.header("ETag"));
        assertThat(rest.status()).isEqualTo(206);
        ByteArrayOutputStream sealed = new ByteArrayOutputStream();
        sealed.writeBytes(begun.bytes());
        sealed.writeBytes(rest.bytes());

        assertThat(open(sealed.toByteArray(), check.json().path("sealed"), 1, key))
                .isEqualTo(FIRST);
        assertThat(get(url).status()).isEqualTo(404);
    }

    @Test
    void keysRotateWhileOldBuildsAreInTheField() throws Exception {
        String app = newApp();
        byte[] old = newKey(app, 1);
        publishPatch(app, FIRST, "1.0.0");
        byte[] before = download(urlOf(patchCheck(app, "sealed", true)));
        byte[] fresh = newKey(app, 2);

        Reply newBuild = patchCheck(app, "sealed", true, "sealedKeys", List.of(1, 2));
        Reply oldBuild = patchCheck(app, "sealed", true, "sealedKeys", List.of(1));
        assertThat(open(before, newBuild.json().path("sealed"), 2, fresh)).isEqualTo(FIRST);
        assertThat(open(before, oldBuild.json().path("sealed"), 1, old)).isEqualTo(FIRST);
        assertThat(download(urlOf(newBuild))).as("the same for all versions").isEqualTo(before);

        String keys = "/api/apps/" + app + "/sealing/keys/";
        assertThat(manage("DELETE", keys + 1, "").status()).isEqualTo(204);
        assertThat(manage("DELETE", keys + 1, "").status()).isEqualTo(204);
        assertThat(manage("DELETE", keys + 7, "").problem()).isEqualTo("unknown-seal-key");
        assertThat(patchCheck(app, "sealed", true, "sealedKeys", List.of(1))
                        .json()
                        .has("sealed"))
                .isFalse();
        assertThat(patchCheck(app, "sealed", true)
                        .json()
                        .path("sealed")
                        .path("keyVersion")
                        .asInt())
                .isEqualTo(2);
        newKey(app, 3);
        assertThat(manage("/api/apps/" + app + "/sealing").json().path("keys"))
                .extracting(one -> one.path("version").asInt() + (one.has("retiredAt") ? " retired" : ""))
                .containsExactly("3", "2", "1 retired");
    }

    /** Piece by piece, each with the end of the one before: the database of all journeys is large. */
    private static boolean holds(Path file, String... secrets) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String before = "";
            for (byte[] piece = in.readNBytes(1 << 20); piece.length > 0; piece = in.readNBytes(1 << 20)) {
                String text = before + new String(piece, ISO_8859_1);
                for (String secret : secrets) if (text.contains(secret)) return true;
                before = text.substring(Math.max(0, text.length() - 200));
            }
            return false;
        }
    }

    @Test
    void aKeyIsShownOnceAndIsNowhereElseToBeRead() throws Exception {
        String app = newApp();
        assertThat(manage("/api/apps/" + app + "/sealing").text("mode")).isEqualTo("off");
        byte[] key = newKey(app, 1);
        String base64 = Base64.getEncoder().encodeToString(key);

        Reply shown = manage("/api/apps/" + app + "/sealing");
        Reply audit = manage("/api/audit?app=" + app);
        assertThat(shown.text("mode")).isEqualTo("optional");
        assertThat(shown.text()).doesNotContain(base64);
        assertThat(audit.json().path("items").path(0).path("action").asString()).isEqualTo("app.seal-key-made");
        assertThat(audit.text()).doesNotContain(base64);
        for (String folder : List.of("db", "keys")) {
            assertThat(filesBelow(home().resolve(folder)))
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(holds(file, base64, new String(key, ISO_8859_1)))
                            .as(file.toString())
                            .isFalse());
        }
        Reply publisher = send(to("/api/apps/" + app + "/sealing/keys")
                .header("Authorization", "Bearer " + keyFor("publisher"))
                .POST(BodyPublishers.noBody()));
        assertThat(publisher.status()).isEqualTo(403);
    }

    @Test
    void aKeyCanBeBroughtAlong() throws Exception {
        String app = newApp();
        String keys = "/api/apps/" + app + "/sealing/keys";
        byte[] own = new byte[32];
        new Random(1).nextBytes(own);
        String base64 = Base64.getEncoder().encodeToString(own);
        assertThat(manage("POST", keys, Map.of("key", base64)).text("key")).isEqualTo(base64);
        publishPatch(app, FIRST, "1.0.0");
        Reply check = patchCheck(app, "sealed", true);
        assertThat(open(download(urlOf(check)), check.json().path("sealed"), 1, own))
                .isEqualTo(FIRST);
        Reply refused = manage("POST", keys, Map.of("key", "c2hvcnQ="));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).doesNotContain("c2hvcnQ=");
    }

    @Test
    void anAppThatRequiresItGivesNobodyPlainBytes() throws Exception {
        publishPatch(SEALED_ONLY, FIRST, "1.0.0");
        publish(SEALED_ONLY, ErosZip.of(SEALED_ONLY, "only").bytes(), "platform", "android");
        assertThat(patchCheck(SEALED_ONLY, "sealed", true).text("message"))
                .as("no key yet")
                .isEqualTo("No patch available");
        byte[] key = newKey(SEALED_ONLY, 1);

        assertThat(patchCheck(SEALED_ONLY).text("message")).isEqualTo("No patch available");
        assertThat(patchCheck(SEALED_ONLY, "sealed", true, "sealedKeys", List.of(2))
                        .text("message"))
                .isEqualTo("No patch available");
        assertThat(resCode(get("/app/check?appName=" + SEALED_ONLY + "&android=1.0.0&jsVersion=")))
                .isEqualTo(4001);
        Reply sealed = patchCheck(SEALED_ONLY, "sealed", true);
        assertThat(open(download(urlOf(sealed)), sealed.json().path("sealed"), 1, key))
                .isEqualTo(FIRST);

        assertThat(manage("/api/apps/" + SEALED_ONLY + "/sealing").text("mode")).isEqualTo("required");
        String explain = "/api/apps/" + SEALED_ONLY + "/explain?platform=ios&version=1.0.0";
        assertThat(manage(explain).json().path("answer").path("kind").asString())
                .isEqualTo("plain-refused");
        Reply why = manage(explain + "&sealed=1");
        assertThat(why.json().path("answer").path("sealed").asBoolean()).isTrue();
        assertThat(why.text()).contains("sealed with version 1");
    }
}
