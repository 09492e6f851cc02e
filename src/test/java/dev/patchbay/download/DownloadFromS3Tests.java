package dev.patchbay.download;

import dev.patchbay.S3;
import dev.patchbay.storage.BlobBucket;
import dev.patchbay.storage.BlobKey;
import dev.patchbay.storage.BlobStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** All that holds of downloads holds of those that come from S3 through the server. */
class DownloadFromS3Tests extends DownloadHttpTests {
    @Autowired
    private Environment environment;

    @Autowired
    private BlobStore blobs;

    @DynamicPropertySource
    static void bucket(DynamicPropertyRegistry registry) {
        BlobBucket.settings(registry);
        registry.add("patchbay.download.via", () -> "stream");
    }

    @Override
    void damage(BlobKey key) throws IOException {
        S3.shared()
                .objects()
                .putBlob(
                        PutObjectRequest.builder()
                                .bucket(environment.getRequiredProperty("patchbay.storage.s3.bucket"))
                                .key(key + ".zip")
                                .contentLength(1L)
                                .build(),
                        new ByteArrayInputStream(new byte[1]));
        blobs.reread(key, bytes -> {});
    }
}
