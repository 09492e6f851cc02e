package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Nginx;
import dev.patchbay.storage.BlobKey;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A real nginx with a cache, set up as the documentation says, is the CDN to which devices are led. */
class CdnTests extends DownloadJourney {
    private static final int SIZE = 50_000;
    private static final String ORIGIN_KEY = "the-word-that-the-cdn-knows";
    private static final String SECRET = "a-secret-of-the-cdn";
    private static final String CDN = "http://cdn.test";

    @TempDir
    private static Path folder;

    @Autowired
    private CdnAddresses addresses;

    private static Nginx nginx;
    private static int seed;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
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
        store(zip(SIZE, ++seed));
    }

    private HttpResponse<byte[]> fromCdn(String path, String... headers) throws Exception {
        return send(client, nginx.port(), "GET", path, headers);
    }

    /** Where a device is led to. */
    private String led(String... headers) throws Exception {
        HttpResponse<byte[]> answer = get(stable(), headers);
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        String location = header(answer, "Location");
        assertThat(location).startsWith(CDN + "/packages/").doesNotContain(stable().split("=")[1], SECRET);
        return location.substring(CDN.length());
    }

    @Test
    void aDeviceGetsFromTheCdnWhatTheServerItselfWouldSend() throws Exception {
        HttpResponse<byte[]> answer = fromCdn(led());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(header(answer, "ETag")).isEqualTo(tag());
        assertThat(header(send("HEAD", stable()), "ETag")).isEqualTo(tag());
        assertThat(header(answer, "Repr-Digest")).startsWith("sha-256=:");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(answer, "Content-Disposition")).isEqualTo("attachment; filename=\"" + NAME + ".zip\"");
        assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(header(answer, "Vary")).isNull();
        assertThat(URI.create(led()).getPath()).endsWith("/" + NAME + ".zip");
    }

    @Test
    void theCdnFetchesItOnce() throws Exception {
        assertThat(header(fromCdn(led()), "X-Cache")).isEqualTo("MISS");
        HttpResponse<byte[]> again = fromCdn(led());
        assertThat(header(again, "X-Cache")).isEqualTo("HIT");
        assertThat(again.body()).isEqualTo(bytes);
        HttpResponse<byte[]> rest = fromCdn(led(), "Range", "bytes=40000-", "If-Range", tag());
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(header(rest, "Content-Range")).isEqualTo("bytes 40000-49999/50000");
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(bytes, 40_000, SIZE));
        assertThat(fromCdn(led(), "If-None-Match", tag()).statusCode()).isEqualTo(304);
    }

    @Test
    void eachCodingHasAnAddressOfItsOwn() throws Exception {
        byte[] coded = Arrays.copyOfRange(bytes, 10, 9000);
        BlobKey gzip = put(coded);
        representations.add(blob, new Representation("gzip", gzip, coded.length));
        HttpResponse<byte[]> answer = fromCdn(led("Accept-Encoding", "gzip"));
        assertThat(answer.body()).isEqualTo(coded);
        assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(answer, "ETag")).isEqualTo("\"" + gzip + "-gzip\"");
        HttpResponse<byte[]> plain = fromCdn(led(), "Accept-Encoding", "gzip");
        assertThat(plain.body()).isEqualTo(bytes);
        assertThat(header(plain, "Content-Encoding")).isNull();
    }

    @Test
    void theCdnLetsNobodyInWithoutASignatureThatHolds() throws Exception {
        String path = led();
        assertThat(fromCdn(path.replace("md5=", "md5=x")).statusCode()).isEqualTo(403);
        assertThat(fromCdn(path.split("\\?")[0]).statusCode()).isEqualTo(403);
        clock.advance(Duration.ofMinutes(-10));
        String old = led();
        clock.advance(Duration.ofMinutes(10));
        assertThat(fromCdn(old).statusCode()).isEqualTo(410);
    }

    @Test
    void theServerLetsNobodyFetchButTheCdn() throws Exception {
        String path = led();
        assertThat(get(path).statusCode()).isEqualTo(403);
        assertThat(get(path, "X-Origin-Key", "another-word-of-somebody").statusCode())
                .isEqualTo(403);
        HttpResponse<byte[]> right = get(path, "X-Origin-Key", ORIGIN_KEY);
        assertThat(right.body()).isEqualTo(bytes);
        HttpResponse<byte[]> head = send("HEAD", path, "X-Origin-Key", ORIGIN_KEY);
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
            HttpResponse<byte[]> answer = get(wrong, "X-Origin-Key", ORIGIN_KEY);
            assertThat(answer.statusCode()).as(wrong).isEqualTo(404);
            assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        }
        assertThat(get("/app/" + NAME + ".zip?token=" + token).statusCode())
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
        assertThat(get(path, "X-Origin-Key", ORIGIN_KEY).statusCode()).isEqualTo(410);
    }

    @Test
    void linksThatWorkOnceAndSealedFormsComeFromTheServer() throws Exception {
        assertThat(get(once()).body()).isEqualTo(bytes);
        assertThat(get(stable(7, blob, Form.SEALED)).statusCode()).isEqualTo(200);
    }
}
