package dev.patchbay.download;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.patchbay.SettableClock;
import dev.patchbay.report.DeliveryCounter;
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
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * A server that hands bytes out over real HTTP, and who asks it. Each test class has settings of its own, and so a server of its
 * own, whose home goes with the class.
 */
@SpringBootTest(classes = DownloadServer.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class DownloadJourney {
    static final String NAME = "3bc22fb7aaebe9c8c5d7de312b876bb8";

    @TempDir
    static Path home;

    @Autowired
    BlobStore store;

    @Autowired
    DownloadLinks links;

    @Autowired
    Representations representations;

    @Autowired
    SettableClock clock;

    @Autowired
    DeliveryCounter deliveries;

    @LocalServerPort
    int port;

    @Autowired
    private Spool spool;

    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** What links lead to. */
    byte[] bytes = {};

    BlobKey blob = new BlobKey("0".repeat(64));

    @DynamicPropertySource
    static void home(DynamicPropertyRegistry registry) {
        registry.add("patchbay.home", home::toString);
    }

    /** Has links lead to these bytes. */
    void store(byte[] content) throws IOException {
        bytes = content;
        blob = put(content);
    }

    BlobKey put(byte[] content) throws IOException {
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(content))) {
            return store.place(file).key();
        }
    }

    /** Random bytes behind the first four of a zip. */
    static byte[] zip(int size, int seed) {
        byte[] content = new byte[size];
        new Random(seed).nextBytes(content);
        content[0] = 'P';
        content[1] = 'K';
        content[2] = 3;
        content[3] = 4;
        return content;
    }

    String once() {
        return "/api/patch/download/" + links.oneTime(7, blob, Form.PLAIN, null).token();
    }

    String stable() {
        return stable(7, blob, Form.PLAIN);
    }

    String stable(long release, BlobKey key, Form form) {
        return "/app/" + NAME + ".zip?token="
                + links.stable(release, key, form, NAME).token();
    }

    String tag() {
        return "\"" + blob + "\"";
    }

    static String header(HttpResponse<?> answer, String name) {
        assertThat(answer.headers().allValues(name)).hasSizeLessThan(2);
        return answer.headers().firstValue(name).orElse(null);
    }

    HttpResponse<byte[]> get(String path, String... headers) throws Exception {
        return send("GET", path, headers);
    }

    HttpResponse<byte[]> send(String method, String path, String... headers) throws Exception {
        return send(client, port, method, path, headers);
    }

    static HttpResponse<byte[]> send(HttpClient client, int port, String method, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, noBody());
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
}
