package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.patchbay.S3;
import dev.patchbay.storage.BlobBucket;
import dev.patchbay.storage.BlobKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Devices are led to the store of bytes. */
class RedirectTests extends DownloadJourney {
    private static final int SIZE = 50_000;

    @Autowired
    private Environment environment;

    private final HttpClient device = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        BlobBucket.settings(registry);
    }

    @BeforeEach
    void storeAPackage() throws IOException {
        store(zip(SIZE, 1));
    }

    @Test
    void leadsToTheStoreForAShortTime() throws Exception {
        HttpResponse<byte[]> answer = get(stable());
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
        HttpResponse<byte[]> answer = follow(stable());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
        assertThat(header(answer, "Content-Length")).isEqualTo("50000");
        assertThat(header(answer, "Content-Disposition")).isEqualTo("attachment; filename=\"" + NAME + ".zip\"");
        assertThat(header(answer, "Cache-Control")).matches("private, max-age=[0-9]{4,5}, immutable");
    }

    @Test
    void theServerAndTheStoreCallTheBytesTheSame() throws Exception {
        String tag = header(follow(stable()), "ETag");
        HttpResponse<byte[]> head = send("HEAD", stable());
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "ETag")).isEqualTo(tag);
        assertThat(header(head, "Content-Length")).isEqualTo("50000");
        assertThat(header(head, "Repr-Digest")).startsWith("sha-256=:");
        assertThat(get(stable(), "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get(stable(), "If-Match", "\"other\"").statusCode()).isEqualTo(412);
        assertThat(get(stable(), "Range", "bytes=50000-").statusCode()).isEqualTo(416);
    }

    @Test
    void aBrokenTransferGoesOn() throws Exception {
        String tag = header(follow(stable()), "ETag");
        HttpResponse<byte[]> rest = follow(stable(), "Range", "bytes=40000-", "If-Range", tag);
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
        HttpResponse<byte[]> answer = follow(stable(), "Accept-Encoding", "gzip");
        assertThat(answer.body()).isEqualTo(coded);
        assertThat(header(answer, "Content-Encoding")).isEqualTo("gzip");
        assertThat(header(answer, "Content-Type")).isEqualTo("application/zip");
        String tag = header(answer, "ETag");
        HttpResponse<byte[]> rest = follow(stable(), "Accept-Encoding", "gzip", "Range", "bytes=100-", "If-Range", tag);
        assertThat(rest.statusCode()).isEqualTo(206);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(coded, 100, coded.length));
        assertThat(follow(stable(), "Accept-Encoding", "identity").body()).isEqualTo(bytes);
    }

    @Test
    void leadsNobodyToWhatVanishedAWhileAgo() throws Exception {
        BlobKey vanished = put(Arrays.copyOfRange(bytes, 0, 4000));
        blob = vanished;
        assertThat(get(stable()).statusCode()).isEqualTo(302);
        vanish(vanished);
        clock.advance(Duration.ofSeconds(31));
        HttpResponse<byte[]> answer = get(stable());
        assertThat(answer.statusCode()).as("as for damaged bytes").isEqualTo(500);
        assertThat(answer.headers().firstValue("Location")).isEmpty();
        assertThat(store.damaged()).contains(vanished);
        put(Arrays.copyOfRange(bytes, 0, 4000));
        assertThat(get(stable()).statusCode()).isEqualTo(302);
    }

    @Test
    void leadsToTheBytesThemselvesWhenACodingVanishedAWhileAgo() throws Exception {
        byte[] coded = Arrays.copyOfRange(bytes, 20, 8000);
        blob = put(Arrays.copyOfRange(bytes, 0, 9000));
        BlobKey gzip = put(coded);
        representations.add(blob, new Representation("gzip", gzip, coded.length));
        assertThat(follow(stable(), "Accept-Encoding", "gzip").body()).isEqualTo(coded);
        vanish(gzip);
        clock.advance(Duration.ofSeconds(31));
        assertThat(follow(stable(), "Accept-Encoding", "gzip").body()).isEqualTo(Arrays.copyOfRange(bytes, 0, 9000));
    }

    @Test
    void sendsItselfWhatOnlyItCan() throws Exception {
        String once = once();
        HttpResponse<byte[]> answer = get(once);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(header(answer, "ETag")).isEqualTo(tag());
        assertThat(get(once).statusCode()).isEqualTo(404);

        String sealed = stable(7, blob, Form.SEALED);
        assertThat(get(sealed).statusCode()).isEqualTo(200);
    }

    @Test
    void leadsNobodyWithoutALinkThatHolds() throws Exception {
        assertThat(get("/app/" + NAME + ".zip?token=x").statusCode()).isEqualTo(404);
        String withdrawn = stable(DownloadServer.WITHDRAWN, blob, Form.PLAIN);
        assertThat(get(withdrawn).statusCode()).isEqualTo(410);
    }

    @Test
    void countsWhoIsLedToTheLastByte() throws Exception {
        bytes[20] = 0;
        bytes[21] ^= 1;
        blob = put(bytes);
        get(stable(), "Range", "bytes=0-9");
        send("HEAD", stable());
        verify(deliveries, never()).delivered(anyLong(), eq(blob), anyLong(), anyString());
        get(stable(), "Range", "bytes=10-");
        verify(deliveries).delivered(eq(7L), eq(blob), eq(0L), anyString());
    }

    private void vanish(BlobKey key) {
        S3.shared().objects().removeBlob(environment.getRequiredProperty("patchbay.storage.s3.bucket"), key + ".zip");
    }

    /** As a device does, which goes where it is led. */
    private HttpResponse<byte[]> follow(String path, String... headers) throws Exception {
        return send(device, port, "GET", path, headers);
    }
}
