package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.Nginx;
import dev.patchbay.storage.BlobKey;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A real nginx, set up as the documentation says, sends the files; a client cannot tell. */
class NginxTests extends DownloadJourney {
    private static final int SIZE = 300_000;

    @TempDir
    private static Path folder;

    private BlobKey gzip = new BlobKey("0".repeat(64));
    private static Nginx nginx;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("patchbay.download.accel-prefix", () -> "/patchbay-blobs/");
    }

    /** By the first test: only then does it know the server's port. */
    private void startNginx() throws Exception {
        if (nginx != null) return;
        String locations = Nginx.documented("docs/en/operations.md", "internal;")
                .replace("http://127.0.0.1:8080", "http://127.0.0.1:" + port)
                .replace("/var/lib/patchbay/patches/blobs/", home.toRealPath() + "/blobs/");
        nginx = Nginx.start(folder, "", locations);
    }

    @AfterAll
    static void stopNginx() {
        if (nginx != null) nginx.close();
        nginx = null;
    }

    @BeforeEach
    void storeAPackage() throws Exception {
        startNginx();
        store(zip(SIZE, 1));
        byte[] coded = zip(SIZE / 3, 2);
        gzip = put(coded);
        representations.add(blob, new Representation("gzip", gzip, coded.length));
    }

    /** What matters of an answer. */
    private record Answer(int status, Map<String, List<String>> headers, int body) {}

    private static final List<String> COMPARED = List.of(
            "accept-ranges",
            "cache-control",
            "content-disposition",
            "content-encoding",
            "content-length",
            "content-range",
            "content-type",
            "etag",
            "last-modified",
            "repr-digest",
            "vary",
            "x-accel-redirect");

    private Answer answer(int port, String method, String... headers) throws Exception {
        HttpResponse<byte[]> answer = send(client, port, method, stable(), headers);
        Map<String, List<String>> kept = new TreeMap<>();
        answer.headers().map().forEach((name, values) -> {
            if (COMPARED.contains(name)) kept.put(name, values);
        });
        return new Answer(answer.statusCode(), kept, Arrays.hashCode(answer.body()));
    }

    @Test
    void answersEachRequestAsTheServerItselfDoes() throws Exception {
        String tag = tag();
        String codedTag = "\"" + gzip + "-gzip\"";
        List<String[]> requests = List.of(
                new String[] {},
                new String[] {"Accept-Encoding", "gzip"},
                new String[] {"Range", "bytes=0-0"},
                new String[] {"Range", "bytes=100-"},
                new String[] {"Range", "bytes=-10"},
                new String[] {"Range", "bytes=5-2"},
                new String[] {"Range", "bytes=0-1,5-6"},
                new String[] {"Range", "bytes=" + SIZE + "-"},
                new String[] {"Range", "bytes=100-", "If-Range", tag},
                new String[] {"Range", "bytes=100-", "If-Range", "\"other\""},
                new String[] {"Range", "bytes=100-", "If-Range", "Sun, 29 Nov 2026 10:00:00 GMT"},
                new String[] {"Range", "bytes=100-200", "Accept-Encoding", "gzip", "If-Range", codedTag},
                new String[] {"If-None-Match", tag},
                new String[] {"If-None-Match", "\"other\""},
                new String[] {"If-None-Match", "*"},
                new String[] {"If-Match", tag},
                new String[] {"If-Match", "\"other\""},
                new String[] {"If-Modified-Since", "Sun, 29 Nov 2099 10:00:00 GMT"},
                new String[] {"If-Unmodified-Since", "Sat, 29 Nov 2003 10:00:00 GMT"});
        for (String method : List.of("GET", "HEAD")) {
            for (String[] headers : requests) {
                assertThat(answer(nginx.port(), method, headers))
                        .as(method + " " + String.join(" ", headers))
                        .isEqualTo(answer(port, method, headers));
            }
        }
    }

    @Test
    void theServerSendsNoByteOfAFileThatNginxSends() throws Exception {
        HttpResponse<byte[]> told = send(client, port, "GET", stable(), "X-Sendfile-Type", "X-Accel-Redirect");
        assertThat(told.body()).isEmpty();
        assertThat(told.headers().firstValue("X-Accel-Redirect"))
                .hasValue("/patchbay-blobs/" + blob.sha256().substring(0, 2) + "/" + blob.sha256());
        assertThat(send(client, nginx.port(), "GET", stable()).body()).isEqualTo(bytes);
    }

    @Test
    void aLinkThatWorksOnceIsAnsweredByTheServerItself() throws Exception {
        String path = once();
        HttpResponse<byte[]> answer = send(client, nginx.port(), "GET", path);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(answer.headers().firstValue("ETag")).hasValue(tag());
        assertThat(send(client, nginx.port(), "GET", path).statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyReachesTheFilesWithoutALink() throws Exception {
        String path = "/patchbay-blobs/" + blob.sha256().substring(0, 2) + "/" + blob.sha256();
        assertThat(send(client, nginx.port(), "GET", path).statusCode()).isEqualTo(404);
        HttpResponse<byte[]> asked =
                send(client, nginx.port(), "GET", "/app/" + NAME + ".zip?token=x", "X-Accel-Redirect", path);
        assertThat(asked.statusCode()).isEqualTo(404);
    }
}
