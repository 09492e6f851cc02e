package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import dev.patchbay.storage.Spool;
import dev.patchbay.storage.SpooledFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A real nginx, set up as the documentation says, sends the files; a client cannot tell. */
@SpringBootTest(classes = DownloadServer.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class NginxTests {
    private static final String NAME = "3bc22fb7aaebe9c8c5d7de312b876bb8";
    private static final int SIZE = 300_000;

    private static int nginxPort;
    private static @Nullable Process nginx;

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
    private Representations representations;

    @LocalServerPort
    private int port;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final byte[] bytes = new byte[SIZE];
    private final byte[] coded = new byte[SIZE / 3];
    private BlobKey blob = new BlobKey("0".repeat(64));
    private BlobKey gzip = new BlobKey("0".repeat(64));

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("patchbay.home", home::toString);
        registry.add("patchbay.download.accel-prefix", () -> "/patchbay-blobs/");
    }

    /** Once: the server's port is known to tests alone. */
    @BeforeEach
    void startNginx() throws Exception {
        if (nginx != null) return;
        String program = installed();
        try (ServerSocket free = new ServerSocket(0)) {
            nginxPort = free.getLocalPort();
        }
        String locations = documented()
                .replace("http://127.0.0.1:8080", "http://127.0.0.1:" + port)
                .replace("/var/lib/patchbay/patches/blobs/", home.toRealPath() + "/blobs/");
        // started by root it would give up the right to read a test's folder
        String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
        Files.writeString(folder.resolve("nginx.conf"), """
                daemon off;
                %s
                pid nginx.pid;
                error_log stderr;
                events {}
                http {
                  access_log sent.log;
                  client_body_temp_path t1; proxy_temp_path t2; fastcgi_temp_path t3; uwsgi_temp_path t4; scgi_temp_path t5;
                  server {
                    listen 127.0.0.1:%d;
                    %s
                  }
                }
                """.formatted(user, nginxPort, locations));
        nginx = new ProcessBuilder(program, "-p", folder.toString(), "-c", "nginx.conf", "-e", "stderr")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nginx.log").toFile())
                .start();
        awaitNginx(nginx);
    }

    /** Skips the test where nginx is not installed, and fails it there in continuous integration ({@code CI=true}). */
    private static String installed() {
        Optional<Path> program = Stream.of((System.getenv("PATH") + ":/usr/sbin").split(":"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
        if ("true".equals(System.getenv("CI")))
            assertThat(program).as("nginx is installed").isPresent();
        assumeTrue(program.isPresent(), "nginx is not installed here: what needs it stays untested");
        return program.orElseThrow().toString();
    }

    /** The configuration in the chapter on operations. */
    private static String documented() throws IOException {
        Matcher block = Pattern.compile("(?ms)^```nginx\\n(.*?)^```")
                .matcher(Files.readString(Path.of("docs/en/operations.md")));
        while (block.find()) {
            if (block.group(1).contains("internal;")) return block.group(1);
        }
        throw new AssertionError("the documentation has no such configuration");
    }

    @SuppressWarnings("UnusedException") // not yet
    private void awaitNginx(Process nginx) throws Exception {
        for (int i = 0; i < 200; i++) {
            assertThat(nginx.isAlive())
                    .as(Files.readString(folder.resolve("nginx.log")))
                    .isTrue();
            try {
                through(nginxPort, "GET", "/app/nothing.zip");
                return;
            } catch (IOException e) {
                Thread.sleep(20);
            }
        }
        throw new AssertionError("nginx does not answer");
    }

    @AfterAll
    static void stopNginx() throws InterruptedException {
        if (nginx == null) return;
        nginx.destroy();
        nginx.waitFor(5, TimeUnit.SECONDS);
    }

    @BeforeEach
    void storeAPackage() throws IOException {
        new Random(1).nextBytes(bytes);
        new Random(2).nextBytes(coded);
        bytes[0] = 'P';
        bytes[1] = 'K';
        bytes[2] = 3;
        bytes[3] = 4;
        blob = put(bytes);
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
        HttpResponse<byte[]> answer = through(port, method, stable(), headers);
        Map<String, List<String>> kept = new TreeMap<>();
        answer.headers().map().forEach((name, values) -> {
            if (COMPARED.contains(name)) kept.put(name, values);
        });
        return new Answer(answer.statusCode(), kept, Arrays.hashCode(answer.body()));
    }

    @Test
    void answersEachRequestAsTheServerItselfDoes() throws Exception {
        String tag = "\"" + blob + "\"";
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
                assertThat(answer(nginxPort, method, headers))
                        .as(method + " " + String.join(" ", headers))
                        .isEqualTo(answer(port, method, headers));
            }
        }
    }

    @Test
    void theServerSendsNoByteOfAFileThatNginxSends() throws Exception {
        HttpResponse<byte[]> told = through(port, "GET", stable(), "X-Sendfile-Type", "X-Accel-Redirect");
        assertThat(told.body()).isEmpty();
        assertThat(told.headers().firstValue("X-Accel-Redirect"))
                .hasValue("/patchbay-blobs/" + blob.sha256().substring(0, 2) + "/" + blob.sha256());
        assertThat(through(nginxPort, "GET", stable()).body()).isEqualTo(bytes);
    }

    @Test
    void aLinkThatWorksOnceIsAnsweredByTheServerItself() throws Exception {
        String path = "/api/patch/download/"
                + links.oneTime(7, blob, Form.PLAIN, null).token();
        HttpResponse<byte[]> answer = through(nginxPort, "GET", path);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(answer.headers().firstValue("ETag")).hasValue("\"" + blob + "\"");
        assertThat(through(nginxPort, "GET", path).statusCode()).isEqualTo(404);
    }

    @Test
    void nobodyReachesTheFilesWithoutALink() throws Exception {
        String path = "/patchbay-blobs/" + blob.sha256().substring(0, 2) + "/" + blob.sha256();
        assertThat(through(nginxPort, "GET", path).statusCode()).isEqualTo(404);
        HttpResponse<byte[]> asked =
                through(nginxPort, "GET", "/app/" + NAME + ".zip?token=x", "X-Accel-Redirect", path);
        assertThat(asked.statusCode()).isEqualTo(404);
    }

    private String stable() {
        return "/app/" + NAME + ".zip?token="
                + links.stable(7, blob, Form.PLAIN, NAME).token();
    }

    private HttpResponse<byte[]> through(int port, String method, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private BlobKey put(byte[] content) throws IOException {
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(content))) {
            return store.place(file).key();
        }
    }
}
