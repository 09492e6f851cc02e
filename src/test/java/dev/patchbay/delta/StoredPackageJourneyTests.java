package dev.patchbay.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import dev.patchbay.bsdiff.IndependentDecoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stored packages from upload to device, over real HTTP, on a server that stores by default. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"patchbay.admin-key=an-admin-key-for-the-journey", "patchbay.packaging=stored"})
class StoredPackageJourneyTests {
    private static final String BOUNDARY = "----parts-of-the-journey";
    private static final long LONG_AGO = 1_700_000_000_000L;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private static Path home;

    @LocalServerPort
    private int port;

    @Autowired
    private Encodings encodings;

    private final HttpClient client = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void home(DynamicPropertyRegistry registry) {
        registry.add("patchbay.home", home::toString);
    }

    @Test
    void deltasLeadFromTheStoredBytesAndFromTheOriginalOnes() throws Exception {
        ErosZip first = ErosZip.of("deltas", LONG_AGO, 1);
        JsonNode old = upload("deltas", first, Map.of()).get("releases").get(0);
        ErosZip second = ErosZip.of("deltas", LONG_AGO + 1, 2);
        JsonNode fresh = upload("deltas", second, Map.of()).get("releases").get(0);
        byte[] oldStored = content(old);
        byte[] freshStored = content(fresh);

        assertThat(old.get("packaging").asString()).isEqualTo("stored");
        assertThat(old.get("originalJsVersion").asString()).isEqualTo(first.jsVersion());
        assertThat(old.get("jsVersion").asString()).isNotEqualTo(first.jsVersion());
        assertThat(filesOf(freshStored)).containsKey("patchbay.stored");
        assertThat(filesOf(freshStored).get("md5.json"))
                .contains("\"/patchbay.stored\"", fresh.get("jsVersion").asString());

        List<JsonNode> deltas = finishedDeltas(fresh);
        assertThat(deltas)
                .extracting(delta -> delta.get("from").asString())
                .containsExactlyInAnyOrder(old.get("jsVersion").asString(), first.jsVersion());

        JsonNode storedAnswer = check("deltas", old.get("jsVersion").asString());
        assertThat(storedAnswer.get("data").get("diff").asBoolean()).isTrue();
        assertThat(patched(oldStored, storedAnswer)).isEqualTo(freshStored);

        JsonNode originalAnswer = check("deltas", first.jsVersion());
        assertThat(originalAnswer.get("resCode").asInt()).isZero();
        byte[] got = originalAnswer.get("data").get("diff").asBoolean()
                ? patched(first.bytes(), originalAnswer)
                : get(originalAnswer.get("data").get("path").asString()).body();
        assertThat(got).isEqualTo(freshStored);

        assertThat(check("deltas", second.jsVersion()).get("resCode").asInt())
                .as("whoever has the newest's original is up to date")
                .isEqualTo(1000);
    }

    @Test
    void handsTheFullPackageOutInEachCoding() throws Exception {
        JsonNode uploaded = upload("codings", ErosZip.of("codings", LONG_AGO, 1), Map.of());
        assertThat(uploaded.get("releases")).hasSize(2);
        JsonNode release = uploaded.get("releases").get(0);
        awaitCodings("codings", release);
        awaitCodings("codings", uploaded.get("releases").get(1));
        String sha256 = release.get("full").get("sha256").asString();
        assertThat(encodings.findByContentSha256(sha256))
                .as("both platforms share them")
                .hasSize(3);

        String path = check("codings", "").get("data").get("path").asString();
        byte[] plain = get(path, "Accept-Encoding", "identity").body();
        assertThat(plain).hasSize(release.get("full").get("size").asInt());
        Map<String, String> tags = new TreeMap<>();
        for (String coding : List.of("identity", "gzip", "br", "zstd")) {
            HttpResponse<byte[]> answer = get(path, "Accept-Encoding", coding);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(decoded(coding, answer.body())).isEqualTo(plain);
            assertThat(header(answer, "Content-Encoding")).isEqualTo(coding.equals("identity") ? "" : coding);
            assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(answer.body().length));
            assertThat(header(answer, "Vary")).isEqualTo("Accept-Encoding");
            assertThat(tags.put(header(answer, "ETag"), coding)).isNull();
        }
        assertThat(header(get(path), "Content-Encoding")).isEmpty();
        assertThat(header(get(path, "Accept-Encoding", "gzip, deflate, br, zstd"), "Content-Encoding"))
                .isEqualTo("br");
    }

    @Test
    void resumesInTheCodingThatWasBegun() throws Exception {
        JsonNode release = upload("resume", ErosZip.of("resume", LONG_AGO, 1), Map.of())
                .get("releases")
                .get(0);
        String path = check("resume", "").get("data").get("path").asString();
        HttpResponse<byte[]> plain = get(path, "Accept-Encoding", "identity");
        awaitCodings("resume", release);
        byte[] gzip = get(path, "Accept-Encoding", "gzip").body();

        HttpResponse<byte[]> part = get(path, "Accept-Encoding", "gzip", "Range", "bytes=100-");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 100-" + (gzip.length - 1) + "/" + gzip.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(gzip, 100, gzip.length));

        HttpResponse<byte[]> rest =
                get(path, "Accept-Encoding", "gzip, br", "Range", "bytes=100-", "If-Range", header(plain, "ETag"));
        assertThat(rest.statusCode()).as("begun before gzip was ready").isEqualTo(206);
        assertThat(header(rest, "Content-Encoding")).isEmpty();
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(plain.body(), 100, plain.body().length));
    }

    @Test
    void aRollbackCodesTheBytesThatItWroteAgain() throws Exception {
        JsonNode good = upload("back", ErosZip.of("back", LONG_AGO, 1), Map.of("platform", "ios"))
                .get("releases")
                .get(0);
        JsonNode bad = upload("back", ErosZip.of("back", LONG_AGO + 1, 2), Map.of("platform", "ios"))
                .get("releases")
                .get(0);
        send(request(releasePath("back", bad) + "/rollback")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        JsonNode back = awaitCodings("back", good);
        assertThat(back.get("full").get("sha256")).isNotEqualTo(good.get("full").get("sha256"));
        assertThat(back.get("jsVersion")).isEqualTo(good.get("jsVersion"));
        String path = back(check("back", bad.get("jsVersion").asString()));
        assertThat(decoded("br", get(path, "Accept-Encoding", "br").body())).isEqualTo(content(back));
    }

    private static String back(JsonNode answer) {
        assertThat(answer.get("data").get("diff").asBoolean()).isFalse();
        return answer.get("data").get("path").asString();
    }

    @Test
    void neverWritesAnEmbeddedPackageAgain() throws Exception {
        ErosZip zip = ErosZip.of("embedded", LONG_AGO, 1);
        JsonNode release = upload("embedded", zip, Map.of("embedded", "true"))
                .get("releases")
                .get(0);
        assertThat(release.get("packaging").asString()).isEqualTo("as-is");
        assertThat(release.get("jsVersion").asString()).isEqualTo(zip.jsVersion());
        assertThat(content(release)).isEqualTo(zip.bytes());
    }

    @Test
    void warnsOfWhatKeepingAPackageAsItIsCosts() throws Exception {
        ErosZip zip = ErosZip.of("plain", LONG_AGO, 1);
        JsonNode answer = upload("plain", zip, Map.of("packaging", "as-is"));
        assertThat(answer.get("warnings").get(0).asString())
                .contains("packaging=stored", String.valueOf(zip.bytes().length / 50));
        JsonNode release = answer.get("releases").get(0);
        assertThat(release.get("originalJsVersion").isNull()).isTrue();
        assertThat(encodings.findByContentSha256(
                        release.get("full").get("sha256").asString()))
                .isEmpty();
    }

    private JsonNode upload(String app, ErosZip zip, Map<String, String> fields) throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(part("name=\"" + name + "\"", value.getBytes())));
        body.writeBytes(part("name=\"package\"; filename=\"p.zip\"", zip.bytes()));
        body.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return json(send(request("/api/apps/" + app + "/releases")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))));
    }

    private static byte[] part(String disposition, byte[] value) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.writeBytes(("--" + BOUNDARY + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        part.writeBytes(value);
        part.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return part.toByteArray();
    }

    private JsonNode check(String app, String jsVersion) throws Exception {
        return json(get("http://127.0.0.1:" + port + "/app/check?appName=" + app + "&iOS=1.0.0&isDiff=1&jsVersion="
                + jsVersion));
    }

    private List<JsonNode> finishedDeltas(JsonNode release) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> json(send(request(releasePath("deltas", release) + "/deltas")))
                                .get("items")
                                .valueStream()
                                .toList(),
                        items -> items.stream()
                                .noneMatch(
                                        delta -> delta.get("state").asString().equals("pending")));
    }

    private JsonNode awaitCodings(String app, JsonNode release) {
        return await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> json(send(request(releasePath(app, release)))),
                        now -> now.get("full").get("encodings").size() == 4);
    }

    private byte[] content(JsonNode release) throws Exception {
        return send(request(releasePath(release.get("appName").asString(), release) + "/package"))
                .body();
    }

    private static String releasePath(String app, JsonNode release) {
        return "/api/apps/" + app + "/releases/" + release.get("id").asString();
    }

    private byte[] patched(byte[] old, JsonNode answer) throws Exception {
        byte[] delta = get(answer.get("data").get("path").asString()).body();
        ByteArrayOutputStream fresh = new ByteArrayOutputStream();
        IndependentDecoder.apply(old, delta, fresh);
        return fresh.toByteArray();
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

    private HttpResponse<byte[]> get(String url, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url));
        if (headers.length > 0) request.headers(headers);
        return send(request);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer an-admin-key-for-the-journey");
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
        HttpResponse<byte[]> answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.statusCode())
                .as(() -> new String(answer.body(), StandardCharsets.UTF_8))
                .isLessThan(300);
        return answer;
    }

    private static JsonNode json(HttpResponse<byte[]> answer) {
        return JSON.readTree(answer.body());
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
