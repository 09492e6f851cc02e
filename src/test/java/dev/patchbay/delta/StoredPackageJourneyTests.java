package dev.patchbay.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import dev.patchbay.ErosZip;
import dev.patchbay.Journey;
import dev.patchbay.Patched;
import dev.patchbay.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Stored packages, from upload to device. */
class StoredPackageJourneyTests extends Journey {
    private static final String[] STORED = {"packaging", "stored", "platform", "ios"};

    @Autowired
    private Encodings encodings;

    private final String app = newApp();
    private final ErosZip first = ErosZip.of(app, "first").at(time(1));
    private final ErosZip second = ErosZip.of(app, "second").at(time(2));

    @Test
    void aStoredPackageHasAJsVersionOfItsOwnAndShowsTheOriginals() throws Exception {
        String id = publish(app, first.bytes(), STORED).get("ios");
        Reply release = release(app, id);
        Map<String, String> files = filesOf(packageOf(id));
        assertThat(release.text("packaging")).isEqualTo("stored");
        assertThat(release.text("originalJsVersion")).isEqualTo(first.jsVersion());
        assertThat(release.text("jsVersion")).isNotEqualTo(first.jsVersion());
        assertThat(files).containsKey("patchbay.stored");
        assertThat(files.get("md5.json")).contains("\"/patchbay.stored\"", release.text("jsVersion"));
    }

    @Test
    void deltasLeadFromTheStoredBytesAndFromTheOriginalOnes() throws Exception {
        String old = publish(app, first.bytes(), STORED).get("ios");
        String fresh = publish(app, second.bytes(), STORED).get("ios");
        String oldVersion = release(app, old).text("jsVersion");
        List<JsonNode> deltas = finishedDeltasOf(app, fresh);
        assertThat(deltas)
                .extracting(delta -> delta.path("from").asString())
                .containsExactlyInAnyOrder(oldVersion, first.jsVersion());

        Reply stored = erosCheck(app, oldVersion);
        assertThat(wantsDelta(stored)).isTrue();
        assertThat(Patched.withJava(packageOf(old), download(pathOf(stored)))).isEqualTo(packageOf(fresh));

        Reply original = erosCheck(app, first.jsVersion());
        byte[] got = download(pathOf(original));
        assertThat(wantsDelta(original) ? Patched.withJava(first.bytes(), got) : got)
                .isEqualTo(packageOf(fresh));

        assertThat(resCode(erosCheck(app, second.jsVersion())))
                .as("whoever has the newest's original is up to date")
                .isEqualTo(1000);
    }

    @Test
    void aDeltaIsComparedWithWhatGzipLeaves() throws Exception {
        String old = publish(app, first.bytes(), STORED).get("ios");
        ErosZip other = ErosZip.of(app, "other").at(time(2)).with("/pages/home/index.js", lettersAndDigits());
        String fresh = publish(app, other.bytes(), STORED).get("ios");
        String oldVersion = release(app, old).text("jsVersion");
        assertThat(finishedDeltasOf(app, fresh))
                .filteredOn(delta -> delta.path("from").asString().equals(oldVersion))
                .singleElement()
                .satisfies(delta -> {
                    assertThat(delta.path("state").asString()).isEqualTo("skipped");
                    assertThat(delta.path("reason").asString()).contains("with gzip, which stock clients accept");
                    assertThat(delta.path("ratio").asDouble())
                            .as("against the package without gzip it would be")
                            .isLessThan(0.9);
                });
    }

    /** To any compressor they are worth three quarters of their size, in a delta as in a package. */
    private static byte[] lettersAndDigits() {
        byte[] random = new byte[300_000];
        new Random(5).nextBytes(random);
        return Base64.getEncoder().encode(random);
    }

    @Test
    void handsTheFullPackageOutInEachCoding() throws Exception {
        Map<String, String> ids = publish(app, first.bytes(), "packaging", "stored");
        ids.values().forEach(this::awaitCodings);
        String sha256 = full(ids.get("ios")).path("sha256").asString();
        assertThat(encodings.findByContentSha256(sha256))
                .as("both platforms share them")
                .hasSize(3);

        String path = pathOf(erosCheck(app, ""));
        byte[] plain = packageOf(ids.get("ios"));
        Set<String> tags = new TreeSet<>();
        for (String coding : List.of("identity", "gzip", "br", "zstd")) {
            Reply answer = get(path, "Accept-Encoding", coding);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(decoded(coding, answer.bytes())).isEqualTo(plain);
            assertThat(answer.header("Content-Encoding")).isEqualTo(coding.equals("identity") ? "" : coding);
            assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(answer.bytes().length));
            assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding");
            assertThat(tags.add(answer.header("ETag"))).isTrue();
        }
        assertThat(get(path).header("Content-Encoding")).isEmpty();
        assertThat(get(path, "Accept-Encoding", "gzip, deflate, br, zstd").header("Content-Encoding"))
                .isEqualTo("br");
    }

    @Test
    void resumesInTheCodingThatWasBegun() {
        String id = publish(app, first.bytes(), STORED).get("ios");
        String path = pathOf(erosCheck(app, ""));
        Reply plain = get(path, "Accept-Encoding", "identity");
        awaitCodings(id);
        byte[] gzip = get(path, "Accept-Encoding", "gzip").bytes();

        Reply part = get(path, "Accept-Encoding", "gzip", "Range", "bytes=100-");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.header("Content-Range")).isEqualTo("bytes 100-" + (gzip.length - 1) + "/" + gzip.length);
        assertThat(part.bytes()).isEqualTo(Arrays.copyOfRange(gzip, 100, gzip.length));

        Reply rest = get(path, "Accept-Encoding", "gzip", "Range", "bytes=100-", "If-Range", plain.header("ETag"));
        assertThat(rest.status()).as("begun before gzip was ready").isEqualTo(206);
        assertThat(rest.header("Content-Encoding")).isEmpty();
        assertThat(rest.bytes()).isEqualTo(Arrays.copyOfRange(plain.bytes(), 100, plain.bytes().length));
    }

    @Test
    void aDamagedCodingIsNotSent() throws Exception {
        String id = publish(app, first.bytes(), STORED).get("ios");
        awaitCodings(id);
        String sha256 = full(id).path("sha256").asString();
        String coded = encodings
                .findByContentSha256AndCoding(sha256, "br")
                .flatMap(Encoding::blob)
                .orElseThrow()
                .sha256();
        Path file = filesBelow(home().resolve("blobs")).stream()
                .filter(blob -> blob.endsWith(coded))
                .findFirst()
                .orElseThrow();
        Files.write(file, new byte[] {1, 2, 3});
        Reply answer = get(pathOf(erosCheck(app, "")), "Accept-Encoding", "br");
        assertThat(answer.header("Content-Encoding")).isEmpty();
        assertThat(answer.bytes()).isEqualTo(packageOf(id));
    }

    @Test
    void aRollbackCodesTheBytesThatItWroteAgain() throws Exception {
        String good = publish(app, first.bytes(), STORED).get("ios");
        String before = full(good).path("sha256").asString();
        String bad = publish(app, second.bytes(), STORED).get("ios");
        assertThat(verb(app, bad, "rollback").status()).isEqualTo(200);
        awaitCodings(good);
        assertThat(full(good).path("sha256").asString()).isNotEqualTo(before);
        Reply check = erosCheck(app, release(app, bad).text("jsVersion"));
        assertThat(wantsDelta(check)).isFalse();
        byte[] coded = get(pathOf(check), "Accept-Encoding", "br").bytes();
        assertThat(decoded("br", coded)).isEqualTo(packageOf(good));
    }

    @Test
    void neverWritesAnEmbeddedPackageAgain() {
        Reply refused = upload(app, first.bytes(), "embedded", "true", "packaging", "stored");
        assertThat(refused.status()).isEqualTo(422);
        String id = publish(app, first.bytes(), "embedded", "true").get("ios");
        assertThat(packageOf(id)).isEqualTo(first.bytes());
    }

    @Test
    void warnsOfWhatKeepingAPackageAsItIsCosts() {
        Reply answer = upload(app, first.bytes());
        assertThat(answer.json().path("warnings"))
                .anySatisfy(warning -> assertThat(warning.asString())
                        .contains("% of this package's content is deflated", "packaging=stored"));
        JsonNode release = answer.json().path("releases").path(0);
        assertThat(release.path("originalJsVersion").isNull()).isTrue();
        assertThat(encodings.findByContentSha256(
                        release.path("full").path("sha256").asString()))
                .isEmpty();
    }

    private void awaitCodings(String id) {
        await().until(() -> full(id).path("encodings").size() == 4);
        awaitJobsThatStoreBlobs(); // the rows are there a moment before downloads know of them
    }

    private JsonNode full(String id) {
        return release(app, id).json().path("full");
    }

    private byte[] packageOf(String id) {
        return manage("/api/apps/" + app + "/releases/" + id + "/package").bytes();
    }

    private static boolean wantsDelta(Reply check) {
        return check.json().path("data").path("diff").asBoolean();
    }

    private static Map<String, String> filesOf(byte[] bytes) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static byte[] decoded(String coding, byte[] coded) throws IOException {
        InputStream in = new ByteArrayInputStream(coded);
        InputStream decoder = switch (coding) {
            case "gzip" -> new GZIPInputStream(in);
            case "br" -> new BrotliInputStream(in);
            case "zstd" -> new ZstdInputStream(in);
            default -> in;
        };
        return decoder.readAllBytes();
    }
}
