package dev.patchbay.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Sends a large file in parts, each straight from the file and compared by the store with its digests. What was sent of one
 * that fails is removed again; what a crash leaves is for a rule of the bucket ({@code docs/cluster.md}).
 */
final class PartsUpload {
    private static final Logger log = LoggerFactory.getLogger(PartsUpload.class);

    private final S3Client client;
    private final S3Settings settings;
    private final Bucket bucket;

    PartsUpload(S3Client client, S3Settings settings, Bucket bucket) {
        this.client = client;
        this.settings = settings;
        this.bucket = bucket;
    }

    /**
     * @param unlessThere whether an object of that name is left alone
     * @return the new object's tag
     */
    String send(SpooledFile file, boolean unlessThere) throws IOException {
        String name = bucket.name(file.key());
        String id = client.createMultipartUpload(create -> create.bucket(settings.bucket())
                        .key(name)
                        .contentType("application/octet-stream")
                        .checksumAlgorithm(ChecksumAlgorithm.SHA256)
                        .metadata(Map.of(Bucket.SIZE, Long.toString(file.size()))))
                .uploadId();
        boolean complete = false;
        try {
            List<CompletedPart> parts = parts(file, name, id);
            CompleteMultipartUploadRequest.Builder all = CompleteMultipartUploadRequest.builder()
                    .bucket(settings.bucket())
                    .key(name)
                    .uploadId(id)
                    .multipartUpload(done -> done.parts(parts))
                    .overrideConfiguration(bucket.patient());
            if (unlessThere) all.ifNoneMatch("*");
            String etag = client.completeMultipartUpload(all.build()).eTag();
            complete = true;
            return etag;
        } finally {
            if (!complete) abort(name, id);
        }
    }

    private List<CompletedPart> parts(SpooledFile file, String name, String id) throws IOException {
        List<CompletedPart> parts = new ArrayList<>();
        long size = settings.partSize().toBytes();
        for (long first = 0; first < file.size(); first += size) {
            parts.add(part(file, name, id, parts.size() + 1, first, Math.min(size, file.size() - first)));
        }
        return parts;
    }

    private CompletedPart part(SpooledFile file, String name, String id, int number, long first, long length)
            throws IOException {
        MessageDigest sha256 = DigestUtils.getSha256Digest();
        MessageDigest md5 = DigestUtils.getMd5Digest();
        try (InputStream in = FileBlob.open(file.path(), first, length)) {
            byte[] buffer = new byte[64 * 1024];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                sha256.update(buffer, 0, n);
                md5.update(buffer, 0, n);
            }
        }
        String digest = Base64.getEncoder().encodeToString(sha256.digest());
        UploadPartResponse sent = client.uploadPart(
                part -> part.bucket(settings.bucket())
                        .key(name)
                        .uploadId(id)
                        .partNumber(number)
                        .contentMD5(Base64.getEncoder().encodeToString(md5.digest()))
                        .checksumSHA256(digest)
                        .overrideConfiguration(bucket.patient()),
                part(file.path(), first, length));
        CompletedPart.Builder part = CompletedPart.builder().partNumber(number).eTag(sent.eTag());
        // a store that does not know of it would not take it back
        if (sent.checksumSHA256() != null) part.checksumSHA256(digest);
        return part.build();
    }

    private void abort(String name, String id) {
        try {
            client.abortMultipartUpload(
                    abort -> abort.bucket(settings.bucket()).key(name).uploadId(id));
        } catch (SdkException e) {
            log.warn("Parts of {} stay in the bucket until its lifecycle rule removes them: {}", name, e.toString());
        }
    }

    /** A file's bytes from some position on, as often as they are wanted. */
    private static RequestBody part(Path file, long first, long length) {
        return RequestBody.fromContentProvider(() -> open(file, first, length), length, "application/octet-stream");
    }

    private static InputStream open(Path file, long first, long length) {
        try {
            return FileBlob.open(file, first, length);
        } catch (IOException e) {
            throw SdkClientException.create("cannot read the temporary file", e);
        }
    }
}
