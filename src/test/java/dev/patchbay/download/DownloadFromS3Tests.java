package dev.patchbay.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.patchbay.S3;
import dev.patchbay.storage.BlobBucket;
import dev.patchbay.storage.BlobKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** All that holds of downloads holds of those that come from S3 through the server. */
class DownloadFromS3Tests extends DownloadHttpTests {
    @Autowired
    private Environment environment;

    @Autowired
    private Downloads downloads;

    @DynamicPropertySource
    static void bucket(DynamicPropertyRegistry registry) {
        BlobBucket.settings(registry);
        registry.add("patchbay.download.via", () -> "stream");
    }

    @Test
    void sendsTheBytesThemselvesWhenACodingHasJustVanished() throws Exception {
        BlobKey plain = put(zip(5000, 40));
        BlobKey gzip = put(zip(700, 41));
        representations.add(plain, new Representation("gzip", gzip, 700));
        vanish(gzip);
        HttpResponse<byte[]> answer = get(stable(7, plain, Form.PLAIN), "Accept-Encoding", "gzip");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(answer.body()).isEqualTo(zip(5000, 40));
    }

    /** So that who looks into the log learns what to do about it. */
    @Test
    void saysOfBytesThatHaveJustVanishedThatTheyAreMissing() throws Exception {
        BlobKey key = put(zip(5000, 42));
        vanish(key);
        assertThatExceptionOfType(MissingBytes.class).isThrownBy(() -> sendNow(key));
        BlobKey known = put(zip(5000, 43));
        assertThat(get(stable(7, known, Form.PLAIN)).statusCode()).isEqualTo(200);
        vanish(known);
        assertThatExceptionOfType(MissingBytes.class).isThrownBy(() -> sendNow(known));
    }

    private void sendNow(BlobKey key) throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();
        try {
            downloads.send(
                    new Download(key, Form.PLAIN, "x.zip", Duration.ZERO),
                    new MockHttpServletRequest("GET", "/"),
                    response);
        } finally {
            assertThat(response.getHeaderNames()).isEmpty();
        }
    }

    private void vanish(BlobKey key) {
        S3.shared().objects().removeBlob(bucketName(), key + ".zip");
    }

    private String bucketName() {
        return environment.getRequiredProperty("patchbay.storage.s3.bucket");
    }

    @Override
    void damage(BlobKey key) throws IOException {
        S3.shared()
                .objects()
                .putBlob(
                        PutObjectRequest.builder()
                                .bucket(bucketName())
                                .key(key + ".zip")
                                .contentLength(1L)
                                .build(),
                        new ByteArrayInputStream(new byte[1]));
        store.reread(key, bytes -> {});
    }
}
