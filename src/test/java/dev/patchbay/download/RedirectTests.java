package dev.patchbay.download;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.patchbay.S3;
import dev.patchbay.report.DeliveryCounter;
import dev.patchbay.storage.BlobBucket;
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
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Devices are led to the store of bytes. */
@SpringBootTest(classes = DownloadServer.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class RedirectTests {
    private static final String NAME = "3bc22fb7aaebe9c8c5d7de312b876bb8";
    private static final int SIZE = 50_000;

    @TempDir
    private static Path home;

    @Autowired
    private Spool spool;

    @Autowired
    private BlobStore store;

    @Autowired
    private DownloadLinks links;

    @Autowired
    private Representations representations;

    @Autowired
    private Environment environment;

    @Autowired
    private DeliveryCounter deliveries;

    @Autowired
    private SettableClock clock;

    @LocalServerPort
    private int port;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpClient device = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final byte[] bytes = new byte[SIZE];
    private BlobKey blob = new BlobKey("0".repeat(64));

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("patchbay.home", home::toString);
        BlobBucket.settings(registry);
    }

    @BeforeEach
    void storeAPackage() throws IOException {
        new Random(1).nextBytes(bytes);
        bytes[0] = 'P';
        bytes[1] = 'K';
        bytes[2] = 3;
        bytes[3] = 4;
        blob = put(bytes);
    }

    @Test
    void leadsToTheStoreForAShortTime() throws Exception {
        HttpResponse<byte[]> answer = send(client, "GET", stable());
        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
        URI there = URI.create(header(answer, "Location"));
        assertThat(there.toString())
                .startsWith(S3.shared().address() + "/")
                .contains("X-Amz-Expires=300&", "X-Amz-SignedHeaders=host&")
                .doesNotContain(links.stable(7, blob, Form.PLAIN, NAME).token(), S3.SECRET);
        // a stock iOS client saves under this
        assertThat(there.getPath()).endsWith("/" + blob + ".zip");
    }

    @Test
    void whoFollowsGetsWhatTheServerItselfWouldSend() throws Exception {
        HttpResponse<byte[]> answer = send(device, "GET", stable());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(answer, "Content-Length")).isEqualTo("50000");
        assertThat(header(answer, "Content-Disposition")).isEqualTo("attachment; filename=\"" + NAME + ".zip\"");
        assertThat(header(answer, "Cache-Control")).matches("private, max-age=[0-9]{4,5}, immutable");
    }

    @Test
    void theServerAndTheStoreCallTheBytesTheSame() throws Exception {
        String tag = header(send(device, "GET", stable()), "ETag");
        HttpResponse<byte[]> head = send(client, "HEAD", stable());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "ETag")).isEqualTo(tag);
        assertThat(header(head, "Content-Length")).isEqualTo("50000");
        assertThat(header(head, "Repr-Digest")).startsWith("sha-256=:");
        assertThat(send(client, "GET", stable(), "If-None-Match", tag).statusCode())
                .isEqualTo(304);
        assertThat(send(client, "GET", stable(), "If-Match", "\"other\"").statusCode())
                .isEqualTo(412);
        assertThat(send(client, "GET", stable(), "Range", "bytes=50000-").statusCode())
                .isEqualTo(416);
    }

    @Test
    void aBrokenTransferGoesOn() throws Exception {
        String tag = header(send(device, "GET", stable()), "ETag");
        HttpResponse<byte[]> rest = send(device, "GET", stable(), "Range", "bytes=40000-", "If-Range", tag);
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(header(rest, "Content-Range")).isEqualTo("bytes 40000-49999/50000");
        assertThat(header(rest, "ETag")).isEqualTo(tag);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(bytes, 40_000, SIZE));
    }

    @Test
    void leadsToTheCodingThatTheClientCanDecode() throws Exception {
        byte[] coded = Arrays.copyOfRange(bytes, 10, 9000);
        BlobKey gzip = put(coded);
        BlobKey other = blob;
        representations.add(other, new Representation("gzip", gzip, coded.length));
        HttpResponse<byte[]> answer = send(device, "GET", stable(), "Accept-Encoding", "gzip");
        assertThat(answer.body()).isEqualTo(coded);
        assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
        String tag = header(answer, "ETag");
        HttpResponse<byte[]> rest =
                send(device, "GET", stable(), "Accept-Encoding", "gzip", "Range", "bytes=100-", "If-Range", tag);
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(coded, 100, coded.length));
        assertThat(send(device, "GET", stable(), "Accept-Encoding", "identity").body())
                .isEqualTo(bytes);
    }

    @Test
    void leadsNobodyToWhatVanishedAWhileAgo() throws Exception {
        BlobKey vanished = put(Arrays.copyOfRange(bytes, 0, 4000));
        blob = vanished;
        assertThat(send(client, "GET", stable()).statusCode()).isEqualTo(302);
        vanish(vanished);
        clock.advance(Duration.ofSeconds(31));
        HttpResponse<byte[]> answer = send(client, "GET", stable());
        assertThat(answer.statusCode()).as("as for damaged bytes").isEqualTo(500);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(store.damaged()).contains(vanished);
        put(Arrays.copyOfRange(bytes, 0, 4000));
        assertThat(send(client, "GET", stable()).statusCode()).isEqualTo(302);
    }

    @Test
    void leadsToTheBytesThemselvesWhenACodingVanishedAWhileAgo() throws Exception {
        byte[] coded = Arrays.copyOfRange(bytes, 20, 8000);
        blob = put(Arrays.copyOfRange(bytes, 0, 9000));
        BlobKey gzip = put(coded);
        representations.add(blob, new Representation("gzip", gzip, coded.length));
        assertThat(send(device, "GET", stable(), "Accept-Encoding", "gzip").body())
                .isEqualTo(coded);
        vanish(gzip);
        clock.advance(Duration.ofSeconds(31));
        assertThat(send(device, "GET", stable(), "Accept-Encoding", "gzip").body())
                .isEqualTo(Arrays.copyOfRange(bytes, 0, 9000));
    }

    @Test
    void sendsItselfWhatOnlyItCan() throws Exception {
        String once = "/api/patch/download/"
                + links.oneTime(7, blob, Form.PLAIN, null).token();
        HttpResponse<byte[]> answer = send(client, "GET", once);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(header(answer, "ETag")).isEqualTo("\"" + blob + "\"");
        assertThat(send(client, "GET", once).statusCode()).isEqualTo(404);

        String sealed = "/app/" + NAME + ".zip?token="
                + links.stable(7, blob, Form.SEALED, NAME).token();
        assertThat(send(client, "GET", sealed).statusCode()).isEqualTo(200);
    }

    @Test
    void leadsNobodyWithoutALinkThatHolds() throws Exception {
        assertThat(send(client, "GET", "/app/" + NAME + ".zip?token=x").statusCode())
                .isEqualTo(404);
        String withdrawn = "/app/" + NAME + ".zip?token="
                + links.stable(DownloadServer.WITHDRAWN, blob, Form.PLAIN, NAME).token();
        assertThat(send(client, "GET", withdrawn).statusCode()).isEqualTo(410);
    }

    @Test
    void countsWhoIsLedToTheLastByte() throws Exception {
        bytes[20] = 0;
        bytes[21] ^= 1;
        blob = put(bytes);
        send(client, "GET", stable(), "Range", "bytes=0-9");
        send(client, "HEAD", stable());
        verify(deliveries, never()).delivered(anyLong(), eq(blob), anyLong(), anyString());
        send(client, "GET", stable(), "Range", "bytes=10-");
        verify(deliveries).delivered(eq(7L), eq(blob), eq(0L), anyString());
    }

    private String stable() {
        return "/app/" + NAME + ".zip?token="
                + links.stable(7, blob, Form.PLAIN, NAME).token();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private HttpResponse<byte[]> send(HttpClient client, String method, String path, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, noBody());
        if (headers.length > 0) request.headers(headers);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private void vanish(BlobKey key) {
        S3.shared().objects().removeBlob(environment.getRequiredProperty("patchbay.storage.s3.bucket"), key + ".zip");
    }

    private BlobKey put(byte[] content) throws IOException {
        try (SpooledFile file = spool.spool(new ByteArrayInputStream(content))) {
            return store.place(file).key();
        }
    }
}
