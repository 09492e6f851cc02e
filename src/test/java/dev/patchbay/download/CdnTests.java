package dev.patchbay.download;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.Spool;
import dev.patchbay.storage.SpooledFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A real nginx with a cache, set up as the documentation says, is the CDN to which devices are led. */
@SpringBootTest(classes = DownloadServer.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class CdnTests {
    private static final String NAME = "3bc22fb7aaebe9c8c5d7de312b876bb8";
    private static final int SIZE = 50_000;
    private static final String ORIGIN_KEY = "the-word-that-the-cdn-knows";
    private static final String SECRET = "a-secret-of-the-cdn";
    private static final String CDN = "http://cdn.test";

    @TempDir
    private static Path home;

    @TempDir
    private static Path folder;

    @Autowired
    private Spool spool;

    @Autowired
    private BlobStore store;

    @Autowired
    private DownloadLinks links;

    @Autowired
    private CdnAddresses addresses;

    @Autowired
    private Representations representations;

    @Autowired
    private SettableClock clock;

    @LocalServerPort
    private int port;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final byte[] bytes = new byte[SIZE];
    private BlobKey blob = new BlobKey("0".repeat(64));
    private static Nginx nginx;
    private static int seed;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("patchbay.home", home::toString);
        registry.add("patchbay.download.cdn.url", () -> CDN);
        registry.add("patchbay.download.cdn.origin-key", () -> ORIGIN_KEY);
        registry.add("patchbay.download.cdn.signing", () -> "nginx");
        registry.add("patchbay.download.cdn.secret", () -> SECRET);
    }

    /** By the first test: only then does it know the server's port. */
    private void startNginx() throws Exception {
        if (nginx != null) return;
        String documented = Nginx.documented("docs/cluster.md", "secure_link_md5");
        String[] parts = documented.split("(?m)^(?=location)", 2);
        nginx = Nginx.start(
                folder,
                parts[0].replace("/var/cache/nginx", folder.resolve("cache").toString()),
                parts[1].replace("https://updates.example.com", "http://127.0.0.1:" + port)
                        .replace("ORIGIN_KEY", ORIGIN_KEY)
                        .replace("SECRET", SECRET));
        // nginx goes by the real time
        clock.advance(Duration.between(clock.instant(), Instant.now()));
    }

    @AfterAll
    static void stopNginx() {
        if (nginx != null) nginx.close();
        nginx = null;
    }

    /** Another one for each test: what one has fetched is in the cache of the next. */
    @BeforeEach
    void storeAPackage() throws Exception {
        startNginx();
        new Random(++seed).nextBytes(bytes);
        bytes[0] = 'P';
        bytes[1] = 'K';
        bytes[2] = 3;
        bytes[3] = 4;
        blob = put(bytes);
    }

    /** Where a device is led to. */
    private String led(String... headers) throws Exception {
        HttpResponse<byte[]> answer = send(port, "GET", stable(), headers);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        String location = header(answer, "Location");
        assertThat(location).startsWith(CDN + "/packages/").doesNotContain(stable().split("=")[1], SECRET);
        return location.substring(CDN.length());
    }

    @Test
    void aDeviceGetsFromTheCdnWhatTheServerItselfWouldSend() throws Exception {
        HttpResponse<byte[]> answer = send(nginx.port(), "GET", led());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(header(answer, "ETag")).isEqualTo("\"" + blob + "\"");
        assertThat(header(send(port, "HEAD", stable()), "ETag")).isEqualTo("\"" + blob + "\"");
        assertThat(header(answer, "Repr-Digest")).startsWith("sha-256=:");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(answer, "Content-Disposition")).isEqualTo("attachment; filename=\"" + NAME + ".zip\"");
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(answer, "Vary")).isEmpty();
        assertThat(URI.create(led()).getPath()).endsWith("/" + NAME + ".zip");
    }

    @Test
    void theCdnFetchesItOnce() throws Exception {
        assertThat(header(send(nginx.port(), "GET", led()), "X-Cache")).isEqualTo("MISS");
        HttpResponse<byte[]> again = send(nginx.port(), "GET", led());
        assertThat(header(again, "X-Cache")).isEqualTo("HIT");
        assertThat(again.body()).isEqualTo(bytes);
        HttpResponse<byte[]> rest =
                send(nginx.port(), "GET", led(), "Range", "bytes=40000-", "If-Range", "\"" + blob + "\"");
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(header(rest, "Content-Range")).isEqualTo("bytes 40000-49999/50000");
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(bytes, 40_000, SIZE));
        assertThat(send(nginx.port(), "GET", led(), "If-None-Match", "\"" + blob + "\"")
                        .statusCode())
                .isEqualTo(304);
    }

    @Test
    void eachCodingHasAnAddressOfItsOwn() throws Exception {
        byte[] coded = Arrays.copyOfRange(bytes, 10, 9000);
        BlobKey gzip = put(coded);
        representations.add(blob, new Representation("gzip", gzip, coded.length));
        HttpResponse<byte[]> answer = send(nginx.port(), "GET", led("Accept-Encoding", "gzip"));
        assertThat(answer.body()).isEqualTo(coded);
        assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(answer, "ETag")).isEqualTo("\"" + gzip + "-gzip\"");
        HttpResponse<byte[]> plain = send(nginx.port(), "GET", led(), "Accept-Encoding", "gzip");
        assertThat(plain.body()).isEqualTo(bytes);
        assertThat(header(plain, "Content-Encoding")).isEmpty();
    }

    @Test
    void theCdnLetsNobodyInWithoutASignatureThatHolds() throws Exception {
        String path = led();
        assertThat(send(nginx.port(), "GET", path.replace("md5=", "md5=x")).statusCode())
                .isEqualTo(403);
        assertThat(send(nginx.port(), "GET", path.split("\\?")[0]).statusCode()).isEqualTo(403);
        clock.advance(Duration.ofMinutes(-10));
        String old = led();
        clock.advance(Duration.ofMinutes(10));
        assertThat(send(nginx.port(), "GET", old).statusCode()).isEqualTo(410);
    }

    @Test
    void theServerLetsNobodyFetchButTheCdn() throws Exception {
        String path = led();
        assertThat(send(port, "GET", path).statusCode()).isEqualTo(403);
        assertThat(send(port, "GET", path, "X-Origin-Key", "another-word-of-somebody")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<byte[]> right = send(port, "GET", path, "X-Origin-Key", ORIGIN_KEY);
        assertThat(right.body()).isEqualTo(bytes);
        HttpResponse<byte[]> head = send(port, "HEAD", path, "X-Origin-Key", ORIGIN_KEY);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo("50000");
    }

    /** Every check tells a package's digest, also where devices may have it only sealed. */
    @Test
    void aDigestAloneFetchesNothing() throws Exception {
        BlobKey other = put(new byte[] {1, 2, 3});
        String path = led();
        String token = path.split("/")[3];
        for (String wrong : new String[] {
            "/packages/" + blob + "/x/" + NAME + ".zip",
            "/packages/" + other + "/" + token + "/" + NAME + ".zip",
            "/packages/" + blob + ".gzip/" + token + "/" + NAME + ".zip",
            "/packages/" + blob + "/" + token + "/" + NAME.replace('3', '4') + ".zip",
            "/packages/" + blob + "/" + stable().split("=")[1] + "/" + NAME + ".zip"
        }) {
            HttpResponse<byte[]> answer = send(port, "GET", wrong, "X-Origin-Key", ORIGIN_KEY);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(404);
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        }
        assertThat(send(port, "GET", "/app/" + NAME + ".zip?token=" + token).statusCode())
                .as("what the CDN knows is no link")
                .isEqualTo(404);
    }

    @Test
    void whatWasWithdrawnIsFetchedNoMore() throws Exception {
        Download withdrawn =
                new Download(blob, Form.PLAIN, NAME + ".zip", Duration.ZERO, DownloadServer.WITHDRAWN, null);
        String path = addresses
                .of(withdrawn, new Representation(Representation.IDENTITY, blob, SIZE))
                .toString()
                .substring(CDN.length());
        assertThat(send(port, "GET", path, "X-Origin-Key", ORIGIN_KEY).statusCode())
                .isEqualTo(410);
    }

    @Test
    void linksThatWorkOnceAndSealedFormsComeFromTheServer() throws Exception {
        String once = "/api/patch/download/"
                + links.oneTime(7, blob, Form.PLAIN, null).token();
        assertThat(send(port, "GET", once).body()).isEqualTo(bytes);
        String sealed = "/app/" + NAME + ".zip?token="
                + links.stable(7, blob, Form.SEALED, NAME).token();
        assertThat(send(port, "GET", sealed).statusCode()).isEqualTo(200);
    }

    private String stable() {
        return "/app/" + NAME + ".zip?token="
                + links.stable(7, blob, Form.PLAIN, NAME).token();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private HttpResponse<byte[]> send(int port, String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, noBody());
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private BlobKey put(byte[] content) throws IOException {
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(content))) {
            return store.place(file).key();
        }
    }
}
